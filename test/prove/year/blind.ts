import { holds, type ProofRun } from '../proof.js';
import { execute } from '../../support/store-file.js';
import { check } from './check.js';
import type { Home } from './home.js';
import { live, type YearRun } from './through.js';

const POST = 'POST /channels/:id/messages';
/** So many answers to posts get lost, each once. */
const LOST = 6;

/**
 * Shows that the judgement can fail. A short time in which the first answers get lost is fine as it is; where the nonce is
 * taken out on the way to Discord, messages are there twice; where a due row is removed behind the bot's back, they are missing.
 */
export async function selfCheck({ seed, log }: ProofRun): Promise<void> {
  const run: YearRun = {
    seed,
    log: () => undefined,
    reminders: 30,
    days: 8,
    people: 3,
    kills: 0,
    outages: 0,
  };
  const fine = await judge(run, (home) => loseAnswers(home, false));
  holds(fine.length === 0, `Without any fault there are problems:\n${fine.join('\n')}`);
  const twice = await judge(run, (home) => loseAnswers(home, true));
  holds(
    twice.length === LOST && twice.every((problem) => problem.includes(': 2 messages, at')),
    `Without a nonce ${String(LOST)} messages should be there twice, but:\n${twice.join('\n')}`,
  );
  const missing = await judge(run, (home) =>
    execute(home.store, "DELETE FROM keyv WHERE key LIKE 'due:%:reminder:r000000001'"),
  );
  holds(
    missing.length > 0 && missing.every((one) => one.startsWith('r000000001') && one.endsWith(': missing')),
    `Messages of one reminder should be missing, but:\n${missing.join('\n')}`,
  );
  log('self-check: without nonces messages are found twice, without a due row they are found missing');
}

async function judge(run: YearRun, meddle: (home: Home) => Promise<void> | void): Promise<string[]> {
  const { planned, sent, troubles, end } = await live(run, { meddle });
  return check(planned, sent, troubles, end).problems;
}

function loseAnswers(home: Home, withoutNonce: boolean): void {
  const lost = new Set<string>();
  home.proxy = ({ route, path, body }) => {
    if (route !== POST) return undefined;
    const message = body as { nonce?: string; enforce_nonce?: boolean };
    const name = `${path} ${message.nonce ?? ''}`;
    if (withoutNonce) {
      delete message.nonce;
      delete message.enforce_nonce;
    }
    if (lost.size >= LOST || lost.has(name)) return undefined;
    lost.add(name);
    return { afterEffect: 502 };
  };
}
