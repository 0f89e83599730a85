import type { RepeatWords } from './repeat-words.js';

const weekdays = 'lunes martes miercoles jueves viernes sabado domingo'.split(' ');

/** Spellings are those that `spanish-rewrites.ts` leaves. */
export const spanishRepeats: RepeatWords = {
  every: new Set(['cada']),
  other: new Set(),
  adverbs: new Map([
    ['diario', { unit: 'day', every: 1 }],
    ['diaria', { unit: 'day', every: 1 }],
    ['diariamente', { unit: 'day', every: 1 }],
    ['laborables', { unit: 'weekday', every: 1 }],
    ['semanal', { unit: 'week', every: 1 }],
    ['semanalmente', { unit: 'week', every: 1 }],
    ['mensual', { unit: 'month', every: 1 }],
    ['mensualmente', { unit: 'month', every: 1 }],
  ]),
  nouns: new Map(),
  weekdays: new Map(weekdays.map((name, index) => [name, index + 1])),
  // The others are the same in the singular; "los lunes" was rewritten.
  plurals: new Map([
    ['sabados', 6],
    ['domingos', 7],
  ]),
  nth: new Map([
    ['primer', 1],
    ['primero', 1],
    ['segundo', 2],
    ['tercer', 3],
    ['tercero', 3],
    ['cuarto', 4],
    ['quinto', 5],
    ['ultimo', -1],
  ]),
  the: new Set(['el']),
  day: new Set(['dia']),
  through: new Set(['a']),
  until: new Set(['hasta']),
  starting: new Set(['empezando', 'comenzando', 'apartir']),
  from: new Set(['desde']),
  times: new Set(['veces', 'vez', 'x']),
  per: new Set(['por', 'al', 'cada', 'diario', 'diarias', 'semanales', 'mensuales', 'laborables']),
  // "quincenal" is twice a month or every two weeks, "bimensual" twice a month or every two months.
  unclear: new Set(
    (
      'quincenal quincenalmente bisemanal bimensual bimestral trimestral semestral anual anualmente finde findes ' +
      'alternos alternas alterno veces vez'
    ).split(' '),
  ),
  none: new Set([
    'una vez',
    'una sola vez',
    'solo una vez',
    'sólo una vez',
    'nunca',
    'ninguno',
    'ninguna',
    'no',
  ]),
};
