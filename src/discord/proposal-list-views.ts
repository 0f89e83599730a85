import type { AppDeps } from '../app-deps.js';
import type { Actor } from '../authority.js';
import { myBallot, namedBallots, tallies } from '../proposals/ballot.js';
import type { ProposalPage } from '../proposals/list.js';
import { cardId, cardPlaces, entriesIn, type Proposal } from '../proposals/proposal.js';
import { CHOICES } from '../proposals/tally.js';
import type { Translate } from '../texts/texts.js';
import { closingLines } from './afterwards-views.js';
import { customId } from './custom-ids.js';
import { myVoteWords, shortTitle } from './more-views.js';
import { nudgeLines } from './nudge-views.js';
import { conclusionLines } from './outcome-views.js';
import { pastButton } from './past-views.js';
import { cardView, stateWords, whoSeesWhat } from './proposal-views.js';
import { cut, escapeText } from './text.js';
import type { Row, View } from './view.js';

/** How many names are listed per choice; a mention takes about 23 characters of a field's 1,024. */
const NAMES = 40;

/** A page of a server's proposals, newest first, with a menu to open one. */
export function proposalsView(t: Translate, { proposals, page, more }: ProposalPage, server: string): View {
  const title = t('proposals:list.title', { server: escapeText(server) });
  const past = pastButton(t, 'server');
  if (proposals.length === 0) return { title, body: t('proposals:list.none'), rows: [[past]] };
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
      past,
    ]);
  } else rows.push([past]);
  return { title, body: lines.join('\n\n'), rows };
}

/** One proposal as it stands, for one person: text, state, what may be shown of the votes, their own vote. */
export async function proposalView(
  deps: AppDeps,
  t: Translate,
  proposal: Proposal,
  actor: Actor,
): Promise<View> {
  const guildId = actor.guildId ?? proposal.guildId;
  const here = entriesIn(proposal, guildId);
  const counted = proposal.state === 'open' ? await tallies(deps, proposal, deps.now()) : [];
  const { rows: _buttons, ...card } = cardView(t, { proposal, guildId, tallies: counted });
  const parts = [card.body ?? '', ...closingLines(t, proposal)];
  if (proposal.outcome !== undefined) parts.push(...conclusionLines(t, proposal));
  parts.push(myVoteWords(t, proposal, await myBallot(deps, proposal, actor)));
  const names = await namesHere(deps, t, proposal, guildId);
  parts.push(...(names.length > 0 ? names : [whoSeesWhat(t, here.length > 0 ? here : proposal.entries)]));
  const { details } = proposal.action;
  if (details !== '') parts.push(t('proposals:show.details', { details: escapeText(details) }));
  parts.push(...(await nudgeLines(deps, t, proposal, actor)));
  parts.push(...(await troubleLines(deps, t, proposal)));
  return { ...card, body: parts.join('\n\n') };
}

/** Votes by name: open ballots, once closed, in the organisation's own server only (product section 6). */
async function namesHere(
  deps: AppDeps,
  t: Translate,
  proposal: Proposal,
  guildId: string,
): Promise<string[]> {
  const lists: string[] = [];
  for (const [index, { organisation }] of proposal.entries.entries()) {
    if (
      organisation.guildId !== guildId ||
      organisation.rule.ballots !== 'open' ||
      proposal.outcome === undefined
    )
      continue;
    const ballots = await namedBallots(deps, proposal, index);
    const lines = CHOICES.map((choice) => {
      const people = ballots.filter((ballot) => ballot.choice === choice).map(({ userId }) => `<@${userId}>`);
      const rest = people.length - NAMES;
      const shown = people.slice(0, NAMES).join(' ');
      const names = rest > 0 ? `${shown} ${t('proposals:show.names-more', { count: rest })}` : shown;
      return t('proposals:show.names-line', {
        choice: t(`proposals:choice.${choice}`),
        names: names === '' ? '–' : names,
      });
    });
    lists.push(t('proposals:show.names', { names: lines.join('\n') }));
  }
  return lists;
}

/** Where the card could not be posted yet, or was hidden. */
async function troubleLines(deps: AppDeps, t: Translate, proposal: Proposal): Promise<string[]> {
  const waiting: string[] = [];
  const hidden: string[] = [];
  for (const { guildId } of cardPlaces(proposal)) {
    const server =
      proposal.entries.find(({ organisation }) => organisation.guildId === guildId)?.server ?? '';
    const card = await deps.outbox.find(cardId(proposal, guildId));
    if (card !== undefined && card.message === undefined) waiting.push(escapeText(server));
    if ((await deps.hidden.get(`${proposal.id}:${guildId}`)) !== undefined) hidden.push(escapeText(server));
  }
  return [
    ...(waiting.length > 0 ? [t('proposals:show.card-waits-in', { servers: waiting.join(', ') })] : []),
    ...(hidden.length > 0 ? [t('proposals:show.hidden', { servers: hidden.join(', ') })] : []),
  ];
}
