import type { Actor } from '../authority.js';
import { mayManageFront, needFront, removeFromFront, serversOf, type Front } from '../organisations/front.js';
import { readSettings } from '../settings/server-settings.js';
import type { ProposalDeps } from './proposal.js';
import { leaveProposals } from './settle.js';

/** Takes a server out of its front, openly; see {@link takeOutOfFront}. For Manage Server. */
export async function leaveWithProposals(
  deps: ProposalDeps,
  guild: { id: string; name: string },
  actor: Actor,
  now: Date,
): Promise<Front> {
  await mayManageFront(deps, guild.id, actor, false);
  const front = await needFront(deps, guild.id);
  await takeOutOfFront(deps, front, guild, now, true);
  return front;
}

/**
 * Takes a server out of its front, openly: its organisations leave open proposals, every server of the front is told
 * (`reachable` says whether it can be told itself), and last it is out. Whether it may is the caller's to say. Every step
 * can be repeated, so leaving again after a crash carries on.
 */
export async function takeOutOfFront(
  deps: ProposalDeps,
  front: Front,
  guild: { id: string; name: string },
  now: Date,
  reachable: boolean,
): Promise<void> {
  const joinedAt = (await deps.memberships.get(guild.id))?.joinedAt ?? '';
  await leaveProposals(deps, front.id, guild.id, now);
  for (const { id: guildId } of await serversOf(deps, front.id)) {
    const { channelId } = await readSettings(deps, guildId);
    if (channelId === undefined || (guildId === guild.id && !reachable)) continue;
    await deps.outbox.owe(
      `left-${front.id}-${guild.id}-${String(Date.parse(joinedAt))}-${guildId}`,
      { kind: 'left the front', frontName: front.name, server: guild.name, guildId },
      { kind: 'channel', guildId, channelId },
    );
  }
  await removeFromFront(deps, front.id, guild.id);
}
