import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  LabelBuilder,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { Interaction, RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import { afterAll, beforeAll } from 'vitest';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import type { LocalDiscord, LocalDiscordOptions } from '../../src/local-discord/index.js';

/** A bot for trying the local Discord: the real client, and handlers that a test swaps. */
export interface TestBot {
  client: Client<true>;
  /** Called for each interaction; by default nothing answers. */
  on(handler: (interaction: Interaction) => Promise<unknown>): void;
  /** What handlers threw. */
  errors: unknown[];
  stop(): Promise<void>;
}

/** Commands with every kind of option. */
export const commands: RESTPostAPIChatInputApplicationCommandsJSONBody[] = [
  new SlashCommandBuilder()
    .setName('try')
    .setDescription('Tries every kind of option')
    .addSubcommand((sub) =>
      sub
        .setName('options')
        .setDescription('One of each')
        .addStringOption((o) =>
          o.setName('text').setDescription('t').setRequired(true).setMinLength(2).setMaxLength(5),
        )
        .addIntegerOption((o) => o.setName('count').setDescription('c').setMinValue(1).setMaxValue(9))
        .addNumberOption((o) => o.setName('share').setDescription('s'))
        .addBooleanOption((o) => o.setName('yes').setDescription('y'))
        .addUserOption((o) => o.setName('who').setDescription('w'))
        .addChannelOption((o) => o.setName('where').setDescription('w'))
        .addRoleOption((o) => o.setName('role').setDescription('r'))
        .addMentionableOption((o) => o.setName('whom').setDescription('w'))
        .addStringOption((o) =>
          o
            .setName('pick')
            .setDescription('p')
            .addChoices({ name: 'Red', value: 'r' }, { name: 'Blue', value: 'b' }),
        )
        .addStringOption((o) => o.setName('find').setDescription('f').setAutocomplete(true)),
    )
    .toJSON(),
  new SlashCommandBuilder().setName('say').setDescription('Says something').toJSON(),
  new SlashCommandBuilder().setName('manage').setDescription('m').setDefaultMemberPermissions(32).toJSON(),
  new SlashCommandBuilder().setName('server').setDescription('s').setContexts(0).toJSON(),
];

/** Connects a bot and registers the commands. */
export async function startBot(discord: LocalDiscord, register = true): Promise<TestBot> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: { api: discord.apiUrl, timeout: 5_000 },
  });
  let handler: (interaction: Interaction) => Promise<unknown> = () => Promise.resolve();
  const errors: unknown[] = [];
  client.on(Events.Error, (error) => errors.push(error));
  client.on(Events.InteractionCreate, (interaction) => {
    handler(interaction).catch((error: unknown) => errors.push(error));
  });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  const live = await ready;
  if (register) await live.application.commands.set(commands);
  return {
    client: live,
    errors,
    on(next) {
      handler = next;
    },
    stop: () => client.destroy(),
  };
}

/** A local Discord with a bot in it, there for all tests of the file and no longer. */
export function botInLocalDiscord(options: Partial<LocalDiscordOptions> = {}): {
  discord: LocalDiscord;
  bot: TestBot;
} {
  const stage = {} as { discord: LocalDiscord; bot: TestBot };
  beforeAll(async () => {
    stage.discord = await startLocalDiscord({ port: 0, ...options });
    stage.bot = await startBot(stage.discord);
  });
  afterAll(async () => {
    await stage.bot.stop();
    await stage.discord.close();
  });
  return stage;
}

/** A row of buttons: labels become ids. */
export function buttons(...labels: string[]): ActionRowBuilder<ButtonBuilder> {
  return new ActionRowBuilder<ButtonBuilder>().addComponents(
    labels.map((label) =>
      new ButtonBuilder().setLabel(label).setCustomId(label.toLowerCase()).setStyle(ButtonStyle.Primary),
    ),
  );
}

/** A row with a menu of colours. */
export function menu(): ActionRowBuilder<StringSelectMenuBuilder> {
  return new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId('colour')
      .setPlaceholder('A colour')
      .addOptions({ label: 'Red', value: 'r' }, { label: 'Blue', value: 'b' }),
  );
}

/** A form with a name and a reason. */
export function form(): ModalBuilder {
  return new ModalBuilder()
    .setCustomId('form')
    .setTitle('A form')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Name')
        .setTextInputComponent(
          new TextInputBuilder().setCustomId('name').setStyle(TextInputStyle.Short).setMaxLength(10),
        ),
      new LabelBuilder()
        .setLabel('Reason')
        .setTextInputComponent(
          new TextInputBuilder().setCustomId('reason').setStyle(TextInputStyle.Paragraph).setRequired(false),
        ),
    );
}
