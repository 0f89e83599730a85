import { MessageFlags } from 'discord.js';
import type { APIMessage, APIModalInteractionResponseCallbackData } from 'discord.js';
import { refuse } from './discord-error.js';
import { createMessage, deleteMessage, editMessage } from './messages.js';
import { userPayload } from './payloads.js';
import { checkCallback } from './validate/callback-rules.js';
import { checkContents } from './validate/contents.js';
import { checkMessage } from './validate/message-rules.js';
import { spec } from './validate/spec.js';
import type { Core } from './core.js';
import type { Incoming } from './files.js';
import type { Interactions, Live } from './interactions.js';
import type { Json } from './json.js';
import type { StoredMessage } from './types.js';

/** How long a silent acknowledgement may be followed by something visible before nothing is seen. */
const SILENT_MS = 3_000;
const THINKING_MS = 15 * 60_000;

/** A first answer to an interaction. Gives the message it made or changed, if any. */
export function answerInteraction(
  core: Core,
  interactions: Interactions,
  live: Live,
  incoming: Incoming,
): StoredMessage | undefined {
  const type = Number(incoming.body.type);
  checkCallback(incoming.body, live.plan);
  const data = (incoming.body.data ?? {}) as Json;
  const inner: Incoming = { body: data, uploads: incoming.uploads };
  const flags = typeof data.flags === 'number' ? data.flags : 0;
  if (type === 4) checkContents(inner, undefined, ['data']);
  const edited = type === 7 ? live.plan.source : undefined;
  if (edited) checkContents(inner, edited, ['data']);
  interactions.answered(live, type);

  if (type === 4 || type === 5) {
    const secret = (flags & MessageFlags.Ephemeral) !== 0;
    live.original = createMessage(core, {
      channel: live.channel,
      incoming: inner,
      interaction: interactionNote(core, live),
      ...(secret && { privateTo: live.plan.person.id }),
      ...(type === 5 && { thinking: true }),
    });
    if (type === 4) live.settle(seen(live, live.original, 'message'));
    else
      interactions.settleLater(live, THINKING_MS, {
        kind: 'failed',
        reason: 'The application did not respond',
      });
  }
  if ((type === 6 || type === 7) && live.plan.source) {
    live.original = live.plan.source;
    if (type === 6) interactions.settleLater(live, SILENT_MS, { kind: 'nothing' });
    else {
      editMessage(core, live.original, live.channel, inner);
      live.settle(seen(live, live.original, 'update'));
    }
  }
  if (type === 8) {
    const choices = (data.choices ?? []) as { name: string; value: string | number }[];
    live.settle({ kind: 'choices', choices });
  }
  if (type === 9) {
    const form = data as unknown as APIModalInteractionResponseCallbackData;
    interactions.forms.set(live.id, {
      id: live.id,
      personId: live.plan.person.id,
      channel: live.channel,
      data: form,
      ...(live.plan.source && { source: live.plan.source }),
    });
    live.settle({ kind: 'form', form: live.id, data: form });
  }
  return live.original;
}

/** The answer's message, or one of its follow-ups; throws 10008 where there is none. */
export function answerMessage(core: Core, live: Live, which: string): StoredMessage {
  const stored =
    which === '@original' || which === live.original?.message.id
      ? live.original
      : live.followUps.has(which)
        ? core.world.message(live.channel.id, which)
        : undefined;
  if (!stored || !core.world.messages(live.channel.id).includes(stored)) throw refuse.unknownMessage();
  return stored;
}

/** Edits the answer or a follow-up with the interaction's token. */
export function editAnswer(core: Core, live: Live, which: string, incoming: Incoming): StoredMessage {
  const stored = answerMessage(core, live, which);
  checkMessage(
    incoming.body,
    spec.IncomingWebhookUpdateRequestPartialSchema,
    'reply-edit',
    stored.message.flags ?? 0,
  );
  checkContents(incoming, stored);
  editMessage(core, stored, live.channel, incoming);
  if (stored === live.original)
    live.settle(seen(live, stored, live.callbackType === 6 ? 'update' : 'message'));
  return stored;
}

/** Deletes the answer or a follow-up. */
export function deleteAnswer(core: Core, live: Live, which: string): void {
  const stored = answerMessage(core, live, which);
  deleteMessage(core, stored, live.channel);
  if (stored === live.original) live.settle({ kind: 'nothing' });
}

/** A further message for the same interaction. Right after "thinking" it takes the place of the answer. */
export function followUp(core: Core, live: Live, incoming: Incoming): StoredMessage {
  checkMessage(incoming.body, spec.IncomingWebhookInteractionRequestSchema, 'reply');
  checkContents(incoming);
  if (live.original?.thinking) {
    editMessage(core, live.original, live.channel, incoming);
    live.settle(seen(live, live.original, 'message'));
    return live.original;
  }
  const flags = typeof incoming.body.flags === 'number' ? incoming.body.flags : 0;
  const stored = createMessage(core, {
    channel: live.channel,
    incoming,
    interaction: interactionNote(core, live),
    ...((flags & MessageFlags.Ephemeral) !== 0 && { privateTo: live.plan.person.id }),
  });
  live.followUps.add(stored.message.id);
  live.settle(seen(live, stored, 'message'));
  return stored;
}

function seen(live: Live, stored: StoredMessage, kind: 'message' | 'update') {
  const ids = { channelId: live.channel.id, messageId: stored.message.id };
  return { kind, ...ids, private: stored.privateTo !== undefined };
}

/** What Discord writes into a message that answers an interaction. */
function interactionNote(core: Core, live: Live): Partial<APIMessage> {
  const { plan } = live;
  const source = plan.source?.message;
  const user = userPayload(plan.person);
  const owners = live.channel.guildId ? { '0': live.channel.guildId } : { '0': '0' };
  const metadata = {
    id: live.id,
    type: plan.type,
    user,
    authorizing_integration_owners: owners,
    ...(plan.type === 2 && { name: plan.command, command_type: 1 }),
    ...(plan.type === 3 && { interacted_message_id: source?.id }),
    ...(plan.type === 5 && {
      triggering_interaction_metadata: {
        id: live.id,
        type: source ? 3 : 2,
        user,
        authorizing_integration_owners: owners,
      },
    }),
  };
  return {
    type: plan.type === 2 ? 20 : source ? 19 : 0,
    webhook_id: core.world.state.botId,
    application_id: core.world.state.botId,
    interaction_metadata: metadata,
    ...(plan.type === 2 && { interaction: { id: live.id, type: 2, name: plan.command, user } }),
    ...(source &&
      plan.type !== 2 && {
        message_reference: {
          type: 0,
          channel_id: live.channel.id,
          message_id: source.id,
          ...(live.channel.guildId && { guild_id: live.channel.guildId }),
        },
      }),
  } as Partial<APIMessage>;
}
