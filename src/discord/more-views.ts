import { entryIn, type Proposal } from '../proposals/proposal.js';
import type { Choice } from '../proposals/tally.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { whoSeesWhat } from './proposal-views.js';
import { cut, escapeText, timestamp } from './text.js';
import type { Button, Row, View } from './view.js';

/** What is behind **More**: the details, and buttons for everything else. */
export function moreView(t: Translate, proposal: Proposal): View {
  const { details } = proposal.action;
  return withButtons(t, proposal, details === '' ? t('proposals:more.no-details') : escapeText(details));
}

/** **Who can see what**, for this ballot in this server. */
export function seesView(t: Translate, proposal: Proposal, guildId: string | undefined): View {
  const entry = entryIn(proposal, guildId) ?? proposal.entries[0];
  return withButtons(t, proposal, entry === undefined ? '' : whoSeesWhat(t, entry));
}

/** **What is this**: what a proposal is, and which explainer tells more. */
export function whatView(t: Translate, proposal: Proposal, explainMention: string): View {
  return withButtons(
    t,
    proposal,
    `${t('proposals:more.what-text')}\n\n${t('proposals:more.what-next', { explain: explainMention })}`,
  );
}

/** **My vote**, which only the person sees. */
export function myVoteView(t: Translate, proposal: Proposal, choice: Choice | undefined): View {
  const title = shortTitle(proposal);
  if (choice === undefined) return withButtons(t, proposal, t('proposals:vote.none', { title }));
  return withButtons(
    t,
    proposal,
    t(proposal.state === 'open' ? 'proposals:vote.mine' : 'proposals:vote.mine-closed', {
      title,
      choice: t(`proposals:choice.${choice}`),
      closes: timestamp(proposal.closesAt),
    }),
  );
}

/** Any other answer given behind **More**, with the buttons kept. */
export function withButtons(t: Translate, proposal: Proposal, body: string): View {
  return {
    title: t('proposals:more.title', { title: shortTitle(proposal) }),
    body,
    rows: buttons(t, proposal),
  };
}

/** A proposal's title for use inside a sentence. */
export function shortTitle(proposal: Pick<Proposal, 'action'>): string {
  return cut(escapeText(proposal.action.title), 200);
}

function buttons(t: Translate, proposal: Proposal): Row[] {
  const at = { proposal: proposal.id, version: String(proposal.version) };
  const button = (act: string, disabled = false): Button => ({
    label: t(`proposals:more.${act}`),
    id: customId('more', { act, ...at }),
    disabled,
  });
  const over = proposal.state !== 'open';
  return [
    [button('sees'), button('what'), button('mine'), button('take-back', over)],
    [button('remind', over && proposal.state !== 'agreed'), button('report')],
  ];
}
