import { clean } from '../texts/clean.js';

const LINK = /https?:\/\/[^\s<>[\]{}]+/gu;
const MARKDOWN = /[\\*_~`|[\](){}<>@]/gu;
/** What Discord reads as heading, subtext or list when it opens a line; the mark of a quote is among the above. */
const LINE_START = /^(\s*)(#{1,3}(?=\s)|-#|[-+](?=\s)|\d{1,9}(?=[.)]\s))/gmu;

/**
 * Shows typed text as it was typed: no Markdown, no masked link, no mention, no timestamp. Links appear with their
 * full target and without preview. Mentions are switched off besides, in the client's `allowedMentions`.
 */
export function escapeText(text: string): string {
  let shown = '';
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    shown += escapeMarkdown(text.slice(end, found.index));
    const address = withoutTail(found[0]);
    const target = plainTarget(address);
    // What is no address to us must not be one to Discord either, which links whatever begins like one.
    shown += target === undefined ? escapeMarkdown(address).replace('://', ':\\//') : `<${target}>`;
    end = found.index + address.length;
  }
  return shown + escapeMarkdown(text.slice(end));
}

/** Typed text cleaned, cut to `max` characters and escaped: for showing back what somebody typed in a sentence. */
export function shownText(typed: string, max: number): string {
  return escapeText(cut(clean(typed), max));
}

/** At most `max` UTF-16 units (what discord.js counts), never half a character, with an ellipsis where it was cut. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > max - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

function escapeMarkdown(text: string): string {
  return text
    .replace(MARKDOWN, '\\$&')
    .replace(LINE_START, (_whole, space: string, mark: string) =>
      /^\d/u.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
    );
}

/**
 * An address without the punctuation of the sentence around it: "(see https://a.example/b_(c))." is about `…/b_(c)`. A
 * closing bracket belongs to it only if it was opened in it, so that the target of `[text](address)` is found as it
 * would be followed.
 */
function withoutTail(address: string): string {
  let end = address.length;
  let open = 0;
  for (let at = 0; at < address.length; at += 1) {
    if (address[at] === '(') open += 1;
    if (address[at] === ')') open -= 1;
    if (open < 0) {
      end = at;
      break;
    }
  }
  while (end > 0 && '.,;:!?\'"'.includes(address[end - 1] ?? '')) end -= 1;
  return address.slice(0, end);
}

/** The address with everything but plain address characters percent-encoded, or undefined if it is none. */
function plainTarget(typed: string): string | undefined {
  try {
    const url = new URL(typed);
    if (url.username !== '' || url.password !== '') return undefined;
    return url.href.replace(/[*`|\\()]/gu, (character) => `%${character.charCodeAt(0).toString(16)}`);
  } catch {
    return undefined;
  }
}

/** An instant as Discord shows it to each reader in their own zone and language. `F`: day and time; `R`: "in 2 hours". */
export function timestamp(instant: Date | string, style: 'F' | 'f' | 't' | 'R' = 'F'): string {
  const ms = typeof instant === 'string' ? Date.parse(instant) : instant.getTime();
  return `<t:${String(Math.floor(ms / 1_000))}:${style}>`;
}
