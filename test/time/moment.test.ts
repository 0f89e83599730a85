import { DateTime, IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { momentAt, momentOf, plusElapsed, shiftAt, shiftWall, wallAt } from '../../src/time/moment.js';

describe('a moment', () => {
  it('is the same at its instant and at its wall time', () => {
    const moment = { instant: '2027-05-01T08:00:00.000Z', wall: '2027-05-01T10:00', zone: 'Europe/Berlin' };
    expect(momentAt('2027-05-01T10:00', 'Europe/Berlin')).toEqual(moment);
    expect(momentOf(new Date('2027-05-01T08:00:00Z'), 'Europe/Berlin')).toEqual(moment);
    expect(wallAt(new Date('2027-05-01T08:00:00Z'), 'Asia/Kolkata')).toBe('2027-05-01T13:30');
  });

  it('shows the minute under way, not the nearest', () => {
    expect(wallAt(new Date('2027-05-01T08:00:59.999Z'), 'UTC')).toBe('2027-05-01T08:00');
    expect(wallAt(new Date('1969-12-31T23:59:59.999Z'), 'UTC')).toBe('1969-12-31T23:59');
  });

  it('cannot be made of anything but a wall time, a real day and a real zone', () => {
    const wrong: [string, string][] = [
      ['2027-05-01', 'UTC'],
      ['2027-05-01T10:00:30', 'UTC'],
      ['2027-05-01T10:00Z', 'UTC'],
      ['2027-02-31T10:00', 'UTC'],
      ['2027-05-01T24:00', 'UTC'],
      ['2027-05-01T10:00', 'Europe/Atlantis'],
    ];
    for (const [wall, zone] of wrong) expect(() => momentAt(wall, zone), wall).toThrow(RangeError);
    expect(() => wallAt(new Date(NaN), 'UTC')).toThrow(RangeError);
  });

  it('keeps its wall time on another day, whatever the clocks do in between', () => {
    const sunday = momentAt('2027-03-28T06:00', 'Europe/Berlin');
    expect(shiftWall(sunday, { days: -1 })).toMatchObject({
      wall: '2027-03-27T06:00',
      instant: '2027-03-27T05:00:00.000Z',
    });
    expect(shiftWall(sunday, { days: -7 })).toMatchObject({
      wall: '2027-03-21T06:00',
      instant: '2027-03-21T05:00:00.000Z',
    });
    const eve = momentAt('2027-03-27T02:30', 'Europe/Berlin');
    expect(shiftWall(eve, { days: 1 })).toMatchObject({
      wall: '2027-03-28T03:30',
      instant: '2027-03-28T01:30:00.000Z',
    });
    const october = momentAt('2027-10-30T02:30', 'Europe/Berlin');
    expect(shiftWall(october, { days: 1 })).toMatchObject({
      wall: '2027-10-31T02:30',
      instant: '2027-10-31T00:30:00.000Z',
    });
  });

  it('so much elapsed time later follows the clocks', () => {
    const sunday = momentAt('2027-03-28T03:00', 'Europe/Berlin');
    expect(plusElapsed(sunday, -2 * 3_600_000)).toEqual(momentAt('2027-03-28T00:00', 'Europe/Berlin'));
    const twice = momentAt('2027-10-31T02:30', 'Europe/Berlin');
    expect(plusElapsed(twice, 3_600_000)).toEqual({
      instant: '2027-10-31T01:30:00.000Z',
      wall: '2027-10-31T02:30',
      zone: 'Europe/Berlin',
    });
  });

  it('on a day that a zone left out altogether is a day later', () => {
    expect(momentAt('2011-12-30T10:00', 'Pacific/Apia').wall).toBe('2011-12-31T10:00');
    expect(shiftAt('2011-12-30T10:00', 'Pacific/Apia')).toBe('gap');
  });
});

describe('a wall time around a clock change', () => {
  const zones = `UTC Europe/Berlin Europe/London Europe/Dublin Europe/Lisbon Europe/Chisinau America/New_York
    America/Los_Angeles America/St_Johns America/Santiago America/Asuncion America/Havana America/Sao_Paulo
    America/Nuuk America/Miquelon Atlantic/Azores Africa/Cairo Africa/Casablanca Asia/Beirut Asia/Jerusalem
    Asia/Kolkata Asia/Kathmandu Antarctica/Troll Australia/Lord_Howe Australia/Adelaide Australia/Sydney
    Pacific/Auckland Pacific/Chatham Pacific/Easter Pacific/Norfolk Pacific/Kiritimati Pacific/Marquesas`.split(
    /\s+/u,
  );

  it.each(zones)('is resolved in %s as another library resolves it', (zone) => {
    const other = IANAZone.create(zone);
    const differences: string[] = [];
    for (const day of daysAroundChanges(other)) {
      for (let minute = 0; minute < 48 * 60; minute += 30) {
        const local = day + minute * 60_000;
        const wall = new Date(local).toISOString().slice(0, 16);
        const wanted = resolve(local, other);
        const got = momentAt(wall, zone);
        const same = Date.parse(got.instant) === wanted.instant && shiftAt(wall, zone) === wanted.shift;
        const back = DateTime.fromISO(got.instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
        if (!same || got.wall !== back || (wanted.shift === undefined && got.wall !== wall))
          differences.push(wall);
      }
    }
    expect(differences).toEqual([]);
  });

  it('is compared in zones that do change their clocks', () => {
    const changing = zones.filter((zone) => daysAroundChanges(IANAZone.create(zone)).length > 1);
    expect(changing.length).toBeGreaterThan(20);
  });
});

/** Midnights (as if UTC) of the days before the changes of 2027; one ordinary day where there are none. */
function daysAroundChanges(zone: IANAZone): number[] {
  const days: number[] = [Date.UTC(2027, 6, 1)];
  for (let day = Date.UTC(2027, 0, 1); day < Date.UTC(2028, 0, 1); day += 86_400_000) {
    if (zone.offset(day) !== zone.offset(day + 86_400_000)) days.push(day - 86_400_000);
  }
  return days;
}

/** The same rule again, from nothing but luxon's offsets: the earlier of two, and a gap read with the offset before it. */
function resolve(
  local: number,
  zone: IANAZone,
): { instant: number; shift: 'gap' | 'first-of-two' | undefined } {
  const offsets = [zone.offset(local - 86_400_000), zone.offset(local + 86_400_000)];
  const fitting = [...new Set(offsets.map((offset) => local - offset * 60_000))].filter(
    (instant) => instant + zone.offset(instant) * 60_000 === local,
  );
  if (fitting.length === 0) return { instant: local - (offsets[0] ?? 0) * 60_000, shift: 'gap' };
  return { instant: Math.min(...fitting), shift: fitting.length > 1 ? 'first-of-two' : undefined };
}
