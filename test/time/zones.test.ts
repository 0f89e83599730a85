import { describe, expect, it } from 'vitest';
import { momentAt } from '../../src/time/moment.js';
import { CITIES } from '../../src/time/cities.js';
import { SPANISH_PLACES } from '../../src/time/places-spanish.js';
import { LINKS, RENAMED } from '../../src/time/zone-names.js';
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
    ['us/pacific', 'America/Los_Angeles'],
    ['Australia/ACT', 'Australia/Sydney'],
    ['Japan', 'Asia/Tokyo'],
    ['Asia/Tel_Aviv', 'Asia/Jerusalem'],
    ['utc', 'UTC'],
    ['GMT', 'UTC'],
    ['Etc/Zulu', 'UTC'],
    ['Munich', 'Europe/Berlin'],
    ['Hamburg', 'Europe/Berlin'],
    ['Köln', 'Europe/Berlin'],
    ['Düsseldorf', 'Europe/Berlin'],
    ['Barcelona', 'Europe/Madrid'],
    ['Milan', 'Europe/Rome'],
    ['Lyon', 'Europe/Paris'],
    ['Manchester', 'Europe/London'],
    ['St. Petersburg', 'Europe/Moscow'],
    ['Kharkiv', 'Europe/Kyiv'],
    ['İzmir', 'Europe/Istanbul'],
    ['Chelyabinsk', 'Asia/Yekaterinburg'],
    ['Osaka', 'Asia/Tokyo'],
    ['Busan', 'Asia/Seoul'],
    ['Kaohsiung', 'Asia/Taipei'],
    ['Beijing', 'Asia/Shanghai'],
    ['Chongqing', 'Asia/Shanghai'],
    ["Xi'an", 'Asia/Shanghai'],
    ['Hanoi', 'Asia/Ho_Chi_Minh'],
    ['Surabaya', 'Asia/Jakarta'],
    ['Quezon City', 'Asia/Manila'],
    ['Ahmedabad', 'Asia/Kolkata'],
    ['Lahore', 'Asia/Karachi'],
    ['Chittagong', 'Asia/Dhaka'],
    ['Mashhad', 'Asia/Tehran'],
    ['Basra', 'Asia/Baghdad'],
    ['Jeddah', 'Asia/Riyadh'],
    ['Doha', 'Asia/Qatar'],
    ['Alexandria', 'Africa/Cairo'],
    ['Marrakesh', 'Africa/Casablanca'],
    ['Ibadan', 'Africa/Lagos'],
    ['Kumasi', 'Africa/Accra'],
    ['Mombasa', 'Africa/Nairobi'],
    ['Cape Town', 'Africa/Johannesburg'],
    ['Yaoundé', 'Africa/Douala'],
    ['Montréal', 'America/Toronto'],
    ['Calgary', 'America/Edmonton'],
    ['San Francisco', 'America/Los_Angeles'],
    ['Houston', 'America/Chicago'],
    ['Washington, D.C.', 'America/New_York'],
    ['Guadalajara', 'America/Mexico_City'],
    ['Medellín', 'America/Bogota'],
    ['Quito', 'America/Guayaquil'],
    ['Maracaibo', 'America/Caracas'],
    ['Brasília', 'America/Sao_Paulo'],
    ['Salvador', 'America/Bahia'],
    ['Rosario', 'America/Argentina/Cordoba'],
    ['Valparaíso', 'America/Santiago'],
    ['Gold Coast', 'Australia/Brisbane'],
    ['Wellington', 'Pacific/Auckland'],
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
    'EST5EDT',
    'Etc/GMT+2',
    'gmt+2',
    'Birmingham',
    'Portland',
    'Hyderabad',
    'Washington',
    'Kingston',
    'Central',
    'West',
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

describe('a list of names', () => {
  it('holds older names with the zone they are now, by its clocks', () => {
    for (const [name, zone] of [...RENAMED, ...LINKS]) {
      expect(readZone(name), name).toBe(zone);
      expect(isZone(name)).toBe(true);
      expect(suggestZones(name, 1, WINTER)[0]?.zone, name).toBe(zone);
      for (const instant of [WINTER, SUMMER, new Date('2031-04-01T00:00:00Z')])
        expect(offsetAt(instant, zone), name).toBe(offsetAt(instant, name));
    }
  });

  it('holds cities, each of which is read and suggested, and those in two zones only suggested, in both', () => {
    const unread = new Set<string>();
    for (const [city, zone] of CITIES) {
      expect(isZone(zone), city).toBe(true);
      const read = readZone(city);
      if (read === undefined) unread.add(city);
      else expect(read, city).toBe(zone);
      expect(suggestZones(city, 25, WINTER).map((suggested) => suggested.zone)).toContain(zone);
    }
    expect([...unread].toSorted().join(', ')).toBe(
      'Birmingham, Brest, Cambridge, Cartagena, Cordoba, Durham, Hamilton, Hyderabad, Kingston, Leon, Newcastle, ' +
        'Portland, Richmond, San Jose, San Juan, Tripoli, Valencia, Victoria, Vitoria, Washington',
    );
  });

  it('holds places by their Spanish names, those with two times only suggested, in both', () => {
    const unread = new Set<string>();
    for (const [place, zone] of SPANISH_PLACES) {
      expect(isZone(zone), place).toBe(true);
      const read = readZone(place);
      if (read === undefined) unread.add(place);
      else expect(read, place).toBe(zone);
      const suggested = suggestZones(place, 25, WINTER);
      expect(suggested.map((one) => one.zone)).toContain(zone);
      for (const { label } of suggested) expect(label.length).toBeLessThanOrEqual(100);
    }
    expect([...unread].toSorted()).toEqual(['Chile', 'Ecuador', 'España', 'Nueva Zelanda']);
    const wanted = {
      'ciudad de mexico': 'America/Mexico_City',
      NUEVA_YORK: 'America/New_York',
      Moscú: 'Europe/Moscow',
    };
    for (const [typed, zone] of Object.entries(wanted)) expect(readZone(typed)).toBe(zone);
    expect(suggestZones('londr', 5, WINTER)).toContainEqual({
      zone: 'Europe/London',
      label: 'Londres - Europe/London (UTC+00:00)',
    });
  });

  it('leaves no zone of this computer without a suggestion under its own name and its city', () => {
    for (const name of Intl.supportedValuesOf('timeZone')) {
      const zone = readZone(name) ?? '';
      const city = name.slice(name.lastIndexOf('/') + 1);
      expect(suggestZones(name, 1, WINTER)[0]?.zone, name).toBe(zone);
      expect(suggestZones(city, 25, WINTER).map((suggested) => suggested.zone)).toContain(zone);
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

  it('say which city they are for where the zone is named after another', () => {
    expect(suggestZones('mumb', 5, WINTER)).toEqual([
      { zone: 'Asia/Kolkata', label: 'Mumbai - Asia/Kolkata (UTC+05:30)' },
    ]);
    expect(suggestZones('birmingham', 5, WINTER).map(({ label }) => label)).toEqual([
      'Birmingham - America/Chicago (UTC-06:00)',
      'Birmingham - Europe/London (UTC+00:00)',
    ]);
    // What a menu shows is at most 100 characters.
    for (const [city] of CITIES)
      for (const { label } of suggestZones(city, 25, WINTER)) expect(label.length).toBeLessThanOrEqual(100);
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
