import { userPayload } from './payloads.js';
import { can } from './permissions.js';
import { list } from './json.js';
import { walk } from './validate/component-rules.js';
import type { APIUser } from 'discord.js';
import type { Core } from './core.js';
import type { Json } from './json.js';
import type { StoredChannel } from './types.js';

export interface Mentions {
  mention_everyone: boolean;
  mentions: APIUser[];
  mention_roles: string[];
}

interface Allowed {
  parse?: (string | null)[] | null;
  users?: string[] | null;
  roles?: string[] | null;
}

/**
 * Whom a text pings. Without `allowed_mentions` a channel message pings everything it names and may name, an answer
 * to an interaction only people. Embeds never ping.
 */
export function mentionsOf(
  core: Core,
  channel: StoredChannel,
  authorId: string,
  body: Json,
  inInteraction: boolean,
): Mentions {
  const text = textOf(body);
  const allowed = (body.allowed_mentions ?? {
    parse: inInteraction ? ['users'] : ['users', 'roles', 'everyone'],
  }) as Allowed;
  const parsed = (kind: string) => allowed.parse?.includes(kind) ?? false;
  const may = (kind: 'users' | 'roles', id: string) => parsed(kind) || (allowed[kind]?.includes(id) ?? false);
  const powerful = can(core.world, channel, authorId, 'MentionEveryone');
  const people = found(text, /<@!?(\d+)>/g).flatMap((id) => core.world.person(id) ?? []);
  const guild = core.world.guild(channel.guildId ?? '');
  const roles = found(text, /<@&(\d+)>/g).filter((id) => {
    const role = guild?.roles.find((one) => one.id === id && id !== guild.id);
    return role !== undefined && (role.mentionable || powerful);
  });
  return {
    mention_everyone: /@(everyone|here)\b/.test(text) && parsed('everyone') && powerful,
    mentions: people.filter((person) => may('users', person.id)).map(userPayload),
    mention_roles: roles.filter((id) => may('roles', id)),
  };
}

function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

/** The text that can ping: content and text displays. */
function textOf(body: Json): string {
  const parts = [typeof body.content === 'string' ? body.content : ''];
  walk(list(body.components), [], (component) => {
    if (component.type === 10 && typeof component.content === 'string') parts.push(component.content);
  });
  return parts.join('\n');
}
