import type { Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { entryIn, type Proposal, type ProposalDeps } from './proposal.js';

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
  if (direct !== undefined && entryIn(direct, actor.guildId) !== undefined) return direct;
  const title = meant.trim().toLowerCase();
  const named = (await recentProposals(deps, actor.guildId)).find(
    (proposal) => proposal.action.title.toLowerCase() === title,
  );
  if (named === undefined) throw new Refusal('proposal-unknown');
  return named;
}

/** The server's proposals, newest first, at most 200: more than anybody pages through. */
async function recentProposals(deps: ProposalDeps, guildId: string): Promise<Proposal[]> {
  const listed = await deps.proposalsByGuild.range({ within: `${guildId}:`, limit: 200 });
  // A publish that a crash interrupted may have listed a proposal twice.
  const ids = [...new Set(listed.map((entry) => entry.id.split(':').at(-1) ?? ''))];
  const proposals = await deps.proposals.getMany(ids);
  return proposals.filter((proposal) => proposal !== undefined);
}
