import type { PageAnswer } from '../../page-api.js';
import type { App } from '../app.js';
import { avatarOf } from '../avatars.js';
import { h, icon, icons, repaint } from '../dom.js';
import type { Names } from '../markdown/mentions.js';
import { createMessageList } from '../messages/message-list.js';
import { texts } from '../texts.js';
import { openPlace, type OpenPlace } from '../view-state.js';

const nearEnd = 80;

/** The open channel: its name, the newcomer's help, the messages. Stays at the end unless one has scrolled away. */
export function createChannelView(
  app: App,
  names: Names,
  help: { element: HTMLElement; update(): void },
  openForm: (answer: Extract<PageAnswer, { kind: 'form' }>) => void,
): { element: HTMLElement; update(): void; scrollToStart(): void } {
  const header = h('header', { class: 'channel-head' });
  const intro = h('div', { class: 'intro' });
  const list = createMessageList(app, names, openForm);
  const content = h('div', { class: 'channel-content' }, help.element, intro, list.element);
  const scroller = h('div', { class: 'scroller', tabindex: 0, role: 'region' }, content);
  const element = h('section', { class: 'channel' }, header, scroller);
  let atEnd = true;
  let shownPlace = '';
  let lastTop = 0;
  scroller.addEventListener('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    // Only moving up leaves the end: messages take a moment to get their height, and growing is no decision to read back.
    if (scrollHeight - scrollTop - clientHeight < nearEnd) atEnd = true;
    else if (scrollTop < lastTop) atEnd = false;
    lastTop = scrollTop;
  });
  // An empty channel shows its beginning, where the newcomer's help is.
  const settle = (): void => {
    if (!app.state.messages?.length) scroller.scrollTop = 0;
    else if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  };
  const follow = new ResizeObserver(settle);
  follow.observe(content);
  follow.observe(scroller);

  function title(place: OpenPlace): string {
    return place.kind === 'dm' ? texts.places.dm(place.name) : texts.places.channel(place.name);
  }

  return {
    element,
    update() {
      const place = openPlace(app.state);
      const label = place ? title(place) : '';
      if (shownPlace !== `${app.state.person} ${place?.id}`) atEnd = true;
      shownPlace = `${app.state.person} ${place?.id}`;
      scroller.setAttribute('aria-label', texts.messages.label(label));
      repaint(header, [place?.id, label, place?.kind === 'channel' && place.topic], () => {
        if (!place) return [];
        const mark =
          place.kind === 'dm'
            ? h('img', { src: avatarOf(place.id, place.name, true), alt: '', width: 24, height: 24 })
            : icon(icons.hash, 22);
        const topic = place.kind === 'channel' ? place.topic : '';
        return [mark, h('h1', {}, place.name), topic ? h('p', { class: 'topic' }, topic) : null];
      });
      const { messages } = app.state;
      repaint(intro, [label, messages?.length === 0, messages === undefined], () => [
        place && messages ? h('p', { class: 'hint' }, texts.messages.start(label)) : null,
        messages?.length === 0 ? h('p', { class: 'hint' }, texts.messages.empty) : null,
        place && !messages ? h('p', { class: 'hint' }, texts.messages.loading) : null,
      ]);
      help.update();
      list.update();
      settle();
    },
    scrollToStart() {
      scroller.scrollTop = 0;
    },
  };
}
