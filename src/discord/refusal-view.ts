import type { Refusal, RefusalValue } from '../refusal.js';
import type { Translate } from '../texts/texts.js';
import { clean } from '../texts/clean.js';
import { rightsWords } from './rights-words.js';
import { escapeText, timestamp } from './text.js';
import type { View } from './view.js';

/** A refusal as a sentence with the next step. */
export function refusalView(t: Translate, refusal: Pick<Refusal, 'reason' | 'values'>): View {
  return { tone: 'warning', body: refusalSentence(t, refusal.reason, refusal.values) };
}

/** The sentence for a reason, its values made fit to be shown. */
export function refusalSentence(
  t: Translate,
  reason: string,
  values: Record<string, RefusalValue> = {},
): string {
  const shown: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) shown[name] = show(t, value);
  return t(`refusals:${reason}`, shown);
}

function show(t: Translate, value: RefusalValue): string | number {
  if (typeof value === 'number') return value;
  // Also what was refused because it is no zone, no name: it was never cleaned to be stored.
  if (typeof value === 'string') return escapeText(clean(value));
  if (value instanceof Date) return timestamp(value);
  if ('rights' in value) return rightsWords(t, value.rights);
  return `<#${value.channel}>`;
}
