import type { AppDeps } from '../app-deps.js';
import { drawChart } from '../pictures/draw.js';
import { outcomeAltText, outcomeChart } from '../pictures/outcome-picture.js';
import type { Proposal } from '../proposals/proposal.js';
import type { Translate } from '../texts/texts.js';
import type { ViewFile } from './view.js';

/** The name under which the picture goes out with an outcome. */
export const OUTCOME_PICTURE = 'outcome.png';

/** The picture of an outcome with its alt text. Rejects where it cannot be drawn. */
export async function outcomePicture(
  t: Translate,
  proposal: Proposal,
  name = OUTCOME_PICTURE,
): Promise<ViewFile> {
  const data = await drawChart(outcomeChart(t, proposal));
  return { name, data, altText: outcomeAltText(t, proposal) };
}

/**
 * What goes out with an outcome: its picture. Nothing where there is no outcome, or where drawing fails: that is logged,
 * and the outcome is posted without.
 */
export async function outcomeFiles(
  { log }: Pick<AppDeps, 'log'>,
  t: Translate,
  proposal: Proposal,
): Promise<ViewFile[]> {
  if (proposal.outcome === undefined) return [];
  try {
    return [await outcomePicture(t, proposal)];
  } catch (err) {
    log.error({ err }, 'The picture of an outcome could not be drawn');
    return [];
  }
}
