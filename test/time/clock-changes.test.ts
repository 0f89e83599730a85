import { describe, expect, it } from 'vitest';
import { readWhen } from '../../src/time/read-when.js';
import { HOST_ZONES, inHostZone } from './host-zone.js';

/** Typed on the Friday, Saturday or Sunday of a clock change, with the instant that is meant. */
const ACROSS: Record<string, readonly (readonly [typed: string, now: string, instant: string])[]> = {
  'Europe/Berlin': [
    // 28 March 2027, 02:00 becomes 03:00.
    ['Sunday 6am', '2027-03-26T12:00:00Z', '2027-03-28T04:00:00.000Z'],
    ['Sunday 6am', '2027-03-28T00:59:00Z', '2027-03-28T04:00:00.000Z'],
    ['Sunday 6am', '2027-03-28T05:00:00Z', '2027-04-04T04:00:00.000Z'],
    ['Sunday 1:30 am', '2027-03-26T12:00:00Z', '2027-03-28T00:30:00.000Z'],
    ['tomorrow 18:00', '2027-03-27T12:00:00Z', '2027-03-28T16:00:00.000Z'],
    ['28 March 2027 10:00', '2026-11-18T12:00:00Z', '2027-03-28T08:00:00.000Z'],
    ['in 24 hours', '2027-03-27T12:00:00Z', '2027-03-28T12:00:00.000Z'],
    ['in 1 day', '2027-03-27T12:00:00Z', '2027-03-28T11:00:00.000Z'],
    // 31 October 2027, 03:00 becomes 02:00.
    ['Sunday 6am', '2027-10-29T12:00:00Z', '2027-10-31T05:00:00.000Z'],
    ['Sunday 6am', '2027-10-31T00:30:00Z', '2027-10-31T05:00:00.000Z'],
    ['Sunday 6am', '2027-10-31T06:00:00Z', '2027-11-07T05:00:00.000Z'],
    ['Sunday 1:30 am', '2027-10-29T12:00:00Z', '2027-10-30T23:30:00.000Z'],
    ['tomorrow 18:00', '2027-10-30T12:00:00Z', '2027-10-31T17:00:00.000Z'],
    ['31 October 2027 10:00', '2026-11-18T12:00:00Z', '2027-10-31T09:00:00.000Z'],
    ['in 24 hours', '2027-10-30T12:00:00Z', '2027-10-31T12:00:00.000Z'],
    ['in 1 day', '2027-10-30T12:00:00Z', '2027-10-31T13:00:00.000Z'],
  ],
  'America/New_York': [
    // 14 March 2027, 02:00 becomes 03:00.
    ['Sunday 6am', '2027-03-12T17:00:00Z', '2027-03-14T10:00:00.000Z'],
    ['Sunday 6am', '2027-03-14T06:59:00Z', '2027-03-14T10:00:00.000Z'],
    ['Sunday 6am', '2027-03-14T11:00:00Z', '2027-03-21T10:00:00.000Z'],
    ['tomorrow 11:30 pm', '2027-03-13T17:00:00Z', '2027-03-15T03:30:00.000Z'],
    ['in 24 hours', '2027-03-13T17:00:00Z', '2027-03-14T17:00:00.000Z'],
    ['in 1 day', '2027-03-13T17:00:00Z', '2027-03-14T16:00:00.000Z'],
    // 7 November 2027, 02:00 becomes 01:00.
    ['Sunday 6am', '2027-11-05T16:00:00Z', '2027-11-07T11:00:00.000Z'],
    ['Sunday 6am', '2027-11-07T05:30:00Z', '2027-11-07T11:00:00.000Z'],
    ['Sunday 6am', '2027-11-07T12:00:00Z', '2027-11-14T11:00:00.000Z'],
    ['tomorrow 11:30 pm', '2027-11-06T16:00:00Z', '2027-11-08T04:30:00.000Z'],
    ['in 24 hours', '2027-11-06T16:00:00Z', '2027-11-07T16:00:00.000Z'],
    ['in 1 day', '2027-11-06T16:00:00Z', '2027-11-07T17:00:00.000Z'],
  ],
};

/** The same in Spanish. */
const IN_SPANISH: typeof ACROSS = {
  'Europe/Madrid': [
    // 28 March 2027, 02:00 becomes 03:00.
    ['domingo a las 6 de la mañana', '2027-03-26T12:00:00Z', '2027-03-28T04:00:00.000Z'],
    ['domingo 6h', '2027-03-28T00:59:00Z', '2027-03-28T04:00:00.000Z'],
    ['domingo 6h', '2027-03-28T05:00:00Z', '2027-04-04T04:00:00.000Z'],
    ['mañana 18:00', '2027-03-27T12:00:00Z', '2027-03-28T16:00:00.000Z'],
    ['28 de marzo de 2027 10:00', '2026-11-18T12:00:00Z', '2027-03-28T08:00:00.000Z'],
    ['en 24 horas', '2027-03-27T12:00:00Z', '2027-03-28T12:00:00.000Z'],
    ['dentro de un día', '2027-03-27T12:00:00Z', '2027-03-28T11:00:00.000Z'],
    // 31 October 2027, 03:00 becomes 02:00.
    ['domingo a las 6 de la mañana', '2027-10-29T12:00:00Z', '2027-10-31T05:00:00.000Z'],
    ['domingo 6h', '2027-10-31T00:30:00Z', '2027-10-31T05:00:00.000Z'],
    ['domingo 6h', '2027-10-31T06:00:00Z', '2027-11-07T05:00:00.000Z'],
    ['mañana 18:00', '2027-10-30T12:00:00Z', '2027-10-31T17:00:00.000Z'],
    ['en 24 horas', '2027-10-30T12:00:00Z', '2027-10-31T12:00:00.000Z'],
    ['dentro de un día', '2027-10-30T12:00:00Z', '2027-10-31T13:00:00.000Z'],
  ],
  'America/New_York': [
    // 14 March 2027, 02:00 becomes 03:00.
    ['domingo 6am', '2027-03-12T17:00:00Z', '2027-03-14T10:00:00.000Z'],
    ['mañana a las 11:30 de la noche', '2027-03-13T17:00:00Z', '2027-03-15T03:30:00.000Z'],
    ['dentro de un día', '2027-03-13T17:00:00Z', '2027-03-14T16:00:00.000Z'],
    // 7 November 2027, 02:00 becomes 01:00.
    ['domingo 6am', '2027-11-05T16:00:00Z', '2027-11-07T11:00:00.000Z'],
    ['domingo 6am', '2027-11-07T12:00:00Z', '2027-11-14T11:00:00.000Z'],
    ['mañana a las 11:30 de la noche', '2027-11-06T16:00:00Z', '2027-11-08T04:30:00.000Z'],
    ['dentro de un día', '2027-11-06T16:00:00Z', '2027-11-07T17:00:00.000Z'],
  ],
};

describe.each(HOST_ZONES)('with this computer in %s', (host) => {
  it.each([
    ...Object.entries(ACROSS).map(([zone, rows]) => ({ zone, rows, locale: 'en-US' })),
    ...Object.entries(IN_SPANISH).map(([zone, rows]) => ({ zone, rows, locale: 'es-ES' })),
  ])(
    'hours typed before and after both clock changes in $zone are the hours there ($locale)',
    ({ zone, rows, locale }) => {
      inHostZone(host, () => {
        const read = rows.map(([typed, now]) => {
          const when = readWhen(typed, { zone, now: new Date(now), locale });
          return [typed, now, when.ok ? when.start.instant : when.problem];
        });
        expect(read).toEqual(rows);
      });
    },
  );

  it('a skipped hour moves on by what is skipped, and the result says so', () => {
    inHostZone(host, () => {
      const context = { zone: 'Europe/Berlin', now: new Date('2027-03-26T12:00:00Z'), locale: 'en-US' };
      expect(readWhen('Sunday 02:30', context)).toEqual({
        ok: true,
        start: { instant: '2027-03-28T01:30:00.000Z', wall: '2027-03-28T03:30', zone: 'Europe/Berlin' },
        shifted: { start: 'gap' },
      });
      expect(readWhen('Sunday 01:00-02:30', context)).toMatchObject({
        end: { instant: '2027-03-28T01:30:00.000Z', wall: '2027-03-28T03:30' },
        shifted: { end: 'gap' },
      });
    });
  });

  it('of an hour that comes twice the first is meant, and the result says so', () => {
    inHostZone(host, () => {
      const context = { zone: 'America/New_York', now: new Date('2027-11-05T12:00:00Z'), locale: 'en-US' };
      expect(readWhen('Sunday 1:30 am', context)).toEqual({
        ok: true,
        start: { instant: '2027-11-07T05:30:00.000Z', wall: '2027-11-07T01:30', zone: 'America/New_York' },
        shifted: { start: 'first-of-two' },
      });
    });
  });

  it('a span across a clock change lasts an hour less or more, one with a length in hours does not', () => {
    inHostZone(host, () => {
      const hours = (typed: string, now: string): number | undefined => {
        const read = readWhen(typed, { zone: 'Europe/Berlin', now: new Date(now), locale: 'en-US' });
        if (!read.ok || read.end === undefined) return undefined;
        return (Date.parse(read.end.instant) - Date.parse(read.start.instant)) / 3_600_000;
      };
      expect(hours('Saturday 22:00-06:00', '2027-03-26T12:00:00Z')).toBe(7);
      expect(hours('Saturday 22:00-06:00', '2027-10-29T12:00:00Z')).toBe(9);
      expect(hours('Saturday 22:00 for 8 hours', '2027-03-26T12:00:00Z')).toBe(8);
    });
  });
});
