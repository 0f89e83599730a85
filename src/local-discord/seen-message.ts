import type { APIMessage } from 'discord.js';
import { list, object, text } from './json.js';
import { walk } from './validate/component-rules.js';
import type { Json } from './json.js';
import type { StoredMessage } from './types.js';

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
  /** Names of the files, with those shown inside embeds. */
  files: { name: string; description?: string; contentType: string; data: Buffer }[];
  ephemeral: boolean;
  thinking: boolean;
  raw: APIMessage;
}

/** What somebody looking at a message sees of it. */
export function seenMessage(stored: StoredMessage): SeenMessage {
  const message = structuredClone(stored.message);
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
    files: stored.files.map((file) => ({
      name: file.name,
      contentType: file.contentType,
      data: Buffer.from(file.data, 'base64'),
      ...(file.description !== undefined && { description: file.description }),
    })),
    ephemeral: stored.privateTo !== undefined,
    thinking: stored.thinking ?? false,
    raw: message,
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
