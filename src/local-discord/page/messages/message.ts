import type { PageMessage } from '../../page-api.js';
import { avatarOf } from '../avatars.js';
import { append, h, icon, icons } from '../dom.js';
import { renderMarkdown } from '../markdown/render.js';
import type { Names } from '../markdown/mentions.js';
import { texts } from '../texts.js';
import { formatMessageTime } from '../time-format.js';
import type { Component } from '../wire.js';
import { drawAttachments } from './attachments.js';
import { drawRows, type Press } from './component-rows.js';
import { drawEmbed } from './embed.js';

/** What a message needs from around it. */
export interface MessageSurroundings {
  names: Names;
  /** The person looking. */
  person: string;
  roles: string[];
  choices: (type: number) => { label: string; value: string }[];
  press(message: PageMessage, press: Press): Promise<void>;
  dismiss(message: PageMessage): void;
}

/** A message as Discord shows it to one person. */
export function drawMessage(shown: PageMessage, around: MessageSurroundings): HTMLElement {
  const { message } = shown;
  const { names } = around;
  const author = message.author.global_name ?? message.author.username;
  const element = h('discord-message', {
    'data-testid': `message-${message.id}`,
    author: names.user(message.author.id) ?? author,
    avatar: avatarOf(message.author.id, author, message.author.bot),
    bot: message.author.bot ?? false,
    timestamp: formatMessageTime(new Date(message.timestamp), names.now()),
    // Not `ephemeral`: the component would draw a footer of its own that cannot be reached by keyboard.
    'data-ephemeral': shown.ephemeral,
    highlight: isForPerson(shown, around),
  });
  const command = message.interaction;
  if (command?.type === 2) {
    const name = names.user(command.user.id) ?? command.user.username;
    const used = {
      slot: 'reply',
      author: name,
      avatar: avatarOf(command.user.id, name),
      command: command.name,
    };
    element.append(h('discord-command', used));
  }
  if (shown.thinking) {
    element.append(thinking(author));
  } else {
    append(element, [content(shown, names), ...media(shown, names)]);
    const rows = drawRows((message.components ?? []) as unknown as Component[], around.choices, (press) =>
      around.press(shown, press),
    );
    if (rows) element.append(rows);
  }
  if (shown.thread) element.append(threadLink(shown.thread, names));
  if (shown.ephemeral) element.append(privateFooter(() => around.dismiss(shown)));
  return element;
}

/** A line in place of an answer that never came. */
export function drawFailure(id: string, dismiss: () => void): HTMLElement {
  const line = h(
    'div',
    { class: 'failure', role: 'alert', 'data-testid': `failure-${id}` },
    texts.messages.failed,
  );
  return h('div', { class: 'failure-box' }, line, privateFooter(dismiss));
}

function isForPerson(shown: PageMessage, around: MessageSurroundings): boolean {
  if (shown.ephemeral) return false;
  const { message } = shown;
  return (
    message.mentions.some((user) => user.id === around.person) ||
    message.mention_roles.some((role) => around.roles.includes(role))
  );
}

function content(shown: PageMessage, names: Names): HTMLElement | undefined {
  const text = shown.message.content;
  if (!text) return undefined;
  const body = h('div', { class: 'markdown' }, renderMarkdown(text, names));
  if (shown.message.edited_timestamp) {
    body.append(h('span', { class: 'edited' }, ` ${texts.messages.edited}`));
  }
  return body;
}

function media(shown: PageMessage, names: Names): (HTMLElement | undefined)[] {
  const { attachments, embeds } = shown.message;
  const inEmbeds = new Set(embeds.flatMap((embed) => [embed.image?.url, embed.thumbnail?.url]));
  const apart = attachments.filter((file) => !inEmbeds.has(file.url));
  return [drawAttachments(apart), ...embeds.map((embed) => drawEmbed(embed, names))];
}

function thinking(author: string): HTMLElement {
  const dots = h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
  return h('div', { class: 'thinking' }, dots, `${texts.messages.thinking(author)}…`);
}

/** The thread that hangs on the message: its name, how much is in it, and the way there. */
function threadLink(thread: NonNullable<PageMessage['thread']>, names: Names): HTMLElement {
  const { count, archived, locked, label } = texts.threads;
  const states = [thread.archived && archived, thread.locked && locked].filter((word) => word !== false);
  const about = [count(thread.messages), ...states].join(' · ');
  return h(
    'div',
    { slot: 'thread' },
    h(
      'button',
      {
        type: 'button',
        class: 'thread-link',
        'data-testid': `thread-${thread.id}`,
        'aria-label': label(thread.name, about),
        onclick: () => names.openChannel(thread.id),
      },
      icon(icons.thread, 18),
      h('span', { class: 'thread-name' }, thread.name),
      h('span', { class: 'hint' }, about),
    ),
  );
}

function privateFooter(dismiss: () => void): HTMLElement {
  return h(
    'div',
    { slot: 'thread', class: 'private' },
    icon(icons.eye, 16),
    `${texts.messages.onlyYou} • `,
    h('button', { type: 'button', class: 'link', onclick: dismiss }, texts.messages.dismiss),
  );
}
