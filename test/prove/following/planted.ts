import type { LocalDiscord } from '../../../src/local-discord/index.js';
import { execute } from '../../support/store-file.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Course, type Step } from './course.js';
import { differences, expected } from './expected.js';
import { PLACES, type Front, type Kept } from './front.js';
import type { Kill } from './kills.js';
import { go, PLOTS } from './many.js';
import { standing } from './standing.js';

const EVENTS = '/guilds/:id/scheduled-events';
const POST = 'POST /channels/:id/messages';
const PLOT = PLOTS[0]!;

/** A bot weakened on the way to Discord or behind its back, killed where that matters. */
interface Weakness {
  name: string;
  /** Each is tried; all of them are fine without the weakness, and one at least is not with it. */
  kills: readonly Kill[];
  step: Step;
  weaken: (course: Course) => void;
  /** What has to be noticed. */
  noticed: RegExp;
}

const WEAKNESSES: readonly Weakness[] = [
  {
    name: 'no look for an event made before',
    step: 'closing',
    kills: [{ at: 'request', name: `POST ${EVENTS} in 0, 1.`, when: 'after', awayMs: 0 }],
    weaken: ({ front }) =>
      front.local.intercept(({ route }) =>
        route === `GET ${EVENTS}` ? { status: 200, body: [] } : undefined,
      ),
    noticed: /events: too much: scheduled 2027-03-11T17:00/u,
  },
  {
    name: 'posts without a nonce',
    step: 'closing',
    kills: [{ at: 'request', name: `${POST} in 1, 1.`, when: 'after', awayMs: 0 }],
    weaken: ({ front }) =>
      front.local.intercept(({ route, body }) => {
        if (route !== POST) return;
        const message = body as { nonce?: string; enforce_nonce?: boolean };
        delete message.nonce;
        delete message.enforce_nonce;
      }),
    noticed: /University Alliance, posts: too much: outcome/u,
  },
  {
    name: 'no due row for announcing',
    step: 'call-off',
    kills: [2, 3, 4].map((n) => ({ at: 'write', n, when: 'after', awayMs: 0 })),
    weaken: (course) => {
      course.meddle = () => execute(course.front.store, "DELETE FROM keyv WHERE key LIKE 'due:%:announce:%'");
    },
    noticed: /posts: missing: notice called off/u,
  },
];

/** What somebody could find in three servers that is not right. */
const WRONG: Readonly<Record<string, (local: LocalDiscord, front: Front) => void>> = {
  'another UID in one server': ({ world }, front) => inFile(world, front, /^UID:/mu, 'UID:x'),
  'another SEQUENCE': ({ world }, front) => inFile(world, front, /^SEQUENCE:0/mu, 'SEQUENCE:2'),
  'another start': ({ world }, front) => inFile(world, front, /^(DTSTART.*)T18/mu, '$1T17'),
  'a cancelled file': ({ world }, front) =>
    inFile(world, front, /METHOD:PUBLISH([^]*)STATUS:CONFIRMED/u, 'METHOD:CANCEL$1STATUS:CANCELLED'),
  'no event': ({ world: { state } }) => void state.events.pop(),
  'two events': ({ world: { state } }) => void state.events.push({ ...state.events[0]!, id: '1' }),
  'an event where all are out': ({ world: { state } }) =>
    void state.events.push({ ...state.events[0]!, guild_id: state.guilds[2]!.id }),
  'an outcome posted twice': ({ world }, front) => {
    const messages = world.messages(front.seat(0).channelId);
    messages.push(messages.at(-1)!);
  },
  'an outcome where all are out with the file of the others': ({ world }, front) => {
    const [from, to] = [0, 2].map((at) => world.messages(front.seat(at).channelId).at(-1)!);
    to!.files = from!.files;
  },
};

/** Shows that what is wrong is noticed: in a bot that was weakened, and in what people see. */
export async function selfCheck({ log }: ProofRun, kept: Kept): Promise<Counts> {
  for (const weakness of WEAKNESSES) await isNoticed(weakness, kept);
  const wrong = await mistakes(kept);
  log(`self-check: ${WEAKNESSES.map(({ name }) => name).join(', ')}: noticed, each with what it does`);
  return { 'weaknesses planted and noticed': WEAKNESSES.length, 'mistakes planted and noticed': wrong };
}

async function isNoticed({ name, step, kills, weaken, noticed }: Weakness, kept: Kept): Promise<void> {
  const found: string[] = [];
  for (const kill of kills) {
    const { wrong } = await go(kept, PLOT, new Map([[step, kill]]), { last: step, meddle: weaken });
    if (wrong === undefined) continue;
    holds(noticed.test(wrong), `With ${name} something else is wrong: ${wrong}`);
    found.push(wrong);
  }
  holds(found.length > 0, `Nothing is noticed with ${name}`);
}

/** Resolves to how many were planted. */
async function mistakes(kept: Kept): Promise<number> {
  const course = await Course.open(kept, PLOT, new Map());
  const { front } = course;
  const { state } = front.local.world;
  try {
    await course.run('closing');
    front.bot.kill();
    const { messages, events } = structuredClone({ messages: state.messages, events: state.events });
    for (const [name, plant] of Object.entries(WRONG)) {
      plant(front.local, front);
      holds(problems(front).length > 0, `The check does not notice ${name}`);
      Object.assign(state, structuredClone({ messages, events }));
      holds(problems(front).length === 0, `After ${name} all should be right again`);
    }
    return Object.keys(WRONG).length;
  } finally {
    await front.close();
  }
}

function problems(front: Front): string[] {
  try {
    return differences(standing(front), expected(PLOT, 'agreed'));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Changes the calendar file of the outcome in the second server. */
function inFile(world: LocalDiscord['world'], front: Front, wanted: RegExp, by: string): void {
  const file = world
    .messages(front.seat(1).channelId)
    .flatMap(({ files }) => files)
    .find(({ name }) => name.endsWith('.ics'));
  const text = Buffer.from(file?.data ?? '', 'base64').toString('utf8');
  holds(
    file !== undefined && wanted.test(text),
    `There is no ${String(wanted)} in ${PLACES[1].server}: ${text}`,
  );
  file.data = Buffer.from(text.replace(wanted, by)).toString('base64');
}
