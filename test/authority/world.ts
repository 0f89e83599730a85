import type { Answer, SeenMessage } from '../../src/local-discord/index.js';
import type { Collection } from '../../src/store/types.js';
import { form, HARBOUR, settled, told, UNIVERSITY } from '../support/acting.js';
import {
  inFront,
  STUDENTS,
  DOCKERS,
  lastCard,
  THERE,
  toTheFront,
  votingIn,
} from '../support/front-acting.js';
import { DAY, MINUTE, setStage, type Stage } from '../support/stage.js';
import { addThirdServer, RIVERSIDE } from '../support/third-server.js';
import { isRefusal } from './refusals.js';

/** Eight kinds of people, by what they are to a proposal that Petra made in the first server. */
export const PEOPLE = {
  'its proposer': { name: 'Petra', server: HARBOUR, roles: ["Dockworkers' Branch"] },
  'a member': { name: 'Mo', server: HARBOUR, roles: ["Dockworkers' Branch"] },
  'one in no organisation': { name: 'Nora', server: HARBOUR, roles: [] },
  'an organiser': { name: 'Oscar', server: HARBOUR, roles: ['Organiser'] },
  'a manager': { name: 'Max', server: HARBOUR, roles: ['Coordinator'] },
  'a member elsewhere': { name: 'Una', server: UNIVERSITY, roles: ['Student Group'] },
  'a manager elsewhere': { name: 'Vera', server: UNIVERSITY, roles: ['Coordinator'] },
  'a manager outside': { name: 'Will', server: RIVERSIDE, roles: ['Coordinator'] },
} as const;
export type Who = keyof typeof PEOPLE;
export const EVERYBODY = Object.keys(PEOPLE) as Who[];

/** What may have become of a proposal. */
export const STATES = [
  'open',
  'agreed',
  'agreed, and begun',
  'not agreed',
  'withdrawn',
  'called off',
  'took place',
] as const;
export type State = (typeof STATES)[number];

/** Two servers in a front with an organisation each, a third outside, and those eight people. */
export async function populated(): Promise<Stage> {
  const stage = await setStage({ ballots: 'secret' });
  const outside = addThirdServer(stage, []);
  for (const { name, server, roles } of Object.values(PEOPLE))
    stage.local.addPerson({ name, roles: { [server]: roles } });
  await inFront(stage, [DOCKERS], [STUDENTS], 2);
  told(await stage.at('Amara').command('settings set', { 'organiser-role': 'Organiser' }));
  const set = { channel: 'joint-action', timezone: 'Europe/Berlin' };
  told(await stage.at('Will', outside).command('settings set', set));
  return stage;
}

/** Where somebody acts. */
export function seatOf(stage: Stage, who: Who) {
  const { name, server } = PEOPLE[who];
  return stage.at(name, `${server}#joint-action`);
}

/** A proposal as it is acted on. */
export interface Meant {
  id: string;
  title: string;
  version: number;
}

let made = 0;

/** Makes a proposal and brings it to a state; the clock moves as far as that takes. */
export async function inState(stage: Stage, state: State): Promise<Meant> {
  made += 1;
  const title = `Picket ${String(made)}`;
  const [card] = await toTheFront(stage, 'Petra', { title, when: 'in 5 days', closes: 'in 1 day' });
  const id = card.buttons[0]?.customId?.split(':')[2] ?? '';
  const petra = stage.at('Petra');
  const act = async (command: string) => told(await petra.command(`proposal ${command}`, { proposal: id }));
  if (state === 'open') return { id, title, version: 1 };
  if (state === 'withdrawn') await act('withdraw');
  else {
    if (state !== 'not agreed') {
      await votingIn(stage, lastCard(petra), { Petra: 'For' }, 'Dockworkers');
      const there = lastCard(stage.at('Una', THERE));
      await votingIn(stage, there, { Una: 'For' }, 'Students', THERE);
    }
    await stage.advance(DAY + MINUTE);
    if (state === 'agreed, and begun' || state === 'took place') await stage.advance(5 * DAY);
    if (state === 'called off') await act('call-off');
    if (state === 'took place') await act('took-place');
  }
  await settled(stage);
  return { id, title, version: 1 };
}

/** What acts keep. What is owed to Discord or was told besides follows from that, and goes on by itself. */
const FACTS = [
  'proposals',
  'ballots',
  'drafts',
  'reports',
  'hidden',
  'follows',
  'nudges',
  'reminders',
  'polls',
  'settings',
  'people',
  'organisations',
  'serverRules',
  'fronts',
  'memberships',
  'frontServers',
  'codes',
] as const;

/** What came of an act: whether anything is kept that was not before, and whether it was refused. */
export async function outcomeOf(
  stage: Stage,
  act: () => Promise<Answer>,
): Promise<{ fate: string; said: string }> {
  const before = await facts(stage);
  const said = words(await act());
  const kept = (await facts(stage)) !== before;
  const refused = isRefusal(said);
  return {
    fate: kept && refused ? 'kept, and refused' : kept ? 'kept' : refused ? 'refused' : 'answered',
    said,
  };
}

/** Every row of those facts. */
async function facts(stage: Stage): Promise<string> {
  const { deps } = stage.app;
  const rows = FACTS.map((name) => (deps[name] as Collection<unknown>).range({ limit: 1_000 }));
  return JSON.stringify(await Promise.all(rows));
}

/** What somebody was answered, in words; a form says that it is one. */
function words(answer: Answer): string {
  if (answer.kind === 'form') return `form: ${form(answer).title}`;
  if (answer.kind === 'message' || answer.kind === 'update') return answer.message.text;
  return JSON.stringify(answer);
}

/** The message of an answer, where it is one. */
export function messageOf(answer: Answer): SeenMessage | undefined {
  return answer.kind === 'message' || answer.kind === 'update' ? answer.message : undefined;
}
