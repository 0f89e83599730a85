import { MessageFlags } from 'discord.js';
import { refuse } from '../discord-error.js';
import { list } from '../json.js';
import { checkComponents } from './component-rules.js';
import { complaints } from './error-tree.js';
import { checkSchema } from './spec.js';
import type { Complaints, Path } from './error-tree.js';
import type { Json } from '../json.js';

/** Where a message body was sent to: it decides which flags it may carry. */
export type MessageUse = 'create' | 'edit' | 'reply' | 'reply-edit';

const FLAGS: Record<MessageUse, number> = {
  create: MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2,
  edit: MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2,
  reply:
    MessageFlags.SuppressEmbeds |
    MessageFlags.SuppressNotifications |
    MessageFlags.IsComponentsV2 |
    MessageFlags.Ephemeral,
  'reply-edit': MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2,
};

/** Checks a message body: the published schema first, then what it does not see. `flagsBefore`: of the message edited. */
export function checkMessage(
  body: Json,
  schema: Parameters<typeof checkSchema>[1],
  use: MessageUse,
  flagsBefore = 0,
): void {
  checkSchema(body, schema);
  checkMessageRules(body, use, flagsBefore);
}

/** The rules alone, for bodies whose schema was checked as a part of something larger. */
export function checkMessageRules(body: Json, use: MessageUse, flagsBefore = 0, prefix: Path = []): void {
  const collected = complaints();
  const errors: Complaints = {
    add: (path, code, message) => collected.add([...prefix, ...path], code, message),
    end: () => collected.end(),
  };
  const flags = typeof body.flags === 'number' ? body.flags : 0;
  if (flags & ~FLAGS[use]) errors.add(['flags'], 'MESSAGE_FLAGS_INVALID', 'Flags that cannot be set here.');
  if (typeof body.content === 'string' && body.content.length > 2_000) {
    errors.add(['content'], 'BASE_TYPE_MAX_LENGTH', 'Must be 2000 or fewer in length.');
  }
  const newLayout = ((flags | flagsBefore) & MessageFlags.IsComponentsV2) !== 0;
  if (newLayout) checkNothingOld(body, errors);
  checkEmbeds(list(body.embeds), errors);
  checkComponents(body.components, newLayout, errors);
  checkMentions(body.allowed_mentions, errors);
  checkPoll(body.poll, newLayout, errors);
  checkAttachments(list(body.attachments), errors);
  errors.end();
}

/** Throws 50006 where a new message has nothing in it. */
export function checkNotEmpty(body: Json, fileCount: number): void {
  const content = typeof body.content === 'string' && body.content.trim() !== '';
  const parts = [body.embeds, body.components, body.sticker_ids].some((part) => list(part).length > 0);
  const forwards = (body.message_reference as Json | undefined | null)?.type === 1;
  if (!content && !parts && fileCount === 0 && !body.poll && !forwards) throw refuse.emptyMessage();
}

function checkNothingOld(body: Json, errors: Complaints): void {
  for (const key of ['content', 'embeds', 'poll', 'sticker_ids']) {
    const value = body[key];
    if (Array.isArray(value) ? value.length > 0 : Boolean(value)) {
      errors.add(
        [key],
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `${key} cannot be used with IS_COMPONENTS_V2`,
      );
    }
  }
}

const length = (value: unknown) => (typeof value === 'string' ? value.length : 0);

function checkEmbeds(embeds: readonly Json[], errors: Complaints): void {
  let sum = 0;
  embeds.forEach((embed, at) => {
    const fields = list(embed.fields);
    sum += length(embed.title) + length(embed.description);
    sum += length((embed.footer as Json | undefined | null)?.text);
    sum += length((embed.author as Json | undefined | null)?.name);
    fields.forEach((field, index) => {
      sum += length(field.name) + length(field.value);
      for (const key of ['name', 'value']) {
        if (String(field[key]).trim() === '') {
          errors.add(['embeds', at, 'fields', index, key], 'BASE_TYPE_REQUIRED', 'This field is required');
        }
      }
    });
    const something = ['title', 'description', 'image', 'thumbnail', 'footer', 'author', 'video'].some(
      (key) => embed[key],
    );
    if (!something && fields.length === 0) {
      errors.add(['embeds', at, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required');
    }
  });
  if (sum > 6_000) {
    errors.add(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
  }
}

function checkMentions(value: unknown, errors: Complaints): void {
  if (typeof value !== 'object' || value === null) return;
  const mentions = value as { parse?: unknown[] | null; users?: unknown[] | null; roles?: unknown[] | null };
  for (const key of ['users', 'roles'] as const) {
    if (mentions.parse?.includes(key) && mentions[key]?.length) {
      errors.add(
        ['allowed_mentions'],
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${key}"] and ${key}: [ids...] are mutually exclusive.`,
      );
    }
  }
}

function checkPoll(value: unknown, newLayout: boolean, errors: Complaints): void {
  if (typeof value !== 'object' || value === null || newLayout) return;
  const poll = value as Json;
  if (length((poll.question as Json).text) === 0) {
    errors.add(['poll', 'question', 'text'], 'BASE_TYPE_REQUIRED', 'This field is required');
  }
  list(poll.answers).forEach((answer, at) => {
    const characters = length((answer.poll_media as Json).text);
    const path = ['poll', 'answers', at, 'poll_media', 'text'];
    if (characters > 55) errors.add(path, 'BASE_TYPE_MAX_LENGTH', 'Must be 55 or fewer in length.');
    if (characters === 0) errors.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  });
}

function checkAttachments(attachments: readonly Json[], errors: Complaints): void {
  const seen = new Set<unknown>();
  attachments.forEach((attachment, at) => {
    if (seen.has(attachment.id)) {
      errors.add(['attachments', at, 'id'], 'ATTACHMENT_ID_DUPLICATED', 'This id is already used.');
    }
    seen.add(attachment.id);
  });
}
