import type { APIApplicationCommand } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { localised } from '../../src/local-discord/localised.js';
import {
  catalogueOf,
  matchLine,
  readRest,
  suggest,
} from '../../src/local-discord/page/composer/catalogue.js';
import { choose } from '../../src/local-discord/page/locale.js';
import { personNotes } from '../../src/local-discord/page/spanish/person-notes.js';
import { spanish } from '../../src/local-discord/page/spanish/texts.js';
import { english } from '../../src/local-discord/page/texts.js';
import { PEOPLE } from '../../src/local-discord/seed-plan.js';

/** Every sentence by its path; of functions what they say of made-up things. */
function sentences(value: unknown, at = ''): Map<string, string> {
  if (typeof value === 'function') {
    const say = value as (...given: unknown[]) => string;
    // Names where names are given; some sentences count, some list.
    const given = [[['3']], ['Amara', 'Dockworkers', '3'], [3, 4, true]];
    const said = given.map((arguments_) => {
      try {
        return say(...arguments_);
      } catch {
        return '';
      }
    });
    return new Map([[at, said.join(' | ')]]);
  }
  if (typeof value !== 'object' || value === null) return new Map([[at, String(value)]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...sentences(inner, `${at}.${key}`)]));
}

/** The same in both languages: signs, names of formats, and what is no language's word. */
const SAME =
  /^\.(?:places\.(?:channel|dm)|clock\.steps\.\d\.minutes|clock\.steps\.0\.short|threads\.thread|messages\.bytes\.\w+|side\.personWith|composer\.no|files\.calendar\.labels\.UID|person\.note)$/u;

describe('the words of the page', () => {
  const [inEnglish, inSpanish] = [sentences(english), sentences(spanish)];

  it('are the same in both languages, key by key', () => {
    expect([...inSpanish.keys()].sort()).toEqual([...inEnglish.keys()].sort());
  });

  it('are all translated', () => {
    const same = [...inSpanish].filter(([key, text]) => text === inEnglish.get(key) && !SAME.test(key));
    expect(same.map(([key]) => key)).toEqual([]);
  });

  it('are nowhere empty', () => {
    expect([...inEnglish, ...inSpanish].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('tell of everybody there is from the beginning in Spanish too', () => {
    expect(PEOPLE.map(({ note }) => note).filter((note) => personNotes[note] === undefined)).toEqual([]);
    expect(spanish.person.note('of somebody new')).toBe('of somebody new');
  });
});

describe('the language of the page', () => {
  it.each([
    [null, ['es-MX', 'en'], 'es', 'es-MX'],
    [null, ['es'], 'es', 'es-ES'],
    [null, ['fr-FR', 'es-ES'], 'es', 'es-ES'],
    [null, ['en-US', 'es'], 'en', 'en-GB'],
    [null, [], 'en', 'en-GB'],
    ['es', ['en-US'], 'es', 'es-ES'],
    ['en', ['es-ES'], 'en', 'en-GB'],
    ['xx', ['es-ES'], 'es', 'es-ES'],
    ['<script>', [], 'en', 'en-GB'],
  ])('with ?lang=%s and a browser in %j is %s, dates as in %s', (asked, preferred, language, locale) => {
    expect(choose(asked, preferred)).toEqual({ language, locale });
  });
});

describe('a command in somebody’s language', () => {
  const command = {
    id: '1',
    name: 'propose',
    name_localizations: { 'es-ES': 'proponer', 'es-419': 'proponer' },
    description: 'Propose',
    description_localizations: { 'es-ES': 'Proponer algo' },
    options: [
      {
        type: 3,
        name: 'whom',
        name_localizations: { 'es-ES': 'a-quién' },
        description: 'Whom',
        choices: [{ name: 'all', name_localizations: { 'es-ES': 'todos' }, value: 'all' }],
      },
      { type: 3, name: 'when', description: 'When' },
    ],
  } as unknown as APIApplicationCommand;

  it('has its texts in that language, and nothing of the others', () => {
    expect(localised(command, 'es-ES')).toEqual({
      id: '1',
      name: 'propose',
      name_localized: 'proponer',
      description: 'Propose',
      description_localized: 'Proponer algo',
      options: [
        {
          type: 3,
          name: 'whom',
          name_localized: 'a-quién',
          description: 'Whom',
          choices: [{ name: 'all', name_localized: 'todos', value: 'all' }],
        },
        { type: 3, name: 'when', description: 'When' },
      ],
    });
    expect(localised(command, 'en-US')).not.toHaveProperty('name_localized');
  });

  it('is found by either name, and shown by the person’s', () => {
    const catalogue = catalogueOf([localised(command, 'es-ES')]);
    for (const typed of ['/prop', '/propone', '/propose', '/PROPONER'])
      expect(
        suggest(catalogue, typed).map(({ label }) => label),
        typed,
      ).toEqual(['/proponer']);
    expect(matchLine(catalogue, '/propose a-quién: x')?.rest).toBe('a-quién: x');
    expect(matchLine(catalogue, '/proponer when: x')?.path.description).toBe('Proponer algo');
    expect(catalogueOf([localised(command, 'en-US')])[0]?.label).toBe('/propose');
  });

  it('takes its options by either name', () => {
    const { options } = catalogueOf([localised(command, 'es-ES')])[0] ?? { options: [] };
    for (const line of ['a-quién: Puerto when: hoy', 'whom: Puerto when: hoy']) {
      const { named, bare } = readRest(line, options);
      expect([bare, [...named]]).toEqual([
        '',
        [
          ['whom', 'Puerto'],
          ['when', 'hoy'],
        ],
      ]);
    }
    expect(readRest('A-Quién: x', options).written).toBe('a-quién');
  });
});
