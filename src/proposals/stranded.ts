import type { About, Item } from '../outbox/item.js';
import { readSettings } from '../settings/server-settings.js';
import { recentProposals } from './list.js';
import { outcomeId } from './outcome-places.js';
import { cardId, type ProposalDeps } from './proposal.js';

/** What of a proposal belongs into its server's channel, whichever that is by now. */
const MOVABLE: ReadonlySet<About['kind']> = new Set([
  'card',
  'outcome',
  'coming',
  'closing moved',
  'amended',
  'closing soon',
  'called off',
]);

/**
 * What could not be posted because its channel is gone is posted in the channel its server has set, where that is another
 * one: people can go on voting, and learn the outcome. A card that is there no more comes again while voting is open; what
 * was said in the channel that is gone is not said again. Repeatable.
 */
export async function moveStranded(deps: ProposalDeps, id: string, item: Item): Promise<void> {
  const { about, target } = item;
  // Also where an edit was asked for since.
  if ((item.state !== 'parked' && item.state !== 'owed') || item.reason !== 'gone') return;
  if (target.kind !== 'channel' || !MOVABLE.has(about.kind)) return;
  if (item.message !== undefined && !(await isOpenCard(deps, about))) return;
  const { channelId } = await readSettings(deps, target.guildId);
  if (channelId === undefined || channelId === target.channelId) return;
  await deps.outbox.move(id, channelId);
}

/**
 * A server has set another channel, or one of its channels was deleted: what has nowhere to go goes where the server has
 * set. Cards of open proposals are looked for; nobody can press what is not there. Repeatable.
 */
export async function moveAllStranded(deps: ProposalDeps, guildId: string): Promise<void> {
  for (const proposal of await recentProposals(deps, guildId)) {
    for (const id of [cardId(proposal, guildId), outcomeId(proposal, guildId)]) {
      const item = await deps.outbox.find(id);
      if (item === undefined) continue;
      // What comes of the edit says whether it is still there.
      if (item.state === 'sent' && (await isOpenCard(deps, item.about))) await deps.outbox.oweEdit(id);
      else await moveStranded(deps, id, item);
    }
  }
}

async function isOpenCard(deps: ProposalDeps, about: About): Promise<boolean> {
  return about.kind === 'card' && (await deps.proposals.get(about.proposalId))?.state === 'open';
}
