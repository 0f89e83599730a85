import { readingOf } from './reading-grade.js';
import { readingOfSpanish } from './reading-spanish.js';

/** How one of our languages says what every text has to say, and how hard it may be to read. */
export interface Language {
  locale: string;
  inShort: string;
  nextStep: string;
  /** Names a text to read next. */
  choose: RegExp;
  /** Says whose judgement is told, and from when. */
  attributed: RegExp;
  argues: RegExp;
  notCovered: RegExp;
  /** A vote here is no legal ballot. */
  noBallot: RegExp;
  noAdvice: RegExp;
  weapons: RegExp;
  /** The one mention of weapons, and that it is history. */
  armed: string;
  asHistory: RegExp;
  lawful: RegExp;
  /** Takes no side, tells nobody how to vote. */
  noSide: RegExp;
  /** What makes a text too hard for a reader of fourteen; none where it is plain. */
  tooHard: (markdown: string) => string[];
  /** The same for a summary or a meaning, of which each is too short for a formula. */
  tooLong: (line: string) => string[];
}

/** School years: the eighth ends at about fourteen. */
const GRADE_MAX = 8;
/** Where fairly easy begins on the INFLESZ scale: read at twelve and after. */
const EASE_MIN = 65;
const SENTENCE_MAX = 25;
const LINE_MAX = 20;

export const ENGLISH: Language = {
  locale: 'en',
  inShort: 'In short',
  nextStep: 'Next step',
  choose: /choose “([^”]+)”/gu,
  attributed: /The article, written in October 2020, /u,
  argues: /argues (?:that|for) /u,
  notCovered: /(?:isn't|aren't) covered/u,
  noBallot: /(?:not the|is no|not a) strike ballot (?:that a law may require|under any law)/u,
  noAdvice: /not legal advice|is legal advice/iu,
  weapons: /\b(?:arms?|armed|guns?|weapons?|rifles?|mace|militias?)\b/giu,
  armed: 'armed',
  asHistory: /We tell it as history, not as advice\./u,
  lawful: /lawful|within the law/u,
  noSide: /takes no side .*tells nobody how to vote/u,
  tooHard(markdown) {
    const { grade, longest, longWords } = readingOf(markdown);
    return [
      ...(grade > GRADE_MAX ? [`grade ${grade.toFixed(1)}`] : []),
      ...(longest.words > SENTENCE_MAX ? [`a long sentence: ${longest.sentence}`] : []),
      ...(longWords > 0.08 ? [`long words: ${(longWords * 100).toFixed(0)} of 100`] : []),
    ];
  },
  tooLong(line) {
    const { longest } = readingOf(line);
    return longest.words > LINE_MAX ? [longest.sentence] : [];
  },
};

export const SPANISH: Language = {
  locale: 'es',
  inShort: 'En resumen',
  nextStep: 'Próximo paso',
  choose: /elige “([^”]+)”/gu,
  attributed: /El artículo, escrito en octubre de 2020, /u,
  argues: /sostiene que |defiende /u,
  notCovered: /no se cuenta aquí/u,
  noBallot: /no es (?:la|una) votación de huelga (?:que una ley puede exigir|según ninguna ley)/iu,
  noAdvice: /no es un consejo legal|nada de lo que dice es un consejo legal/iu,
  weapons:
    /(?<!\p{L})(?:armas?|armad[oa]s?|fusil(?:es)?|pistolas?|rifles?|milicias?|gas pimienta)(?!\p{L})/giu,
  armed: 'armas',
  asHistory: /Lo contamos como historia, no como consejo\./u,
  lawful: /(?:protección|cuidado) legal|dentro de la ley/u,
  noSide: /no toma partido .*no le dice a nadie qué votar/u,
  tooHard(markdown) {
    const { ease, longest, longWords } = readingOfSpanish(markdown);
    return [
      ...(ease < EASE_MIN ? [`ease ${ease.toFixed(1)}`] : []),
      ...(longest.words > SENTENCE_MAX ? [`a long sentence: ${longest.sentence}`] : []),
      ...(longWords > 0.04 ? [`long words: ${(longWords * 100).toFixed(0)} of 100`] : []),
    ];
  },
  tooLong(line) {
    const { longest } = readingOfSpanish(line);
    return longest.words > LINE_MAX ? [longest.sentence] : [];
  },
};

/** The languages in which everything there is can be read. */
export const COMPLETE = [ENGLISH, SPANISH];
