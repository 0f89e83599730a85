import type { Actor } from '../authority.js';
import { leaveFront, mayManageFront, needFront, serversOf, type Front } from '../organisations/front.js';
import { readSettings } from '../settings/server-settings.js';
import type { ProposalDeps } from './proposal.js';
import { leaveProposals } from './settle.js';

/**
 * Takes a server out of its front, openly: its organisations leave open proposals, every server of the front is told,
 * and last it is out. For Manage Server. Every step can be repeated, so leaving again after a crash carries on.
 */
export async function leaveWithProposals(
  deps: ProposalDeps,
  guild: { id: string; name: string },
  actor: Actor,
  now: Date,
): Promise<Front> {
  await mayManageFront(deps, guild.id, actor, false);
  const front = await needFront(deps, guild.id);
  const joinedAt = (await deps.memberships.get(guild.id))?.joinedAt ?? '';
  await leaveProposals(deps, front.id, guild.id, now);
  for (const { id: guildId } of await serversOf(deps, front.id)) {
    const { channelId } = await readSettings(deps, guildId);
    if (channelId === undefined) continue;
    await deps.outbox.owe(
      `left-${front.id}-${guild.id}-${String(Date.parse(joinedAt))}-${guildId}`,
      { kind: 'left the front', frontName: front.name, server: guild.name, guildId },
      { kind: 'channel', guildId, channelId },
    );
  }
  await leaveFront(deps, guild.id, actor);
  return front;
}
