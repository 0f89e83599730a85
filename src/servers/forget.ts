import { forgetQuestion } from '../afterwards/ask.js';
import { forgetPoll } from '../polls/erase-person.js';
import { eraseProposer } from '../proposals/erase-person.js';
import { forgetPostsIn, forgetProposal, unlist } from '../proposals/forget.js';
import { cardPlaces, type Proposal } from '../proposals/proposal.js';
import { forgetServerReminders } from '../reminders/server-left.js';
import { entriesOf, firstPartsOf } from '../store/entries.js';
import type { ServerDeps } from './gone.js';

/**
 * Forgets all that was stored for a server, thirty days after the bot was removed from it: its settings, organisations,
 * reminders, polls, and the proposals that no other server has. Of those it shared with others its people are removed; the
 * outcome stays theirs. Repeatable at any point.
 */
export async function forgetServer(deps: ServerDeps, guildId: string): Promise<void> {
  await forgetServerReminders(deps, guildId);
  for await (const { id } of entriesOf(deps.proposalsByGuild, `${guildId}:`)) {
    const proposal = await deps.proposals.get(id.split(':').at(-1) ?? '');
    if (proposal === undefined) await deps.proposalsByGuild.remove(id);
    else await forgetProposalIn(deps, proposal, guildId);
  }
  for await (const { value: poll } of entriesOf(deps.polls))
    if (poll.guildId === guildId) await forgetPoll(deps, poll.id);
  await forgetPostsIn(deps, guildId);
  for await (const { id } of entriesOf(deps.pastActions, `server-${guildId}:`))
    await deps.pastActions.remove(id);
  for await (const { id } of entriesOf(deps.organisations, `${guildId}:`))
    await deps.organisations.remove(id);
  await deps.serverRules.remove(guildId);
  await deps.digests.remove(guildId);
  await deps.settings.remove(guildId);
}

/** Every server of which something is stored that would stay if nobody noticed that the bot is gone from it. */
export async function* knownServers(deps: ServerDeps): AsyncGenerator<string> {
  const collections = [
    deps.memberships,
    deps.digests,
    deps.remindersByGuild,
    deps.settings,
    deps.organisations,
    deps.serverRules,
    deps.proposalsByGuild,
  ];
  for (const collection of collections) yield* firstPartsOf(collection);
}

async function forgetProposalIn(deps: ServerDeps, proposal: Proposal, guildId: string): Promise<void> {
  if (proposal.guildId === guildId) {
    await forgetQuestion(deps, proposal);
    await eraseProposer(deps, proposal.id);
  }
  for (const [index, { organisation }] of proposal.entries.entries())
    if (organisation.guildId === guildId) await deps.names.remove(`${proposal.id}:${String(index)}`);
  if (await isListedElsewhere(deps, proposal, guildId)) return unlist(deps, proposal, guildId);
  for (const collection of [deps.follows, deps.askedPeople])
    for await (const { id } of entriesOf<unknown>(collection, `${proposal.id}:`)) await collection.remove(id);
  await forgetProposal(deps, proposal);
}

async function isListedElsewhere(deps: ServerDeps, proposal: Proposal, guildId: string): Promise<boolean> {
  for (const place of cardPlaces(proposal)) {
    if (place.guildId === guildId) continue;
    for await (const { id } of entriesOf(deps.proposalsByGuild, `${place.guildId}:`))
      if (id.endsWith(`:${proposal.id}`)) return true;
  }
  return false;
}
