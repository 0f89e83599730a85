import { outboxCollection } from '../outbox/outbox.js';
import { entriesOf } from '../store/entries.js';
import { endVersion } from './end-version.js';
import { unlistPast } from './past.js';
import { byGuildId, cardPlaces, proposalQueue, type Proposal, type ProposalDeps } from './proposal.js';

/**
 * Forgets a proposal with all that hangs on it, for servers that have been left for good. What was posted stays in
 * Discord; what people were to be reminded of finds no proposal any more and goes. The record goes last. Repeatable.
 */
export async function forgetProposal(deps: ProposalDeps, proposal: Proposal): Promise<void> {
  const { id, version, frontId } = proposal;
  await deps.store.queue.exclusive(proposalQueue(id), async () => {
    for (let number = 1; number <= version; number += 1) await endVersion(deps, { id, version: number });
    for (const collection of [deps.reports, deps.names, deps.hidden])
      for await (const { id: row } of entriesOf<unknown>(collection, `${id}:`)) await collection.remove(row);
    await deps.records.remove(id);
    await unlistPast(deps, proposal);
    if (frontId !== undefined) await deps.proposalsByFront.remove(`${frontId}:${id}`);
    for (const { guildId } of cardPlaces(proposal)) await unlist(deps, proposal, guildId);
    await deps.proposals.remove(id);
  });
}

/** Takes a proposal off a server's list, under whichever of its openings it stands there. */
export async function unlist(deps: ProposalDeps, proposal: Proposal, guildId: string): Promise<void> {
  await deps.proposalsByGuild.remove(byGuildId(proposal, guildId));
  // The list keeps it where it first stood, also after its text was changed.
  for await (const { id } of entriesOf(deps.proposalsByGuild, `${guildId}:`))
    if (id.endsWith(`:${proposal.id}`)) await deps.proposalsByGuild.remove(id);
}

/**
 * Forgets what the outbox knows of posts in a server, but for those of proposals that others have as well: owed once
 * more, they would be posted once more. The posts stay in Discord.
 */
export async function forgetPostsIn(deps: ProposalDeps, guildId: string): Promise<void> {
  for await (const { id, value } of entriesOf(outboxCollection(deps.store))) {
    const { target, about } = value;
    if (target.kind === 'person' || target.guildId !== guildId) continue;
    const shared = 'proposalId' in about && (await deps.proposals.get(about.proposalId)) !== undefined;
    if (!shared) await deps.outbox.forget(id);
  }
}
