import type { PageServerOutline } from '../../page-api.js';
import type { App } from '../app.js';
import { h, repaint } from '../dom.js';
import { openFormDialog } from '../forms/form-dialog.js';
import { namesOf } from '../messages/message-list.js';
import { createMessagePane } from '../messages/message-pane.js';
import { texts } from '../texts.js';
import { lookers, type ColumnDesk } from './column-desk.js';

/** A server beside others: who looks, at which channel, and its messages with buttons that work. */
export function createSideColumn(
  app: App,
  desk: ColumnDesk,
  leave: (desk: ColumnDesk, command?: string) => void,
): { element: HTMLElement; update(server: PageServerOutline): void } {
  const head = h('header', { class: 'side-head' });
  const names = namesOf(desk, (command) => leave(desk, command));
  const pane = createMessagePane(desk, names, (answer) => openFormDialog(desk, answer));
  const element = h(
    'section',
    { class: 'side-column', 'data-testid': `side-${desk.server}` },
    head,
    pane.element,
  );

  function person(server: PageServerOutline): HTMLElement {
    const select = h(
      'select',
      {
        'data-testid': `side-person-${server.id}`,
        'aria-label': texts.side.person(server.name),
        onchange: () => void desk.becomePerson(select.value),
      },
      ...lookers(app, server.id).map(({ id, name }) => {
        const held = server.members.find((member) => member.id === id)?.roles ?? [];
        const roles = server.roles.filter((role) => held.includes(role.id)).map((role) => role.name);
        const label = roles.length > 0 ? texts.side.personWith(name, roles.join(', ')) : name;
        return h('option', { value: id, selected: id === desk.state.person }, label);
      }),
    );
    return h('label', {}, h('span', {}, texts.side.as), select);
  }

  function channel(server: PageServerOutline): HTMLElement {
    const here = desk.state.page?.servers.find(({ id }) => id === server.id)?.channels ?? [];
    const select = h(
      'select',
      {
        'data-testid': `side-channel-${server.id}`,
        'aria-label': texts.side.channel(server.name),
        onchange: () => void desk.openChannel(select.value),
      },
      ...here
        .filter(({ id, thread }) => !thread?.archived || id === desk.state.channel)
        .map(({ id, name, canRead, thread }) =>
          h(
            'option',
            { value: id, selected: id === desk.state.channel, disabled: !canRead },
            thread ? texts.threads.option(name) : texts.places.channel(name),
          ),
        ),
    );
    return h('label', {}, h('span', {}, texts.side.in), select);
  }

  return {
    element,
    update(server) {
      const { page, person: looker, channel: open } = desk.state;
      const channels = page?.servers.find(({ id }) => id === server.id)?.channels;
      element.setAttribute('aria-label', server.name);
      repaint(head, [server, app.state.page?.people, channels, looker, open], () => [
        h('h2', { title: server.name }, server.name),
        h(
          'button',
          {
            type: 'button',
            class: 'chip',
            'data-testid': `side-alone-${server.id}`,
            'aria-label': texts.side.aloneLong(server.name),
            title: texts.side.aloneLong(server.name),
            onclick: () => leave(desk),
          },
          texts.side.alone,
        ),
        person(server),
        channel(server),
      ]);
      pane.update();
    },
  };
}
