import {
  ButtonStyle,
  ComponentType,
  TextInputStyle,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
} from 'discord.js';
import { LIMITS } from './limits.js';
import { cut } from './text.js';
import type { Button, Form, Menu, Row, View } from './view.js';

/** Told apart by more than colour: titles and words carry the meaning. */
const TONES = { neutral: 0x5865f2, good: 0x2e8b57, bad: 0xc0392b, warning: 0xd68910 } as const;

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const;

/** So much of a description goes before the fields when an embed is too full. */
const DESCRIPTION_FIRST = 2_000;

export interface RenderedMessage {
  embeds: APIEmbed[];
  components: APIActionRowComponent<APIComponentInMessageActionRow>[];
}

/** A view as an embed and classic action rows, cut to Discord's limits. */
export function renderView(view: View): RenderedMessage {
  const embed: APIEmbed = { color: TONES[view.tone ?? 'neutral'] };
  if (view.title !== undefined && view.title !== '') embed.title = cut(view.title, LIMITS.embedTitle);
  if (view.body !== undefined && view.body !== '')
    embed.description = cut(view.body, LIMITS.embedDescription);
  if (view.footer !== undefined && view.footer !== '')
    embed.footer = { text: cut(view.footer, LIMITS.embedFooter) };
  if (view.fields !== undefined && view.fields.length > 0) {
    embed.fields = view.fields.slice(0, LIMITS.embedFields).map(({ name, value, inline }) => ({
      name: cut(name, LIMITS.embedFieldName),
      value: cut(value, LIMITS.embedFieldValue),
      inline: inline ?? false,
    }));
  }
  if (view.image !== undefined) embed.image = { url: `attachment://${view.image}` };
  return { embeds: [withinSum(embed)], components: (view.rows ?? []).slice(0, LIMITS.rows).map(renderRow) };
}

/** A view's files, in order: what the library sends, and what the body says of them. */
export function renderFiles({ files = [] }: View): {
  files: { name: string; data: Buffer; key: string }[];
  attachments: { id: string; filename: string; description?: string }[];
} {
  return {
    files: files.map(({ name, data }, id) => ({
      name,
      data: typeof data === 'string' ? Buffer.from(data, 'utf8') : data,
      key: `files[${String(id)}]`,
    })),
    attachments: files.map(({ name, altText }, id) => ({
      id: String(id),
      filename: name,
      ...(altText === undefined ? {} : { description: cut(altText, LIMITS.altText) }),
    })),
  };
}

/** A form as Discord's modal, each field in a label. */
export function renderForm(form: Form): APIModalInteractionResponseCallbackData {
  return {
    custom_id: form.id,
    title: cut(form.title, LIMITS.modalTitle),
    components: form.fields.slice(0, LIMITS.modalItems).map((field): APILabelComponent => ({
      type: ComponentType.Label,
      label: cut(field.label, LIMITS.label),
      ...(field.description === undefined
        ? {}
        : { description: cut(field.description, LIMITS.labelDescription) }),
      component: {
        type: ComponentType.TextInput,
        custom_id: field.name,
        style: field.long === true ? TextInputStyle.Paragraph : TextInputStyle.Short,
        required: field.required ?? false,
        max_length: field.maxLength ?? LIMITS.textInput,
        ...(field.value === undefined || field.value === ''
          ? {}
          : { value: field.value.slice(0, field.maxLength ?? LIMITS.textInput) }),
        ...(field.placeholder === undefined
          ? {}
          : { placeholder: cut(field.placeholder, LIMITS.textInputPlaceholder) }),
      },
    })),
  };
}

/**
 * Discord counts all texts of an embed together. What is too much is left out: whole fields from the end until so much of
 * the description fits, then the end of the description.
 */
function withinSum(embed: APIEmbed): APIEmbed {
  const { description = '', fields } = embed;
  const room = LIMITS.embedSum - (embed.title?.length ?? 0) - (embed.footer?.text.length ?? 0);
  let left = room - Math.min(description.length, DESCRIPTION_FIRST);
  const kept = fields?.filter(({ name, value }) => (left -= name.length + value.length) >= 0);
  const rest = room - (kept ?? []).reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  return {
    ...embed,
    ...(kept === undefined ? {} : { fields: kept }),
    ...(description.length <= rest ? {} : { description: cut(description, rest) }),
  };
}

function renderRow(row: Row): APIActionRowComponent<APIComponentInMessageActionRow> {
  const [first] = row;
  if (first !== undefined && 'options' in first)
    return { type: ComponentType.ActionRow, components: [renderMenu(first)] };
  const buttons = (row as readonly Button[]).slice(0, LIMITS.buttonsPerRow);
  return { type: ComponentType.ActionRow, components: buttons.map(renderButton) };
}

function renderButton(button: Button): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: STYLES[button.style ?? 'secondary'],
    label: cut(button.label, LIMITS.buttonLabel),
    custom_id: button.id,
    ...(button.disabled === true ? { disabled: true } : {}),
  };
}

function renderMenu(menu: Menu): APIComponentInMessageActionRow {
  return {
    type: ComponentType.StringSelect,
    custom_id: menu.id,
    placeholder: cut(menu.placeholder, LIMITS.selectPlaceholder),
    min_values: menu.least ?? 1,
    max_values: Math.min(menu.most ?? 1, menu.options.length, LIMITS.selectOptions),
    options: menu.options.slice(0, LIMITS.selectOptions).map(({ label, value, description, chosen }) => ({
      label: cut(label, LIMITS.selectText),
      value,
      ...(chosen === true ? { default: true } : {}),
      ...(description === undefined ? {} : { description: cut(description, LIMITS.selectText) }),
    })),
  };
}
