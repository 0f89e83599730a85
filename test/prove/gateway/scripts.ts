import { eachOf } from '../../support/waiting.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { KINDS, scriptOf, type Cause } from './causes.js';
import { Home } from './home.js';

/** Connected again within so long after the cause ended, and what people do is answered. */
const AGAIN_MS = 120_000;
/** A tick is a minute; what fell due while nothing could be sent comes within a few. */
const CAUGHT_UP_MS = 240_000;
const MINUTE = 60_000;
const GENERAL = 'Harbour City Coalition#general';
const SCRIPTS_PER_BOT = 10;

export interface GatewayRun extends ProofRun {
  scripts: number;
  /** So many bots at once. */
  atOnce: number;
}

interface Found {
  scripts: number;
  causes: number;
  exits: number;
  /** How long it took after each end of a cause, in ms of the bot. */
  took: number[];
  kinds: Set<string>;
}

/**
 * Plays scripts of causes to bots, each in its own process beside its own Discord. Throws where one is not connected again
 * in time, ends as it must not, or forgets or repeats what fell due meanwhile.
 */
export async function playScripts({ seed, log, scripts, atOnce }: GatewayRun): Promise<Counts> {
  const random = new Random(seed);
  const planned = Array.from({ length: scripts }, (_, number) => scriptOf(random.branch(), seed + number));
  const groups = Array.from({ length: Math.ceil(scripts / SCRIPTS_PER_BOT) }, (_, group) =>
    planned.slice(group * SCRIPTS_PER_BOT, (group + 1) * SCRIPTS_PER_BOT),
  );
  const found: Found = { scripts: 0, causes: 0, exits: 0, took: [], kinds: new Set() };
  await eachOf(groups, atOnce, async (group) => {
    await playTo(await Home.open(), group, found);
    log(`${String(found.scripts)} of ${String(scripts)} scripts`);
  });
  const took = found.took.sort((one, other) => one - other).map((ms) => Math.round(ms / 1_000));
  return {
    scripts: found.scripts,
    causes: `${String(found.causes)}, of ${String(found.kinds.size)} of ${String(KINDS)} kinds`,
    'seconds until connected again': `median ${String(took[took.length >> 1])}, most ${String(took.at(-1))}`,
    'ends with 1 after three minutes without a gateway': found.exits,
    'missed, twice or unanswered': 0,
  };
}

/** The same for a bot that is broken; resolves to what is said of it. */
export async function playToBroken(script: Cause[]): Promise<string> {
  const found: Found = { scripts: 0, causes: 0, exits: 0, took: [], kinds: new Set() };
  try {
    await playTo(await Home.open(true), [script], found);
  } catch (error) {
    return String(error);
  }
  return '';
}

async function playTo(home: Home, scripts: readonly Cause[][], found: Found): Promise<void> {
  const mei = home.local.person('Mei').in(GENERAL);
  const dueAt: number[] = [];
  // A private reminder says no more in a DM than that it is due.
  const came = () => home.local.person('Mei').dm().messages().length;
  try {
    home.serve();
    await connected(home, home.now);
    for (const script of scripts) {
      const set = await mei.command('remind create', { text: 'Tea', when: 'in 2 minutes', timezone: 'UTC' });
      holds(set.kind === 'message' && set.message.text.includes('It is set'), 'No reminder could be set');
      dueAt.push(home.now + 2 * MINUTE);
      for (const cause of script) {
        try {
          await suffer(home, cause);
          found.took.push(await connected(home, home.now));
        } catch (error) {
          const names = script.map(({ name, lasts }) => `${name} (${String(lasts)} ms)`).join(', ');
          throw new Error(`In the script ${names}, after ${cause.name}: ${String(error)}`, { cause: error });
        }
        found.causes += 1;
        found.kinds.add(cause.name);
      }
      found.scripts += 1;
    }
    const last = Math.max(home.now, ...dueAt);
    await home.till('every reminder', () => came() >= dueAt.length, last - home.now + CAUGHT_UP_MS);
    await home.pause(MINUTE / 2);
    holds(came() === dueAt.length, `Of ${String(dueAt.length)} reminders came ${String(came())}`);
    found.exits += home.exits;
    await home.halt();
  } finally {
    await home.close();
  }
}

async function suffer(home: Home, cause: Cause): Promise<void> {
  if (cause.atStart === true) await home.halt();
  await cause.begin(home);
  if (cause.atStart === true) home.serve();
  await home.pause(cause.lasts);
  await cause.end?.(home);
}

/** Waits until the bot is connected and answers. Resolves to how long that took, in ms of the bot. */
async function connected(home: Home, since: number): Promise<number> {
  const { gateway } = home.local;
  for (;;) {
    // What just happened is not noticed on both sides at once.
    await home.pause(600);
    await home.till('the bot to be connected again', () => gateway.connected, since + AGAIN_MS - home.now);
    const at = home.now;
    const answer = await home.local
      .person('Mei')
      .in(GENERAL)
      .command('help')
      .catch(() => undefined);
    if (answer?.kind === 'message') return Math.max(0, at - since);
    holds(home.now - since < AGAIN_MS, `Connected, and nobody is answered\n${home.lastWords()}`);
  }
}
