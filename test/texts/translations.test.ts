import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCommands } from '../../src/discord/load-commands.js';
import { LIMITS } from '../../src/discord/limits.js';
import { readCatalogue, type Catalogue } from '../../src/texts/catalogue.js';
import { loadTexts, type Texts } from '../../src/texts/texts.js';
import { gapsIn, markOf, readSources, record } from '../../src/texts/translation.js';
import type { OptionDefinition } from '../../src/discord/command.js';

const FOLDER = 'data/locales';
const COMMANDS = fileURLToPath(new URL('../../commands', import.meta.url));

let texts: Texts;
let english: Catalogue;
const translated = new Map<string, Catalogue>();

beforeAll(async () => {
  texts = await loadTexts(FOLDER, true);
  english = await readCatalogue(FOLDER, 'en');
  for (const language of texts.languages) translated.set(language, await readCatalogue(FOLDER, language));
});

/** How long a text may be, by where it stands. */
const LENGTHS: [RegExp, number][] = [
  [/:command(?:\.|.*\.)description$/u, 100],
  [/:command.*\.choices\.[^.]+$/u, LIMITS.choiceText],
  [/:command.*\.name$/u, 32],
  [/^(?:proposals|afterwards):form\.title$|^settings:zone\.title$/u, LIMITS.modalTitle],
  [/^proposals:field\.|^proposals:form\.when-where$|^afterwards:form\.words$|^settings:zone\.name$/u, 45],
  [/[.-]hint$/u, LIMITS.labelDescription],
  [/-example$/u, LIMITS.textInputPlaceholder],
  [/^polls:choose\.|^settings:zone\.choose$|^explain:.*(?:choose|related)$|^proposals:list\.choose$/u, 100],
  [/^polls:button\.|^proposals:(?:more|choice)\.[a-z-]+$|^reminders:shown\./u, LIMITS.buttonLabel],
];
/** Shown as messages, though they stand among labels. */
const NO_LABEL =
  /^proposals:more\.(?:title|no-details|what-text|what-next|what-fits|reported|hidden)$|:shown\.(?:late|due)$/u;

describe('every translation', () => {
  it('is complete, made from the English there is, with the same places', async () => {
    const gaps = [];
    for (const [language, catalogue] of translated) {
      if (language === 'en') continue;
      gaps.push(...gapsIn(language, english, catalogue, await readSources(FOLDER, language)));
    }
    expect(gaps.map(({ what }) => what)).toEqual([]);
  });

  it('names every command and option as Discord takes it, no two of one place alike', async () => {
    const wrong: string[] = [];
    for (const language of texts.languages.filter((one) => one !== 'en')) {
      const named = (at: string, keys: string[]) => {
        const names = keys.map((key) => {
          const name = texts.has(`${key}.name`, language) ? texts.in(language)(`${key}.name`) : '';
          if (!/^[-_\p{L}\p{N}]{1,32}$/u.test(name) || name !== name.toLowerCase())
            wrong.push(`${language} ${key}.name: "${name}"`);
          return name;
        });
        if (new Set(names).size < names.length) wrong.push(`${language} ${at}: ${names.join(', ')}`);
      };
      const options = (root: string, all: readonly OptionDefinition[] = []) => {
        named(
          `${root}.options`,
          all.map(({ name }) => `${root}.options.${name}`),
        );
        for (const { name, choices = [] } of all) {
          const shown = choices.map((value) =>
            texts.in(language)(`${root}.options.${name}.choices.${value}`),
          );
          if (new Set(shown).size < shown.length) wrong.push(`${language} ${root} ${name}: ${shown.join()}`);
        }
      };
      const roots: string[] = [];
      for (const { definition } of (await loadCommands(COMMANDS)).values()) {
        const root = `${definition.texts}:command`;
        roots.push(root);
        options(root, definition.options);
        const subcommands = definition.subcommands ?? [];
        named(
          `${root}.subcommands`,
          subcommands.map(({ name }) => `${root}.subcommands.${name}`),
        );
        for (const sub of subcommands) options(`${root}.subcommands.${sub.name}`, sub.options);
      }
      named('commands', roots);
    }
    expect(wrong).toEqual([]);
  });

  it('has a name of its own', () => {
    const names = texts.languages.map((language) => texts.in(language)('common:language'));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('every language', () => {
  it('fits where Discord cuts', () => {
    const long: string[] = [];
    for (const [language, catalogue] of translated) {
      for (const [key, text] of catalogue) {
        if (text.trim() === '') long.push(`${language} ${key}: empty`);
        if (NO_LABEL.test(key)) continue;
        const most = LENGTHS.find(([place]) => place.test(key))?.[1] ?? LIMITS.embedDescription;
        if (text.length > most) long.push(`${language} ${key}: ${String(text.length)} of ${String(most)}`);
      }
    }
    expect(long).toEqual([]);
  });
});

describe('looking up in Spanish', () => {
  it.each(['es-ES', 'es-419', 'es'])('is the same for %s', (locale) => {
    expect(texts.in(locale)('common:language')).toBe('Español');
    expect(texts.in(locale)('proposals:choice.for')).toBe('A favor');
  });

  it('has a form for every count, millions too', () => {
    const t = texts.in('es-419');
    const said = [0, 1, 2, 1_000_000].map((count) => t('settings:minutes', { count }));
    expect(said).toEqual(['0 minutos', '1 minuto', '2 minutos', '1000000 minutos']);
  });
});

describe('what is wrong with a translation', () => {
  const source = new Map([
    ['a:hello', 'Hello {{name}}'],
    ['a:more_one', '{{count}} more'],
    ['a:more_other', '{{count}} more'],
  ]);
  const whole = new Map([
    ['a:hello', 'Hola, {{name}}'],
    ['a:more_one', '{{count}} más'],
    ['a:more_many', '{{count}} más'],
    ['a:more_other', '{{count}} más'],
    ['a:command.options.name.name', 'nombre'],
  ]);
  const recorded = { 'a:hello': markOf(source, 'a:hello') ?? '', 'a:more': markOf(source, 'a:more') ?? '' };
  const gaps = (
    changed: { english?: [string, string]; spanish?: [string, string]; without?: string } = {},
    sources: Record<string, string> = recorded,
  ) => {
    const [from, to] = [new Map(source), new Map(whole)];
    if (changed.english) from.set(...changed.english);
    if (changed.spanish) to.set(...changed.spanish);
    if (changed.without !== undefined) to.delete(changed.without);
    return gapsIn('es', from, to, sources).map(({ key, kind }) => `${kind} ${key}`);
  };

  it('is nothing where all is there', () => {
    expect(gaps()).toEqual([]);
  });

  it.each([
    ['a text that is not translated', { without: 'a:hello' }, ['missing a:hello']],
    ['a count that is not', { without: 'a:more_many' }, ['missing a:more_many']],
    ['a new English text', { english: ['a:new', 'New'] }, ['missing a:new']],
    ['a text English does not have', { spanish: ['a:old', 'Viejo'] }, ['unknown a:old']],
    ['an empty text', { spanish: ['a:hello', ' '] }, ['empty a:hello', 'places a:hello']],
    ['a place left out', { spanish: ['a:hello', 'Hola'] }, ['places a:hello']],
    ['a place English does not have', { spanish: ['a:more_one', '{{count}} {{x}}'] }, ['places a:more_one']],
    ['an English text changed since', { english: ['a:hello', 'Hi {{name}}'] }, ['stale a:hello']],
    ['one form of it changed since', { english: ['a:more_one', '{{count}} extra'] }, ['stale a:more']],
  ] as [string, Parameters<typeof gaps>[0], string[]][])('is told of %s', (_what, changed, told) => {
    expect(gaps(changed)).toEqual(told);
  });

  it('is told of a translation that nothing is recorded of, and of a record of nothing', () => {
    const { 'a:more': more = '' } = recorded;
    expect(gaps({}, { 'a:more': more })).toEqual(['stale a:hello']);
    expect(gaps({}, { ...recorded, 'a:gone': '00000000' })).toEqual(['unknown a:gone']);
  });

  it('is told with the key and what to do', () => {
    const [gap] = gapsIn('es', new Map([...source, ['a:hello', 'Hi {{name}}']]), whole, recorded);
    expect(gap?.what).toBe(
      'es a:hello: the English text has changed since. Look at it, then: npm run translated es a:hello',
    );
  });

  it('is recorded as seen where it is new; where the English text has changed, only when it is named', () => {
    const changed = new Map([...source, ['a:hello', 'Hi {{name}}']]);
    const { 'a:hello': old = '', 'a:more': more = '' } = recorded;
    const mark = markOf(changed, 'a:hello');
    const first = record(changed, whole, { 'a:hello': old }, []);
    expect(first.after).toEqual({ 'a:hello': old, 'a:more': more });
    expect(first.looked.map(({ key, kind }) => `${kind} ${key}`)).toEqual([
      'stale a:hello',
      'recorded a:more',
    ]);
    for (const chosen of ['a:hello', 'all'])
      expect(record(changed, whole, recorded, [chosen]).after).toEqual({ 'a:hello': mark, 'a:more': more });
    expect(record(source, whole, { ...recorded, 'a:gone': '00000000' }, []).after).toEqual(recorded);
  });
});
