import type { PageChannel } from '../../page-api.js';
import type { App } from '../app.js';
import { avatarOf } from '../avatars.js';
import type { FormAnswer } from '../desk.js';
import { h, icon, icons, repaint } from '../dom.js';
import type { Names } from '../markdown/mentions.js';
import { createMessagePane, placeLabel } from '../messages/message-pane.js';
import { texts } from '../texts.js';
import { openPlace } from '../view-state.js';

/** The open channel: its name, what can be looked at around it, the newcomer's help, the messages. */
export function createChannelView(
  app: App,
  names: Names,
  help: { element: HTMLElement; update(): void },
  actions: { openForm(answer: FormAnswer): void; openPeople(): void },
): { element: HTMLElement; update(): void; scrollToStart(): void; focusTools(): void } {
  const header = h('header', { class: 'channel-head' });
  const pane = createMessagePane(app, names, (answer) => actions.openForm(answer), help);
  const element = h('section', { class: 'channel' }, header, pane.element);

  const tools = (): HTMLElement =>
    h(
      'div',
      { class: 'channel-tools' },
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          'data-testid': 'people-open',
          'aria-haspopup': 'dialog',
          onclick: () => actions.openPeople(),
        },
        icon(icons.people, 16),
        texts.members.open,
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          'data-testid': 'side-open',
          onclick: () => app.showSide([]),
        },
        icon(icons.columns, 16),
        texts.side.open,
      ),
    );

  /** The way from a thread to the channel it is in. */
  const backTo = ({ id, name }: PageChannel): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: 'chip back',
        'data-testid': 'thread-back',
        onclick: () => void app.openChannel(id),
      },
      icon(icons.back, 16),
      texts.threads.back(name),
    );

  return {
    element,
    update() {
      const place = openPlace(app.state);
      const label = placeLabel(place);
      const servers = app.state.page?.allServers.length ?? 0;
      const parent = place?.kind === 'channel' ? place.parent : undefined;
      const topicNow = place?.kind === 'channel' && place.topic;
      repaint(header, [place?.id, label, topicNow, parent?.name, servers > 0], () => {
        if (!place) return [servers > 0 && tools()];
        const mark =
          place.kind === 'dm'
            ? h('img', { src: avatarOf(place.id, place.name, true), alt: '', width: 24, height: 24 })
            : icon(parent ? icons.thread : icons.hash, 22);
        const topic = place.kind === 'channel' ? place.topic : '';
        return [
          mark,
          h('h1', {}, place.name),
          topic ? h('p', { class: 'topic' }, topic) : null,
          parent ? backTo(parent) : null,
          tools(),
        ];
      });
      pane.update();
    },
    scrollToStart: () => pane.scrollToStart(),
    focusTools: () => header.querySelector<HTMLElement>('[data-testid="side-open"]')?.focus(),
  };
}
