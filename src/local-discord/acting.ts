/** What people can do, whether through the page or a test: each is refused where Discord's own client would. */
import { commandsIn } from './command-lookup.js';
import { checkSent, nest, targetOf, unnest } from './command-options.js';
import { resolvedPayload } from './interaction-payload.js';
import { can } from './permissions.js';
import { canWrite } from './people.js';
import { list } from './json.js';
import { walk } from './validate/component-rules.js';
import type { APIApplicationCommand } from 'discord.js';
import type { Core } from './core.js';
import type { InteractionPlan } from './interaction-payload.js';
import type { Json } from './json.js';
import type { SentOption } from './command-options.js';
import type { StoredChannel, StoredMessage, StoredPerson } from './types.js';

const MENTIONS = [6, 7, 8, 9];

/** A channel a person can see; throws otherwise. */
export function requireSeeing(core: Core, person: StoredPerson, channel: StoredChannel): void {
  if (!can(core.world, channel, person.id)) throw new Error(`${person.name} cannot see this channel.`);
}

/** The command a person means by name or id; throws naming those there are. */
export function commandNamed(
  core: Core,
  person: StoredPerson,
  channel: StoredChannel,
  name: string,
): APIApplicationCommand {
  const here = commandsIn(core, channel, person);
  const found = here.find((command) => command.id === name || command.name === name);
  if (found) return found;
  const known = here.map((command) => `/${command.name}`).join(', ') || 'none';
  throw new Error(`${person.name} has no command /${name} here. Available: ${known}.`);
}

/** A slash command, or the question for suggestions while one is typed. */
export function planCommand(
  core: Core,
  person: StoredPerson,
  channel: StoredChannel,
  command: APIApplicationCommand,
  options: SentOption[],
  checked = true,
): InteractionPlan {
  const { path, flat } = unnest(command.name, options);
  const asking = flat.some((option) => option.focused);
  if (checked) {
    requireSeeing(core, person, channel);
    if (!canWrite(core, channel, person.id)) throw new Error(`${person.name} cannot write in this channel.`);
    const target = targetOf(command, path);
    if (!asking) checkSent(core, target, flat);
  }
  const ids = flat.filter((option) => MENTIONS.includes(option.type)).map((option) => String(option.value));
  const resolved = resolvedPayload(core, channel, person.id, ids);
  const data: Json = {
    id: command.id,
    name: command.name,
    type: 1,
    options: nest(command, path, flat),
    ...(command.guild_id && { guild_id: command.guild_id }),
    ...(Object.keys(resolved).length > 0 && { resolved }),
  };
  const used = flat.map((option) => option.name);
  return { type: asking ? 4 : 2, person, channel, data, command: path.join(' '), options: used };
}

/** A button or menu of a message; `values` for menus. */
export function planComponent(
  core: Core,
  person: StoredPerson,
  stored: StoredMessage,
  customId: string,
  values?: string[],
): InteractionPlan {
  const channel = core.world.channel(stored.message.channel_id);
  if (!channel) throw new Error('The channel is gone.');
  requireSeeing(core, person, channel);
  if (stored.privateTo !== undefined && stored.privateTo !== person.id) {
    throw new Error(`${person.name} cannot see this message.`);
  }
  const component = componentOf(stored, customId);
  if (!component) throw new Error('The message has no such button or menu.');
  if (component.disabled === true) throw new Error('It is disabled.');
  if (component.type !== 2) checkValues(component, values ?? []);
  return forgedComponent(core, person, channel, stored, customId, Number(component.type), values);
}

/** The same without any check, as somebody with an own client could send it. */
export function forgedComponent(
  core: Core,
  person: StoredPerson,
  channel: StoredChannel,
  stored: StoredMessage,
  customId: string,
  componentType: number,
  values?: string[],
): InteractionPlan {
  const menu = componentType !== 2;
  const chosen = values ?? [];
  const resolved = menu && componentType !== 3 ? resolvedPayload(core, channel, person.id, chosen) : {};
  const data: Json = {
    custom_id: customId,
    component_type: componentType,
    id: Number(componentOf(stored, customId)?.id ?? 0),
    ...(menu && { values: chosen }),
    ...(Object.keys(resolved).length > 0 && { resolved }),
  };
  return { type: 3, person, channel, data, source: stored };
}

/** The button or menu with a custom id in a message. */
export function componentOf(stored: StoredMessage, customId: string): Json | undefined {
  let found: Json | undefined;
  walk(list(stored.message.components), [], (component) => {
    if (component.custom_id === customId) found ??= component;
  });
  return found;
}

function checkValues(menu: Json, values: readonly string[]): void {
  const min = Number(menu.min_values ?? 1);
  const max = Number(menu.max_values ?? 1);
  if (values.length < min || values.length > max) throw new Error(`Choose ${min} to ${max}.`);
  if (menu.type !== 3) return;
  const known = list(menu.options).map((option) => String(option.value));
  const strange = values.find((value) => !known.includes(value));
  if (strange !== undefined) throw new Error(`The menu has no "${strange}".`);
}
