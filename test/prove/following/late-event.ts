import { holds, type Counts, type ProofRun } from '../proof.js';
import { differences, expected } from './expected.js';
import { Front, type Kept } from './front.js';
import { describeKill, setTrap, type Kill } from './kills.js';
import { PLOTS } from './many.js';
import { standing } from './standing.js';

const MINUTE = 60_000;
/** What waits for a right is tried again after ten minutes, and up to a fifth later. */
const UNTIL_TRIED = 13;
const MAKING = 'POST /guilds/:id/scheduled-events';
const REFUSED = { status: 403, body: { code: 50013, message: 'Missing Permissions' } };

/**
 * The right to make events is missing when an action is agreed, and given later: long after the outcome was posted. The bot
 * is killed at every write from then on; in the end the events are there, and the outcome links them.
 */
export async function eventsComeLater({ log }: ProofRun, kept: Kept): Promise<Counts> {
  const problems: string[] = [];
  let kills = 0;
  const everyWrite = async (when: 'before' | 'after') => {
    for (let n = 1, lives = 2; lives > 1; n += 1) {
      const kill: Kill = { at: 'write', n, when, awayMs: 0 };
      const front = await Front.again(kept);
      try {
        const found = await later(front, kill);
        if (found.length > 0) problems.push(`killed ${describeKill(kill)}:\n${found.join('\n')}`);
        lives = front.lives;
        kills += lives - 1;
      } finally {
        await front.close();
      }
    }
  };
  await Promise.all([everyWrite('before'), everyWrite('after')]);
  holds(problems.length === 0, `Events that came later:\n${problems.join('\n')}`);
  log(`events that come later: ${String(kills)} kills`);
  return { 'kills -9 while events come later': kills };
}

/** Resolves to what is wrong in the end. */
async function later(front: Front, kill: Kill): Promise<string[]> {
  const wanted = expected(PLOTS[0]!, 'agreed');
  await front.start();
  const give = front.local.intercept(({ route }) => (route === MAKING ? REFUSED : undefined));
  for (const ms of [24 * 60 * MINUTE, 12_000, 12_000, 65_000]) await front.advance(ms);
  const without = differences(standing(front), wanted).filter((one) => one.includes('an event is missing'));
  holds(without.length === 2, `Without the right it should be said in two servers: ${without.join('\n')}`);
  give();
  const release = await setTrap(front, kill);
  for (let minutes = 0; minutes < UNTIL_TRIED && front.alive; minutes += 1) await front.advance(MINUTE);
  await release();
  if (!front.alive) {
    await front.killed();
    await front.start();
    for (let minutes = 0; minutes < UNTIL_TRIED; minutes += 1) await front.advance(MINUTE);
  }
  return differences(standing(front), wanted);
}
