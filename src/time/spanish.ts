import { es } from 'chrono-node';
import type { Language, Unit } from './language.js';
import { spanishRepeats } from './spanish-repeats.js';
import { HOUR_WORDS, MONTHS, rewrites } from './spanish-rewrites.js';

const units: [Unit, string[]][] = [
  ['years', ['ano', 'anos']],
  ['months', ['mes', 'meses']],
  ['weeks', ['semana', 'semanas', 'sem']],
  ['days', ['dia', 'dias', 'd']],
  ['hours', ['hora', 'horas', 'h']],
  ['minutes', ['minuto', 'minutos', 'min', 'mins', 'm']],
  ['seconds', ['segundo', 'segundos', 'seg', 's']],
];

/**
 * Spanish as written in Spain and in Latin America, with or without its accents. What differs between countries, or
 * between people, is not read but asked: "el próximo viernes", "mar" (martes or marzo), "12 de la noche".
 */
export const spanish: Language = {
  days: es.casual,
  accents: false,
  rewrites,
  dayWords: new Map([
    ['hoy', 0],
    ['manana', 1],
    ['pasadomanana', 2],
  ]),
  weekdays: new Set('lunes martes miercoles jueves viernes sabado domingo'.split(' ')),
  months: new Set(MONTHS),
  doubtfulDays: new Set(['mar']),
  ordinals: new Set('o er ero ro do to'.split(' ')),
  filler: new Set(['el', 'la', 'de', 'desde']),
  at: new Set(['@']),
  // "viernes 20" is the 20th to most.
  dayThenHour: false,
  oClock: new Set(['enpunto']),
  pastTheHour: new Map([
    ['media', 30],
    ['cuarto', 15],
  ]),
  to: new Set(['a', 'al', 'hasta']),
  until: new Set(['hasta', 'para']),
  next: new Set(['proximo']),
  nextWeekday: 'in-doubt',
  this: new Set(['este', 'esta']),
  week: new Set(['semana']),
  month: new Set(['mes']),
  in: new Set(['en']),
  fromNow: ['desde', 'ahora'],
  for: new Set(['durante', 'por']),
  and: new Set(['y', 'e']),
  units: new Map(units.flatMap(([unit, words]) => words.map((word) => [word, unit] as const))),
  amounts: new Map<string, number>([
    ['un', 1],
    ['uno', 1],
    ...HOUR_WORDS.map((word, index) => [word, index + 1] as const),
  ]),
  // 12 is in none but the afternoon: "las 12 de la mañana" is noon in Spain and midnight elsewhere.
  dayParts: new Map([
    ['lamadrugada', [1, 6]],
    ['madrugada', [1, 6]],
    ['lamanana', [1, 11]],
    ['lamediodia', [12, 15]],
    ['latarde', [12, 21]],
    ['tarde', [12, 21]],
    ['lanoche', [18, 23]],
    ['noche', [18, 23]],
  ]),
  doubtfulHours: new Set(['medianoche']),
  past: new Set(['ayer', 'anteayer', 'antier', 'hace', 'pasado', 'pasada']),
  repeat: spanishRepeats,
};
