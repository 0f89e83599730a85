import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCommands } from '../../src/discord/load-commands.js';
import type { Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { readingOf } from './reading-grade.js';
import { data } from './content.js';
import { FROM_THE_ARTICLE, TOPICS } from './topics.js';

/** School years: the eighth ends at about fourteen. */
const GRADE_MAX = 8;

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
});

const bodyOf = (topic: string) => library.get(topic, 'en')?.body ?? '';

describe('the texts in English', () => {
  it('are these, in this order', () => {
    expect(library.contents('en').map(({ topic }) => topic)).toEqual(TOPICS);
  });

  it.each(TOPICS)('%s has 120 to 220 words', (topic) => {
    const count = bodyOf(topic).match(/[\p{L}\p{N}’']+/gu)?.length;
    expect(count).toBeGreaterThanOrEqual(120);
    expect(count).toBeLessThanOrEqual(220);
  });

  it.each(TOPICS)('%s begins with three key points and ends with one thing to do here', (topic) => {
    const parts = bodyOf(topic).split('\n\n');
    expect(parts[0]).toMatch(/^\*\*In short\*\*\n- .+\n- .+\n- .+$/u);
    expect(parts.at(-1)).toMatch(/^\*\*Next step\*\*\n.+$/u);
    expect(bodyOf(topic).match(/`\/[a-z -]+`/gu)).toHaveLength(1);
    const [, command = ''] = /`\/([a-z -]+)`/u.exec(parts.at(-1) ?? '') ?? [];
    expect(commands).toContain(command);
  });

  it('name no text to read next that is not there', () => {
    const titles = library.contents('en').map(({ title }) => title);
    const named = TOPICS.flatMap((topic) => [...bodyOf(topic).matchAll(/choose “([^”]+)”/gu)]);
    expect(named.length).toBeGreaterThan(3);
    for (const [, title] of named) expect(titles).toContain(title);
  });

  it.each(TOPICS)('%s leads on to two to four other texts', (topic) => {
    const related = library.related(topic, 'en').length;
    expect(related).toBeGreaterThanOrEqual(2);
    expect(related).toBeLessThanOrEqual(4);
  });

  it('can all be reached from another by what to read next', () => {
    const reached = new Set(TOPICS.flatMap((topic) => library.related(topic, 'en').map((one) => one.topic)));
    expect(TOPICS.filter((topic) => !reached.has(topic))).toEqual([]);
  });

  it.each(TOPICS)('%s can be found under five other names or more', (topic) => {
    expect(library.get(topic, 'en')?.aliases.length).toBeGreaterThanOrEqual(5);
  });

  it.each(TOPICS)('%s uses only Markdown that Discord shows', (topic) => {
    // Bold, lists and commands; no links, headings, tables, pictures, mentions or smart dashes.
    expect(bodyOf(topic)).not.toMatch(/\]\(|^#|^\||^>|https?:|@|<|[–—…‘]|\t|\n{3}/mu);
  });
});

describe('plain language', () => {
  it.each(TOPICS)(`%s can be read with ${GRADE_MAX} years of school`, (topic) => {
    const { grade, longest, longWords } = readingOf(bodyOf(topic));
    expect(grade).toBeLessThanOrEqual(GRADE_MAX);
    expect(longest.words, longest.sentence).toBeLessThanOrEqual(25);
    expect(longWords).toBeLessThanOrEqual(0.08);
  });

  it('summaries and the words of the glossary are as plain', () => {
    for (const { summary } of library.contents('en'))
      expect(readingOf(summary).longest.words, summary).toBeLessThanOrEqual(20);
    const meanings = library.words('en').map(({ meaning }) => meaning);
    for (const meaning of meanings) expect(readingOf(meaning).longest.words, meaning).toBeLessThanOrEqual(20);
    expect(readingOf(meanings.join('\n')).grade).toBeLessThanOrEqual(GRADE_MAX);
  });

  it('a text in the language of offices would be noticed', () => {
    const { grade } = readingOf(
      'The organisations participating in the aforementioned coalition undertake to coordinate their respective activities.',
    );
    expect(grade).toBeGreaterThan(GRADE_MAX);
  });
});

describe('fairness', () => {
  it.each(FROM_THE_ARTICLE)('%s says whose judgement it tells, and from when', (topic) => {
    expect(bodyOf(topic)).toMatch(/The article, written in October 2020, /u);
    expect(bodyOf(topic)).toMatch(/argues (?:that|for) /u);
  });

  // Only these tell of nothing that was to come.
  const timeless = [
    'march-separately',
    'agreement-limits',
    'withdrawing-labour',
    'working-class',
    'reading-on',
  ];
  it.each(FROM_THE_ARTICLE.filter((topic) => !timeless.includes(topic)))(
    '%s says that what followed is not covered',
    (topic) => {
      expect(bodyOf(topic)).toMatch(/(?:isn't|aren't) covered/u);
    },
  );

  it.each(['general-strike', 'withdrawing-labour', 'rochester-motion', 'about-this-bot'])(
    '%s says that a vote here is no legal ballot',
    (topic) => {
      expect(bodyOf(topic)).toMatch(
        /(?:not the|is no|not a) strike ballot (?:that a law may require|under any law)/u,
      );
    },
  );

  it.each(['general-strike', 'withdrawing-labour', 'defending-meetings', 'about-this-bot'])(
    '%s says that it is not legal advice',
    (topic) => {
      expect(bodyOf(topic)).toMatch(/not legal advice|is legal advice/iu);
    },
  );

  const weapons = /\b(?:arms?|armed|guns?|weapons?|rifles?|mace|militias?)\b/giu;
  it.each(TOPICS.filter((topic) => topic !== 'united-front-1930'))('%s mentions no weapons', (topic) => {
    expect(bodyOf(topic)).not.toMatch(weapons);
  });

  it('the weapons of 1930 are mentioned once, as history', () => {
    expect(bodyOf('united-front-1930').match(weapons)).toEqual(['armed']);
    expect(bodyOf('united-front-1930')).toMatch(/We tell it as history, not as advice\./u);
  });

  it.each(['defending-meetings', 'defence-committees', 'united-front-1930'])(
    'defence is lawful protection by many in %s',
    (topic) => {
      expect(bodyOf(topic)).toMatch(/lawful|within the law/u);
    },
  );

  it('no text tells people how to vote, and those on voting say so', () => {
    for (const topic of ['democratic-party', 'to-voters'])
      expect(bodyOf(topic)).toMatch(/takes no side .*tells nobody how to vote/u);
  });

  it('of the author give name, date and viewpoint only, and name no private person', () => {
    const { author, written, viewpoint, title } = library.article;
    expect({ author, written }).toEqual({ author: 'Davey Heller', written: '2020-10' });
    expect(title).toMatch(/^March separately, but strike together!/u);
    expect(viewpoint).toMatch(/Trotskyist/u);
    const everything = JSON.stringify([
      library.all,
      [...library.article.sections.values()],
      library.words('en'),
    ]);
    expect(everything).not.toMatch(/@|twitter|facebook|teacher who|monash|https?:|rittenhouse|kenosha/iu);
  });
});
