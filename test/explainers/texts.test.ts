import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCommands } from '../../src/discord/load-commands.js';
import type { Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { data } from './content.js';
import { COMPLETE, ENGLISH, SPANISH, type Language } from './languages.js';
import { TOPICS } from './topics.js';

/** By language: what people read on buttons and elsewhere, by its key. */
const words = new Map<string, Map<string, string>>();
let library: Library;
let commands: Set<string>;
beforeAll(async () => {
  library = await loadExplainers(data);
  const loaded = await loadCommands(path.resolve(data, '../commands'));
  commands = new Set(
    [...loaded].flatMap(([name, { definition }]) =>
      definition.subcommands === undefined
        ? [name]
        : definition.subcommands.map((subcommand) => `${name} ${subcommand.name}`),
    ),
  );
  for (const { locale } of COMPLETE) words.set(locale, await catalogues(path.join(data, 'locales', locale)));
});

describe.each(COMPLETE)('the texts in $locale', (language) => {
  const { locale } = language;
  const bodyOf = (topic: string) => library.get(topic, locale)?.body ?? '';

  it('are these, in this order', () => {
    expect(library.contents(locale).map((text) => [text.topic, text.locale])).toEqual(
      TOPICS.map((topic) => [topic, locale]),
    );
  });

  it.each(TOPICS)('%s is 120 to 220 words: key points, the rest, and one thing to do here', (topic) => {
    expect(wrongForm(bodyOf(topic), language)).toEqual([]);
  });

  it('name no text to read next that is not there', () => {
    const titles = library.contents(locale).map(({ title }) => title);
    const named = TOPICS.flatMap((topic) => [...bodyOf(topic).matchAll(language.choose)]);
    expect(named.length).toBeGreaterThan(3);
    for (const [, title] of named) expect(titles).toContain(title);
  });

  it.each(TOPICS)('%s leads on to two to four other texts', (topic) => {
    const related = library.related(topic, locale).length;
    expect(related).toBeGreaterThanOrEqual(2);
    expect(related).toBeLessThanOrEqual(4);
  });

  it('can all be reached from another by what to read next', () => {
    const reached = new Set(
      TOPICS.flatMap((topic) => library.related(topic, locale).map((one) => one.topic)),
    );
    expect(TOPICS.filter((topic) => !reached.has(topic))).toEqual([]);
  });

  it.each(TOPICS)('%s can be found under five other names or more', (topic) => {
    expect(library.get(topic, locale)?.aliases.length).toBeGreaterThanOrEqual(5);
  });
});

describe.each(COMPLETE.filter((one) => one !== ENGLISH))(
  'beside the English, the text in $locale of',
  (its) => {
    it.each(TOPICS)('%s has its sources, its place, its numbers, its command and its buttons', (topic) => {
      const english = library.get(topic, 'en');
      const made = library.get(topic, its.locale);
      if (english === undefined || made === undefined) throw new Error('There is no such text.');
      const { sections, checksums, related, order } = english;
      expect(made).toMatchObject({ sections, checksums, related, order });
      expect(made.fits.length > 0).toBe(english.fits.length > 0);
      expect(numbersIn(made.body)).toEqual(numbersIn(english.body));
      expect(commandsIn(made.body)).toEqual(commandsIn(english.body));
      const translated = labelsIn(english.body).map((label) => translationsOf(label, its.locale));
      const labels = labelsIn(made.body);
      expect(labels).toHaveLength(translated.length);
      for (const [index, label] of labels.entries()) expect(translated[index]).toContain(label);
    });
  },
);

describe('what has not the form would be noticed', () => {
  const good = () => library.get('military', 'es')?.body ?? '';
  it.each<[string, (body: string) => string, string]>([
    [
      'a text of 500 words',
      (body) => `${body.replace('**Ten', `${'palabra '.repeat(300)}\n\n**Ten`)}`,
      'words',
    ],
    ['one of 20', () => '**En resumen**\n- a\n- b\n- c\n\n**Próximo paso**\nUsa `/help` ya.', 'words'],
    ['two key points', (body) => body.replace(/\n- Es su.*/u, ''), 'key points'],
    ['nothing to do', (body) => body.replace(/\*\*Próximo paso[\s\S]*/u, ''), 'next step'],
    ['a command that is not there', (body) => body.replace('/explain', '/explicar'), 'command'],
    ['two things to do', (body) => `${body} O usa \`/help\`.`, 'command'],
    ['a link', (body) => body.replace('generales', '[generales](https://example.org)'), 'Markdown'],
    ['a dash', (body) => body.replace(', Salvador', ' – Salvador'), 'Markdown'],
  ])('%s', (_what, change, problem) => {
    const bad = change(good());
    expect(bad).not.toBe(good());
    expect(wrongForm(good(), SPANISH)).toEqual([]);
    expect(wrongForm(bad, SPANISH)).toContain(problem);
  });
});

/** What in a text is not as in all others. */
function wrongForm(body: string, { inShort, nextStep }: Language): string[] {
  const parts = body.split('\n\n');
  const wrong: string[] = [];
  const count = body.match(/[\p{L}\p{N}’']+/gu)?.length ?? 0;
  if (count < 120 || count > 220) wrong.push('words');
  if (!new RegExp(`^\\*\\*${inShort}\\*\\*\\n- .+\\n- .+\\n- .+$`, 'u').test(parts[0] ?? ''))
    wrong.push('key points');
  const last = parts.at(-1) ?? '';
  if (!new RegExp(`^\\*\\*${nextStep}\\*\\*\\n.+$`, 'u').test(last)) wrong.push('next step');
  const named = commandsIn(body);
  if (named.length !== 1 || !commands.has(commandsIn(last)[0] ?? '')) wrong.push('command');
  // Bold, lists and commands; no links, headings, tables, pictures, mentions or smart dashes.
  if (/\]\(|^#|^\||^>|https?:|@|<|[–—…‘]|\t|\n{3}/mu.test(body)) wrong.push('Markdown');
  return wrong;
}

function commandsIn(body: string): string[] {
  return [...body.matchAll(/`\/([^`]+)`/gu)].map(([, command = '']) => command);
}

/** Bold words within a line: what stands on buttons. */
function labelsIn(body: string): string[] {
  const lines = body.split('\n').filter((line) => !/^\*\*[^*]+\*\*$/u.test(line));
  return lines.flatMap((line) => [...line.matchAll(/\*\*([^*]+)\*\*/gu)].map(([, label = '']) => label));
}

function numbersIn(body: string): string[] {
  return (body.match(/\d+/gu) ?? []).sort();
}

/** What an English label may be in another language: it may stand under several keys. */
function translationsOf(label: string, locale: string): string[] {
  const english = words.get('en') ?? new Map<string, string>();
  const keys = [...english].flatMap(([key, text]) => (text === label ? [key] : []));
  return keys.flatMap((key) => words.get(locale)?.get(key) ?? []);
}

async function catalogues(folder: string): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for (const name of await readdir(folder)) {
    collect(name, JSON.parse(await readFile(path.join(folder, name), 'utf8')));
  }
  return all;

  function collect(key: string, value: unknown): void {
    if (typeof value === 'string') all.set(key, value);
    else for (const [part, inside] of Object.entries(value ?? {})) collect(`${key}.${part}`, inside);
  }
}
