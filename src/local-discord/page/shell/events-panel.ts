import type { PageScheduledEvent, PageServer } from '../../page-api.js';
import type { App } from '../app.js';
import { h, icon, icons, repaint } from '../dom.js';
import type { Names } from '../markdown/mentions.js';
import { refreshTimestamps, renderMarkdown } from '../markdown/render.js';
import { texts } from '../texts.js';
import { formatTimestamp, zoneName } from '../time-format.js';

/** The scheduled events of a server above the messages: those to come first, then those that are over or called off. */
export function createEventsPanel(app: App, names: Names): { element: HTMLElement; update(): void } {
  const title = h('h2', { id: 'events-title' });
  const body = h('div', {
    class: 'events-body',
    tabindex: 0,
    role: 'region',
    'aria-labelledby': 'events-title',
    'data-testid': 'events-body',
  });
  const closing = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'aria-label': texts.events.close,
      'data-testid': 'events-close',
      onclick: close,
    },
    icon(icons.close),
  );
  const element = h(
    'section',
    {
      class: 'events',
      id: 'events',
      'aria-labelledby': 'events-title',
      'data-testid': 'events',
      hidden: true,
    },
    h('header', {}, title, h('p', { class: 'hint' }, texts.events.lead(zoneName())), closing),
    body,
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });

  function close(): void {
    const id = app.state.eventsOf;
    app.showEvents(undefined);
    document.querySelector<HTMLElement>(`[data-testid="events-open-${CSS.escape(id ?? '')}"]`)?.focus();
  }

  return {
    element,
    update() {
      const { page, eventsOf, side } = app.state;
      const server = page?.servers.find(({ id }) => id === eventsOf);
      const wasHidden = element.hidden;
      element.hidden = !server || side !== undefined;
      if (!server) return;
      title.textContent = texts.events.heading(server.name);
      repaint(body, [server.id, server.events, page?.people.length], () => draw(server, names));
      refreshTimestamps(body, app.now());
      if (wasHidden && !element.hidden) body.focus();
    },
  };
}

/** How many events of a server are still to come or under way. */
export function comingEvents(server: PageServer): number {
  return server.events.filter(isComing).length;
}

function isComing({ status }: PageScheduledEvent): boolean {
  return status === 'scheduled' || status === 'active';
}

function draw(server: PageServer, names: Names): HTMLElement[] {
  if (server.events.length === 0) return [h('p', { class: 'hint' }, texts.events.none)];
  const over = server.events.filter((event) => !isComing(event)).reverse();
  const all = [...server.events.filter(isComing), ...over];
  return [h('ul', { class: 'event-list' }, ...all.map((event) => h('li', {}, drawEvent(event, names))))];
}

function drawEvent(event: PageScheduledEvent, names: Names): HTMLElement {
  const title = `event-title-${event.id}`;
  return h(
    'article',
    {
      class: 'event',
      'aria-labelledby': title,
      'data-testid': `event-${event.id}`,
      'data-status': event.status,
    },
    h(
      'header',
      {},
      h('h3', { id: title }, event.name),
      h('span', { class: 'tag event-status' }, texts.events.status[event.status]),
    ),
    h(
      'dl',
      { class: 'facts' },
      line(texts.events.when, ...when(event, names)),
      event.location === '' ? null : line(texts.events.where, event.location),
      line(texts.events.by, event.creator),
    ),
    event.description === ''
      ? null
      : h('div', { class: 'markdown' }, renderMarkdown(event.description, names, true)),
  );
}

function line(label: string, ...value: (Node | string)[]): HTMLElement {
  return h('div', {}, h('dt', {}, label), h('dd', {}, ...value));
}

/** Beginning and end for whoever looks; an end on the same day is only a time. */
function when({ start, end }: PageScheduledEvent, names: Names): Node[] {
  const now = names.now();
  const from = new Date(start);
  const until = end === undefined ? undefined : new Date(end);
  const sameDay = until && formatTimestamp(from, 'd', now) === formatTimestamp(until, 'd', now);
  const parts = [time(from, 'F', now), ...(until ? [time(until, sameDay ? 't' : 'F', now)] : [])];
  const [first, second] = parts;
  const span = h('span', {}, first, ...(second ? [` ${texts.events.until} `, second] : []));
  return [span, h('span', { class: 'hint' }, time(from, 'R', now))];
}

function time(instant: Date, style: string, now: Date): HTMLElement {
  return h(
    'time',
    { datetime: instant.toISOString(), 'data-style': style },
    formatTimestamp(instant, style, now),
  );
}
