import type { PageChannel, PageServer } from '../../page-api.js';
import type { App } from '../app.js';
import { avatarOf, initials } from '../avatars.js';
import { h, icon, icons, repaint } from '../dom.js';
import { texts } from '../texts.js';
import { currentPerson, openPlace, personName } from '../view-state.js';
import { comingEvents } from './events-panel.js';

/** Servers on the left, the channels of one of them, direct messages below, and one's own settings at the foot. */
export function createSidebar(app: App): { element: HTMLElement; update(): void } {
  const rail = h('nav', { class: 'rail', 'aria-label': texts.places.servers });
  const places = h('div', { class: 'places' });
  const self = h('div', { class: 'self' });
  const element = h(
    'aside',
    { class: 'sidebar', id: 'sidebar', 'aria-label': texts.places.label },
    rail,
    h('div', { class: 'column' }, places, self),
  );
  let shown: string | undefined;

  function server(): PageServer | undefined {
    const servers = app.state.page?.servers ?? [];
    const place = openPlace(app.state);
    if (place?.kind === 'channel') shown = place.server.id;
    return servers.find(({ id }) => id === shown) ?? servers[0];
  }

  function serverButton({ id, name, channels }: PageServer, current: boolean): HTMLElement {
    const unread = channels.some((channel) => app.state.unread.has(channel.id));
    const open = (): void => {
      shown = id;
      const first = channels.find((channel) => channel.canRead);
      // The list of channels stays open on a narrow screen, so that one of them can be chosen.
      const sidebarOpen = app.state.sidebarOpen;
      if (first) void app.openChannel(first.id).then(() => sidebarOpen && app.showSidebar(true));
    };
    return h(
      'button',
      {
        type: 'button',
        class: `server${unread ? ' unread' : ''}`,
        'data-testid': `server-${id}`,
        'aria-label': unread ? `${name}, ${texts.places.unread}` : name,
        'aria-current': current ? 'true' : undefined,
        title: name,
        onclick: open,
      },
      initials(name),
    );
  }

  function placeButton(
    testId: string,
    id: string,
    name: string,
    mark: Node,
    { enabled = true, kind = '' } = {},
  ): HTMLElement {
    const unread = app.state.unread.has(id);
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: `place ${kind}${unread ? ' unread' : ''}`,
          'data-testid': testId,
          'aria-current': app.state.channel === id ? 'page' : undefined,
          disabled: !enabled,
          onclick: () => void app.openChannel(id),
        },
        mark,
        h('span', {}, name),
        unread ? h('span', { class: 'visually-hidden' }, `, ${texts.places.unread}`) : null,
      ),
    );
  }

  /** Archived threads are found by their message; the one that is open is always there. */
  function isListed({ id, thread }: PageChannel): boolean {
    return !thread?.archived || id === app.state.channel;
  }

  function eventsButton(of: PageServer): HTMLElement {
    const coming = comingEvents(of);
    const open = app.state.eventsOf === of.id;
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'place events-open',
          'aria-label': texts.events.openWith(of.name, coming),
          'aria-controls': 'events',
          'aria-expanded': String(open),
          'data-testid': `events-open-${of.id}`,
          onclick: () => app.showEvents(open ? undefined : of.id),
        },
        icon(icons.calendar, 18),
        h('span', {}, texts.events.open),
        coming > 0 ? h('span', { class: 'count' }, String(coming)) : null,
      ),
    );
  }

  function channels(of: PageServer): HTMLElement {
    return h(
      'nav',
      { 'aria-label': texts.places.channels(of.name) },
      h('h2', { class: 'server-name' }, of.name),
      h(
        'ul',
        {},
        eventsButton(of),
        ...of.channels.filter(isListed).map((channel) => {
          const { id, name, canRead, thread } = channel;
          const mark = thread ? icons.thread : canRead ? icons.hash : icons.lock;
          const kind = thread ? 'thread' : '';
          return placeButton(`channel-${id}`, id, name, icon(mark, 18), { enabled: canRead, kind });
        }),
      ),
    );
  }

  function dms(): HTMLElement {
    const { page } = app.state;
    const list = (page?.dms ?? []).map((dm) => {
      const name = personName(page, dm.with) ?? dm.with;
      // Only the bot writes to people directly.
      const picture = h('img', { src: avatarOf(dm.with, name, true), alt: '', width: 24, height: 24 });
      return placeButton(`dm-${dm.id}`, dm.id, name, picture);
    });
    return h(
      'nav',
      { 'aria-label': texts.places.dms },
      h('h2', {}, texts.places.dms),
      list.length > 0 ? h('ul', {}, ...list) : h('p', { class: 'hint' }, texts.places.noDms),
    );
  }

  function ownSettings(): HTMLElement | undefined {
    const person = currentPerson(app.state);
    if (!person) return undefined;
    const box = h('input', {
      type: 'checkbox',
      role: 'switch',
      'data-testid': 'accepts-dms',
      'aria-describedby': 'accepts-dms-hint',
      checked: person.acceptsDms,
      onchange: () => void app.acceptDms(box.checked),
    });
    return h(
      'div',
      {},
      h('label', { class: 'switch' }, h('span', {}, texts.person.acceptsDms), box),
      h('p', { class: 'hint', id: 'accepts-dms-hint' }, texts.person.acceptsDmsHint(person.name)),
    );
  }

  return {
    element,
    update() {
      const { page, channel, unread, sidebarOpen } = app.state;
      const current = server();
      const key = [
        page?.servers,
        page?.dms,
        channel,
        app.state.eventsOf,
        [...unread],
        current?.id,
        app.state.person,
      ];
      element.classList.toggle('open', sidebarOpen);
      if (!page) return;
      repaint(rail, key, () => page.servers.map((one) => serverButton(one, one.id === current?.id)));
      repaint(places, key, () => [
        current ? channels(current) : h('p', { class: 'hint' }, texts.places.noServers),
        dms(),
      ]);
      repaint(self, currentPerson(app.state), () => [ownSettings()]);
    },
  };
}
