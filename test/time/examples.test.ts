import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inLanguages } from '../../src/time/language.js';
import { readSchedule } from '../../src/time/read-schedule.js';
import { readWhen, readWhenIn } from '../../src/time/read-when.js';

const FOLDER = 'data/locales';
const NOW = new Date('2026-11-18T14:30:20.000Z');

/** Every text of a language under its path of keys. */
function textsOf(language: string): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (key: string, value: unknown): void => {
    if (typeof value === 'string') texts.set(key, value);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) add(`${key}.${name}`, inner);
  };
  for (const file of readdirSync(path.join(FOLDER, language)).filter((name) => name.endsWith('.json')))
    add(file.replace('.json', ''), JSON.parse(readFileSync(path.join(FOLDER, language, file), 'utf8')));
  return texts;
}

/** What a text tells people to type: in quotation marks, else in a list after a colon. */
function examplesIn(text: string): string[] {
  const quoted = [...text.matchAll(/“([^”{]+)”/gu)].map((found) => found[1] ?? '');
  if (quoted.length > 0) return quoted;
  const listed = /(?:[Ee]xample|[Ee]jemplo)[^:]*: (.+)$/u.exec(text)?.[1];
  return (listed ?? '').split(/,? (?:or|o):? |, /u).filter((one) => one !== '');
}

const ABOUT_DATES =
  /^(?:refusals\.(?:when|repeat)-.+|(?:propose|polls)\..*options\.(?:when|closes)\.description|reminders\..*options\.(?:when|repeat)\.description)$/u;

const LANGUAGES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(LANGUAGES)('in the texts of language "%s"', (locale) => {
  const texts = [...textsOf(locale)].filter(([key]) => ABOUT_DATES.test(key));
  const examples = texts.flatMap(([key, text]) => examplesIn(text).map((example) => ({ key, example })));

  it('there are examples of dates and of repeats', () => {
    expect(examples.length).toBeGreaterThan(20);
    for (const key of ['refusals.when-unreadable', 'refusals.repeat-unreadable', 'refusals.when-past'])
      expect(examples.map((one) => one.key)).toContain(key);
    expect(examples.filter(({ key }) => key.endsWith('repeat.description')).length).toBeGreaterThan(3);
  });

  it.each(examples)('$key: “$example” is read as it stands', ({ example }) => {
    const context = { zone: 'Europe/Madrid', now: NOW, locale };
    const alone = readSchedule({ when: example }, context);
    const beside = readSchedule({ when: '2027-05-07 18:00', repeat: example }, context);
    expect(alone.ok || beside.ok).toBe(true);
    // In that language itself, not by luck in another.
    const own = inLanguages(
      locale,
      (language) => language,
      () => true,
    );
    if (alone.ok && 'once' in alone) {
      const read = readWhenIn(example, own, context);
      expect(read).toEqual(readWhen(example, context));
      expect(read.ok).toBe(true);
    }
  });
});
