import { list, object, type Json } from '../../../src/local-discord/json.js';

/** Turns, hides or is no character at all; joiners and the emoji selector mean something in some places. */
const UNSEEN =
  /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u034F\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\u2800\u3164\uFEFF\uFFA0\u{E0000}-\u{E0FFF}]/u;
/** Two that join, one after the other, or one between Latin letters. */
const HIDING = /[\u200C\u200D]{2}|[a-zA-Z][\u200C\u200D][a-zA-Z]/u;
const MASKED_LINK = /(?<!\\)\]\(\s*<?[a-z]+:/iu;
/** The ids that are typed as mentions here; what was chosen through an option is shown with its own. */
const MENTION = /(?<!\\)<(?:(?:@[!&]?|#|\/help:|a?:\w+:)199999999999999999\d|id:|t:0:)/u;
/** Names of parts that Discord reads as Markdown. */
const MARKDOWN = ['embeds', 'content'];

/** What is wrong in something the bot sent, in the eyes of whoever reads it. */
export function wrongInBody(body: unknown): string[] {
  return [...pings(object(body)), ...texts(body, false)];
}

function pings(body: Json): string[] {
  const message = body.type === undefined || body.data === undefined ? body : object(body.data);
  const isMessage = ['content', 'embeds'].some((name) => message[name] !== undefined);
  if (!isMessage || message.choices !== undefined) return [];
  const allowed = object(message.allowed_mentions);
  const wrong: string[] = [];
  if (!Array.isArray(allowed.parse) || allowed.parse.length > 0) wrong.push('mentions are not switched off');
  if ([allowed.users, allowed.roles].some((ids) => list(ids).length > 0)) wrong.push('somebody is pinged');
  return wrong;
}

function texts(part: unknown, isMarkdown: boolean): string[] {
  if (typeof part === 'string') {
    const wrong: string[] = [];
    if (UNSEEN.test(part) || HIDING.test(part)) wrong.push(`what cannot be seen: ${JSON.stringify(part)}`);
    if (isMarkdown && MASKED_LINK.test(part)) wrong.push(`a masked link: ${part}`);
    if (isMarkdown && MENTION.test(part)) wrong.push(`a mention: ${part}`);
    return wrong;
  }
  if (Array.isArray(part)) return part.flatMap((inner) => texts(inner, isMarkdown));
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) =>
    name === 'custom_id' ? [] : texts(inner, isMarkdown || MARKDOWN.includes(name)),
  );
}
