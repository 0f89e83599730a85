import type { PageChannel, PageDue, PagePerson, PageServer, PageState } from '../page-api.js';
import type { DeskState } from './desk.js';
import type { SideColumn } from './session.js';
import { componentTypes, contexts, chatInput } from './wire.js';

/** Everything the page shows. Views read it; only `app.ts` changes it. */
export interface ViewState extends DeskState {
  /** Channels in which something happened while they were not open. */
  unread: Set<string>;
  /** Milliseconds the local Discord's clock is ahead of the browser's. */
  clockAhead: number;
  connected: boolean;
  /** A sentence about something that could not be done. */
  trouble: string | undefined;
  sidebarOpen: boolean;
  helpHidden: boolean;
  /** Who looks where in each server, while servers are shown side by side. */
  side: SideColumn[] | undefined;
  /** What the bot has to do, as last told; without rows while they are not shown. */
  due: PageDue | undefined;
  dueOpen: boolean;
  /** The server whose events are shown. */
  eventsOf: string | undefined;
}

/** The open channel: in a server, or a DM. */
export type OpenPlace =
  | {
      kind: 'channel';
      id: string;
      name: string;
      topic: string;
      server: PageServer;
      /** Of a thread: the channel it is in. */
      parent?: PageChannel;
    }
  | { kind: 'dm'; id: string; name: string };

/** The local Discord's now. */
export function nowOf(state: ViewState): Date {
  return new Date(Date.now() + state.clockAhead);
}

/** The person one is, with name and note. */
export function currentPerson(state: DeskState): PagePerson | undefined {
  return state.page?.people.find((person) => person.id === state.person);
}

/** Everybody one can be: the bot and its like are not among them. */
export function playable(page: PageState): PagePerson[] {
  return page.people.filter((person) => !person.bot);
}

/** A person's name, also of the bot. */
export function personName(page: PageState | undefined, id: string): string | undefined {
  return page?.people.find((person) => person.id === id)?.name;
}

/** The open channel with what surrounds it, or undefined when the person cannot see it. */
export function openPlace(state: DeskState): OpenPlace | undefined {
  const { page, channel: id } = state;
  if (!page || !id) return undefined;
  for (const server of page.servers) {
    const channel = server.channels.find((one) => one.id === id);
    if (!channel) continue;
    const parent = server.channels.find((one) => one.id === channel.thread?.parent);
    const { name, topic = '' } = channel;
    return { kind: 'channel', id, name, topic, server, ...(parent && { parent }) };
  }
  const dm = page.dms.find((one) => one.id === id);
  return dm && { kind: 'dm', id, name: personName(page, dm.with) ?? dm.with };
}

/** The channel to open when none is chosen: the first readable one, else the first DM. */
export function firstPlace(page: PageState): string | undefined {
  const channels = page.servers.flatMap((server) => server.channels);
  return (channels.find((channel) => channel.canRead) ?? page.dms[0])?.id;
}

/** The slash commands that can be used in the open place. */
export function commandsHere(state: DeskState): PageState['commands'][number]['command'][] {
  const place = openPlace(state);
  if (!place) return [];
  const here = place.kind === 'dm' ? contexts.botDm : contexts.guild;
  return (state.page?.commands ?? [])
    .filter(({ guildId, command }) => {
      if (command.type !== (chatInput as number)) return false;
      if (guildId !== undefined) return place.kind === 'channel' && place.server.id === guildId;
      return command.contexts ? command.contexts.includes(here as never) : true;
    })
    .map(({ command }) => command);
}

/** Roles the person holds in the open server. */
export function rolesHere(state: DeskState): string[] {
  const place = openPlace(state);
  if (place?.kind !== 'channel') return [];
  return place.server.members.find((member) => member.id === state.person)?.roles ?? [];
}

/** What a menu or option of people, roles or channels offers in the open place. */
export function choicesHere(
  state: DeskState,
  kind: 'user' | 'role' | 'mentionable' | 'channel',
): { label: string; value: string }[] {
  const place = openPlace(state);
  if (place?.kind !== 'channel') return [];
  const { server } = place;
  const people = server.members.map(({ id }) => ({ label: personName(state.page, id), value: id }));
  const named = people.flatMap(({ label, value }) => (label ? [{ label, value }] : []));
  const roles = server.roles.map(({ id, name }) => ({ label: name, value: id }));
  if (kind === 'user') return named;
  if (kind === 'role') return roles;
  if (kind === 'mentionable') return [...named, ...roles];
  return server.channels.map(({ id, name }) => ({ label: `#${name}`, value: id }));
}

const menuKinds: Record<number, 'user' | 'role' | 'mentionable' | 'channel'> = {
  [componentTypes.userSelect]: 'user',
  [componentTypes.roleSelect]: 'role',
  [componentTypes.mentionableSelect]: 'mentionable',
  [componentTypes.channelSelect]: 'channel',
};

/** The same by the type of a select component. */
export function menuChoices(state: DeskState, type: number): { label: string; value: string }[] {
  const kind = menuKinds[type];
  return kind ? choicesHere(state, kind) : [];
}
