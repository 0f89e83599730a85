import {
  InteractionResponseType,
  MessageFlags,
  MessageFlagsBitField,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
  type ModalMessageModalSubmitInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Logger } from '../log.js';
import type { FirstAnswers } from './first-answer.js';
import { renderFiles, renderForm, renderView } from './render.js';
import type { Reply, View } from './view.js';

export type Answerable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

/** Discord waits three seconds; one second in, we ask for more time. */
const DEFER_AFTER_MS = 1_000;

/**
 * Answers one interaction once. Private unless the reply says otherwise; mentions nobody (client default). When the
 * handler takes over a second the answer is deferred, privately.
 */
export class Responder {
  readonly #interaction: Answerable;
  readonly #answers: FirstAnswers;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  #deferring: Promise<void> | undefined;

  constructor(interaction: Answerable, answers: FirstAnswers, log: Logger) {
    this.#interaction = interaction;
    this.#answers = answers;
    this.#log = log;
    this.#timer = setTimeout(() => {
      this.#deferring = this.#defer();
    }, DEFER_AFTER_MS);
  }

  /**
   * Sends the answer. What `reply` reports is saved already, so a failure here loses only the answer: it is logged,
   * never thrown. Returns whether the person got it. `tooLate` stands in where a form can no longer be opened.
   */
  async send(reply: Reply, tooLate: () => Reply): Promise<boolean> {
    clearTimeout(this.#timer);
    try {
      await this.#deferring;
      if (this.#interaction.deferred || this.#interaction.replied) await this.#sendDeferred(reply, tooLate);
      else await this.#sendFirst(reply);
      return true;
    } catch (error) {
      this.#log.warn({ err: error }, 'an answer could not be sent');
      return false;
    }
  }

  async #defer(): Promise<void> {
    try {
      await this.#interaction.deferReply({ flags: MessageFlags.Ephemeral });
    } catch (error) {
      this.#log.warn({ err: error }, 'an answer could not be deferred');
    }
  }

  async #sendFirst(reply: Reply): Promise<void> {
    const interaction = this.#interaction;
    switch (reply.kind) {
      case 'private':
        if ((reply.view.files ?? []).length === 0) await this.#sendRendered(reply.view);
        else await interaction.reply({ ...messageOf(reply), flags: MessageFlags.Ephemeral });
        return;
      case 'public':
        await interaction.reply(messageOf(reply));
        return;
      case 'update':
        if (interaction.isMessageComponent() && isPrivate(interaction))
          await interaction.update(messageOf(reply));
        else if (interaction.isModalSubmit() && interaction.isFromMessage() && isPrivate(interaction))
          await interaction.update(messageOf(reply));
        else await interaction.reply({ ...messageOf(reply), flags: MessageFlags.Ephemeral });
        return;
      case 'form':
        if (interaction.isModalSubmit()) throw new Error('A form cannot be answered with a form');
        await interaction.showModal(renderForm(reply.form));
        return;
    }
  }

  /** The private answer nearly every click gets. What is rendered has Discord's own form already. */
  async #sendRendered(view: View): Promise<void> {
    const { id, token } = this.#interaction;
    const data = { ...renderView(view), flags: MessageFlags.Ephemeral, allowed_mentions: { parse: [] } };
    await this.#answers.send(id, token, { type: InteractionResponseType.ChannelMessageWithSource, data });
  }

  async #sendDeferred(reply: Reply, tooLate: () => Reply): Promise<void> {
    const said = reply.kind === 'form' ? tooLate() : reply;
    if (said.kind === 'form') throw new Error('A form cannot stand in for a form');
    if (said.kind !== 'public') {
      await this.#interaction.editReply(messageOf(said));
      return;
    }
    await this.#interaction.deleteReply();
    await this.#interaction.followUp(messageOf(said));
  }
}

/**
 * Whether only the person sees the message that was clicked in. A form may be opened from one that everybody sees, and a
 * forged click may come from anywhere; what is told to one person never takes its place.
 */
function isPrivate({
  guildId,
  message,
}: MessageComponentInteraction | ModalMessageModalSubmitInteraction): boolean {
  return guildId === null || new MessageFlagsBitField(message.flags).has(MessageFlags.Ephemeral);
}

function messageOf({ view }: Exclude<Reply, { kind: 'form' }>) {
  const { files, attachments } = renderFiles(view);
  if (files.length === 0) return renderView(view);
  const attached = files.map(({ name, data }, at) => ({
    name,
    attachment: data,
    ...(attachments[at]?.description === undefined ? {} : { description: attachments[at].description }),
  }));
  return { ...renderView(view), files: attached };
}
