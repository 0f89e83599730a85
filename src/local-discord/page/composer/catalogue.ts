import type { APIApplicationCommand } from 'discord.js';
import type { PageOption } from '../../page-api.js';
import { optionTypes, type CommandOption } from '../wire.js';

/** One thing that can be run: a command, or one subcommand of it. */
export interface CommandPath {
  commandId: string;
  /** As typed, with the slash: "/proposal show". */
  label: string;
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
        label: `/${command.name}`,
        description: command.description,
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
      label: `${path.label} ${option.name}`,
      description: option.description,
      inner: [...path.inner, { name: option.name, type: option.type }],
      options: option.options ?? [],
    }),
  );
}

/** The commands that fit what was typed so far: those that begin with it, then those that mention it. */
export function suggest(catalogue: CommandPath[], typed: string): CommandPath[] {
  const text = typed.trimEnd().toLowerCase();
  const begins = catalogue.filter(({ label }) => label.startsWith(text));
  const word = text.slice(1).trim();
  const mentions = catalogue.filter(
    ({ label, description }) =>
      !label.startsWith(text) && word.length > 1 && `${label} ${description}`.toLowerCase().includes(word),
  );
  return [...begins, ...mentions];
}

/** The command a line names in full, with the rest of the line; the longest name wins. */
export function matchLine(
  catalogue: CommandPath[],
  line: string,
): { path: CommandPath; rest: string; complete: boolean } | undefined {
  const fitting = catalogue
    .filter(({ label }) => {
      const begin = line.slice(0, label.length).toLowerCase();
      return begin === label && (line.length === label.length || /\s/.test(line[label.length] ?? ''));
    })
    .sort((a, b) => b.label.length - a.label.length)[0];
  if (!fitting) return undefined;
  const rest = line.slice(fitting.label.length);
  return { path: fitting, rest: rest.trimStart(), complete: rest.length > 0 };
}

/**
 * Takes apart what was typed after a command: "topic: united front closes: in 2 hours" by the names of its options,
 * and what stands before the first name goes to `bare`, for the first free option.
 */
export function readRest(
  rest: string,
  options: CommandOption[],
): { bare: string; named: Map<string, string> } {
  const named = new Map<string, string>();
  const names = options.map(({ name }) => name.replace(/[-/\\^$*+?.()|[\]{}]/g, '\\$&'));
  if (names.length === 0) return { bare: rest.trim(), named };
  const starts = [...rest.matchAll(new RegExp(`(?<=^|\\s)(${names.join('|')}):`, 'giu'))];
  starts.forEach((start, index) => {
    const value = rest.slice(start.index + start[0].length, starts[index + 1]?.index).trim();
    named.set((start[1] ?? '').toLowerCase(), value);
  });
  return { bare: rest.slice(0, starts[0]?.index).trim(), named };
}

/** Options as Discord nests them, inside their subcommand and group. */
export function nest(path: CommandPath, options: PageOption[]): PageOption[] {
  return path.inner.reduceRight<PageOption[]>(
    (inside, { name, type }) => [{ name, type, options: inside }],
    options,
  );
}
