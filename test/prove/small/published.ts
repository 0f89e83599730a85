import { outcomeView } from '../../../src/discord/outcome-views.js';
import { cardView, totals, turnoutWords } from '../../../src/discord/proposal-views.js';
import { outcomeAltText, outcomeChart } from '../../../src/pictures/outcome-picture.js';
import { conclude } from '../../../src/proposals/outcome.js';
import { signedRecord, type OutcomeRecord } from '../../../src/proposals/outcome-record.js';
import { outcomeTable } from '../../../src/proposals/outcome-table.js';
import { cardPlaces } from '../../../src/proposals/proposal.js';
import type { RecordKeys } from '../../../src/proposals/record-keys.js';
import type { Tally } from '../../../src/proposals/tally.js';
import type { Translate } from '../../../src/texts/texts.js';
import { proposalsOf, type SmallFront, type Voted } from './front.js';

/** How things are put into words and signed. */
export interface Press {
  t: Translate;
  keys: RecordKeys;
}

/** Everything anybody gets to see of a closed proposal. */
export interface Published {
  /** Each server's card as it last stood open. */
  lastCards: Record<string, string>;
  closedCards: Record<string, string>;
  outcome: string;
  record: string;
  table: string;
  /** All that is in the picture, before it is drawn, and what is read out of it. */
  picture: string;
  altText: string;
}

/** Publishes with the bot's own code. */
export function publish({ t, keys }: Press, front: SmallFront): Published {
  const { open, closed } = proposalsOf(front);
  const tallies = front.organisations.map(({ tally }) => tally);
  const cards = (proposal: typeof open) =>
    Object.fromEntries(
      cardPlaces(proposal).map(({ guildId }) => [
        guildId,
        JSON.stringify(cardView(t, { proposal, guildId, tallies })),
      ]),
    );
  const record = signedRecord(closed, keys);
  return {
    lastCards: cards(open),
    closedCards: cards(closed),
    outcome: JSON.stringify(outcomeView(t, closed)),
    record,
    table: outcomeTable(record),
    picture: JSON.stringify(outcomeChart(t, closed)),
    altText: outcomeAltText(t, closed),
  };
}

/** What of all this depends on how people voted in one organisation; {@link publish} has to show that there is no more. */
export function publishedOf({ t }: Press, { entry, rollAtClosing }: Voted, tally: Tally): string {
  const { position, tally: shown } = conclude(entry, 0, tally, rollAtClosing, 0);
  const figures = shown === undefined ? 'withheld' : totals(t, shown);
  return `${position}\n${figures}\n${turnoutWords(t, entry, tally)}`;
}

/** What is published of all others, without the verdict, which one organisation's position may change. */
export function ofTheOthers(published: Published, { entry }: Voted, inRecord: number): string {
  const { content } = JSON.parse(published.record) as OutcomeRecord;
  const organisations = content.organisations.filter((_organisation, index) => index !== inRecord);
  const lastCards = { ...published.lastCards, [entry.organisation.guildId]: undefined };
  return JSON.stringify([{ ...content, organisations, agreed: undefined }, lastCards]);
}
