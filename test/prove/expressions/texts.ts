import type { Random } from '../random.js';
import { spanishDate, spanishRule, spanishSchedule, SPANISH_PIECES, SPANISH_WORDS } from './spanish.js';
import {
  CRON_FIELDS,
  DATES,
  HOURS,
  MONTHS,
  NTHS,
  NUMBERS,
  OTHERS,
  PIECES,
  UNITS,
  WEEKDAYS,
  ZONES,
} from './words.js';

/** Something typed: a date or repeat where the date stands, a repeat beside a date, or a zone. */
export type Typed =
  | { kind: 'when'; when: string }
  | { kind: 'repeat'; when: string; repeat: string }
  | { kind: 'zone'; zone: string };

/** One text, of any of the ways people, mistakes and attackers write. */
export function typedText(random: Random): Typed {
  const dice = random.next();
  if (dice < 0.15) return { kind: 'zone', zone: anyOf(random, zone) };
  if (dice < 0.5) return { kind: 'repeat', when: date(random), repeat: anyOf(random, rule) };
  if (dice < 0.55) return { kind: 'repeat', when: anyOf(random, date), repeat: rule(random) };
  return { kind: 'when', when: anyOf(random, random.next() < 0.6 ? schedule : date) };
}

/** A text of a kind as it should be, nearly so, or nothing of the sort. */
function anyOf(random: Random, made: (random: Random) => string): string {
  const dice = random.next();
  if (dice < 0.5) return made(random);
  if (dice < 0.7) return damaged(random, made(random));
  if (dice < 0.78) return salad(random);
  if (dice < 0.86) return cron(random);
  if (dice < 0.9) return unicode(random);
  if (dice < 0.95) return endless(random);
  return huge(random);
}

function date(random: Random): string {
  if (random.next() < 0.4) return spanishDate(random);
  const { day, month, weekday, hour, number, unit } = parts(random);
  return random.pick([
    `${weekday} ${hour}`,
    `next ${weekday} at ${hour}`,
    `${day} ${month} ${hour}`,
    `${month} ${day}, 2027 ${hour}`,
    `${random.pick(DATES)} ${hour}`,
    `in ${number} ${unit}`,
    `in ${number} ${unit} at ${hour}`,
    `tomorrow ${hour}`,
    `${hour}`,
    `${weekday} 10:00-12:00`,
    `${day} ${month} 2028 18:00 for ${number} ${unit}`,
    `2027-06-${String(random.between(10, 40))}T${hour}`,
    'Friday 18:00',
  ]);
}

function rule(random: Random): string {
  if (random.next() < 0.4) return spanishRule(random);
  const { day, month, weekday, number, unit, nth } = parts(random);
  const rules = [
    'daily',
    'weekdays',
    'weekly',
    'monthly',
    'every two weeks',
    `every ${weekday}`,
    `every ${weekday}, ${random.pick(WEEKDAYS)} and ${random.pick(WEEKDAYS)}`,
    `every ${weekday}-${random.pick(WEEKDAYS)}`,
    `every other ${weekday}`,
    `every ${number} ${unit}`,
    `every ${unit} on ${weekday}`,
    `${nth} ${weekday} of the month`,
    `every ${nth} ${weekday}`,
    `monthly on the ${day}th`,
    `the ${nth} of every month`,
    `last day of the month`,
    goodCron(random),
    goodCron(random),
  ];
  const ends = [
    '',
    '',
    '',
    ` until ${day} ${month}`,
    ` until ${random.pick(DATES)}`,
    ` ${number} times`,
    ` from ${day} ${month}`,
  ];
  return random.pick(rules) + random.pick(ends) + random.pick(['', '', ` starting ${weekday}`]);
}

function schedule(random: Random): string {
  if (random.next() < 0.4) return spanishSchedule(random);
  const { hour } = parts(random);
  const made = rule(random);
  return random.pick([
    `${made} ${hour}`,
    `${hour} ${made}`,
    `${made} at ${hour}`,
    made,
    `${made}, ${hour} UTC`,
  ]);
}

function zone(random: Random): string {
  return random.pick(ZONES);
}

/** A line that may be meant, with every field in its place. */
function goodCron(random: Random): string {
  const fields = [
    ['0', '30', '15,45', '*/20', '0-30/15', '59', '00', '*/10'],
    ['9', '9,17', '8-18', '*/6', '0', '23', '*', '2'],
    ['*', '*', '*', '1', '15', '31', '29', '*/2', '1-7', '30,31'],
    ['*', '*', '*', '2', 'jan,jul', '4,6', '*/3', 'feb'],
    ['*', '*', '1-5', 'mon', 'fri-sun', '0', '7', '*/7', '1,3'],
  ];
  return fields.map((field) => random.pick(field)).join(' ');
}

/** Five fields, or about five. */
function cron(random: Random): string {
  const field = (): string =>
    random.next() < 0.8
      ? random.pick(CRON_FIELDS)
      : Array.from({ length: random.between(1, 40) }, () => random.pick(CRON_FIELDS)).join(
          random.pick([',', '', '-', '/']),
        );
  const count = random.next() < 0.8 ? 5 : random.between(1, 9);
  return Array.from({ length: count }, field).join(random.pick([' ', ' ', ' ', '  ', '\t', ',']));
}

/** One to three small things done to a text. */
function damaged(random: Random, text: string): string {
  let damage = text;
  for (let times = random.between(1, 3); times > 0; times -= 1) {
    const at = random.between(0, damage.length);
    const [left, right] = [damage.slice(0, at), damage.slice(at)];
    const parts = damage.split(' ');
    damage = random.pick([
      left + right.slice(1),
      left + left.slice(-1) + right,
      left + random.pick(OTHERS) + right,
      `${left} ${random.pick(NUMBERS)} ${right}`,
      random.shuffled(parts).join(' '),
      parts.join(random.pick(['', '  ', ',', '-'])),
      damage.toUpperCase(),
      `${damage} ${damage}`,
      left,
      damage.replace(/\d+/u, random.pick(NUMBERS)),
      left + random.pick([...PIECES, ...SPANISH_PIECES]) + right,
    ]);
  }
  return damage;
}

function salad(random: Random): string {
  const all = [
    WEEKDAYS,
    MONTHS,
    HOURS,
    DATES,
    UNITS,
    NTHS,
    OTHERS,
    NUMBERS,
    CRON_FIELDS,
    SPANISH_WORDS,
    SPANISH_WORDS,
  ];
  return Array.from({ length: random.between(1, 14) }, () => random.pick(random.pick(all))).join(' ');
}

function unicode(random: Random): string {
  const ranges: (readonly [number, number])[] = [
    [0, 0x7f],
    [0x80, 0x24f],
    [0x300, 0x36f],
    [0x600, 0x6ff],
    [0x2000, 0x206f],
    [0xd800, 0xdfff],
    [0xf900, 0xffff],
    [0x1f300, 0x1faff],
    [0, 0x10ffff],
  ];
  return Array.from({ length: random.between(1, random.pick([4, 40, 300])) }, () =>
    String.fromCodePoint(random.between(...random.pick(ranges))),
  ).join('');
}

function endless(random: Random): string {
  const length = random.pick([50, 100, 101, 1_000, 1_001, 4_000, 100_000]);
  return random
    .pick([...PIECES, ...SPANISH_PIECES])
    .repeat(length)
    .slice(0, length);
}

function huge(random: Random): string {
  const number = random.pick([
    ...NUMBERS,
    '9'.repeat(random.between(1, 400)),
    `0.${'0'.repeat(90)}1`,
    '1e999',
  ]);
  const { weekday, unit, hour } = parts(random);
  return random.pick([
    `in ${number} ${unit}`,
    `every ${number} ${unit}`,
    `dentro de ${number} años`,
    `cada viernes 18h, ${number} veces`,
    `viernes a las ${number} y media de la tarde`,
    `el día ${number} de cada mes 18h`,
    `${weekday} ${hour} for ${number} ${unit}`,
    `daily ${hour}, ${number} times`,
    `every ${weekday} ${hour} until 1 May ${number}`,
    `${number}-${number}-${number} ${hour}`,
    `monthly on the ${number}th ${hour}`,
    `0-${number} * * * *`,
    `*/${number} * * * *`,
    `0 ${number} * * 1-${number}`,
    `GMT+${number}`,
  ]);
}

function parts(random: Random) {
  return {
    day: random.next() < 0.7 ? String(random.between(1, 28)) : random.pick(NUMBERS),
    month: random.pick(MONTHS),
    weekday: random.pick(WEEKDAYS),
    hour: random.next() < 0.6 ? random.pick(['18:00', '6pm', '9:00', '10:30']) : random.pick(HOURS),
    number: random.next() < 0.5 ? String(random.between(1, 12)) : random.pick(NUMBERS),
    unit: random.pick(UNITS),
    nth: random.pick(NTHS),
  };
}
