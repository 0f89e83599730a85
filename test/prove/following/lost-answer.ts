import { until } from '../../support/waiting.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { differences, expected } from './expected.js';
import { Front, PLACES, type Kept } from './front.js';
import { PLOTS } from './many.js';
import { standing } from './standing.js';

const MINUTE = 60_000;
/** While the nonce still protects, and after. */
const AWAY = [0, 10 * MINUTE];
const SETTLING = [12_000, 12_000, 65_000];

/**
 * An outcome is posted and its answer hangs; meanwhile the server's event is made, so that the same outcome would now be
 * written with a link. Then the bot is killed: there is still one outcome, and it says what is true.
 */
export async function outcomeOvertaken({ log }: ProofRun, kept: Kept): Promise<Counts> {
  const wanted = expected(PLOTS[0]!, 'agreed');
  const problems: string[] = [];
  const moments = PLACES.flatMap(({ server }, at) => AWAY.map((awayMs) => ({ server, at, awayMs })));
  for (const { server, at, awayMs } of moments) {
    const front = await Front.again(kept);
    try {
      await front.start();
      const path = `/channels/${front.seat(at).channelId}/messages`;
      let isHanging = false;
      const off = front.local.intercept((request) => {
        if (request.method !== 'POST' || request.path !== path || isHanging) return undefined;
        isHanging = true;
        return { afterEffect: 'hang' };
      });
      const closing = front.moveTo(front.now + 24 * 60 * MINUTE);
      const events = () => PLACES.reduce((sum, place) => sum + front.local.events(place.server).length, 0);
      await until('two events and a post', () => isHanging && events() === 2);
      // Another look, so that what was made is recorded; well before the bot gives the answer up.
      await new Promise((resolve) => setTimeout(resolve, 500));
      front.bot.kill();
      await closing;
      await front.killed();
      off();
      await front.local.clock.advance(awayMs);
      await front.start();
      for (const ms of SETTLING) await front.advance(ms);
      const found = differences(standing(front), wanted);
      if (found.length > 0) {
        const back = awayMs > 0 ? 'after ten minutes' : 'at once';
        problems.push(`the outcome in ${server}, back ${back}:\n${found.join('\n')}`);
      }
    } finally {
      await front.close();
    }
  }
  holds(problems.length === 0, `Overtaken by its event:\n${problems.join('\n')}`);
  log(`outcomes overtaken by their events: ${String(moments.length)} kills`);
  return { 'kills -9 with an outcome overtaken by its event': moments.length };
}
