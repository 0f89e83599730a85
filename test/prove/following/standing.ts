import { convertIcsCalendar } from 'ts-ics';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import { holds } from '../proof.js';
import { PLACES, type Front } from './front.js';

/** What there is, in words that can be compared: of each server its events and posts, and every private message. */
export interface Standing {
  servers: { events: string[]; posts: string[] }[];
  /** To whom, and in which minute. */
  dms: string[];
}

/** Reads what is there now. Order says nothing, as repairs after a kill come when they come. */
export function standing(front: Front): Standing {
  const { world } = front.local;
  const uids = new Set<string>();
  const servers = PLACES.map(({ server }, at) => {
    const events = front.local.events(server);
    const described = events.map(
      ({ status, start, name, location }) => `${status} ${minute(start)}: ${name}, ${location}`,
    );
    const links = new Set(events.map(({ id, raw }) => `https://discord.com/events/${raw.guild_id}/${id}`));
    const posts = front.posts(at).map((message) => describe(message, { links, uids }));
    return { events: described.sort(), posts: posts.sort() };
  });
  holds(uids.size <= 1, `One action has several UIDs: ${[...uids].join(', ')}`);
  const dms = world.state.channels
    .filter(({ type }) => type === 1)
    .flatMap(({ id, recipientId = '' }) =>
      world
        .messages(id)
        .map(({ message }) => `${world.person(recipientId)?.name ?? ''} ${minute(message.timestamp)}`),
    );
  return { servers, dms: dms.sort() };
}

/** Of an instant the minute, in UTC. */
export function minute(instant: Date | string | number): string {
  return new Date(instant).toISOString().slice(0, 16);
}

interface Seen {
  /** Of the events that are there. */
  links: ReadonlySet<string>;
  /** Gathers those of all calendar files. */
  uids: Set<string>;
}

function describe(message: SeenMessage, seen: Seen): string {
  const words = [...kindOf(message), ...calendars(message, seen), ...eventLink(message, seen)];
  return words.join(', ');
}

function kindOf(message: SeenMessage): string[] {
  const { text, labels, buttons } = message;
  const title = message.raw.embeds[0]?.title ?? '';
  const [start = '-'] = [...text.matchAll(/(?:When\n|begins )<t:(\d+)/gu)].map(([, seconds]) =>
    minute(Number(seconds) * 1_000),
  );
  if (labels.includes('Abstain')) {
    const isOpen = buttons.find(({ label }) => label === 'Abstain')?.disabled === false;
    const off = text.includes('Agreed, but called off');
    const state = isOpen ? 'open' : off ? 'called off' : text.includes('Agreed on') ? 'agreed' : text;
    return [`card ${state} ${start}`];
  }
  if (title.startsWith('Agreed: '))
    return [`outcome ${start}`, ...(text.includes('It was called off since.') ? ['called off'] : [])];
  if (title.startsWith('Decided on again: ')) return ['lapsed outcome'];
  if (title.startsWith('Text changed: '))
    return ['text changed', ...(text.includes('takes it out of calendars') ? ['was agreed'] : [])];
  if (title.startsWith('Called off: ')) return ['notice called off'];
  if (text.includes('” closes <t:')) return ['closing soon'];
  if (text.includes('” begins <t:'))
    return [
      `begins ${start}, said ${minute(message.raw.timestamp)}`,
      ...(text.includes('late') ? ['late'] : []),
    ];
  if (text.startsWith('What was said here of “'))
    return [`lapsed line, said ${minute(message.raw.timestamp)}`];
  return [`unknown: ${text}`];
}

/** The calendar files of a message, as another parser reads them. */
function calendars({ files }: SeenMessage, { uids }: Seen): string[] {
  return files
    .filter(({ name }) => name.endsWith('.ics'))
    .map(({ text }) => {
      const { method, events = [] } = convertIcsCalendar(undefined, text);
      const [entry] = events;
      holds(
        entry !== undefined && events.length === 1,
        `A calendar file with ${String(events.length)} entries`,
      );
      uids.add(entry.uid);
      const { status = '', sequence = 0, start, end, summary, location = '' } = entry;
      holds(method === (status === 'CANCELLED' ? 'CANCEL' : 'PUBLISH'), `${method ?? ''} of ${status}`);
      const span = `${minute(start.date)} to ${end == null ? '-' : minute(end.date)}`;
      return `file ${status} ${String(sequence)} ${span}: ${summary}, ${location}`;
    });
}

function eventLink({ text }: SeenMessage, { links }: Seen): string[] {
  const [link] = /https:\/\/discord\.com\/events\/\d+\/\d+/u.exec(text) ?? [];
  if (link === undefined) return text.includes('server’s events') ? ['says that an event is missing'] : [];
  return [links.has(link) ? 'links its event' : 'links an event that is not there'];
}
