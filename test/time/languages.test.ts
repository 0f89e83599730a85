import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoment } from '../../src/time/format-moment.js';
import { inLanguages, type Language } from '../../src/time/language.js';
import { momentAt, shiftAt } from '../../src/time/moment.js';
import { readWhen, readWhenIn } from '../../src/time/read-when.js';
import { told } from './told.js';
import { told as toldSchedule } from './told-schedule.js';

const NOW = new Date('2026-11-18T14:30:20.000Z');
const MONTHS =
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
const WEEKDAYS = 'domingo lunes martes miércoles jueves viernes sábado'.split(' ');

const own = (locale: string): Language =>
  inLanguages(
    locale,
    (language) => language,
    () => true,
  );
const zone = fc.constantFrom('UTC', 'Europe/Madrid', 'America/New_York', 'America/Santiago', 'Asia/Kolkata');
const wall = fc
  .integer({ min: Date.UTC(2026, 10, 21) / 60_000, max: Date.UTC(2031, 10, 16) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000).toISOString().slice(0, 16));

describe('somebody’s own language is read first, and another only where that understands nothing', () => {
  it.each([
    ['viernes 18:00', 'en-US', '2026-11-20T18:00'],
    ['mañana a las 6 de la tarde', 'en-GB', '2026-11-19T18:00'],
    ['1 May 2027 10:00', 'es-ES', '2027-05-01T10:00'],
    ['Friday 6pm', 'es-419', '2026-11-20T18:00'],
    ['in 3 hours', 'es-ES', '2026-11-18T18:30'],
    ['viernes 18:00', 'de', '2026-11-20T18:00'],
    ['Friday 6pm', 'de', '2026-11-20T18:00'],
    ['Friday', 'es-ES', 'no-hour'],
    ['viernes', 'en-US', 'no-hour'],
    // March in English, a Tuesday or March in Spanish.
    ['mar 5 18:00', 'en-US', '2027-03-05T18:00'],
    ['mar 5 18:00', 'es-ES', 'no-day'],
    // August in Spanish, gone by in English.
    ['5 ago 18:00', 'es-ES', '2027-08-05T18:00'],
    ['5 ago 18:00', 'en-US', 'past'],
    ['next viernes 18:00', 'es-ES', 'unreadable'],
    ['next viernes 18:00', 'en-US', 'unreadable'],
  ])('%s in %s', (typed, locale, expected) => {
    expect(told(typed, 'Europe/Madrid', NOW.toISOString(), locale)).toBe(expected);
  });

  it.each([
    ['cada viernes 18:00', undefined, 'en-US', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['every Friday 18:00', undefined, 'es-ES', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['Friday 18:00', 'weekly', 'es-ES', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['2027-05-07 18:00', 'cada semana', 'en-US', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['viernes 18:00', 'una vez', 'en-US', 'once 2027-05-07T18:00'],
    // "once" is eleven in Spanish.
    ['Friday 18:00', 'once', 'es-ES', 'once 2027-05-07T18:00'],
    ['viernes 18:00', 'weekly', 'es-ES', 'repeat-unreadable'],
    ['cada viernes pronto', undefined, 'es-ES', 'repeat-unreadable'],
  ])('%s, %s in %s', (when, repeat, locale, expected) => {
    expect(toldSchedule(when, repeat, { locale })).toBe(expected);
  });

  it('no text means one moment in English and another in Spanish', () => {
    // Nearly all words of either language, and the figures of both.
    const words = `friday viernes fri vie sun dom sat sab mar may mayo march jun 1 2 6 18 5 20 27 2027 de el la a at on of
      the in en once dos and y to al - , . @ today hoy tomorrow manana noche night pm 6pm 18:00 6:30 10:00 h hs horas
      hours m min d dias days este this proximo next ago hace am 13/05 05/03/2027 2027-05-01 utc for por durante hasta
      until media primero 1st 1o second segundo dia mes`;
    const text = fc
      .array(fc.constantFrom(...words.split(/\s+/u)), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join(' '));
    let both = 0;
    fc.assert(
      fc.property(text, (typed) => {
        const [english, spanish] = ['en', 'es'].map((locale) =>
          readWhenIn(typed, own(locale), { zone: 'Europe/Madrid', now: NOW, locale }),
        );
        if (english?.ok !== true || spanish?.ok !== true) return;
        both += 1;
        expect(spanish).toEqual(english);
      }),
      { numRuns: 6_000 },
    );
    expect(both).toBeGreaterThan(50);
  });
});

describe('a moment written in Spanish is read back', () => {
  it('in every form a date with a year may have', () => {
    fc.assert(
      fc.property(wall, zone, fc.nat(11), (asked, where, form) => {
        const [, year = '', month = '', day = '', hour = '', minute = ''] =
          /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)$/u.exec(asked) ?? [];
        const name = MONTHS[Number(month) - 1] ?? '';
        const weekday = WEEKDAYS[new Date(`${asked}Z`).getUTCDay()] ?? '';
        const [date, time] = [String(Number(day)), `${hour}:${minute}`];
        const twelve = `${String(Number(hour) % 12 || 12)}:${minute}`;
        const half = Number(hour) < 12 ? 'a. m.' : 'p. m.';
        const typed = [
          asked,
          `${year}-${month}-${day} ${time}`,
          `${date} de ${name} de ${year} ${time}`,
          `${date} de ${name} de ${year} a las ${time}`,
          `el ${date} de ${name} del ${year} a las ${time} h`,
          `${date} ${name} ${year} ${hour}h${minute}`,
          `${weekday} ${date} de ${name} de ${year}, ${time}`,
          `${weekday.toUpperCase()}, ${date} ${name.slice(0, 3)}. ${year} a las ${time} hs`,
          `a las ${time} del ${weekday} ${date} de ${name} de ${year}`,
          `el día ${date} de ${name} de ${year} a las ${twelve} ${half}`,
          `${name} ${date}, ${year} ${twelve} ${half}`,
          formatMoment(momentAt(asked, where), 'es-ES').replace(/ \(.+\)$/u, ''),
        ][form];
        // What the clocks skip is told as it will be.
        if (form === 11 && shiftAt(asked, where) !== undefined) return;
        const shift = shiftAt(asked, where);
        expect(readWhen(typed ?? '', { zone: where, now: NOW, locale: 'es-MX' }), typed).toEqual({
          ok: true,
          start: momentAt(asked, where),
          ...(shift === undefined ? {} : { shifted: { start: shift } }),
        });
      }),
      { numRuns: 1_500 },
    );
  });

  it('in parts of the day and beside a weekday', () => {
    const minutes = fc.integer({ min: 1, max: 6 * 24 * 60 - 1 });
    fc.assert(
      fc.property(minutes, (ahead) => {
        const asked = new Date(Date.UTC(2026, 10, 19) + ahead * 60_000);
        const [hour, minute] = [asked.getUTCHours(), String(asked.getUTCMinutes()).padStart(2, '0')];
        const part = hour < 6 ? 'madrugada' : hour < 12 ? 'mañana' : hour < 20 ? 'tarde' : 'noche';
        // Past midnight there is no twelve, nor is there a quarter to.
        if (hour === 0) return;
        const typed = `el ${WEEKDAYS[asked.getUTCDay()] ?? ''} a las ${String(hour % 12 || 12)}:${minute} de la ${part}`;
        expect(readWhen(typed, { zone: 'UTC', now: NOW, locale: 'es' }), typed).toMatchObject({
          ok: true,
          start: { instant: asked.toISOString() },
        });
      }),
      { numRuns: 600 },
    );
  });

  it('and with a word nobody knows it is asked again', () => {
    const word = fc.string({ unit: fc.constantFrom(...'bcdfgjklñqrtvwz'), minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(wall, word, fc.nat(5), (asked, unknown, at) => {
        const [year = '', month = '', day = ''] = asked.slice(0, 10).split('-');
        const words =
          `${String(Number(day))} de ${MONTHS[Number(month) - 1] ?? ''} de ${year} ${asked.slice(11)}`.split(
            ' ',
          );
        const typed = words.toSpliced(at, 0, unknown).join(' ');
        expect(readWhen(typed, { zone: 'UTC', now: NOW, locale: 'es' }), typed).toEqual({
          ok: false,
          problem: 'unreadable',
        });
      }),
      { numRuns: 500 },
    );
  });
});
