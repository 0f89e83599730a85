import type { Desk, FormAnswer } from '../desk.js';
import { h, repaint } from '../dom.js';
import type { Names } from '../markdown/mentions.js';
import { texts } from '../texts.js';
import { openPlace, type OpenPlace } from '../view-state.js';
import { createMessageList } from './message-list.js';

const nearEnd = 80;

/** How an open channel or DM is written. */
export function placeLabel(place: OpenPlace | undefined): string {
  if (!place) return '';
  if (place.kind === 'dm') return texts.places.dm(place.name);
  return place.parent ? texts.threads.thread(place.name) : texts.places.channel(place.name);
}

/** The messages of a channel in a box that scrolls. Stays at the end unless one has scrolled away. */
export function createMessagePane(
  desk: Desk,
  names: Names,
  openForm: (answer: FormAnswer) => void,
  before?: { element: HTMLElement; update(): void },
): { element: HTMLElement; update(): void; scrollToStart(): void } {
  const intro = h('div', { class: 'intro' });
  const list = createMessageList(desk, names, openForm);
  const content = h('div', { class: 'channel-content' }, before?.element, intro, list.element);
  const scroller = h('div', { class: 'scroller', tabindex: 0, role: 'region' }, content);
  let atEnd = true;
  let shownPlace = '';
  let lastTop = 0;
  let lastHeight = 0;
  scroller.addEventListener('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    // Only moving up leaves the end: messages take a moment to get their height, also when all are drawn anew because
    // the day changed, and neither growing nor shrinking is a decision to read back.
    if (scrollHeight - scrollTop - clientHeight < nearEnd) atEnd = true;
    else if (scrollTop < lastTop && scrollHeight === lastHeight) atEnd = false;
    lastTop = scrollTop;
    lastHeight = scrollHeight;
  });
  // An empty channel shows its beginning, where the newcomer's help is.
  const settle = (): void => {
    if (!desk.state.messages?.length) scroller.scrollTop = 0;
    else if (atEnd) scroller.scrollTop = scroller.scrollHeight;
    lastHeight = scroller.scrollHeight;
  };
  const follow = new ResizeObserver(settle);
  follow.observe(content);
  follow.observe(scroller);

  return {
    element: scroller,
    update() {
      const { messages, earlier, person } = desk.state;
      const place = openPlace(desk.state);
      const label = placeLabel(place);
      if (shownPlace !== `${person} ${place?.id}`) atEnd = true;
      shownPlace = `${person} ${place?.id}`;
      scroller.setAttribute('aria-label', texts.messages.label(label));
      repaint(intro, [label, earlier, messages?.length === 0, messages === undefined], () => [
        place && messages && !earlier ? h('p', { class: 'hint' }, texts.messages.start(label)) : null,
        earlier
          ? h(
              'button',
              {
                type: 'button',
                class: 'chip',
                'data-testid': 'messages-earlier',
                onclick: () => void desk.showEarlier(),
              },
              texts.messages.earlier,
            )
          : null,
        messages?.length === 0 ? h('p', { class: 'hint' }, texts.messages.empty) : null,
        place && !messages ? h('p', { class: 'hint' }, texts.messages.loading) : null,
      ]);
      before?.update();
      list.update();
      settle();
    },
    scrollToStart() {
      scroller.scrollTop = 0;
    },
  };
}
