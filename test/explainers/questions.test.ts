import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createLibrary, type Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { buildSearch, shelve } from '../../src/explainers/search.js';
import type { Forgiving } from '../../src/explainers/text-index.js';
import { data } from './content.js';
import { TOPICS } from './topics.js';

/** Sixty questions as people type them, written before the search was tuned. */
const schema = z.array(
  z.strictObject({ language: z.enum(['en', 'es']), topic: z.string(), question: z.string() }),
);
const wanted = { first: 54, amongThree: 60 };

let library: Library;
let questions: z.infer<typeof schema>;
beforeAll(async () => {
  library = await loadExplainers(data);
  questions = schema.parse(parse(await readFile(path.join(import.meta.dirname, 'questions.yaml'), 'utf8')));
});

/** For each question, the place of its topic among those named, from 1; and what was named first where that is another. */
function answered(name: (question: string, language: string) => readonly string[]) {
  const places = questions.map(({ language, topic, question }) => {
    const named = name(question, language);
    return { language, topic, question, place: named.indexOf(topic) + 1, first: named[0] };
  });
  const upTo = (most: number) => places.filter(({ place }) => place >= 1 && place <= most).length;
  return { first: upTo(1), amongThree: upTo(3), missed: places.filter(({ place }) => place !== 1) };
}

const asWritten = (text: string) => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** The same search with something switched off. */
function searching(forgiving: Forgiving) {
  const texts = (locale: string) => library.all.filter((one) => one.locale === locale);
  const [en, es] = ['en', 'es'].map((locale) => shelve(texts(locale), locale, forgiving));
  if (en === undefined || es === undefined) throw new Error('There are two languages.');
  const topics = new Set(TOPICS);
  const searches = { en: buildSearch([en, es], topics), es: buildSearch([es, en], topics) };
  return answered((question, language) => searches[language === 'es' ? 'es' : 'en'].like(question, 5));
}

describe('sixty questions as people type them', () => {
  it('ask for every topic in both languages', () => {
    expect(questions).toHaveLength(60);
    for (const language of ['en', 'es']) {
      const asked = questions.filter((one) => one.language === language).map(({ topic }) => topic);
      expect([...new Set(asked)].sort()).toEqual([...TOPICS].sort());
    }
  });

  it('are answered with the right topic first, or among the first three', () => {
    const { first, amongThree, missed } = answered((question, language) => {
      const found = library.find(question, language);
      return found.kind === 'found' ? [found.explainer.topic] : found.nearest.map(({ topic }) => topic);
    });
    for (const { language, question, topic, place, first: instead } of missed) {
      process.stdout.write(
        `${language} "${question}": ${topic} is ${String(place)}., not ${String(instead)}\n`,
      );
    }
    process.stdout.write(`right first: ${String(first)} of 60, among three: ${String(amongThree)}\n`);
    expect(first).toBeGreaterThanOrEqual(wanted.first);
    expect(amongThree).toBe(wanted.amongThree);
  });

  it('are suggested alike while they are typed', () => {
    for (const { question, language } of questions) {
      const nearest = library.find(question, language);
      if (nearest.kind === 'found') continue;
      expect(library.suggest(question, language, 3)).toEqual(nearest.nearest.slice(0, 3));
    }
  });

  it.each([
    ['typing errors', { typos: false }],
    ['accents and capitals', { words: asWritten }],
  ])('are answered less well where %s are not forgiven', (_, forgiving) => {
    const whole = searching({});
    const strict = searching(forgiving);
    expect(strict.first).toBeLessThan(whole.first);
    expect(strict.amongThree).toBeLessThanOrEqual(whole.amongThree);
  });

  it('are answered too seldom where neither is forgiven', () => {
    const { first, amongThree } = searching({ words: asWritten, typos: false });
    expect(first).toBeLessThan(wanted.first);
    expect(amongThree).toBeLessThan(wanted.amongThree);
  });
});

describe('what is found', () => {
  it('comes in the same order every time', async () => {
    const again = await loadExplainers(data);
    for (const { question, language } of questions) {
      expect(again.suggest(question, language)).toEqual(library.suggest(question, language));
    }
  });

  it.each([
    ['es-ES', 'uelga jeneral', 'general-strike'],
    ['es-419', 'FACISMO', 'what-fascism-does'],
    ['es-ES', 'clase obrera', 'working-class'],
    // Spanish typed into an English Discord, and the other way round.
    ['en-US', 'huelga general', 'general-strike'],
    ['es-ES', 'working class', 'working-class'],
  ])('for %s, "%s": %s', (locale, typed, topic) => {
    const found = library.find(typed, locale);
    const first = found.kind === 'found' ? found.explainer : found.nearest[0];
    expect(first?.topic).toBe(topic);
    expect(first?.locale).toBe(locale.slice(0, 2));
  });

  it('is exact before what begins alike, and that before what is only similar', () => {
    const made = (topic: string, title: string) => {
      const [like] = library.all;
      if (like === undefined) throw new Error('There are texts.');
      return { ...like, topic, title, aliases: [], summary: 'x', body: 'x', related: [], order: 0 };
    };
    const few = createLibrary(
      [made('a', 'Picked'), made('b', 'The picket line'), made('c', 'Picket lines'), made('d', 'Picket')],
      library.article,
    );
    expect(few.suggest('picket', 'en').map(({ topic }) => topic)).toEqual(['d', 'c', 'b']);
    expect(few.suggest('pickat', 'en').map(({ topic }) => topic)).toContain('d');
  });
});
