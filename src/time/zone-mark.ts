import type { Token } from './typed-tokens.js';
import { touching } from './typed-tokens.js';
import { NotRead } from './when-read.js';

const NAMES = new Set(['utc', 'gmt', 'z']);
const HOURS_OFF = /^(\d{1,2})(?::?(\d{2}))?$/u;

/**
 * Takes "UTC", "GMT+2", "Z" or the offset of an ISO time out of the tokens; returns a zone Temporal knows, such as `UTC`
 * or `+05:30`. Abbreviations like CET or EST stay where they are and make the text unreadable: most of them name several
 * zones, and people use them in the wrong half of the year.
 */
export function takeZoneMark(tokens: readonly Token[]): [string | undefined, Token[]] {
  const rest: Token[] = [];
  const zones = new Set<string>();
  for (let index = 0; index < tokens.length; index += 1) {
    const [token, next] = [tokens[index], tokens[index + 1]];
    if (token === undefined) break;
    if (token.text === 't' && tokens[index - 1]?.kind === 'date' && next?.kind === 'clock') continue;
    const named = token.kind === 'word' && NAMES.has(token.text);
    if (!named && !isIsoOffset(tokens, index)) {
      rest.push(token);
      continue;
    }
    const offset = named ? offsetAt(tokens, index + 1) : offsetAt(tokens, index);
    zones.add(offset ?? 'UTC');
    if (offset !== undefined) index += named ? 2 : 1;
  }
  if (zones.size > 1) throw new NotRead('unreadable');
  return [[...zones][0], rest];
}

/** `2027-05-01T10:00+02:00`: only after a T is the sign not a dash between two hours. */
function isIsoOffset(tokens: readonly Token[], index: number): boolean {
  const [t, clock] = [tokens[index - 2], tokens[index - 1]];
  return (
    t?.text === 't' &&
    clock?.kind === 'clock' &&
    touching(clock, tokens[index]) &&
    offsetAt(tokens, index) !== undefined
  );
}

function offsetAt(tokens: readonly Token[], index: number): string | undefined {
  const [before, sign, figures] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (sign?.text !== '+' && sign?.text !== '-') return undefined;
  if (!touching(before, sign) || !touching(sign, figures)) return undefined;
  const [, hours, minutes = '00'] = HOURS_OFF.exec(figures?.text ?? '') ?? [];
  if (hours === undefined || Number(hours) > 14 || Number(minutes) > 59) throw new NotRead('unreadable');
  return `${sign.text}${hours.padStart(2, '0')}:${minutes}`;
}
