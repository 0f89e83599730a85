import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from './command.js';

/**
 * Reads every command in a folder: one file each, named like the command. Throws when a file there is not a command,
 * which stops the start.
 */
export async function loadCommands(folder: string): Promise<Map<string, Command>> {
  const commands = new Map<string, Command>();
  for (const file of (await readdir(folder)).sort()) {
    if (!/\.[jt]s$/u.test(file) || file.endsWith('.d.ts')) continue;
    const module = (await import(pathToFileURL(path.join(folder, file)).href)) as { default?: unknown };
    const name = path.basename(file).replace(/\.[jt]s$/u, '');
    if (!isCommand(module.default) || module.default.definition.name !== name) {
      throw new Error(
        `commands/${file} is not a command: its default export must be a Command named "${name}"`,
      );
    }
    commands.set(name, module.default);
  }
  return commands;
}

function isCommand(value: unknown): value is Command {
  const command = value as Partial<Command> | undefined;
  return typeof command?.run === 'function' && typeof command.definition?.name === 'string';
}
