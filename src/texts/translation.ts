import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { placesOf, withoutCount, type Catalogue } from './catalogue.js';

/** From which English text each translation was made: the key without count, and the mark of that text. */
export type Sources = Readonly<Record<string, string>>;

/** Something that a translation lacks. */
export interface Gap {
  key: string;
  /**
   * `missing`: no translation, or not for every count. `unknown`: English has no such text. `empty`. `places`: other values
   * are put in. `stale`: the English text is not the one it was made from, or nothing says from which.
   */
  kind: 'missing' | 'unknown' | 'empty' | 'places' | 'stale';
  /** A sentence with what to do. */
  what: string;
}

/** Names of commands and options stand in the code in English, so only other languages have them as texts. */
const COMMAND_NAME = /:command(?:\..+)?\.name$/u;

/**
 * The first eight hex digits of the SHA-256 of an English text, all its forms for counts together; undefined for a key
 * that English does not have.
 */
export function markOf(english: Catalogue, key: string): string | undefined {
  const forms = [...english].filter(([form]) => withoutCount(form) === key).map(([, text]) => text);
  if (forms.length === 0) return undefined;
  return createHash('sha256').update(JSON.stringify(forms)).digest('hex').slice(0, 8);
}

/** The plural forms a language has, e.g. one, many and other in Spanish. */
function formsIn(language: string): string[] {
  return new Intl.PluralRules(language).resolvedOptions().pluralCategories;
}

/** All that a translation lacks against English and the record of what it was made from; in the order of keys. */
export function gapsIn(language: string, english: Catalogue, translated: Catalogue, sources: Sources): Gap[] {
  const gaps: Gap[] = [];
  const add = (key: string, kind: Gap['kind'], what: string) =>
    gaps.push({ key, kind, what: `${language} ${key}: ${what}` });
  const wanted = new Set([...english.keys()].map(withoutCount));
  for (const key of wanted) {
    for (const form of missingForms(language, english, translated, key))
      add(form, 'missing', `is missing. In English: ${textOf(english, key)}`);
    const mark = markOf(english, key);
    if (sources[key] !== mark && textOf(translated, key) !== '') {
      const was = sources[key] === undefined ? 'it is not recorded' : 'the English text has changed since';
      add(key, 'stale', `${was}. Look at it, then: npm run translated ${language} ${key}`);
    }
  }
  for (const [key, text] of translated) {
    const base = withoutCount(key);
    if (text.trim() === '') add(key, 'empty', 'is empty. Write it, or take it out.');
    if (COMMAND_NAME.test(key)) continue;
    if (!wanted.has(base)) {
      add(key, 'unknown', 'is not in English. Take it out, or put it there.');
      continue;
    }
    const original = english.get(key) ?? english.get(`${base}_other`) ?? english.get(base) ?? '';
    const [has, should] = [placesOf(text), placesOf(original)].map((places) => places.join(' '));
    if (has !== should) add(key, 'places', `has the places "${has}", in English "${should}".`);
  }
  for (const key of Object.keys(sources))
    if (!wanted.has(key))
      add(key, 'unknown', `is recorded, but not in English. npm run translated ${language}`);
  return gaps.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** A translation whose record is new, or whose English text has changed and which nobody has said to have looked at. */
export interface Looked {
  key: string;
  kind: 'recorded' | 'stale';
  english: string;
  translated: string;
}

/**
 * The record after somebody has looked: of translations without one always, of those whose English text has changed since
 * where their key, or `all`, is in `chosen`. What stays stale keeps its old mark.
 */
export function record(
  english: Catalogue,
  translated: Catalogue,
  before: Sources,
  chosen: readonly string[],
): { after: Sources; looked: Looked[] } {
  const after: Record<string, string> = {};
  const looked: Looked[] = [];
  for (const key of new Set([...english.keys()].map(withoutCount))) {
    const mark = markOf(english, key) ?? '';
    const text = textOf(translated, key);
    if (text === '') continue;
    const known = before[key];
    const stale = known !== undefined && known !== mark && !chosen.includes(key) && !chosen.includes('all');
    after[key] = stale ? known : mark;
    if (known === mark) continue;
    const kind = stale ? 'stale' : 'recorded';
    looked.push({ key, kind, english: textOf(english, key), translated: text });
  }
  return { after, looked };
}

function missingForms(language: string, english: Catalogue, translated: Catalogue, key: string): string[] {
  // Without forms of its own a text is the same for every count.
  if (translated.has(key) || (!english.has(`${key}_other`) && !translated.has(`${key}_other`)))
    return translated.has(key) ? [] : [key];
  return formsIn(language)
    .map((form) => `${key}_${form}`)
    .filter((form) => !translated.has(form));
}

function textOf(catalogue: Catalogue, key: string): string {
  return catalogue.get(key) ?? catalogue.get(`${key}_other`) ?? '';
}

const fileOf = (folder: string, language: string) => path.join(folder, `${language}.sources.json`);

/** Reads `<folder>/<language>.sources.json`; empty where it is not there. Rejects where it is something else. */
export async function readSources(folder: string, language: string): Promise<Sources> {
  const text = await readFile(fileOf(folder, language), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  return z.record(z.string(), z.string()).parse(JSON.parse(text));
}

/** Writes it, in the order of keys. */
export async function writeSources(folder: string, language: string, sources: Sources): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(fileOf(folder, language), `${JSON.stringify(sorted, null, 2)}\n`);
}
