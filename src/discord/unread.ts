import {
  Events,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  type APIInteractionResponse,
  type Client,
} from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import type { FirstAnswers } from './first-answer.js';
import { renderView } from './render.js';

/** An event as it came from the gateway: its name and its data. */
interface Packet {
  t?: unknown;
  d?: unknown;
}

/** What the library does with each event, which its types call private. */
interface Packets {
  handlePacket(packet?: Packet, shard?: unknown): boolean;
}

/**
 * Catches what goes wrong in the library before any handler of ours: events it cannot read make it throw where nobody
 * catches, and interactions of a kind it does not know it drops. `drop` is told the data of every interaction that came
 * to nobody.
 */
export function catchUnread(client: Client, log: AppDeps['log'], drop: (data: unknown) => void): void {
  const packets = client.ws as unknown as Packets;
  const handle = packets.handlePacket.bind(client.ws);
  let heard = false;
  client.on(Events.InteractionCreate, () => {
    heard = true;
  });
  packets.handlePacket = (packet, shard) => {
    heard = false;
    // Before the client is ready it only puts events aside, and is called again for each.
    let handled = true;
    try {
      handled = handle(packet, shard);
    } catch (error) {
      log.error({ err: error }, 'an event could not be read');
    }
    if (handled && packet?.t === 'INTERACTION_CREATE' && !heard) drop(packet.d);
    return handled;
  };
}

/**
 * Answers an interaction of which nothing is certain, from its data as they came (or the library's object): with no
 * suggestions, or privately with the text of that key. Does nothing where it cannot be answered; rejects as
 * `FirstAnswers` does.
 */
export async function answerAnyway(
  { texts, defaultLocale }: Pick<AppDeps, 'texts' | 'defaultLocale'>,
  answers: FirstAnswers,
  data: unknown,
  key?: string,
  values: Record<string, string> = {},
): Promise<void> {
  if (typeof data !== 'object' || data === null) return;
  const { id, token, type, locale } = data as Record<string, unknown>;
  if (typeof id !== 'string' || !/^\d{1,20}$/u.test(id)) return;
  if (typeof token !== 'string' || !/^[\w.-]+$/u.test(token)) return;
  const t = texts.in(typeof locale === 'string' ? locale : defaultLocale);
  const words = (usual: string): APIInteractionResponse => ({
    type: InteractionResponseType.ChannelMessageWithSource,
    data: {
      ...renderView({ tone: 'warning', body: t(key ?? usual, values) }),
      flags: MessageFlags.Ephemeral,
      allowed_mentions: { parse: [] },
    },
  });
  switch (type) {
    case InteractionType.ApplicationCommandAutocomplete:
      return answers.send(id, token, {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices: [] },
      });
    case InteractionType.ApplicationCommand:
      return answers.send(id, token, words('common:unknown-command'));
    case InteractionType.MessageComponent:
    case InteractionType.ModalSubmit:
      return answers.send(id, token, words('common:unknown-button'));
  }
}
