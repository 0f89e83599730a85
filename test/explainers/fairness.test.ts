import { beforeAll, describe, expect, it } from 'vitest';
import type { Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { data } from './content.js';
import { COMPLETE, ENGLISH, SPANISH } from './languages.js';
import { FROM_THE_ARTICLE, TOPICS } from './topics.js';

let library: Library;
beforeAll(async () => {
  library = await loadExplainers(data);
});

/** Only these tell of nothing that was to come. */
const TIMELESS = [
  'march-separately',
  'agreement-limits',
  'withdrawing-labour',
  'working-class',
  'reading-on',
];

/** What would tell of the author's life, of private people, or lead out of the library. */
const PRIVATE = /@|twitter|facebook|teacher who|monash|https?:|rittenhouse|kenosha|profesor|exprofesor/iu;

describe.each(COMPLETE)('fairness in $locale', (language) => {
  const bodyOf = (topic: string) => library.get(topic, language.locale)?.body ?? '';

  it.each(FROM_THE_ARTICLE)('%s says whose judgement it tells, and from when', (topic) => {
    expect(bodyOf(topic)).toMatch(language.attributed);
    expect(bodyOf(topic)).toMatch(language.argues);
  });

  it.each(FROM_THE_ARTICLE.filter((topic) => !TIMELESS.includes(topic)))(
    '%s says that what followed is not covered',
    (topic) => {
      expect(bodyOf(topic)).toMatch(language.notCovered);
    },
  );

  it.each(['general-strike', 'withdrawing-labour', 'rochester-motion', 'about-this-bot'])(
    '%s says that a vote here is no legal ballot',
    (topic) => {
      expect(bodyOf(topic)).toMatch(language.noBallot);
    },
  );

  it.each(['general-strike', 'withdrawing-labour', 'defending-meetings', 'about-this-bot'])(
    '%s says that it is not legal advice',
    (topic) => {
      expect(bodyOf(topic)).toMatch(language.noAdvice);
    },
  );

  it.each(TOPICS.filter((topic) => topic !== 'united-front-1930'))('%s mentions no weapons', (topic) => {
    expect(bodyOf(topic)).not.toMatch(language.weapons);
  });

  it('the weapons of 1930 are mentioned once, as history', () => {
    expect(bodyOf('united-front-1930').match(language.weapons)).toEqual([language.armed]);
    expect(bodyOf('united-front-1930')).toMatch(language.asHistory);
  });

  it.each(['defending-meetings', 'defence-committees', 'united-front-1930', 'march-separately'])(
    'what is done is lawful in %s',
    (topic) => {
      expect(bodyOf(topic)).toMatch(language.lawful);
    },
  );

  it('no text tells people how to vote, and those on voting say so', () => {
    for (const topic of ['democratic-party', 'to-voters']) expect(bodyOf(topic)).toMatch(language.noSide);
  });
});

describe('the author and private people', () => {
  it('of the author there are name, date and viewpoint only, and no private person is named', () => {
    const { author, written, viewpoint, title } = library.article;
    expect({ author, written }).toEqual({ author: 'Davey Heller', written: '2020-10' });
    expect(title).toMatch(/^March separately, but strike together!/u);
    expect(viewpoint).toMatch(/Trotskyist/u);
    const everything = JSON.stringify([
      library.all,
      [...library.article.sections.values()],
      COMPLETE.map(({ locale }) => library.words(locale)),
    ]);
    expect(everything).not.toMatch(PRIVATE);
  });
});

describe('what is not fair would be noticed', () => {
  it.each([
    [ENGLISH, 'The article shows that the party lost. Bring guns. What followed is told below.'],
    [SPANISH, 'El artículo demuestra que el partido perdió. Traigan pistolas. Después pasó lo que sigue.'],
  ])('in $locale', (language, text) => {
    const said = [
      'attributed',
      'argues',
      'notCovered',
      'noBallot',
      'noAdvice',
      'asHistory',
      'lawful',
      'noSide',
    ];
    for (const rule of said) expect(text, rule).not.toMatch(language[rule as 'argues']);
    expect(text.match(language.weapons)).toHaveLength(1);
  });

  it('where somebody is named', () => {
    expect('Sígueme en Twitter').toMatch(PRIVATE);
  });
});
