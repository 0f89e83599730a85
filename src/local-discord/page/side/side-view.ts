import type { App } from '../app.js';
import { h, icon, icons, repaint } from '../dom.js';
import type { SideColumn } from '../session.js';
import { texts } from '../texts.js';
import { openPlace } from '../view-state.js';
import { createColumnDesk, lookers, type ColumnDesk } from './column-desk.js';
import { createSideColumn } from './side-column.js';

interface Column {
  desk: ColumnDesk;
  view: ReturnType<typeof createSideColumn>;
}

/**
 * Every server beside the others, each as somebody who is in it: to see one proposal in all of them, press as one and
 * watch what the others see.
 */
export function createSideView(
  app: App,
  typeCommand: (command: string) => void,
): { element: HTMLElement; update(): void; focus(): void } {
  const back = h(
    'button',
    { type: 'button', class: 'chip', 'data-testid': 'side-close', onclick: () => app.showSide(undefined) },
    icon(icons.back, 16),
    texts.side.close,
  );
  const lead = h('p', { class: 'topic' }, texts.side.lead);
  const head = h('header', { class: 'channel-head' }, h('h1', {}, texts.side.heading), lead, back);
  const row = h('div', { class: 'side-columns' });
  const element = h('section', { class: 'side', 'data-testid': 'side', hidden: true }, head, row);
  const columns = new Map<string, Column>();
  app.onEvent((event) => {
    for (const { desk } of columns.values()) desk.hear(event);
  });

  /** Who looks where: as kept; else oneself in one's own server, and in the others somebody not looking yet. */
  function open(): void {
    const servers = (app.state.page?.allServers ?? []).filter(({ id }) => lookers(app, id).length > 0);
    const kept = app.state.side ?? [];
    const me = app.state.person;
    const place = openPlace(app.state);
    const wanted = place?.kind === 'channel' ? place.name : undefined;
    const at = place?.kind === 'channel' ? place.server.id : undefined;
    const mine = servers.find(({ id }) => id === at) ?? servers.find(({ id }) => isIn(id, me));
    const looking = new Set([me, ...kept.map(({ person }) => person)]);
    for (const id of columns.keys()) if (!servers.some((server) => server.id === id)) columns.delete(id);
    for (const { id } of servers) {
      if (columns.has(id)) continue;
      const known = kept.find(({ server }) => server === id);
      const others = lookers(app, id);
      const other = others.find((one) => !looking.has(one.id)) ?? others[0];
      const person = id === mine?.id ? me : (other?.id ?? '');
      const start = known ?? { server: id, person, channel: '' };
      looking.add(start.person);
      const desk = createColumnDesk(app, start, wanted, () => keep());
      columns.set(id, { desk, view: createSideColumn(app, desk, leave) });
    }
  }

  function isIn(server: string, person: string): boolean {
    return lookers(app, server).some(({ id }) => id === person);
  }

  /** Puts into the address who looks where, and shows it. */
  function keep(): void {
    const shown = [...columns.values()].map(({ desk }): SideColumn => {
      const { person, channel = '' } = desk.state;
      return { server: desk.server, person, channel };
    });
    const complete = shown.every(({ channel }) => channel);
    const known = JSON.stringify(shown) === JSON.stringify(app.state.side);
    if (app.state.side && complete && !known) app.showSide(shown);
    else update();
  }

  /** Goes on alone where a column is. */
  function leave(desk: ColumnDesk, command?: string): void {
    const { person, channel } = desk.state;
    app.showSide(undefined);
    const become = person === app.state.person ? Promise.resolve() : app.becomePerson(person);
    void become
      .then(() => (channel ? app.openChannel(channel) : undefined))
      .then(() => command && typeCommand(command));
  }

  function update(): void {
    const { side, page } = app.state;
    element.hidden = side === undefined;
    if (!side || !page) columns.clear();
    else open();
    repaint(row, [...columns.keys()], () => [...columns.values()].map(({ view }) => view.element));
    for (const server of page?.allServers ?? []) columns.get(server.id)?.view.update(server);
  }

  return { element, update, focus: () => back.focus() };
}
