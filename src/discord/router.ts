import { Events, type AutocompleteInteraction, type Client, type Interaction } from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import { newId } from '../id.js';
import { Refusal } from '../refusal.js';
import type { AnyComponent } from './components/all.js';
import type { Command, Context } from './command.js';
import { commandContextOf, contextOf } from './context.js';
import { readCustomId } from './custom-ids.js';
import type { FirstAnswers } from './first-answer.js';
import { LIMITS } from './limits.js';
import { withNotices } from './notices-view.js';
import { refusalView } from './refusal-view.js';
import { Responder, type Answerable } from './responder.js';
import type { Reply } from './view.js';

export interface Router {
  /** Resolves when every interaction under way has been answered. */
  idle(): Promise<void>;
  stop(): void;
}

/**
 * Finds the handler of each interaction in one table, by command name or custom-id family, and sees to it that every
 * one is answered: refusals and failures too, and what nobody here knows.
 */
export function createRouter(
  deps: AppDeps,
  client: Client,
  commands: ReadonlyMap<string, Command>,
  components: ReadonlyMap<string, AnyComponent>,
  answers: FirstAnswers,
): Router {
  const running = new Set<Promise<void>>();

  async function suggest(interaction: AutocompleteInteraction): Promise<void> {
    const command = commands.get(interaction.commandName);
    const focused = interaction.options.getFocused(true);
    try {
      const context = commandContextOf(deps, interaction);
      const choices = await command?.suggest?.(context, { name: focused.name, typed: String(focused.value) });
      await interaction.respond((choices ?? []).slice(0, LIMITS.choices));
    } catch (error) {
      deps.log.warn({ err: error, command: interaction.commandName }, 'no suggestions');
      if (!interaction.responded) await interaction.respond([]).catch(() => undefined);
    }
  }

  async function answer(interaction: Answerable): Promise<void> {
    const responder = new Responder(interaction, answers, deps.log);
    const context = contextOf(deps, interaction);
    const reply = await replyTo(interaction, context);
    const { told, reply: full } = await withNotices(context, reply).catch((error: unknown) => {
      // What the person asked for is done, and has to be answered whatever else goes wrong.
      deps.log.error({ err: error }, 'notices could not be read');
      return { reply, told: () => Promise.resolve() };
    });
    const tooLate = (): Reply => ({
      kind: 'private',
      view: { body: context.t('proposals:preview.expired') },
    });
    if (await responder.send(full, tooLate)) await told();
  }

  async function replyTo(interaction: Answerable, context: Context): Promise<Reply> {
    try {
      if (!deps.actsIn(interaction.guildId)) throw new Refusal('not-here');
      if (interaction.isChatInputCommand()) {
        const command = commands.get(interaction.commandName);
        if (command === undefined) return unknown(context, 'common:unknown-command');
        if (interaction.guildId === null && !command.definition.places.includes('dm'))
          throw new Refusal('server-only');
        return await command.run(commandContextOf(deps, interaction));
      }
      const id = readCustomId(interaction.customId);
      const component = id === undefined ? undefined : components.get(id.family);
      if (id === undefined || component === undefined) return unknown(context, 'common:unknown-button');
      return await component.run({
        ...context,
        id: id as never,
        values: interaction.isStringSelectMenu() ? interaction.values : [],
        field: (name) => (interaction.isModalSubmit() ? fieldOf(interaction, name) : ''),
      });
    } catch (error) {
      if (error instanceof Refusal) return { kind: 'private', view: refusalView(context.t, error) };
      const reference = newId();
      deps.log.error({ err: error, reference }, 'an interaction failed');
      return { kind: 'private', view: { tone: 'bad', body: context.t('common:unexpected', { reference }) } };
    }
  }

  const listen = (interaction: Interaction) => {
    const work = (async () => {
      if (interaction.isAutocomplete()) await suggest(interaction);
      else if (
        interaction.isChatInputCommand() ||
        interaction.isMessageComponent() ||
        interaction.isModalSubmit()
      ) {
        await answer(interaction);
      } else deps.log.warn({ type: interaction.type }, 'an interaction of a kind this bot does not have');
    })()
      .catch((error: unknown) => deps.log.error({ err: error }, 'an interaction was not answered'))
      .finally(() => running.delete(work));
    running.add(work);
  };
  client.on(Events.InteractionCreate, listen);

  return {
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    stop() {
      client.off(Events.InteractionCreate, listen);
      void answers.close();
    },
  };
}

function unknown(context: Context, key: string): Reply {
  return { kind: 'private', view: { tone: 'warning', body: context.t(key) } };
}

function fieldOf(interaction: Answerable, name: string): string {
  if (!interaction.isModalSubmit()) return '';
  const field = interaction.fields.fields.get(name);
  return field !== undefined && 'value' in field && typeof field.value === 'string' ? field.value : '';
}
