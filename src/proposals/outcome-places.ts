import type { Proposal } from './proposal.js';

/** Whether an organisation in this server is in. */
export function hasOneIn(proposal: Proposal, guildId: string): boolean {
  return (proposal.outcome ?? []).some(
    ({ entry, position }) => position === 'in' && proposal.entries[entry]?.organisation.guildId === guildId,
  );
}

/** The outbox id of the outcome of a version in a server. */
export function outcomeId({ id, version }: Pick<Proposal, 'id' | 'version'>, guildId: string): string {
  return `outcome-${id}-${String(version)}-${guildId}`;
}
