import { Events, type AutocompleteInteraction, type Client, type Interaction } from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import type { ClickResult, Counts } from '../health/counts.js';
import { newId } from '../id.js';
import { LogCodes } from '../log-codes.js';
import { Refusal } from '../refusal.js';
import { isFull } from '../store/disk-room.js';
import type { AnyComponent } from './components/all.js';
import type { Command, Context } from './command.js';
import { commandContextOf, contextOf } from './context.js';
import { readCustomId } from './custom-ids.js';
import type { FirstAnswers } from './first-answer.js';
import { LIMITS } from './limits.js';
import { withNotices } from './notices-view.js';
import { refusalView } from './refusal-view.js';
import { Responder, type Answerable } from './responder.js';
import type { Traffic } from './traffic.js';
import { answerAnyway, catchUnread } from './unread.js';
import type { Reply, View } from './view.js';

export interface Router {
  /** Resolves when every interaction under way has been answered. */
  idle(): Promise<void>;
  stop(): void;
}

/** What came of an interaction. `unheard`: nothing was done for it, and nothing else is told with it. */
interface Outcome {
  result: ClickResult;
  reply: Reply;
  unheard?: true;
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
  { answers, counts, traffic }: { answers: FirstAnswers; counts: Counts; traffic: Traffic },
): Router {
  const running = new Set<Promise<void>>();
  const codes = new LogCodes();

  async function suggest(interaction: AutocompleteInteraction): Promise<void> {
    const command = commands.get(interaction.commandName);
    try {
      const focused = interaction.options.getFocused(true);
      // Typing asks with every key, and is counted apart from what is done.
      if (traffic.tooFast(`typing:${interaction.user.id}`) !== undefined) throw new Refusal('too-fast');
      const context = commandContextOf(deps, interaction);
      const choices = await command?.suggest?.(context, { name: focused.name, typed: String(focused.value) });
      await interaction.respond((choices ?? []).slice(0, LIMITS.choices));
    } catch (error) {
      deps.log.warn({ err: error, command: interaction.commandName }, 'no suggestions');
      if (!interaction.responded) await interaction.respond([]).catch(() => undefined);
    }
  }

  async function answer(interaction: Answerable): Promise<void> {
    const startedAt = performance.now();
    const context = contextOf(deps, interaction);
    const responder = new Responder(interaction, answers, deps.log);
    const { result, reply, unheard } = await admit(interaction, context);
    const alone = { reply, told: () => Promise.resolve() };
    const noticed = async () =>
      withNotices(context, reply).catch((error: unknown) => {
        // What the person asked for is done, and has to be answered whatever else goes wrong.
        deps.log.error({ err: error }, 'notices could not be read');
        return alone;
      });
    const { told, reply: full } = unheard === true ? alone : await noticed();
    const tooLate = (): Reply => ({
      kind: 'private',
      view: { body: context.t('proposals:preview.expired') },
    });
    const answered = await responder.send(full, tooLate);
    counts.clicked(result, performance.now() - startedAt, answered);
    if (answered) await told();
  }

  /** Lets somebody through who does not act faster than hands can, when it is their server's turn. */
  async function admit(interaction: Answerable, context: Context): Promise<Outcome> {
    const { user, guildId } = interaction;
    const seconds = traffic.tooFast(user.id);
    if (seconds !== undefined)
      return { ...refused(context, new Refusal('too-fast', { seconds })), unheard: true };
    const outcome = await traffic.inTurn(guildId ?? user.id, () => replyTo(interaction, context));
    return outcome ?? { ...refused(context, new Refusal('too-busy')), unheard: true };
  }

  async function replyTo(interaction: Answerable, context: Context): Promise<Outcome> {
    try {
      if (!deps.actsIn(interaction.guildId)) throw new Refusal('not-here');
      if (interaction.isChatInputCommand()) {
        const command = commands.get(interaction.commandName);
        if (command === undefined) return unknown(context, 'common:unknown-command');
        if (interaction.guildId === null && !command.definition.places.includes('dm'))
          throw new Refusal('server-only');
        return { result: 'done', reply: await command.run(commandContextOf(deps, interaction)) };
      }
      const id = readCustomId(interaction.customId);
      const component = id === undefined ? undefined : components.get(id.family);
      if (id === undefined || component === undefined) return unknown(context, 'common:unknown-button');
      // Everything else may open a form, and a form cannot be answered with a form.
      if (interaction.isModalSubmit() && id.act !== 'form') return unknown(context, 'common:unknown-button');
      const reply = await component.run({
        ...context,
        id: id as never,
        values: interaction.isStringSelectMenu() ? interaction.values : [],
        field: (name) => (interaction.isModalSubmit() ? fieldOf(interaction, name) : ''),
      });
      return { result: 'done', reply };
    } catch (error) {
      if (error instanceof Refusal) return refused(context, error);
      if (isFull(error)) return refused(context, new Refusal('disk-full'));
      const reference = newId();
      const who = codes.of(interaction.user.id, context.now);
      const where = codes.of(interaction.guildId ?? '', context.now);
      deps.log.error({ err: error, reference, who, where }, 'an interaction failed');
      const view: View = { tone: 'bad', body: context.t('common:unexpected', { reference }) };
      return { result: 'failed', reply: { kind: 'private', view } };
    }
  }

  /** Keeps an eye on work until it ends; where it fails, whoever acted is told so. */
  function watch(data: unknown, work: () => Promise<void>): void {
    const watched = work()
      .catch((error: unknown) => {
        const reference = newId();
        deps.log.error({ err: error, reference }, 'an interaction was not answered');
        return answerAnyway(deps, answers, data, 'common:unexpected', { reference });
      })
      .catch((error: unknown) => deps.log.warn({ err: error }, 'an answer could not be sent'))
      .finally(() => running.delete(watched));
    running.add(watched);
  }

  const listen = (interaction: Interaction) => {
    watch(interaction, async () => {
      if (interaction.isAutocomplete()) await suggest(interaction);
      else if (
        interaction.isChatInputCommand() ||
        interaction.isMessageComponent() ||
        interaction.isModalSubmit()
      ) {
        await answer(interaction);
      } else drop(interaction);
    });
  };
  const drop = (data: unknown) => {
    deps.log.warn('an interaction of a kind this bot does not have');
    watch(data, () => answerAnyway(deps, answers, data));
  };
  client.on(Events.InteractionCreate, listen);
  catchUnread(client, deps.log, drop);

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

function unknown(context: Context, key: string): Outcome {
  const view: View = { tone: 'warning', body: context.t(key) };
  return { result: 'unknown', reply: { kind: 'private', view } };
}

function refused(context: Context, refusal: Refusal): Outcome {
  return { result: 'refused', reply: { kind: 'private', view: refusalView(context.t, refusal) } };
}

function fieldOf(interaction: Answerable, name: string): string {
  if (!interaction.isModalSubmit()) return '';
  const field = interaction.fields.fields.get(name);
  return field !== undefined && 'value' in field && typeof field.value === 'string' ? field.value : '';
}
