import type { Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { isPutTo, type Proposal, type ProposalDeps } from './proposal.js';

export interface ProposalPage {
  proposals: Proposal[];
  /** Which page it is, from 0. */
  page: number;
  /** Whether there are more after this page. */
  more: boolean;
}

const PAGE = 5;

/** A page of a server's proposals, newest first, from 0; the last one where there are not so many. */
export async function listProposals(
  deps: ProposalDeps,
  guildId: string,
  wanted: number,
): Promise<ProposalPage> {
  const matching = await recentProposals(deps, guildId);
  const page = Math.min(wanted, Math.max(0, Math.ceil(matching.length / PAGE) - 1));
  const start = page * PAGE;
  return { proposals: matching.slice(start, start + PAGE), page, more: matching.length > start + PAGE };
}

/** Proposals of a server whose title contains what was typed, newest first, at most 25. */
export async function suggestProposals(
  deps: ProposalDeps,
  guildId: string,
  typed: string,
): Promise<Proposal[]> {
  const wanted = typed.trim().toLowerCase();
  return (await recentProposals(deps, guildId))
    .filter((proposal) => proposal.action.title.toLowerCase().includes(wanted))
    .slice(0, 25);
}

/**
 * The proposal a person means: its id as autocomplete sends it, or its title as typed. Only those put to the server
 * they are in; refused otherwise.
 */
export async function needProposal(deps: ProposalDeps, meant: string, actor: Actor): Promise<Proposal> {
  if (actor.guildId === undefined) throw new Refusal('server-only');
  const direct = /^[a-z0-9]{10}$/u.test(meant) ? await deps.proposals.get(meant) : undefined;
  if (direct !== undefined && isPutTo(direct, actor.guildId)) {
    const hidden = await deps.hidden.get(`${direct.id}:${actor.guildId}`);
    if (hidden?.by === 'operator') throw new Refusal('proposal-unknown');
    return direct;
  }
  const title = meant.trim().toLowerCase();
  const named = (await recentProposals(deps, actor.guildId)).find(
    (proposal) => proposal.action.title.toLowerCase() === title,
  );
  if (named === undefined) throw new Refusal('proposal-unknown');
  return named;
}

/** The proposal that a draft amends; refused when its text can no longer change or was amended meanwhile. */
export async function needAmendable(
  deps: ProposalDeps,
  meant: { proposalId: string; version: number },
  now: Date,
): Promise<Proposal> {
  const proposal = await deps.proposals.get(meant.proposalId);
  if (proposal === undefined || !canAmend(proposal, now) || proposal.version !== meant.version)
    throw new Refusal('amend-too-late');
  return proposal;
}

/** Whether a text can change: while it is voted on, and once agreed until the action begins. Then all vote again. */
export function canAmend({ state, action }: Proposal, now: Date): boolean {
  return state === 'open' || (state === 'agreed' && Date.parse(action.start.instant) > now.getTime());
}

/** Says who may, to somebody who may not; in another server these are not the organisers there. */
export function ownOnly(proposal: Proposal, actor: Actor): Refusal {
  const here = actor.guildId === proposal.guildId;
  return new Refusal(here ? 'own-only' : 'own-only-there', { title: proposal.action.title });
}

/** How many open proposals a server has in a front. */
export async function openInFront(deps: ProposalDeps, frontId: string, guildId: string): Promise<number> {
  const listed = await deps.proposalsByFront.range({ within: `${frontId}:`, limit: 1_000 });
  const proposals = await deps.proposals.getMany(listed.map(({ id }) => id.slice(frontId.length + 1)));
  return proposals.filter((proposal) => proposal?.guildId === guildId && proposal.state === 'open').length;
}

/**
 * The server's proposals, newest first, at most 200: more than anybody pages through. What the operator took down is
 * read nowhere any more.
 */
export async function recentProposals(deps: ProposalDeps, guildId: string): Promise<Proposal[]> {
  const listed = await deps.proposalsByGuild.range({ within: `${guildId}:`, limit: 200 });
  // A publish that a crash interrupted may have listed a proposal twice.
  const ids = [...new Set(listed.map((entry) => entry.id.split(':').at(-1) ?? ''))];
  const [proposals, hidden] = await Promise.all([
    deps.proposals.getMany(ids),
    deps.hidden.getMany(ids.map((id) => `${id}:${guildId}`)),
  ]);
  return proposals.filter(
    (proposal, index) => proposal !== undefined && hidden[index]?.by !== 'operator',
  ) as Proposal[];
}
