import { expect, it } from 'vitest';
import { formatMoment } from '../../src/time/format-moment.js';
import { momentAt, plusElapsed } from '../../src/time/moment.js';
import { HOST_ZONES, inHostZone } from './host-zone.js';

const SUNDAY = momentAt('2027-03-28T06:00', 'Europe/Berlin');

it.each(HOST_ZONES)('a moment in words has its own zone, with this computer in %s', (host) => {
  inHostZone(host, () => {
    expect(formatMoment(SUNDAY, 'en-US')).toBe('Sunday 28 March 2027, 06:00 (Europe/Berlin)');
    expect(formatMoment(momentAt('2027-05-01T00:00', 'Pacific/Kiritimati'), 'en')).toBe(
      'Saturday 1 May 2027, 00:00 (Pacific/Kiritimati)',
    );
  });
});

it('a moment in words is in the reader’s language, and in English where there is no such language', () => {
  expect(formatMoment(SUNDAY, 'es-ES')).toBe('domingo, 28 de marzo de 2027, 06:00 (Europe/Berlin)');
  expect(formatMoment(SUNDAY, 'de')).toBe('Sonntag, 28. März 2027, 06:00 (Europe/Berlin)');
  for (const none of ['', 'x', 'not a locale', 'xx-XX']) {
    expect(formatMoment(SUNDAY, none)).toBe('Sunday 28 March 2027, 06:00 (Europe/Berlin)');
  }
});

it('in an hour that comes twice a moment in words says which one', () => {
  const first = momentAt('2027-10-31T02:30', 'Europe/Berlin');
  expect(formatMoment(first, 'en')).toBe('Sunday 31 October 2027, 02:30 (Europe/Berlin, UTC+02:00)');
  expect(formatMoment(plusElapsed(first, 3_600_000), 'en')).toBe(
    'Sunday 31 October 2027, 02:30 (Europe/Berlin, UTC+01:00)',
  );
});
