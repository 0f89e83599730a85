/** Full names first, then how they are shortened; "mar" is two of them and stands apart. */
const SHORT_WEEKDAYS: [string, string][] = [
  ['lunes', 'lun'],
  ['martes', 'mart'],
  ['miercoles', 'mierc?|mie'],
  ['jueves', 'juev?|jue'],
  ['viernes', 'vier?'],
  ['sabado', 'sab'],
  ['domingo', 'dom'],
];
const SHORT_MONTHS: [string, string][] = [
  ['enero', 'ene'],
  ['febrero', 'febr?'],
  ['marzo', 'mzo'],
  ['abril', 'abr'],
  ['mayo', 'may'],
  ['junio', 'jun'],
  ['julio', 'jul'],
  ['agosto', 'ago'],
  ['septiembre', 'sept?|set|setiembre'],
  ['octubre', 'oct'],
  ['noviembre', 'nov'],
  ['diciembre', 'dic'],
];

export const MONTHS = SHORT_MONTHS.map(([name]) => name);
/** From one to twelve: hours that are written in words, and amounts. */
export const HOUR_WORDS = 'una dos tres cuatro cinco seis siete ocho nueve diez once doce'.split(' ');

const WEEKDAY = 'lunes|martes|miercoles|jueves|viernes|sabados?|domingos?';
const MONTH = MONTHS.join('|');
const PART = 'manana|tarde|noche|madrugada';
const HOURS = 'h|hs|hrs?|horas?';
/** A figure that is not the end of "18:30", "2027" or a date. */
const FIGURE = String.raw`(?<![\d:./,-])(\d{1,2})`;
const CLOCK = String.raw`\d{1,2}(?:[:.]\d{2})?(?: y media)?(?: ?(?:${HOURS}|[ap]m))?(?: de la (?:${PART}))?`;

/**
 * Spanish brought to one form, the text without accents: names in full, one word where several say one thing, `@` before
 * an hour. In this order: each builds on those before it. Words run together ("latarde") are nobody's but ours.
 */
export const rewrites: readonly (readonly [RegExp, string])[] = [
  rule(String.raw`(?<![a-z])([ap])\. ?m\b\.?`, '$1m'),
  rule(' ?& ?', ' y '),
  ...[...SHORT_WEEKDAYS, ...SHORT_MONTHS].map(([name, short]) => rule(String.raw`\b(?:${short})\b\.?`, name)),
  // "5 mar" is in March; alone it may be a Tuesday, and is asked.
  rule(String.raw`${FIGURE}(?: de)? mar\b\.?`, '$1 de marzo'),
  rule(String.raw`\bdel? (?:ano )?(?=\d{4}\b)`, 'de '),
  rule(String.raw`\bdel\b`, 'de el'),

  // Days.
  rule(String.raw`\bpasado manana\b`, 'pasadomanana'),
  rule(String.raw`\bque viene\b|\bsiguiente\b|\bproxim[oa]\b`, 'proximo'),
  rule(String.raw`\b(${WEEKDAY}|semana|mes) proximo\b`, 'proximo $1'),
  rule(String.raw`\b(?:1(?:\.?o|er|e?ro)|primer[oa]?)(?: dia)? (?=(?:de )?(?:${MONTH})\b)`, '1 '),
  rule(String.raw`\b(${MONTH}) (\d{1,2})(?=,? \d{4}\b)`, '$2 de $1'),
  rule(String.raw`\bdia (?=(?:${WEEKDAY})\b|\d{1,2}(?: de)? (?:${MONTH})\b|\d{1,2}[-/.]\d)`, ''),

  // Beside a date it adds nothing.
  rule(
    String.raw`\b(?:proximo|este) (?=(?:(?:${WEEKDAY}),? )?(?:\d{1,2}(?: de)? (?:${MONTH})\b|\d{1,2}[-/.]\d))`,
    '',
  ),

  // Lengths. "Eight days" are a week to many, and "fifteen days" two.
  rule(String.raw`\b(?:ocho|quince) dias\b`, 'ochodias'),
  rule(String.raw`\bdentro de\b`, 'en'),
  rule(String.raw`\bmedia hora\b`, '30 minutos'),
  rule(String.raw`\b(?:una|1) hora y media\b`, '90 minutos'),
  rule(String.raw`\b(en|durante|por) (\d{1,3}),(\d{1,2})\b`, '$1 $2.$3'),

  // Repeats.
  rule(String.raw`\btod[oa]s l[oa]s\b`, 'cada'),
  rule(
    String.raw`\b(?:cada |los )?dias? (?:laborables?|laborales|habiles|habil)\b|\bentre semana\b`,
    'laborables',
  ),
  rule(String.raw`\bfin(?:es)? de semana\b`, 'finde'),
  rule(String.raw`\blos (?=(?:${WEEKDAY})\b)`, 'cada '),
  rule(String.raw`\b(y|,) cada (?=(?:${WEEKDAY})\b)`, '$1 '),
  rule(String.raw`\bde (${WEEKDAY}) a (${WEEKDAY})\b`, 'cada $1 - $2'),
  // "cada día 15" is every month; an hour would have its minutes or its mark.
  rule(String.raw`\b(?:cada dia|los dias) (?=\d{1,2}\b(?![:.]\d| ?(?:${HOURS}|[ap]m)\b))`, 'cada mes dia '),
  rule(String.raw`\ba la semana\b|\bal (?=dia\b|mes\b)`, 'por '),
  rule(String.raw`\ba partir de\b`, 'apartir'),
  rule(String.raw`\ba diario\b`, 'diario'),

  // Hours.
  rule(String.raw`\ben punto\b`, 'enpunto'),
  ...HOUR_WORDS.map((word, index) => rule(String.raw`\blas? ${word}\b`, `las ${String(index + 1)}`)),
  rule(
    String.raw`\b(?:de|desde|entre) (?:las? )?(${CLOCK}) (?:a|y|hasta) (?:las? )?(?=\d)(?!\d{1,2}(?: de)? (?:${MONTH}))`,
    '@ $1 - @ ',
  ),
  rule(String.raw`(?:\ba )?\blas? (?=\d)`, '@ '),
  rule(String.raw`${FIGURE}(?: ?(?:${HOURS}))? de el medio ?dia\b`, '@ $1 lamediodia'),
  rule(String.raw`(?:\bal? |\b12 )?\bmedio ?dia\b`, '12:00'),
  rule(String.raw`${FIGURE}( y media| y cuarto)?(?: ?(?:${HOURS}))? de la (${PART})\b`, '@ $1$2 la$3'),
  rule(String.raw`\b(?:de|por|en|a) la (${PART})\b`, 'la$1'),
  rule(String.raw`\bde (madrugada|noche)\b`, 'la$1'),
  rule(String.raw`\besta (${PART})\b`, 'hoy la$1'),
  // With its mark it is the 24-hour clock, unless the part of the day says otherwise.
  rule(String.raw`(?<!\d)(\d[:.]\d{2}) ?(?:${HOURS})\b\.?(?! la(?:${PART}))`, '0$1'),
  rule(String.raw`(\d{1,2}[:.]\d{2}) ?(?:${HOURS})\b\.?`, '$1'),
  rule(String.raw`\b(\d{1,2}) ?(?:hs|hrs?|h)\b\.?`, '$1h'),
  rule(String.raw`(@ \d{1,2}|\b(?:1[3-9]|2[0-4])) horas\b`, '$1h'),
];

function rule(pattern: string, to: string): readonly [RegExp, string] {
  return [new RegExp(pattern, 'gu'), to];
}
