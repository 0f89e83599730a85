import type { Explainer } from '../explainers/explainer-file.js';
import { entriesIn, type Entry, type Proposal } from '../proposals/proposal.js';
import type { Choice } from '../proposals/tally.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { LIMITS } from './limits.js';
import { whoSeesWhat } from './proposal-views.js';
import { cut, escapeText, timestamp } from './text.js';
import type { Button, Row, View } from './view.js';

/** Who looks behind **More**, at what. */
export interface MoreReader {
  t: Translate;
  proposal: Proposal;
  guildId: string | undefined;
  /** An organiser of a server that the proposal came to from another. */
  mayHide: boolean;
  /** Whether they wait for a nudge, could ask for one, or neither. */
  nudge: 'asked' | 'possible' | 'none';
}

/** What is behind **More**: the details, and buttons for everything else. */
export function moreView(reader: MoreReader): View {
  const { details } = reader.proposal.action;
  return withButtons(reader, details === '' ? reader.t('proposals:more.no-details') : escapeText(details));
}

/** **Who can see what**, for this ballot in this server. */
export function seesView(reader: MoreReader): View {
  const { t, proposal, guildId } = reader;
  const here = entriesIn(proposal, guildId);
  return withButtons(reader, whoSeesWhat(t, here.length > 0 ? here : proposal.entries));
}

/** **What is this**: what a proposal is, and a button that opens the explainer that fits how it is done, if any. */
export function whatView(reader: MoreReader, explainMention: string, fitting: Explainer | undefined): View {
  const { t } = reader;
  const parts = [t('proposals:more.what-text'), t('proposals:more.what-next', { explain: explainMention })];
  if (fitting === undefined) return withButtons(reader, parts.join('\n\n'));
  const { title, summary, topic } = fitting;
  parts.splice(1, 0, t('proposals:more.what-fits', { title, about: summary }));
  const view = withButtons(reader, parts.join('\n\n'));
  const label = cut(t('proposals:more.what-read', { title }), LIMITS.buttonLabel);
  const read: Button = { label, id: customId('explain', { act: 'open', topic }), style: 'primary' };
  return { ...view, rows: [...(view.rows ?? []), [read]] };
}

/** **My vote**, which only the person sees. */
export function myVoteView(
  reader: MoreReader,
  own: { choice: Choice; entry: Entry } | 'none' | 'unknown',
): View {
  return withButtons(reader, myVoteWords(reader.t, reader.proposal, own));
}

/** The same as a sentence. */
export function myVoteWords(
  t: Translate,
  proposal: Proposal,
  own: { choice: Choice; entry: Entry } | 'none' | 'unknown',
): string {
  const title = shortTitle(proposal);
  if (own === 'unknown') return t('proposals:vote.unknown');
  if (own === 'none') return t('proposals:vote.none', { title });
  return t(proposal.state === 'open' ? 'proposals:vote.mine' : 'proposals:vote.mine-closed', {
    title,
    choice: t(`proposals:choice.${own.choice}`),
    closes: timestamp(proposal.closesAt),
  });
}

/** Any other answer given behind **More**, with the buttons kept. */
export function withButtons(reader: MoreReader, body: string): View {
  const title = reader.t('proposals:more.title', { title: shortTitle(reader.proposal) });
  return { title, body, rows: buttons(reader) };
}

/** A proposal's title for use inside a sentence. */
export function shortTitle(proposal: Pick<Proposal, 'action'>): string {
  return cut(escapeText(proposal.action.title), 200);
}

function buttons({ t, proposal, mayHide, nudge }: MoreReader): Row[] {
  const at = { proposal: proposal.id, version: String(proposal.version) };
  const button = (act: string, disabled = false): Button => ({
    label: t(`proposals:more.${act}`),
    id: customId('more', { act, ...at }),
    disabled,
  });
  const over = proposal.state !== 'open';
  return [
    [button('sees'), button('what'), button('mine'), button('take-back', over)],
    [
      button('remind', over && proposal.state !== 'agreed'),
      ...(nudge === 'none' ? [] : [button(nudge === 'asked' ? 'no-nudge' : 'nudge')]),
      button('report'),
      ...(mayHide ? [button('hide')] : []),
    ],
  ];
}
