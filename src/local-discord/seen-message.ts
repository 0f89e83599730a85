import type { APIMessage } from 'discord.js';
import { list, object, text } from './json.js';
import { walk } from './validate/component-rules.js';
import type { Json } from './json.js';
import { threadOn } from './threads.js';
import type { StoredChannel, StoredFile, StoredMessage } from './types.js';
import type { World } from './world.js';

/** A button as a person sees it. */
export interface SeenButton {
  label: string;
  /** Absent on links. */
  customId?: string;
  url?: string;
  disabled: boolean;
  style: number;
}

/** A menu as a person sees it. */
export interface SeenMenu {
  customId: string;
  type: number;
  placeholder: string;
  disabled: boolean;
  options: { label: string; value: string; description?: string }[];
}

/** A file of a message, whether listed below it or shown by an embed. */
export interface SeenFile {
  id: string;
  name: string;
  /** The alt text. */
  description?: string;
  contentType: string;
  data: Buffer;
  /** The same read as UTF-8. */
  text: string;
  /** Shown by an embed, and so not listed below. */
  inEmbed: boolean;
}

/** The thread that hangs on a message. */
export interface SeenThread {
  id: string;
  name: string;
  archived: boolean;
  locked: boolean;
  /** How many messages are in it. */
  messages: number;
}

/** A message as it was when looked at. */
export interface SeenMessage {
  id: string;
  channelId: string;
  author: string;
  /** Content, then each embed's title, description, fields, footer, one below the other. */
  text: string;
  /** Labels of the buttons, disabled ones too. */
  labels: string[];
  buttons: SeenButton[];
  menus: SeenMenu[];
  /** The files in the order they came, with those shown inside embeds. */
  files: SeenFile[];
  /** Names of the files that embeds show as picture or thumbnail, in their order. */
  pictures: string[];
  thread?: SeenThread;
  ephemeral: boolean;
  thinking: boolean;
  raw: APIMessage;
}

/** What somebody looking at a message sees of it. */
export function seenMessage(world: World, stored: StoredMessage): SeenMessage {
  const message = structuredClone(stored.message);
  const thread = threadOn(world, stored);
  const shown = message.embeds.flatMap(({ image, thumbnail }) => [image?.url ?? '', thumbnail?.url ?? '']);
  const shows = (file: StoredFile) => (url: string) => url.includes(`/${file.id}/`);
  const nameOf = (url: string) => stored.files.find((file) => shows(file)(url))?.name ?? [];
  const buttons: SeenButton[] = [];
  const menus: SeenMenu[] = [];
  const texts: string[] = [];
  walk(list(message.components), [], (component) => {
    if (component.type === 2) buttons.push(button(component));
    if ([3, 5, 6, 7, 8].includes(Number(component.type))) menus.push(menu(component));
    if (component.type === 10) texts.push(String(component.content));
  });
  return {
    id: message.id,
    channelId: message.channel_id,
    author: message.author.global_name ?? message.author.username,
    text: [message.content, ...message.embeds.map((embed) => embedText(embed as unknown as Json)), ...texts]
      .filter((part) => part !== '')
      .join('\n'),
    labels: buttons.map((one) => one.label),
    buttons,
    menus,
    files: stored.files.map((file) => {
      const data = Buffer.from(file.data, 'base64');
      return {
        id: file.id,
        name: file.name,
        contentType: file.contentType,
        data,
        text: data.toString('utf8'),
        inEmbed: shown.some(shows(file)),
        ...(file.description !== undefined && { description: file.description }),
      };
    }),
    pictures: shown.flatMap(nameOf),
    ...(thread && { thread: seenThread(world, thread) }),
    ephemeral: stored.privateTo !== undefined,
    thinking: stored.thinking ?? false,
    raw: message,
  };
}

/** A thread as somebody sees it beneath its message. */
export function seenThread(world: World, thread: StoredChannel): SeenThread {
  return {
    id: thread.id,
    name: thread.name ?? '',
    archived: thread.archived ?? false,
    locked: thread.locked ?? false,
    messages: world.messages(thread.id).filter((one) => one.privateTo === undefined).length,
  };
}

function button(component: Json): SeenButton {
  return {
    label: text(component.label) ?? text(object(component.emoji).name) ?? '',
    disabled: component.disabled === true,
    style: Number(component.style),
    ...(typeof component.custom_id === 'string' && { customId: component.custom_id }),
    ...(typeof component.url === 'string' && { url: component.url }),
  };
}

function menu(component: Json): SeenMenu {
  return {
    customId: String(component.custom_id),
    type: Number(component.type),
    placeholder: text(component.placeholder) ?? '',
    disabled: component.disabled === true,
    options: list(component.options).map((option) => ({
      label: String(option.label),
      value: String(option.value),
      ...(typeof option.description === 'string' && { description: option.description }),
    })),
  };
}

function embedText(embed: Json): string {
  const parts = [(embed.author as Json | undefined)?.name, embed.title, embed.description];
  for (const field of list(embed.fields)) parts.push(field.name, field.value);
  parts.push((embed.footer as Json | undefined)?.text);
  return parts.filter((part) => typeof part === 'string' && part !== '').join('\n');
}
