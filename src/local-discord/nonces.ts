import type { Core } from './core.js';
import type { StoredNonce } from './types.js';

/** Discord says "in the past few minutes" and no number; three is a cautious reading. */
const REMEMBERED_MS = 3 * 60_000;

/** The message this nonce made lately, wherever it was sent. */
export function firstOfNonce(core: Core, nonce: string): StoredNonce | undefined {
  forget(core);
  return core.world.state.nonces.find(
    (known) => known.nonce === nonce && known.authorId === core.world.state.botId,
  );
}

/** Notes that a nonce made a message. */
export function rememberNonce(core: Core, nonce: string, message: { id: string; channel_id: string }): void {
  forget(core);
  core.world.state.nonces.push({
    nonce,
    authorId: core.world.state.botId,
    channelId: message.channel_id,
    messageId: message.id,
    at: core.clock.now().getTime(),
  });
}

function forget(core: Core): void {
  const oldest = core.clock.now().getTime() - REMEMBERED_MS;
  core.world.state.nonces = core.world.state.nonces.filter((known) => known.at > oldest);
}
