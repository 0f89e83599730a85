import { h } from '../dom.js';
import { texts } from '../texts.js';
import type { MarkdownNode } from './parse.js';

/** What the drawing of a message asks for by id, and what a press on a mention does. */
export interface Names {
  now(): Date;
  user(id: string): string | undefined;
  role(id: string): string | undefined;
  channel(id: string): string | undefined;
  openChannel(id: string): void;
  typeCommand(command: string): void;
}

/** A person, role, channel or command named in a text; undefined when the node is none of these. */
export function mention(node: MarkdownNode, names: Names): Node | undefined {
  const id = String(node['id'] ?? '');
  switch (node.type) {
    case 'user':
      return h('discord-mention', { type: 'user' }, names.user(id) ?? texts.messages.unknownUser);
    case 'role':
      // Without the role's colour, which is chosen for looks and may be too dark to read.
      return h('discord-mention', { type: 'role' }, names.role(id) ?? texts.messages.unknownRole);
    case 'channel': {
      const name = names.channel(id);
      if (name === undefined) return h('discord-mention', { type: 'channel' }, texts.messages.unknownChannel);
      return pressable(h('discord-mention', { type: 'channel' }, name), undefined, () =>
        names.openChannel(id),
      );
    }
    case 'slashCommand': {
      const command = String(node['fullName'] ?? '');
      const element = h('discord-mention', { type: 'slash' }, command);
      return pressable(element, texts.messages.useCommand(command), () => names.typeCommand(command));
    }
    default:
      return undefined;
  }
}

/** A Discord colour number as CSS. */
export function colourOf(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}

function pressable(element: HTMLElement, label: string | undefined, press: () => void): HTMLElement {
  element.setAttribute('role', 'button');
  element.tabIndex = 0;
  if (label) element.setAttribute('aria-label', label);
  element.addEventListener('click', press);
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    press();
  });
  return element;
}
