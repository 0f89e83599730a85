import { hasOneIn } from '../proposals/outcome-places.js';
import { isAskedIn } from '../proposals/closing-soon.js';
import { recentProposals } from '../proposals/list.js';
import type { Proposal, ProposalDeps } from '../proposals/proposal.js';

export interface DigestContents {
  /** What people in the server are asked to vote on, the first to close first. */
  open: Proposal[];
  /** Agreed and not yet begun, where an organisation of the server is in; the first to begin first. */
  coming: Proposal[];
}

/** What a server's digest tells now: nothing that is hidden there or taken down, nor what its organisations left. */
export async function digestContents(
  deps: ProposalDeps,
  guildId: string,
  now: Date,
): Promise<DigestContents> {
  const contents: DigestContents = { open: [], coming: [] };
  for (const proposal of await recentProposals(deps, guildId)) {
    if (await isAskedIn(deps, proposal, guildId)) {
      if (Date.parse(proposal.closesAt) > now.getTime()) contents.open.push(proposal);
    } else if (proposal.state === 'agreed' && hasOneIn(proposal, guildId)) {
      const hidden = await deps.hidden.get(`${proposal.id}:${guildId}`);
      if (hidden === undefined && Date.parse(proposal.action.start.instant) > now.getTime()) {
        contents.coming.push(proposal);
      }
    }
  }
  contents.open.sort((a, b) => Date.parse(a.closesAt) - Date.parse(b.closesAt));
  contents.coming.sort((a, b) => Date.parse(a.action.start.instant) - Date.parse(b.action.start.instant));
  return contents;
}
