import type { APIApplicationCommand } from 'discord.js';
import type { PageOption } from '../../page-api.js';
import { optionTypes, shownDescription, shownName, type CommandOption, type Localised } from '../wire.js';

/** One thing that can be run: a command, or one subcommand of it. */
export interface CommandPath {
  commandId: string;
  /** As the person sees it, with the slash: "/propuesta ver". */
  label: string;
  /** The name it has in every language, which can be typed as well: "/proposal show". */
  plain: string;
  description: string;
  /** Subcommand group and subcommand, outermost first. */
  inner: { name: string; type: number }[];
  options: CommandOption[];
}

/** Every command and subcommand, in the order of their names. */
export function catalogueOf(commands: APIApplicationCommand[]): CommandPath[] {
  return commands
    .flatMap((command) =>
      expand({
        commandId: command.id,
        label: `/${shownName(command as typeof command & Localised)}`,
        plain: `/${command.name}`,
        description: shownDescription(command as typeof command & Localised),
        inner: [],
        options: (command.options ?? []) as unknown as CommandOption[],
      }),
    )
    .sort((a, b) => a.label.localeCompare(b.label));
}

function expand(path: CommandPath): CommandPath[] {
  const nested = path.options.filter(
    ({ type }) => type === optionTypes.subcommand || type === optionTypes.group,
  );
  if (nested.length === 0) return [path];
  return nested.flatMap((option) =>
    expand({
      ...path,
      label: `${path.label} ${shownName(option)}`,
      plain: `${path.plain} ${option.name}`,
      description: shownDescription(option),
      inner: [...path.inner, { name: option.name, type: option.type }],
      options: option.options ?? [],
    }),
  );
}

/** The commands that fit what was typed so far: those that begin with it, then those that mention it. */
export function suggest(catalogue: CommandPath[], typed: string): CommandPath[] {
  const text = typed.trimEnd().toLowerCase();
  const begins = (path: CommandPath) => path.label.startsWith(text) || path.plain.startsWith(text);
  const word = text.slice(1).trim();
  const mentions = catalogue.filter(
    (path) =>
      !begins(path) &&
      word.length > 1 &&
      `${path.label} ${path.plain} ${path.description}`.toLowerCase().includes(word),
  );
  return [...catalogue.filter(begins), ...mentions];
}

/** The command a line names in full, with the rest of the line; the longest name wins. */
export function matchLine(
  catalogue: CommandPath[],
  line: string,
): { path: CommandPath; rest: string; complete: boolean } | undefined {
  const fitting = catalogue
    .flatMap((path) => [path.label, path.plain].map((name) => ({ path, name })))
    .filter(({ name }) => {
      const begin = line.slice(0, name.length).toLowerCase();
      return begin === name && (line.length === name.length || /\s/.test(line[name.length] ?? ''));
    })
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!fitting) return undefined;
  const rest = line.slice(fitting.name.length);
  return { path: fitting.path, rest: rest.trimStart(), complete: rest.length > 0 };
}

/**
 * Takes apart what was typed after a command: "topic: united front closes: in 2 hours" by the names of its options,
 * and what stands before the first name goes to `bare`, for the first free option. Names may be those of the person's
 * language; `named` has the ones every language has, and `written` how the first was written.
 */
export function readRest(
  rest: string,
  options: CommandOption[],
): { bare: string; named: Map<string, string>; written?: string } {
  const named = new Map<string, string>();
  const plain = new Map(
    options.flatMap((option) =>
      [shownName(option), option.name].map((name) => [name.toLowerCase(), option.name.toLowerCase()]),
    ),
  );
  const names = [...plain.keys()].map((name) => name.replace(/[/\\^$*+?.()|[\]{}]/g, '\\$&'));
  if (names.length === 0) return { bare: rest.trim(), named };
  const starts = [...rest.matchAll(new RegExp(`(?<=^|\\s)(${names.join('|')}):`, 'giu'))];
  starts.forEach((start, index) => {
    const value = rest.slice(start.index + start[0].length, starts[index + 1]?.index).trim();
    const name = (start[1] ?? '').toLowerCase();
    named.set(plain.get(name) ?? name, value);
  });
  const written = starts[0]?.[1]?.toLowerCase();
  const bare = rest.slice(0, starts[0]?.index).trim();
  return { bare, named, ...(written === undefined ? {} : { written }) };
}

/** Options as Discord nests them, inside their subcommand and group. */
export function nest(path: CommandPath, options: PageOption[]): PageOption[] {
  return path.inner.reduceRight<PageOption[]>(
    (inside, { name, type }) => [{ name, type, options: inside }],
    options,
  );
}
