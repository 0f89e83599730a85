import type { AppDeps } from '../app-deps.js';
import { drawChart } from '../pictures/draw.js';
import { pollAltText, pollChart } from '../pictures/poll-picture.js';
import type { Poll } from '../polls/poll.js';
import type { Translate } from '../texts/texts.js';
import type { ViewFile } from './view.js';

/** The name under which the picture goes out with a poll's result. */
export const POLL_PICTURE = 'poll.png';

/**
 * What goes out with a poll's result: its picture. Nothing where no figures may be shown, or where drawing fails: that is
 * logged, and the result is posted without.
 */
export async function pollFiles(
  { log }: Pick<AppDeps, 'log'>,
  t: Translate,
  poll: Poll,
): Promise<ViewFile[]> {
  try {
    const chart = pollChart(t, poll);
    if (chart === undefined) return [];
    return [{ name: POLL_PICTURE, data: await drawChart(chart), altText: pollAltText(t, poll) }];
  } catch (err) {
    log.error({ err }, 'The picture of a poll could not be drawn');
    return [];
  }
}
