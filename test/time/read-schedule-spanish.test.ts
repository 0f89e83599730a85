import { describe, expect, it } from 'vitest';
import { readSchedule } from '../../src/time/read-schedule.js';
import { HOST_ZONES, inHostZone } from './host-zone.js';
import { told as toldIn } from './told-schedule.js';

const told = (when: string, repeat?: string, context?: { zone?: string; now?: Date }): string =>
  toldIn(when, repeat, { ...context, locale: 'es-419' });

describe('a repeat written in Spanish where the date stands', () => {
  it.each([
    ['cada viernes 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['CADA VIERNES A LAS 6 P.M.', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['todos los viernes a las 18h', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['los viernes a las 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['a las 18:00 los viernes', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['cada semana el viernes a las 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['semanalmente, viernes 18h', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['cada viernes por la tarde a las 6', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['todos los miércoles 14:31', 'weekly 3 14:31 | 05-05 05-12 05-19'],
    ['los sábados a las 11h', 'weekly 6 11:00 | 05-08 05-15 05-22'],
    ['sábados y domingos 11:00', 'weekly 67 11:00 | 05-08 05-09 05-15'],
    ['todos los días a las 9h', 'daily 09:00 | 05-06 05-07 05-08'],
    ['todos los dias 15:00', 'daily 15:00 | 05-05 05-06 05-07'],
    ['cada día a las 9 de la mañana', 'daily 09:00 | 05-06 05-07 05-08'],
    ['todas las mañanas a las 9h', 'repeat-unreadable'],
    ['a diario al mediodía', 'daily 12:00 | 05-06 05-07 05-08'],
    ['diariamente a las 18h', 'daily 18:00 | 05-05 05-06 05-07'],
    ['cada día 9:00', 'daily 09:00 | 05-06 05-07 05-08'],
    ['cada día 9 am', 'daily 09:00 | 05-06 05-07 05-08'],
    ['cada tarde a las 8:30', 'daily 20:30 | 05-05 05-06 05-07'],
    ['días laborables 8:30', 'weekly 12345 08:30 | 05-06 05-07 05-10'],
    ['los días laborables a las 8:30', 'weekly 12345 08:30 | 05-06 05-07 05-10'],
    ['todos los días hábiles a las 17:00', 'weekly 12345 17:00 | 05-05 05-06 05-07'],
    ['entre semana a las 17h', 'weekly 12345 17:00 | 05-05 05-06 05-07'],
    ['de lunes a viernes 17:00', 'weekly 12345 17:00 | 05-05 05-06 05-07'],
    ['de lunes a jueves a las 9h', 'weekly 1234 09:00 | 05-06 05-10 05-11'],
    ['cada lun-vie 17:00', 'weekly 12345 17:00 | 05-05 05-06 05-07'],
    ['cada lunes, miércoles y viernes a las 10h', 'weekly 135 10:00 | 05-07 05-10 05-12'],
    ['los lunes y los miércoles 9:00', 'weekly 13 09:00 | 05-10 05-12 05-17'],
    ['todos los martes & jueves 10h', 'weekly 24 10:00 | 05-06 05-11 05-13'],
    ['cada dos semanas el viernes a las 18h', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['cada 2 semanas los lunes y jueves 9:00', 'fortnightly 14 09:00 | 05-06 05-17 05-20'],
    ['el primer lunes de cada mes a las 9h', 'monthly 1x1 09:00 | 06-07 07-05 08-02'],
    ['primer lunes del mes 9 am', 'monthly 1x1 09:00 | 06-07 07-05 08-02'],
    ['cada primer lunes a las 9h', 'monthly 1x1 09:00 | 06-07 07-05 08-02'],
    ['1er lunes de cada mes 9:00', 'monthly 1x1 09:00 | 06-07 07-05 08-02'],
    ['el segundo martes de cada mes a las 19:00', 'monthly 2x2 19:00 | 05-11 06-08 07-13'],
    ['el 2º martes de todos los meses 19:00', 'monthly 2x2 19:00 | 05-11 06-08 07-13'],
    ['el tercer jueves de cada mes 19h', 'monthly 3x4 19:00 | 05-20 06-17 07-15'],
    ['último viernes de cada mes 17:00', 'monthly -1x5 17:00 | 05-28 06-25 07-30'],
    ['mensualmente el último viernes a las 17:00', 'monthly -1x5 17:00 | 05-28 06-25 07-30'],
    ['quinto sábado del mes 11h', 'monthly 5x6 11:00 | 05-29 07-31 10-30'],
    ['el día 15 de cada mes 10:00', 'monthly 15 10:00 | 05-15 06-15 07-15'],
    ['el 15 de cada mes a las 10h', 'monthly 15 10:00 | 05-15 06-15 07-15'],
    ['cada mes el día 15 a las 10:00', 'monthly 15 10:00 | 05-15 06-15 07-15'],
    ['cada día 15 a las 10h', 'monthly 15 10:00 | 05-15 06-15 07-15'],
    ['cada día 15 10:00', 'monthly 15 10:00 | 05-15 06-15 07-15'],
    ['el 1º de cada mes 10:00', 'monthly 1 10:00 | 06-01 07-01 08-01'],
    ['el 31 de cada mes 10:00', 'monthly 31 10:00 | 05-31 06-30 07-31'],
    ['último día del mes 18:00', 'monthly 31 18:00 | 05-31 06-30 07-31'],
    ['el primer día de cada mes a las 18h', 'monthly 1 18:00 | 06-01 07-01 08-01'],
    ['30 9 * * 1-5', '30 9 * * 1-5 | 05-06T09:30 05-07T09:30 05-10T09:30'],
  ])('%s', (typed, line) => {
    expect(told(typed)).toBe(line);
  });

  it.each([
    ['cada viernes 18:00 hasta el 1 de mayo de 2028', 'weekly 5 18:00 until 2028-05-01 | 05-07 05-14 05-21'],
    ['cada viernes 18:00 hasta el 14 de mayo', 'weekly 5 18:00 until 2027-05-14 | 05-07 05-14'],
    ['todos los días 18h hasta el sábado', 'daily 18:00 until 2027-05-08 | 05-05 05-06 05-07'],
    ['cada viernes hasta el 1 de junio a las 18:00', 'repeat-needs-hour'],
    ['a diario 9:00, 10 veces', 'daily 09:00 x10 | 05-06 05-07 05-08'],
    ['cada día 9:00 durante cinco veces', 'daily 09:00 x5 | 05-06 05-07 05-08'],
    ['cada viernes 5 veces a las 18:00', 'weekly 5 18:00 x5 | 05-07 05-14 05-21'],
    [
      'cada viernes 18:00 3 veces hasta el 1 de junio',
      'weekly 5 18:00 until 2027-06-01 x3 | 05-07 05-14 05-21',
    ],
    ['cada viernes 18:00 a partir del 1 de junio', 'weekly 5 18:00 | 06-04 06-11 06-18'],
    ['cada viernes 18:00 desde el 1 de junio', 'weekly 5 18:00 | 06-04 06-11 06-18'],
    ['cada dos semanas el viernes 18:00 empezando el 14 de mayo', 'fortnightly 5 18:00 | 05-14 05-28 06-11'],
    ['todos los días desde las 9h', 'daily 09:00 | 05-06 05-07 05-08'],
    ['cada día 9h desde mañana', 'daily 09:00 | 05-06 05-07 05-08'],
    [
      'cada día 9h desde el 1 de junio hasta el 3 de junio',
      'daily 09:00 until 2027-06-03 | 06-01 06-02 06-03',
    ],
    ['cada día 9h desde el 1 de junio al 3 de junio', 'daily 09:00 until 2027-06-03 | 06-01 06-02 06-03'],
    ['cada semana 18:00 empezando el viernes', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['mensual 10:00 a partir del 31 de mayo', 'monthly 31 10:00 | 05-31 06-30 07-31'],
    ['30 9 * * 1-5 hasta el 7 de mayo', '30 9 * * 1-5 until 2027-05-07 | 05-06T09:30 05-07T09:30'],
    ['30 9 * * 1-5, 2 veces', '30 9 * * 1-5 x2 | 05-06T09:30 05-07T09:30 05-10T09:30'],
  ])('with its beginning and end: %s', (typed, line) => {
    expect(told(typed)).toBe(line);
  });

  it.each([
    ['cada viernes', 'repeat-needs-hour'],
    ['cada viernes por la mañana', 'repeat-needs-hour'],
    ['cada viernes a las 6', 'repeat-needs-hour 2027-05-07T06:00 2027-05-07T18:00'],
    ['todos los días a las 9', 'repeat-needs-hour 2027-05-05T21:00 2027-05-06T09:00'],
    ['cada día 15', 'repeat-needs-hour'],
    ['cada viernes 13', 'repeat-needs-hour'],
    ['un día sí y otro no 18:00', 'unreadable'],
    ['cada viernes a medianoche', 'repeat-needs-hour'],
    ['cada viernes medianoche', 'repeat-needs-hour'],
    ['cada viernes 24:00', 'repeat-needs-hour'],
    ['cada semana 18:00', 'no-day'],
    ['mensual 18:00', 'no-day'],
    ['cada dos semanas a las 18h', 'no-day'],
    ['cada viernes 18:00 hasta el 05/03/2028', 'day-month-in-doubt 2028-03-05 2028-05-03'],
    ['cada viernes 18:00 hasta el 31 de febrero', 'not-a-date'],
    ['cada viernes 18:00 hasta mayo', 'no-day'],
    ['cada viernes 18:00 hasta el próximo sábado', 'no-day 2027-05-08 2027-05-15'],
    ['cada viernes 18:00 hasta el próximo lunes', 'weekly 5 18:00 until 2027-05-10 | 05-07'],
    ['cada viernes 18:00 hasta el 1 de mayo de 2020', 'repeat-ended'],
    ['cada viernes 18:00 hasta mañana', 'repeat-ended'],
    ['cada viernes 18:00 hasta el 1 de mayo de 2044', 'too-far'],
    ['cada viernes 18:00 empezando el 1 de mayo de 2027', 'past'],
    ['cada viernes 18:00 5000 veces', 'too-far'],
    ['cada 5 minutos', 'repeat-too-often'],
    ['cada minuto', 'repeat-too-often'],
    ['cada segundo', 'repeat-too-often'],
  ])('what is missing, doubtful or impossible is named: %s', (typed, line) => {
    expect(told(typed)).toBe(line);
  });

  it.each([
    // Of the month, or every other one.
    'cada segundo martes 10:00',
    'cada 2º martes 10:00',
    'cada tercer lunes 10:00',
    'viernes alternos 18:00',
    'cada dos viernes 18:00',
    'quincenal, viernes 18:00',
    'cada quince días 18:00',
    'cada ocho días 18:00',
    'cada fin de semana 10:00',
    'fines de semana 10:00',
    '3 veces por semana 9:00',
    '3 veces a la semana 9:00',
    '5 veces al día 9:00',
    // Not offered.
    'cada 3 semanas el viernes 18:00',
    'cada dos días 18:00',
    'cada hora',
    'cada 30 minutos',
    'anualmente el 1 de mayo 10:00',
    'cada 1 de mayo 10:00',
    'el primer y tercer lunes de cada mes 9h',
    'los días 1 y 15 de cada mes 9h',
    'todos los días excepto el viernes 9h',
    // Not one thing.
    'cada día cada viernes 18:00',
    'semanal mensual 18:00',
    'cada viernes 18:00 y 19:00',
    'cada viernes de 18:00 a 20:00',
    'cada viernes 18:00 durante 2 horas',
    'cada viernes 18:00 CET',
    'cada viernes 18:00 hasta nuevo aviso',
    'cada mar 18:00',
    'cada',
    'cada cada',
    'el 32 de cada mes 10:00',
    'cada Friday 18:00',
  ])('is not understood: %s', (typed) => {
    expect(told(typed)).toBe('repeat-unreadable');
  });
});

describe('a repeat in Spanish beside a date', () => {
  it.each([
    ['viernes 18:00', 'diario', 'daily 18:00 | 05-07 05-08 05-09'],
    ['viernes 18:00', 'todos los días', 'daily 18:00 | 05-07 05-08 05-09'],
    ['viernes 18:00', 'semanal', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['viernes 18:00', 'cada semana', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['viernes 18:00', 'semana', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['viernes 18:00', 'cada dos semanas', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['viernes 18:00', '2 semanas', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['viernes 18:00', 'mensual', 'monthly 7 18:00 | 05-07 06-07 07-07'],
    ['31 de mayo 10:00', 'cada mes', 'monthly 31 10:00 | 05-31 06-30 07-31'],
    ['mañana 18:00', 'días laborables', 'weekly 12345 18:00 | 05-06 05-07 05-10'],
    ['mañana 18:00', 'de lunes a viernes', 'weekly 12345 18:00 | 05-06 05-07 05-10'],
    ['mañana 18:00', 'lun, mié', 'weekly 13 18:00 | 05-10 05-12 05-17'],
    ['mañana 18:00', 'lun-mié', 'weekly 123 18:00 | 05-10 05-11 05-12'],
    ['mañana 10:00', 'primer lunes de cada mes', 'monthly 1x1 10:00 | 06-07 07-05 08-02'],
    ['mañana 10:00', 'segundo martes', 'monthly 2x2 10:00 | 05-11 06-08 07-13'],
    ['mañana 10:00', 'último viernes', 'monthly -1x5 10:00 | 05-28 06-25 07-30'],
    ['mañana 10:00', 'el 15', 'monthly 15 10:00 | 05-15 06-15 07-15'],
    ['viernes 18:00', 'semanal hasta el 1 de junio', 'weekly 5 18:00 until 2027-06-01 | 05-07 05-14 05-21'],
    ['viernes 18:00', 'diario 5 veces', 'daily 18:00 x5 | 05-07 05-08 05-09'],
    ['9h', 'días laborables', 'weekly 12345 09:00 | 05-06 05-07 05-10'],
    ['en 3 horas', 'diario', 'daily 17:30 | 05-05 05-06 05-07'],
    ['en dos días a las 18h', 'semanal', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['mañana', '30 9 * * 1-5', '30 9 * * 1-5 | 05-06T09:30 05-07T09:30 05-10T09:30'],
    ['cada viernes 18:00', '10 veces', 'weekly 5 18:00 x10 | 05-07 05-14 05-21'],
    ['cada viernes 18:00', 'hasta el 1 de junio', 'weekly 5 18:00 until 2027-06-01 | 05-07 05-14 05-21'],
    ['', 'cada viernes 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['viernes 18:00', 'Una vez', 'once 2027-05-07T18:00'],
    ['en 3 horas', 'nunca', 'once 2027-05-05T17:30'],
    ['viernes 18:00', 'cada segundo martes', 'repeat-unreadable'],
    ['mañana 10:00', 'cada día 15', 'monthly 15 10:00 | 05-15 06-15 07-15'],
    ['viernes 18:00', 'a veces', 'repeat-unreadable'],
    ['viernes 18:00', 'cada viernes 19:00', 'repeat-unreadable'],
  ])('%s, %s', (when, repeat, line) => {
    expect(told(when, repeat)).toBe(line);
  });

  it('keeps the hour typed on the day it does not exist', () => {
    const now = new Date('2027-03-27T12:00:00Z');
    const read = readSchedule(
      { when: 'todos los domingos a las 02:30' },
      { zone: 'Europe/Madrid', now, locale: 'es' },
    );
    expect(read).toMatchObject({
      repeat: { time: '02:30', from: '2027-03-28' },
      first: { wall: '2027-03-28T03:30' },
    });
  });
});

it.each(HOST_ZONES)('repeats in Spanish mean the same with this computer in %s', (host) => {
  inHostZone(host, () => {
    expect(told('cada domingo 6am', undefined, { now: new Date('2027-03-27T12:00:00Z') })).toBe(
      'weekly 7 06:00 | 03-28 04-04 04-11',
    );
    expect(
      told('primer lunes del mes 9h hasta el 1 de mayo de 2028', undefined, { zone: 'Pacific/Apia' }),
    ).toBe('monthly 1x1 09:00 until 2028-05-01 | 06-07 07-05 08-02');
  });
});
