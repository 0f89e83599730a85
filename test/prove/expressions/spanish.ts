import type { Random } from '../random.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/u);

const WEEKDAYS = words('lunes Martes miércoles miercoles jue VIERNES vie. sábado sabado dom mar domingos');
const MONTHS = words('enero feb marzo abr. mayo junio Julio ago septiembre sept. octubre nov diciembre mar');
const UNITS = words(
  'segundos minutos min horas h hs días dias semanas meses años semana mes día año segundo',
);
const NTHS = words('primer primero segundo tercer cuarto quinto último ultimo 1º 1er 2.º 3er 5to 0º');
const NUMBERS = words('0 1 2 3 7 12 15 31 32 99 999999999999 un dos tres once doce 1,5 0,000001');
const HOURS = [
  ...[
    '18:00',
    'a las 18h',
    'a las 6 de la tarde',
    '18 hs',
    '9h',
    '6 p. m.',
    'a la una',
    'a las 10:30 de la noche',
  ],
  ...[
    'a las 6',
    'mediodía',
    'medianoche',
    'a las 6 y media',
    'de 18:00 a 20:00',
    'a las 12 de la mañana',
    '25 h',
  ],
];

/** Single words of dates, repeats and what stands beside them. */
export const SPANISH_WORDS: readonly string[] = [
  ...[WEEKDAYS, MONTHS, UNITS, NTHS, NUMBERS].flat(),
  ...words(`hoy mañana manana pasado ayer hace el la los las de del a al en por para desde hasta durante entre y e
    dentro que viene próximo siguiente este esta noche tarde madrugada mediodía medianoche media cuarto punto cada todos
    todas diario diariamente semanal mensual quincenal laborables hábiles fin veces vez empezando partir nunca no día @`),
];

/** Repeated without end: what the rewriting looks for, nearly found. */
export const SPANISH_PIECES: readonly string[] = [
  ...[
    'de la ',
    'a las ',
    'de 1 a ',
    'entre 1 y ',
    'cada ',
    'cada lunes y ',
    'todos los ',
    'de lunes a ',
    'que viene ',
  ],
  ...[
    'mañana ',
    'pasado mañana ',
    'a. m.',
    'p. ',
    '1 h ',
    '1h',
    '1º',
    '1 de mar ',
    'mayo 1,',
    'en 1,5 ',
    '@ 1 ',
    'días ',
  ],
  ...[
    'del ',
    'n\u0303',
    'a\u0301\u0301',
    'y media ',
    'al medio ',
    'de 1:00 h de la mañana a ',
    '12 ',
    'primer día ',
  ],
];

export function spanishDate(random: Random): string {
  const { day, month, weekday, hour, number, unit } = parts(random);
  return random.pick([
    `${weekday} ${hour}`,
    `el próximo ${weekday} ${hour}`,
    `el ${weekday} que viene ${hour}`,
    `${day} de ${month} ${hour}`,
    `${day} ${month} 2027 ${hour}`,
    `el ${day} de ${month} del 2027 ${hour}`,
    `${month} ${day}, 2027 ${hour}`,
    `en ${number} ${unit}`,
    `dentro de ${number} ${unit} ${hour}`,
    `mañana ${hour}`,
    `pasado mañana ${hour}`,
    `esta noche ${hour}`,
    `${hour} del ${weekday}`,
    `${weekday} de 10:00 a 12:00`,
    `${day} de ${month} de 2028 18:00 durante ${number} ${unit}`,
    'viernes 18:00',
  ]);
}

export function spanishRule(random: Random): string {
  const { day, month, weekday, number, unit, nth } = parts(random);
  const rules = [
    'todos los días',
    'días laborables',
    'semanal',
    'mensual',
    'cada dos semanas',
    `cada ${weekday}`,
    `los ${weekday}, ${random.pick(WEEKDAYS)} y ${random.pick(WEEKDAYS)}`,
    `de ${weekday} a ${random.pick(WEEKDAYS)}`,
    `cada ${number} ${unit}`,
    `cada ${unit} el ${weekday}`,
    `el ${nth} ${weekday} de cada mes`,
    `cada ${nth} ${weekday}`,
    `el día ${day} de cada mes`,
    `cada día ${day}`,
    'último día del mes',
  ];
  const ends = [
    '',
    '',
    '',
    ` hasta el ${day} de ${month}`,
    ` ${number} veces`,
    ` a partir del ${day} de ${month}`,
  ];
  return random.pick(rules) + random.pick(ends);
}

export function spanishSchedule(random: Random): string {
  const { hour } = parts(random);
  const made = spanishRule(random);
  return random.pick([`${made} ${hour}`, `${hour} ${made}`, made, `${made}, ${hour} UTC`]);
}

function parts(random: Random) {
  return {
    day: random.next() < 0.7 ? String(random.between(1, 28)) : random.pick(NUMBERS),
    month: random.pick(MONTHS),
    weekday: random.pick(WEEKDAYS),
    hour: random.pick(HOURS),
    number: random.pick(NUMBERS),
    unit: random.pick(UNITS),
    nth: random.pick(NTHS),
  };
}
