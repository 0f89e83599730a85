import type { About, Item } from '../outbox/item.js';
import { readSettings } from '../settings/server-settings.js';
import { cardId, type Proposal, type ProposalDeps } from './proposal.js';

type AboutThread = Extract<About, { kind: 'thread' }>;

/**
 * After a card was posted or edited: where its server wants discussion threads, the card of an open proposal is owed one.
 * Owing twice is owing once. One that could not be made for want of a right is tried again.
 */
export async function oweThread(deps: ProposalDeps, { about, message, state }: Item): Promise<void> {
  // Posted, it may be owed again already: the next edit.
  if (about.kind !== 'card' || message === undefined || state === 'dropped') return;
  const { discussionThreads } = await readSettings(deps, about.guildId);
  if (discussionThreads !== true) return;
  const id = threadItemId(about);
  const before = await deps.outbox.find(id);
  if (before !== undefined && before.state !== 'parked') return;
  const meant: AboutThread = { kind: 'thread', proposalId: about.proposalId, guildId: about.guildId };
  const found = await threadFor(deps, meant);
  if (found === undefined) return;
  if (before !== undefined) return deps.outbox.oweEdit(id);
  const { guildId } = about;
  await deps.outbox.owe(id, meant, { kind: 'channel', guildId, channelId: found.channelId });
}

/**
 * The card that shall have a thread now, and what it is about; undefined where there shall be none: the setting is off,
 * voting is over, the card is hidden there or not posted.
 */
export async function threadFor(
  deps: ProposalDeps,
  { proposalId, guildId }: AboutThread,
): Promise<{ proposal: Proposal; channelId: string; messageId: string } | undefined> {
  const { discussionThreads } = await readSettings(deps, guildId);
  const proposal = await deps.proposals.get(proposalId);
  if (discussionThreads !== true || proposal?.state !== 'open') return undefined;
  if ((await deps.hidden.get(`${proposalId}:${guildId}`)) !== undefined) return undefined;
  const card = await deps.outbox.find(cardId(proposal, guildId));
  if (card?.message === undefined) return undefined;
  const { channelId, messageId } = card.message;
  return { proposal, channelId, messageId };
}

function threadItemId({ proposalId, guildId }: { proposalId: string; guildId: string }): string {
  return `thread-${proposalId}-${guildId}`;
}
