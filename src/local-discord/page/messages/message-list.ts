import { api } from '../api.js';
import type { Desk, FormAnswer } from '../desk.js';
import { h } from '../dom.js';
import type { Names } from '../markdown/mentions.js';
import { refreshTimestamps } from '../markdown/render.js';
import { dismissedMessages, dismissMessage } from '../session.js';
import { formatTimestamp } from '../time-format.js';
import { menuChoices, personName, rolesHere } from '../view-state.js';
import { focusControl, focusedControl } from './keep-focus.js';
import { drawFailure, drawMessage, type MessageSurroundings } from './message.js';

interface Drawn {
  key: string;
  element: HTMLElement;
  thinking?: boolean;
}

/** The messages of the open channel. What has not changed keeps its element, so focus and open menus survive updates. */
export function createMessageList(
  desk: Desk,
  names: Names,
  openForm: (answer: FormAnswer) => void,
): { element: HTMLElement; update(): void } {
  const element = h('discord-messages', { 'no-background': true, class: 'messages' });
  element.setAttribute('role', 'log');
  let drawn = new Map<string, Drawn>();
  let shownPlace = '';
  // Whether the messages of this place have been shown before.
  let loaded = false;

  const around = (): MessageSurroundings => ({
    names,
    person: desk.state.person,
    roles: rolesHere(desk.state),
    choices: (type) => menuChoices(desk.state, type),
    dismiss: (shown) => {
      dismissMessage(shown.message.id);
      update();
    },
    async press(shown, press) {
      const { id: message, channel_id: channel } = shown.message;
      try {
        const answer = await api.component({ person: desk.state.person, channel, message, ...press });
        const form = desk.take(answer, true);
        if (form) openForm(form);
      } catch (error) {
        desk.showTrouble(error);
      }
    },
  });

  function update(): void {
    const { state } = desk;
    const place = `${state.person} ${state.channel}`;
    const samePlace = place === shownPlace;
    if (!samePlace) {
      drawn = new Map();
      loaded = false;
    }
    shownPlace = place;
    const dismissed = dismissedMessages();
    const messages = (state.messages ?? []).filter(({ message }) => !dismissed.has(message.id));
    const today = formatTimestamp(desk.now(), 'd', desk.now());
    const next = new Map<string, Drawn>();
    const nodes: HTMLElement[] = [];
    let day = '';
    let refocus: (() => Promise<void>) | undefined;
    for (const shown of messages) {
      const written = formatTimestamp(new Date(shown.message.timestamp), 'D', desk.now());
      if (written !== day) nodes.push(dayLine(written, drawn, next));
      day = written;
      const { id } = shown.message;
      const key = JSON.stringify([shown, today, rolesHere(state)]);
      const old = drawn.get(id);
      const kept =
        old?.key === key ? old : { key, element: drawMessage(shown, around()), thinking: shown.thinking };
      const focused = kept === old ? undefined : focusedControl(old?.element);
      if (focused !== undefined) refocus = () => focusControl(kept.element, focused);
      // Read out is what is new or answers a press: not the channel when it opens, nor a card each time it is counted.
      const quiet = old ? !old.thinking && focused === undefined : !loaded;
      if (kept !== old && quiet) kept.element.setAttribute('aria-live', 'off');
      next.set(id, kept);
      nodes.push(kept.element);
    }
    for (const { id } of state.failures) {
      const known = drawn.get(`failure ${id}`);
      const line = known ?? { key: '', element: drawFailure(id, () => desk.dropFailure(id)) };
      next.set(`failure ${id}`, line);
      nodes.push(line.element);
    }
    drawn = next;
    loaded = state.messages !== undefined;
    settle(element, nodes);
    void refocus?.();
    element.setAttribute('aria-busy', String(state.messages === undefined));
    refreshTimestamps(element, desk.now());
  }

  return { element, update };
}

/** Puts `nodes` in place and touches only what moved, because moving an element takes the focus from it. */
function settle(parent: HTMLElement, nodes: HTMLElement[]): void {
  const keep = new Set<Node>(nodes);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  nodes.forEach((node, index) => {
    const there = parent.childNodes[index];
    if (there !== node) parent.insertBefore(node, there ?? null);
  });
}

function dayLine(day: string, drawn: Map<string, Drawn>, next: Map<string, Drawn>): HTMLElement {
  const key = `day ${day}`;
  const line = drawn.get(key) ?? { key, element: h('div', { class: 'day' }, h('span', {}, day)) };
  next.set(key, line);
  return line.element;
}

/** The names that messages mention by id, as the acting person sees them. */
export function namesOf(desk: Desk, typeCommand: (command: string) => void): Names {
  const servers = (): NonNullable<Desk['state']['page']>['servers'] => desk.state.page?.servers ?? [];
  return {
    now: () => desk.now(),
    user: (id) => personName(desk.state.page, id),
    role: (id) =>
      servers()
        .flatMap((server) => server.roles)
        .find((role) => role.id === id)?.name,
    channel: (id) =>
      servers()
        .flatMap((server) => server.channels)
        .find((channel) => channel.id === id)?.name,
    openChannel: (id) => void desk.openChannel(id),
    typeCommand,
  };
}
