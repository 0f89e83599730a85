import { describe, expect, it } from 'vitest';
import { momentAt } from '../../src/time/moment.js';
import { isZone, offsetAt, readZone, suggestZones } from '../../src/time/zones.js';

const WINTER = new Date('2027-01-15T12:00:00Z');
const SUMMER = new Date('2027-07-15T12:00:00Z');

describe('a typed zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe / berlin', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['NEW_YORK', 'America/New_York'],
    ['america/new york', 'America/New_York'],
    ['London', 'Europe/London'],
    ['Kolkata', 'Asia/Kolkata'],
    ['Calcutta', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Mumbai', 'Asia/Kolkata'],
    ['Kiev', 'Europe/Kyiv'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['München', 'Europe/Berlin'],
    ['Port-au-Prince', 'America/Port-au-Prince'],
    ['St. Johns', 'America/St_Johns'],
    ['Buenos Aires', 'America/Argentina/Buenos_Aires'],
    ['US/Eastern', 'America/New_York'],
    ['utc', 'UTC'],
    ['GMT', 'UTC'],
  ])('%s is %s', (typed, zone) => {
    expect(readZone(typed)).toBe(zone);
  });

  it.each([
    '',
    '   ',
    'Atlantis',
    'CET',
    'EST',
    'CST',
    'Birmingham',
    'Europe',
    '+02:00',
    '__proto__',
    'x'.repeat(4_000),
  ])('%s is none, or more than one', (typed) => {
    expect(readZone(typed)).toBeUndefined();
  });

  it('is every zone this computer knows, by its own name, and each of them can be calculated with', () => {
    for (const name of Intl.supportedValuesOf('timeZone')) {
      const zone = readZone(name);
      expect(zone, name).toBeDefined();
      expect(isZone(name) && isZone(zone ?? '')).toBe(true);
      expect(offsetAt(WINTER, zone ?? '')).toBe(offsetAt(WINTER, name));
    }
  });
});

describe('the name of a zone', () => {
  it('is spelled exactly', () => {
    expect(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Calcutta'].filter(isZone)).toHaveLength(4);
    expect(['europe/berlin', 'Berlin', 'CET', '+02:00', '', 'toString'].filter(isZone)).toEqual([]);
  });

  it('leads to a moment', () => {
    expect(momentAt('2027-01-15T12:00', readZone('Kyiv') ?? '').instant).toBe('2027-01-15T10:00:00.000Z');
  });
});

describe('suggestions', () => {
  it('show the offset of the moment', () => {
    expect(suggestZones('berl', 5, WINTER)).toEqual([
      { zone: 'Europe/Berlin', label: 'Europe/Berlin (UTC+01:00)' },
    ]);
    expect(suggestZones('berl', 5, SUMMER)[0]?.label).toBe('Europe/Berlin (UTC+02:00)');
    expect(suggestZones('utc', 5, SUMMER)[0]?.label).toBe('UTC (UTC+00:00)');
  });

  it('begin with the same name, then beginnings, then words inside', () => {
    expect(suggestZones('paris', 3, WINTER)[0]?.zone).toBe('Europe/Paris');
    expect(suggestZones('new', 25, WINTER).map(({ zone }) => zone)).toContain('America/New_York');
    expect(suggestZones('york', 3, WINTER).map(({ zone }) => zone)).toEqual(['America/New_York']);
    expect(suggestZones('europe/l', 25, WINTER).map(({ zone }) => zone)).toContain('Europe/London');
    expect(suggestZones('mumb', 3, WINTER).map(({ zone }) => zone)).toEqual(['Asia/Kolkata']);
  });

  it('name each zone once, at most as many as asked for, and never more than a menu shows', () => {
    for (const typed of ['', 'a', 'america', 'e', 'Europe/']) {
      const zones = suggestZones(typed, 1_000, WINTER).map(({ zone }) => zone);
      expect(new Set(zones).size).toBe(zones.length);
      expect(zones.length).toBeGreaterThan(0);
      expect(zones.length).toBeLessThanOrEqual(25);
      expect(suggestZones(typed, 3, WINTER).map(({ zone }) => zone)).toEqual(zones.slice(0, 3));
    }
    expect(suggestZones('a', 0, WINTER)).toEqual([]);
    expect(suggestZones('x'.repeat(4_000), 5, WINTER)).toEqual([]);
  });

  it('can be stored as they are', () => {
    expect(suggestZones('', 25, WINTER).every(({ zone }) => isZone(zone) && readZone(zone) === zone)).toBe(
      true,
    );
  });
});
