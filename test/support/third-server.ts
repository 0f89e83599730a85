import type { Stage } from './stage.js';

export const RIVERSIDE = 'Riverside Neighbours';

/**
 * Puts a third server into the world, as wide open as the first, and invites the bot. The local Discord itself has two;
 * this one is a copy of the first without its people.
 */
export function addThirdServer(stage: Stage, roles: readonly string[]): string {
  const { state } = stage.local.world;
  const [first] = state.guilds;
  if (first === undefined) throw new Error('The world has no server.');
  // Higher than every id of the first server, and far from those made later.
  const fresh = (id: string): string => (BigInt(id) + (1n << 40n)).toString();
  state.guilds.push({
    ...structuredClone(first),
    id: fresh(first.id),
    name: RIVERSIDE,
    roles: first.roles
      .filter(({ name, botId }) => name === '@everyone' || name === 'Coordinator' || botId !== undefined)
      .map((role) => ({ ...role, id: fresh(role.id) })),
    members: [],
  });
  for (const channel of state.channels.filter(({ guildId }) => guildId === first.id)) {
    if (channel.overwrites.length > 0) continue;
    state.channels.push({ ...structuredClone(channel), id: fresh(channel.id), guildId: fresh(first.id) });
  }
  stage.local.inviteBot(RIVERSIDE);
  for (const role of roles) stage.local.addRole(RIVERSIDE, role);
  return `${RIVERSIDE}#joint-action`;
}
