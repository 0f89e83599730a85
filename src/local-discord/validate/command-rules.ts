import { Locale } from 'discord.js';
import { list } from '../json.js';
import { complaints } from './error-tree.js';
import type { Complaints, Path } from './error-tree.js';
import type { Json } from '../json.js';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LOCALES = new Set<string>([...Object.values(Locale), 'ar', 'he']);
const SUBCOMMAND = 1;
const GROUP = 2;

/** What the schemas do not see in the definitions of commands. `several` puts the index before each path. */
export function checkCommands(commands: readonly Json[], several: boolean): void {
  const errors = complaints();
  const names = new Set<string>();
  commands.forEach((command, at) => {
    const path = several ? [at] : [];
    const name = `${Number(command.type ?? 1)} ${String(command.name)}`;
    if (names.has(name)) {
      errors.add(
        [...path, 'name'],
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      );
    }
    names.add(name);
    checkCommand(command, path, errors);
  });
  const slash = commands.filter((command) => (command.type ?? 1) === 1).length;
  if (slash > 100) errors.add([], 'APPLICATION_COMMANDS_TOO_MANY', 'At most 100 commands.');
  errors.end();
}

function checkCommand(command: Json, path: Path, errors: Complaints): void {
  const slash = (command.type ?? 1) === 1;
  if (slash) {
    checkName(command.name, path, errors);
    if (!command.description)
      errors.add([...path, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required');
  } else if (command.description || list(command.options).length > 0) {
    errors.add([...path, 'description'], 'APPLICATION_COMMAND_INVALID', 'Context menu commands have none.');
  }
  checkLocales(command, path, slash, errors);
  checkOptions(list(command.options), [...path, 'options'], 0, errors);
  if (size(command) > 8_000) {
    errors.add(path, 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)');
  }
}

function checkName(name: unknown, path: Path, errors: Complaints): void {
  if (typeof name !== 'string') return;
  if (!NAME.test(name) || name.toLowerCase() !== name) {
    errors.add([...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
}

function checkLocales(part: Json, path: Path, names: boolean, errors: Complaints): void {
  for (const key of ['name_localizations', 'description_localizations']) {
    for (const [locale, text] of Object.entries((part[key] ?? {}) as Json)) {
      if (!LOCALES.has(locale)) {
        errors.add(
          [...path, key, locale],
          'ENUM_TYPE_COERCE',
          `Value "${locale}" is not a valid enum value.`,
        );
      }
      if (names && key === 'name_localizations') checkName(text, [...path, key, locale], errors);
    }
  }
}

function checkOptions(options: readonly Json[], path: Path, depth: number, errors: Complaints): void {
  const names = new Set<unknown>();
  let optional = false;
  const nested = options.filter((option) => option.type === SUBCOMMAND || option.type === GROUP).length;
  if (nested > 0 && nested < options.length) {
    errors.add(
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Subcommands cannot stand beside other options.',
    );
  }
  options.forEach((option, at) => {
    const here = [...path, at];
    checkName(option.name, here, errors);
    checkLocales(option, here, true, errors);
    if (names.has(option.name)) {
      errors.add(
        [...here, 'name'],
        'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
        'Option name already exists',
      );
    }
    names.add(option.name);
    if (option.type === GROUP && depth > 0) {
      errors.add(
        [...here, 'type'],
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'A group stands in no group.',
      );
    }
    if (option.type === SUBCOMMAND || option.type === GROUP) {
      checkOptions(list(option.options), [...here, 'options'], depth + 1, errors);
      return;
    }
    if (option.required === true && optional) {
      errors.add(
        here,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    }
    if (option.required !== true) optional = true;
    checkValues(option, here, errors);
  });
}

function checkValues(option: Json, path: Path, errors: Complaints): void {
  const choices = list(option.choices);
  if (option.autocomplete === true && choices.length > 0) {
    errors.add(
      [...path, 'choices'],
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES',
      'Either choices or autocomplete.',
    );
  }
  for (const [low, high] of [
    ['min_length', 'max_length'],
    ['min_value', 'max_value'],
  ] as const) {
    if (Number(option[low] ?? -Infinity) > Number(option[high] ?? Infinity)) {
      errors.add([...path, low], 'NUMBER_TYPE_MAX', `More than ${high}.`);
    }
  }
  const names = new Set<unknown>();
  const values = new Set<unknown>();
  choices.forEach((choice, at) => {
    const here = [...path, 'choices', at];
    if (names.has(choice.name) || values.has(choice.value)) {
      errors.add(
        here,
        'APPLICATION_COMMAND_OPTIONS_CHOICE_DUPLICATED',
        'Choice name or value is already used',
      );
    }
    names.add(choice.name);
    values.add(choice.value);
    if (typeof choice.value === 'string' && choice.value.length > 100) {
      errors.add([...here, 'value'], 'BASE_TYPE_MAX_LENGTH', 'Must be 100 or fewer in length.');
    }
    checkLocales(choice, here, false, errors);
  });
}

/** Characters of names, descriptions and values; of translations the longest counts. */
function size(part: Json): number {
  const longest = (key: string) => {
    const texts = [part[key], ...Object.values((part[`${key}_localizations`] ?? {}) as Json)];
    return Math.max(0, ...texts.map((text) => (typeof text === 'string' ? text.length : 0)));
  };
  const value = typeof part.value === 'string' ? part.value.length : 0;
  const inner = [...list(part.options), ...list(part.choices)].reduce((sum, child) => sum + size(child), 0);
  return longest('name') + longest('description') + value + inner;
}
