import type { Person, Seat, SeenMessage } from '../../../src/local-discord/index.js';
import { listProposals } from '../../../src/proposals/list.js';
import type { Proposal } from '../../../src/proposals/proposal.js';
import type { Choice } from '../../../src/proposals/tally.js';
import { MINUTE, setStage, type Stage } from '../../support/stage.js';
import { eachOf } from '../../support/waiting.js';
import { told } from '../crash/scene.js';
import { holds } from '../proof.js';
import type { Random } from '../random.js';

export const HARBOUR = 'Harbour City Coalition';
const UNIVERSITY = 'University Alliance';
const LABELS: Record<Choice, string> = { for: 'For', against: 'Against', abstain: 'Abstain' };
const AT_ONCE = 20;

/** Somebody who may vote in one organisation. */
export interface Voter {
  person: Person;
  organisation: string;
  seat: Seat;
  choice: Choice;
}

/** Where people vote: the organisations' names, their servers and roles, and what share of all people is in them. */
const ORGANISATIONS = [
  { name: 'Dockworkers', server: HARBOUR, role: "Dockworkers' Branch", ballots: 'secret', share: 0.45 },
  { name: 'Tenants', server: HARBOUR, role: "Tenants' Union", ballots: 'open', share: 0.15 },
  { name: 'Students', server: UNIVERSITY, role: 'Student Group', ballots: 'secret', share: 0.4 },
] as const;

/** A front of two servers with three organisations, and so many people in them besides those of the local Discord. */
export async function gather(people: number): Promise<{ stage: Stage; voters: Voter[] }> {
  const stage = await setStage();
  const amara = stage.at('Amara');
  const sofia = stage.at('Sofia', channelOf(UNIVERSITY));
  for (const seat of [amara, sofia])
    told(await seat.command('settings set', { channel: 'joint-action', timezone: 'Europe/Berlin' }));
  for (const { name, role, ballots, server } of ORGANISATIONS)
    told(
      await (server === HARBOUR ? amara : sofia).command('organisation add', {
        name,
        members: role,
        ballots,
      }),
    );
  const founded = told(await amara.command('front found', { name: 'Harbour Front' }));
  const code = /`([^`]+)`/u.exec(founded.text)?.[1] ?? '';
  told(await sofia.press(told(await sofia.command('front join', { code })), 'Join'));
  const voters = ORGANISATIONS.flatMap(({ name, server, role, share }) =>
    Array.from({ length: Math.round(people * share) }, (_, at): Voter => {
      const person = stage.local.addPerson({
        name: `${name} ${String(at + 1)}`,
        roles: { [server]: [role] },
      });
      return { person, organisation: name, seat: person.in(channelOf(server)), choice: 'abstain' };
    }),
  );
  await stage.advance(MINUTE);
  return { stage, voters };
}

/** Puts a proposal to the front; resolves to it, and everyone's card. */
export async function publish(stage: Stage, title: string): Promise<Proposal> {
  const jonas = stage.at('Jonas');
  const options = {
    title,
    how: 'picket',
    whom: 'employer: Harbour Ltd',
    when: 'in 20 days',
    to: 'the front',
  };
  told(await jonas.press(told(await jonas.command('propose', options)), 'Publish'));
  return newest(stage);
}

/** Changes the text of an open proposal; all votes lapse. */
export async function amend(stage: Stage, title: string, next: string): Promise<Proposal> {
  const jonas = stage.at('Jonas');
  const form = await jonas.command('proposal amend', { proposal: title });
  if (form.kind !== 'form') throw new Error('There is no form');
  told(await jonas.press(told(await form.submit({ Title: next })), 'Publish'));
  await stage.advance(15_000);
  return newest(stage);
}

/** Everybody presses a button, by chance or the one given, and is told so. */
export async function vote(
  random: Random,
  voters: readonly Voter[],
  title: string,
  choice?: Choice,
): Promise<void> {
  for (const voter of voters) voter.choice = choice ?? random.pick(['for', 'for', 'against', 'abstain']);
  await eachOf(voters, AT_ONCE, async (voter) => {
    const { text } = told(await voter.seat.press(cardOf(voter.seat, title), LABELS[voter.choice]));
    holds(text.startsWith(`Recorded: ${LABELS[voter.choice]}`), `Instead of recorded: ${text}`);
  });
}

/** What a server sees last with such a title. */
export function lastTitled(seat: Seat, title: string): SeenMessage | undefined {
  return seat.messages().findLast(({ text }) => text.includes(title));
}

/** One seat in each server of the front. */
export function seats(stage: Stage): Seat[] {
  return [stage.at('Amara'), stage.at('Sofia', channelOf(UNIVERSITY))];
}

function cardOf(seat: Seat, title: string): SeenMessage {
  const card = seat
    .messages()
    .findLast(({ text, labels }) => text.includes(title) && labels.includes('Abstain'));
  if (card === undefined) throw new Error(`There is no card of ${title}`);
  return card;
}

async function newest(stage: Stage): Promise<Proposal> {
  await stage.app.tick();
  const { guildId } = stage.at('Amara');
  const [proposal] = (await listProposals(stage.app.deps, guildId ?? '', 0)).proposals;
  if (proposal === undefined) throw new Error('Nothing was published');
  return proposal;
}

function channelOf(server: string): string {
  return `${server}#joint-action`;
}
