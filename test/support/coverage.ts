import {
  ApplicationCommandOptionType,
  type APIApplicationCommand,
  type APIApplicationCommandOption,
} from 'discord.js';
import type { AnsweredRequest } from '../../src/local-discord/http/api.js';
import type { InteractionRecord } from '../../src/local-discord/index.js';

/** The part of a record that says what somebody used. */
export type Used = Pick<InteractionRecord, 'kind' | 'options'> & {
  command?: string | undefined;
  customId?: string | undefined;
  componentType?: number | undefined;
};

export interface Offered {
  commands: readonly APIApplicationCommand[];
  /** `family:act` of every custom id there is. */
  acts: readonly string[];
  /** Custom ids of the menus and forms that people were shown. */
  menus: readonly string[];
  forms: readonly string[];
}

const DEEPER = [ApplicationCommandOptionType.Subcommand, ApplicationCommandOptionType.SubcommandGroup];

/** Names everything on offer that nobody used: commands, options, suggestions, buttons, menus, forms. */
export function unused({ commands, acts, menus, forms }: Offered, used: readonly Used[]): string[] {
  const missing: string[] = [];
  const want = (what: string, was: (one: Used) => boolean) => {
    if (!used.some(was)) missing.push(what);
  };
  for (const { path, options } of commands.flatMap((command) => leaves(command.name, command.options))) {
    want(`command /${path}`, (one) => one.kind === 'command' && one.command === path);
    for (const option of options) {
      want(
        `option ${option.name} of /${path}`,
        (one) => one.kind === 'command' && one.command === path && one.options.includes(option.name),
      );
      if (!('autocomplete' in option) || option.autocomplete !== true) continue;
      want(
        `suggestions for ${option.name} of /${path}`,
        (one) => one.kind === 'autocomplete' && one.command === path && one.options.includes(option.name),
      );
    }
  }
  for (const act of acts)
    want(`button, menu or form ${act}`, (one) => one.kind !== 'command' && actOf(one.customId) === act);
  for (const act of new Set(menus.map(actOf)))
    want(`menu ${act ?? '?'}`, (one) => one.componentType === 3 && actOf(one.customId) === act);
  for (const act of new Set(forms.map(actOf)))
    want(`form ${act ?? '?'}`, (one) => one.kind === 'form' && actOf(one.customId) === act);
  return missing;
}

/** Custom ids of the menus and forms in what the bot sent. */
export function shownIn(requests: readonly AnsweredRequest[]): Pick<Offered, 'menus' | 'forms'> {
  const menus: string[] = [];
  const forms: string[] = [];
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    else if (typeof part === 'object' && part !== null) {
      const { type, custom_id: id, components, title } = part as Record<string, unknown>;
      if (typeof id === 'string' && type === 3) menus.push(id);
      if (typeof id === 'string' && Array.isArray(components) && typeof title === 'string') forms.push(id);
      Object.values(part).forEach(walk);
    }
  };
  for (const { body } of requests) walk(body);
  return { menus, forms };
}

function actOf(customId: string | undefined): string | undefined {
  return customId?.split(':').slice(0, 2).join(':');
}

function leaves(
  path: string,
  options: readonly APIApplicationCommandOption[] = [],
): { path: string; options: APIApplicationCommandOption[] }[] {
  const deeper = options.filter(({ type }) => DEEPER.includes(type));
  if (deeper.length === 0) return [{ path, options: [...options] }];
  return deeper.flatMap((option) =>
    leaves(`${path} ${option.name}`, 'options' in option ? (option.options ?? []) : []),
  );
}
