import type { APIApplicationCommand } from 'discord.js';
import { list } from './json.js';
import type { Core } from './core.js';
import type { Json } from './json.js';
import type { StoredChannel } from './types.js';

/** An option as an interaction carries it: subcommands hold options, others a value. */
export interface SentOption {
  name: string;
  type: number;
  value?: string | number | boolean;
  focused?: boolean;
  options?: SentOption[];
}

/** The part of a definition that a path like `proposal show` leads to. */
export interface Target {
  path: string[];
  /** Definitions of the options it takes. */
  options: Json[];
}

const SUBCOMMAND = 1;
const GROUP = 2;

/** Follows subcommands by name; throws naming those there are. */
export function targetOf(command: APIApplicationCommand, path: readonly string[]): Target {
  let options = list(command.options);
  const walked = [command.name];
  for (const step of path.slice(1)) {
    const next = options.find((option) => option.name === step && Number(option.type) <= GROUP);
    if (!next) throw new Error(`/${walked.join(' ')} has no "${step}", but: ${names(options)}.`);
    options = list(next.options);
    walked.push(step);
  }
  const deeper = options.filter((option) => Number(option.type) <= GROUP);
  if (deeper.length > 0) throw new Error(`/${walked.join(' ')} needs one of: ${names(deeper)}.`);
  return { path: walked, options };
}

const names = (options: readonly Json[]) => options.map((option) => String(option.name)).join(', ') || 'none';

/** Puts flat options under their subcommands. */
export function nest(
  command: APIApplicationCommand,
  path: readonly string[],
  flat: SentOption[],
): SentOption[] {
  if (path.length <= 1) return flat;
  const kinds: number[] = [];
  let options = list(command.options);
  for (const step of path.slice(1)) {
    const next = options.find((option) => option.name === step);
    kinds.push(Number(next?.type ?? SUBCOMMAND));
    options = list(next?.options);
  }
  return path
    .slice(1)
    .reduceRight<SentOption[]>(
      (inner, name, at) => [{ name, type: kinds[at] ?? SUBCOMMAND, options: inner }],
      flat,
    );
}

/** Path and flat options of nested ones. */
export function unnest(
  command: string,
  options: readonly SentOption[],
): { path: string[]; flat: SentOption[] } {
  const path = [command];
  let here = options;
  for (let first = here[0]; first && first.type <= GROUP; first = here[0]) {
    path.push(first.name);
    here = first.options ?? [];
  }
  return { path, flat: [...here] };
}

/** Turns what a person typed into options of the kinds the definition names. */
export function typedOptions(
  core: Core,
  channel: StoredChannel,
  target: Target,
  typed: Readonly<Record<string, string | number | boolean>>,
  focused?: string,
): SentOption[] {
  return Object.entries(typed).map(([name, value]) => {
    const definition = target.options.find((option) => option.name === name);
    if (!definition) {
      throw new Error(`/${target.path.join(' ')} has no option "${name}"; it has: ${names(target.options)}.`);
    }
    const type = Number(definition.type);
    if (name === focused) return { name, type, value, focused: true };
    return { name, type, value: valueOf(core, channel, definition, value) };
  });
}

function valueOf(core: Core, channel: StoredChannel, definition: Json, value: string | number | boolean) {
  const choice = list(definition.choices).find(
    (one) =>
      one.name === value ||
      one.value === value ||
      Object.values((one.name_localizations ?? {}) as Json).includes(value),
  );
  if (choice) return choice.value as string | number;
  const text = String(value);
  switch (Number(definition.type)) {
    case 6:
      return idOf(core, channel, text, ['user']);
    case 7:
      return idOf(core, channel, text, ['channel']);
    case 8:
      return idOf(core, channel, text, ['role']);
    case 9:
      return idOf(core, channel, text, ['user', 'role']);
    default:
      return value;
  }
}

/** The id of a person, channel or role named as people name them here, or an id as it is. */
export function idOf(
  core: Core,
  channel: StoredChannel,
  text: string,
  kinds: readonly ('user' | 'channel' | 'role')[],
): string {
  if (/^\d{17,19}$/.test(text)) return text;
  const guild = core.world.guild(channel.guildId ?? '');
  const plain = text.replace(/^[@#]/, '');
  const found: (string | undefined)[] = kinds.map((kind) => {
    if (kind === 'user') return core.world.state.people.find((person) => person.name === plain)?.id;
    if (kind === 'role') return guild?.roles.find((role) => role.name === text || role.name === plain)?.id;
    return core.world.state.channels.find((one) => one.guildId === guild?.id && one.name === plain)?.id;
  });
  const id = found.find((one) => one !== undefined);
  if (id === undefined) throw new Error(`There is no ${kinds.join(' or ')} "${text}" here.`);
  return id;
}

/** What the definition forbids, Discord's own client never sends: throws a sentence naming it. */
export function checkSent(core: Core, target: Target, sent: readonly SentOption[]): void {
  const where = `/${target.path.join(' ')}`;
  for (const option of sent) {
    const definition = target.options.find((one) => one.name === option.name);
    if (!definition)
      throw new Error(`${where} has no option "${option.name}"; it has: ${names(target.options)}.`);
    const problem = problemOf(core, definition, option.value);
    if (problem) throw new Error(`${where}: ${option.name} ${problem}.`);
  }
  const missing = target.options.filter(
    (one) => one.required && !sent.some((option) => option.name === one.name),
  );
  if (missing.length > 0) throw new Error(`${where} needs: ${names(missing)}.`);
}

function problemOf(core: Core, definition: Json, value: SentOption['value']): string | undefined {
  const type = Number(definition.type);
  const choices = list(definition.choices);
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    return `must be one of: ${choices.map((choice) => String(choice.name)).join(', ')}`;
  }
  if (type === 3) {
    if (typeof value !== 'string') return 'must be text';
    const min = Number(definition.min_length ?? 0);
    const max = Number(definition.max_length ?? 6_000);
    if (value.length < min || value.length > max) return `must have ${min} to ${max} characters`;
    return value === '' && definition.required ? 'must not be empty' : undefined;
  }
  if (type === 4 || type === 10) {
    const fits = typeof value === 'number' && (type === 10 || Number.isSafeInteger(value));
    if (!fits) return type === 4 ? 'must be a whole number' : 'must be a number';
    const low = Number(definition.min_value ?? -Infinity);
    const high = Number(definition.max_value ?? Infinity);
    return value < low || value > high ? `must be between ${low} and ${high}` : undefined;
  }
  if (type === 5) return typeof value === 'boolean' ? undefined : 'must be true or false';
  if (type === 7) {
    const kinds = Array.isArray(definition.channel_types) ? (definition.channel_types as number[]) : [];
    const channel = core.world.channel(String(value));
    if (!channel) return 'must be a channel';
    return kinds.length > 0 && !kinds.includes(channel.type) ? 'must be another kind of channel' : undefined;
  }
  if (type === 11) return 'cannot carry files here';
  return undefined;
}
