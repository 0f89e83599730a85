import { idOf, targetOf, typedOptions } from './command-options.js';
import type { APIApplicationCommand } from 'discord.js';
import type { Core } from './core.js';
import type { SentOption } from './command-options.js';
import type { SeenMenu } from './seen-message.js';
import type { StoredChannel } from './types.js';

/** The value of a menu's option by its label; of people, roles and channels by their names. */
export function menuValue(core: Core, channel: StoredChannel, menu: SeenMenu, label: string): string {
  if (menu.type === 3) {
    const option = menu.options.find((one) => one.label === label || one.value === label);
    if (option) return option.value;
    throw new Error(`The menu has no "${label}" but: ${menu.options.map((one) => one.label).join(', ')}.`);
  }
  const kinds = { 5: ['user'], 6: ['role'], 7: ['user', 'role'], 8: ['channel'] } as const;
  return idOf(core, channel, label, kinds[menu.type as keyof typeof kinds]);
}

/** Options of kinds the definition names, and where it names none, of the kind the value has. */
export function rawOptions(
  core: Core,
  channel: StoredChannel,
  command: APIApplicationCommand,
  steps: readonly string[],
  options: Readonly<Record<string, string | number | boolean>>,
): SentOption[] {
  return Object.entries(options).map(([name, value]) => {
    try {
      const [typed] = typedOptions(core, channel, targetOf(command, steps), { [name]: value });
      if (typed) return typed;
    } catch {
      // Not in the definition: sent all the same.
    }
    const type = typeof value === 'string' ? 3 : typeof value === 'number' ? 10 : 5;
    return { name, type, value };
  });
}
