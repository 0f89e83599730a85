import { createHash } from 'node:crypto';
import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  Routes,
  type APIApplicationCommand,
  type Client,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { z } from 'zod';
import type { Collection, Store } from '../store/types.js';
import type { Texts } from '../texts/texts.js';
import type { Command, CommandDefinition, OptionDefinition } from './command.js';

const TYPES = {
  string: ApplicationCommandOptionType.String,
  integer: ApplicationCommandOptionType.Integer,
  boolean: ApplicationCommandOptionType.Boolean,
  channel: ApplicationCommandOptionType.Channel,
  role: ApplicationCommandOptionType.Role,
} as const;

/** What was registered last, per scope (`global` or a server's id). */
const deployedSchema = z.strictObject({ hash: z.string(), ids: z.record(z.string(), z.string()) });
type Deployed = z.infer<typeof deployedSchema>;

/** The collection that remembers what was registered. */
export function deployedCollection(store: Store): Collection<Deployed> {
  return store.collection({ prefix: 'deployed', version: 1, schema: deployedSchema, sealed: false });
}

/**
 * Registers the commands, globally or in the servers named, only where Discord does not have them as they now are:
 * registering costs a part of the day's allowance.
 */
export async function deployCommands(
  client: Client<true>,
  deployed: Collection<Deployed>,
  body: RESTPostAPIChatInputApplicationCommandsJSONBody[],
  guildIds: readonly string[],
): Promise<Record<string, string>> {
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const ids: Record<string, string> = {};
  for (const scope of guildIds.length === 0 ? ['global'] : guildIds) {
    const route =
      scope === 'global'
        ? Routes.applicationCommands(client.application.id)
        : Routes.applicationGuildCommands(client.application.id, scope);
    const known = await deployed.get(scope);
    const there = idsByName((await client.rest.get(route)) as APIApplicationCommand[]);
    if (known?.hash !== hash || !sameIds(known.ids, there)) {
      const made = idsByName((await client.rest.put(route, { body })) as APIApplicationCommand[]);
      await deployed.put(scope, { hash, ids: made });
      Object.assign(ids, made);
    } else Object.assign(ids, there);
  }
  return ids;
}

/** What Discord is told of all commands, with every language there is a catalogue for. */
export function commandBodies(
  commands: Iterable<Command>,
  texts: Texts,
  global: boolean,
): RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  return [...commands].map(({ definition }) => {
    const root = `${definition.texts}:command`;
    const subcommands = definition.subcommands?.map(({ name, options }) => ({
      type: ApplicationCommandOptionType.Subcommand as const,
      name,
      ...described(texts, `${root}.subcommands.${name}`),
      options: optionBodies(texts, `${root}.subcommands.${name}`, options),
    }));
    const body = {
      name: definition.name,
      ...described(texts, root),
      options: subcommands ?? optionBodies(texts, root, definition.options),
    };
    return global ? { ...body, ...placesOf(definition) } : body;
  }) as RESTPostAPIChatInputApplicationCommandsJSONBody[];
}

function placesOf(definition: CommandDefinition) {
  return {
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: definition.places.map((place) =>
      place === 'server' ? InteractionContextType.Guild : InteractionContextType.BotDM,
    ),
  };
}

function optionBodies(texts: Texts, root: string, options: readonly OptionDefinition[] = []) {
  return options.map((option) => {
    const key = `${root}.options.${option.name}`;
    return {
      type: TYPES[option.type],
      name: option.name,
      ...described(texts, key),
      required: option.required ?? false,
      ...(option.autocomplete === true ? { autocomplete: true } : {}),
      ...(option.maxLength === undefined ? {} : { max_length: option.maxLength }),
      ...(option.min === undefined ? {} : { min_value: option.min }),
      ...(option.max === undefined ? {} : { max_value: option.max }),
      ...(option.choices === undefined
        ? {}
        : {
            choices: option.choices.map((value) => ({
              name: texts.in('en')(`${key}.choices.${value}`),
              name_localizations: inOtherLanguages(texts, `${key}.choices.${value}`),
              value,
            })),
          }),
    };
  });
}

function described(texts: Texts, key: string) {
  return {
    description: texts.in('en')(`${key}.description`),
    description_localizations: inOtherLanguages(texts, `${key}.description`),
    name_localizations: inOtherLanguages(texts, `${key}.name`),
  };
}

/** A text in every other language that has it, under each Discord locale of that language. */
function inOtherLanguages(texts: Texts, key: string): Record<string, string> {
  const localised: Record<string, string> = {};
  for (const language of texts.languages) {
    if (language === 'en' || !texts.has(key, language)) continue;
    for (const locale of Object.values(Locale)) {
      if (locale.split('-')[0] === language) localised[locale] = texts.in(language)(key);
    }
  }
  return localised;
}

function idsByName(commands: APIApplicationCommand[]): Record<string, string> {
  return Object.fromEntries(commands.map(({ name, id }) => [name, id]));
}

function sameIds(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
