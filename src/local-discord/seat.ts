import { commandNamed, forgedComponent, planCommand, planComponent, requireSeeing } from './acting.js';
import { nest, targetOf, typedOptions } from './command-options.js';
import { fieldsOf, planForm } from './form-input.js';
import { menuValue, rawOptions } from './seat-values.js';
import { seenMessage } from './seen-message.js';
import { threadOn } from './threads.js';
import type { APIApplicationCommand } from 'discord.js';
import type { Core } from './core.js';
import type { FormField } from './form-input.js';
import type { Interactions } from './interactions.js';
import type { Outcome, StoredChannel, StoredMessage, StoredPerson } from './types.js';
import type { SeenMessage } from './seen-message.js';

/** Options as typed, by name: people, roles and channels by their names or ids. */
export type TypedOptions = Readonly<Record<string, string | number | boolean>>;

/** What somebody sees after acting. */
export type Answer =
  | { kind: 'message' | 'update'; message: SeenMessage; private: boolean }
  | {
      kind: 'form';
      title: string;
      customId: string;
      fields: FormField[];
      /** Sends the form off, values by label or custom id; what is left out keeps what stood there. */
      submit(values: Readonly<Record<string, string>>): Promise<Answer>;
      /** The same without what Discord's own client checks. */
      submitRaw(values: Readonly<Record<string, string>>): Promise<Answer>;
    }
  | { kind: 'failed'; reason: string }
  | { kind: 'nothing' };

/** A person in a channel: everything they could do there. */
export interface Seat {
  channelId: string;
  guildId?: string;
  /** `proposal show`: a slash command with its subcommands. Refused where Discord's own client would. */
  command(path: string, options?: TypedOptions): Promise<Answer>;
  /** The same without these checks: any command registered anywhere, or unknown, with any options. */
  commandRaw(path: string, options?: TypedOptions): Promise<Answer>;
  /** Suggestions for one option; what was typed into it so far is in `options`. */
  suggest(
    path: string,
    options: TypedOptions,
    focused: string,
  ): Promise<{ name: string; value: string | number }[]>;
  /** Messages this person sees here, oldest first, own private ones too. */
  messages(): SeenMessage[];
  /** One of them as it is now. */
  message(id: string): SeenMessage;
  last(): SeenMessage;
  /** The same person in the thread that hangs on a message; throws where none does. */
  thread(message: SeenMessage | string): Seat;
  /** Presses a button by its label. */
  press(message: SeenMessage | string, label: string): Promise<Answer>;
  /** Chooses in a menu: by placeholder or index, then labels (or values; people, roles, channels by name). */
  choose(message: SeenMessage | string, menu: string | number, ...labels: string[]): Promise<Answer>;
  /** Sends a component as somebody with an own client could: any id, any values. */
  forge(
    message: SeenMessage | string,
    customId: string,
    componentType?: number,
    values?: string[],
  ): Promise<Answer>;
}

/** Seats a person in a channel. */
export function createSeat(
  core: Core,
  interactions: Interactions,
  person: StoredPerson,
  channel: StoredChannel,
): Seat {
  const visible = () => {
    requireSeeing(core, person, channel);
    const all = core.world.messages(channel.id);
    return all.filter((stored) => stored.privateTo === undefined || stored.privateTo === person.id);
  };
  const find = (message: SeenMessage | string): StoredMessage => {
    const id = typeof message === 'string' ? message : message.id;
    const stored = id === 'last' ? visible().at(-1) : visible().find((one) => one.message.id === id);
    if (!stored) throw new Error(`${person.name} sees no such message.`);
    return stored;
  };
  const sameMenu = (one: { placeholder: string }, index: number, wanted: string | number) =>
    typeof wanted === 'number' ? index === wanted : one.placeholder === wanted;

  const answerOf = (outcome: Outcome): Answer => {
    switch (outcome.kind) {
      case 'message':
      case 'update': {
        const stored = core.world.message(outcome.channelId, outcome.messageId);
        if (!stored) return { kind: 'nothing' };
        return { kind: outcome.kind, message: seenMessage(core.world, stored), private: outcome.private };
      }
      case 'form': {
        const form = interactions.forms.get(outcome.form);
        if (!form) return { kind: 'nothing' };
        const send = async (values: Readonly<Record<string, string>>, checked: boolean) =>
          answerOf(await interactions.start(planForm(core, person, form, values, checked)));
        return {
          kind: 'form',
          title: form.data.title,
          customId: form.data.custom_id,
          fields: fieldsOf(form),
          submit: (values) => send(values, true),
          submitRaw: (values) => send(values, false),
        };
      }
      case 'failed':
        return outcome;
      case 'choices':
      case 'nothing':
        return { kind: 'nothing' };
    }
  };

  const anyCommand = (name: string): APIApplicationCommand | undefined => {
    const named = core.world.state.commands.filter((command) => command.name === name);
    return named.find((command) => command.guild_id === channel.guildId) ?? named[0];
  };

  return {
    channelId: channel.id,
    ...(channel.guildId && { guildId: channel.guildId }),
    async command(path, options = {}) {
      const steps = path.replace(/^\//, '').split(/\s+/);
      const command = commandNamed(core, person, channel, steps[0] ?? '');
      const flat = typedOptions(core, channel, targetOf(command, steps), options);
      const plan = planCommand(core, person, channel, command, nest(command, steps, flat));
      return answerOf(await interactions.start(plan));
    },
    async commandRaw(path, options = {}) {
      const steps = path.replace(/^\//, '').split(/\s+/);
      const unknown = {
        id: core.ids.next(),
        name: steps[0],
        options: [],
      } as unknown as APIApplicationCommand;
      const command = anyCommand(steps[0] ?? '') ?? unknown;
      const flat = rawOptions(core, channel, command, steps, options);
      const plan = planCommand(core, person, channel, command, nest(command, steps, flat), false);
      return answerOf(await interactions.start(plan));
    },
    async suggest(path, options, focused) {
      const steps = path.replace(/^\//, '').split(/\s+/);
      const command = commandNamed(core, person, channel, steps[0] ?? '');
      const target = targetOf(command, steps);
      const definition = target.options.find((option) => option.name === focused);
      if (definition?.autocomplete !== true) throw new Error(`/${path} suggests nothing for "${focused}".`);
      const flat = typedOptions(
        core,
        channel,
        target,
        { ...options, [focused]: options[focused] ?? '' },
        focused,
      );
      const plan = planCommand(core, person, channel, command, nest(command, steps, flat));
      const outcome = await interactions.start(plan);
      if (outcome.kind === 'failed') throw new Error(outcome.reason);
      return outcome.kind === 'choices' ? outcome.choices : [];
    },
    messages: () => visible().map((stored) => seenMessage(core.world, stored)),
    message: (id) => seenMessage(core.world, find(id)),
    last: () => seenMessage(core.world, find('last')),
    thread(message) {
      const thread = threadOn(core.world, find(message));
      if (!thread) throw new Error('No thread hangs on this message.');
      return createSeat(core, interactions, person, thread);
    },
    async press(message, label) {
      const stored = find(message);
      const { buttons } = seenMessage(core.world, stored);
      const button = buttons.find((one) => one.label === label);
      const labels = buttons.map((one) => (one.disabled ? `${one.label} (disabled)` : one.label)).join(', ');
      if (!button) throw new Error(`There is no button "${label}" but: ${labels || 'none'}.`);
      if (button.disabled || button.customId === undefined) {
        throw new Error(`"${label}" cannot be pressed. Buttons: ${labels}.`);
      }
      return answerOf(await interactions.start(planComponent(core, person, stored, button.customId)));
    },
    async choose(message, wanted, ...labels) {
      const stored = find(message);
      const { menus } = seenMessage(core.world, stored);
      const menu = menus.find((one, index) => sameMenu(one, index, wanted));
      const known = menus.map((one) => `"${one.placeholder}"`).join(', ');
      if (!menu) throw new Error(`There is no menu "${wanted}" but: ${known || 'none'}.`);
      const values = labels.map((label) => menuValue(core, channel, menu, label));
      return answerOf(await interactions.start(planComponent(core, person, stored, menu.customId, values)));
    },
    async forge(message, customId, componentType = 2, values) {
      const stored = find(message);
      const plan = forgedComponent(core, person, channel, stored, customId, componentType, values);
      return answerOf(await interactions.start(plan));
    },
  };
}
