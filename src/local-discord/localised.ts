import type { APIApplicationCommand } from 'discord.js';
import { list } from './json.js';
import type { Json } from './json.js';

/**
 * A command as Discord's client shows it to somebody: `name_localized` and `description_localized` beside what it is
 * called by default, of itself, its options and their choices. What has no text in the locale has neither.
 */
export function localised(command: APIApplicationCommand, locale: string): APIApplicationCommand {
  return inLocale(command as unknown as Json, locale) as unknown as APIApplicationCommand;
}

function inLocale(part: Json, locale: string): Json {
  const shown: Json = { ...part };
  for (const key of ['name', 'description']) {
    const text = ((shown[`${key}_localizations`] ?? {}) as Json)[locale];
    delete shown[`${key}_localizations`];
    if (text !== undefined) shown[`${key}_localized`] = text;
  }
  for (const key of ['options', 'choices']) {
    if (part[key] !== undefined) shown[key] = list(part[key]).map((child) => inLocale(child, locale));
  }
  return shown;
}
