import type { AppDeps } from '../app-deps.js';
import { cardId, type Proposal } from '../proposals/proposal.js';

/** Where a proposal's card in a server is, as an address that Discord opens; undefined as long as it is not posted. */
export async function cardLink(
  deps: Pick<AppDeps, 'outbox'>,
  proposal: Pick<Proposal, 'id'>,
  guildId: string,
): Promise<string | undefined> {
  const message = (await deps.outbox.find(cardId(proposal, guildId)))?.message;
  if (message === undefined) return undefined;
  return `https://discord.com/channels/${guildId}/${message.channelId}/${message.messageId}`;
}
