import type { AppDeps } from '../app.js';
import type { Actor } from '../authority.js';
import { cardId, myBallot, openBallots, turnoutOf } from '../proposals/ballot.js';
import type { ProposalPage } from '../proposals/list.js';
import { entryIn, type Entry, type Proposal } from '../proposals/proposal.js';
import { CHOICES } from '../proposals/tally.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { shortTitle } from './more-views.js';
import { cardView, outcomeView, stateWords, whoSeesWhat } from './proposal-views.js';
import { cut, escapeText } from './text.js';
import type { Row, View } from './view.js';

/** How many names are listed per choice; a mention takes about 23 characters of a field's 1,024. */
const NAMES = 40;

/** A page of a server's proposals, newest first, with a menu to open one. */
export function proposalsView(t: Translate, { proposals, page, more }: ProposalPage, server: string): View {
  const title = t('proposals:list.title', { server: escapeText(server) });
  if (proposals.length === 0) return { title, body: t('proposals:list.none') };
  const lines = proposals.map((proposal) =>
    t('proposals:list.line', { title: shortTitle(proposal), state: stateWords(t, proposal) }),
  );
  const options = proposals.map(({ id, action }) => ({ label: cut(action.title, 100), value: id }));
  const menu = { id: customId('proposals', { act: 'open', page: String(page) }), options };
  const rows: Row[] = [[{ ...menu, placeholder: t('proposals:list.choose') }]];
  if (page > 0 || more) {
    const turn = (label: string, to: number, disabled: boolean) => ({
      label,
      id: customId('proposals', { act: 'page', page: String(Math.max(0, to)) }),
      disabled,
    });
    rows.push([
      turn(t('proposals:list.newer'), page - 1, page === 0),
      turn(t('proposals:list.older'), page + 1, !more),
    ]);
  }
  return { title, body: lines.join('\n\n'), rows };
}

/** One proposal as it stands, for one person: text, state, what may be shown of the votes, their own vote. */
export async function proposalView(
  deps: AppDeps,
  t: Translate,
  proposal: Proposal,
  actor: Actor,
): Promise<View> {
  const entry = entryIn(proposal, actor.guildId) ?? proposal.entries[0];
  if (entry === undefined) throw new Error(`Proposal ${proposal.id} has no organisation`);
  const turnout = await turnoutOf(deps, proposal, entry.organisation.id);
  const card = cardView(t, proposal, entry, turnout);
  const { rows: _buttons, ...view } = card;
  const own = await myBallot(deps, proposal, actor);
  const parts = [card.body ?? ''];
  if (proposal.outcome !== undefined) parts.push(outcomeView(t, proposal).body ?? '');
  else if (proposal.state === 'open') parts.push(t('proposals:show.so-far', { turnout }));
  parts.push(
    own === undefined
      ? t('proposals:show.no-vote')
      : t('proposals:show.your-vote', { choice: t(`proposals:choice.${own}`) }),
  );
  const names = await namesFor(deps, t, proposal, entry);
  if (names !== undefined) parts.push(names);
  else parts.push(whoSeesWhat(t, entry));
  if (proposal.action.details !== '')
    parts.push(t('proposals:show.details', { details: escapeText(proposal.action.details) }));
  const posted = await deps.outbox.find(cardId(proposal, entry.organisation.guildId));
  if (posted !== undefined && posted.message === undefined) {
    parts.push(t('proposals:show.card-waits', { channel: `<#${entry.channelId}>` }));
  }
  return { ...view, body: parts.join('\n\n') };
}

/** Votes by name: an open ballot's, once it is closed, in the organisation's own server only (product section 6). */
async function namesFor(
  deps: AppDeps,
  t: Translate,
  proposal: Proposal,
  entry: Entry,
): Promise<string | undefined> {
  if (entry.organisation.rule.ballots !== 'open' || proposal.outcome === undefined) return undefined;
  const ballots = await openBallots(deps, proposal, entry.organisation.id);
  const lines = CHOICES.map((choice) => {
    const people = ballots.filter((ballot) => ballot.choice === choice).map(({ userId }) => `<@${userId}>`);
    const shown = people.slice(0, NAMES).join(' ');
    const rest = people.length - NAMES;
    const names = rest > 0 ? `${shown} ${t('proposals:show.names-more', { count: rest })}` : shown;
    return t('proposals:show.names-line', {
      choice: t(`proposals:choice.${choice}`),
      names: names === '' ? '–' : names,
    });
  });
  return t('proposals:show.names', { names: lines.join('\n') });
}
