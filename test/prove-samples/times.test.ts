import { describe, expect, it } from 'vitest';
import { readTexts } from '../prove/expressions/reader.js';
import { compareZones } from '../prove/zones/compare.js';

/** Short runs of `npm run prove zones` and `expressions`, with a fixed seed. */
describe('repeating times', () => {
  it('come once a local day, at the instants that a second rule finds', () => {
    const zones = [
      'Europe/Berlin',
      'America/Nuuk',
      'America/Santiago',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
    ];
    const counts = compareZones({ zones, from: 2027, to: 2028, log: () => undefined });
    expect(counts['clock changes']).toBe(8);
    expect(counts['of them into the next day']).toBeGreaterThan(0);
  });

  it('are read from whatever is typed, fast and with little memory, and come where they are accepted', async () => {
    const readings = await readTexts({ seed: 2027, texts: 1_200 });
    expect(readings.wrong).toEqual([]);
    for (const kind of ['once', 'zone', 'daily', 'weekly', 'monthly-day', 'monthly-weekday', 'cron'])
      expect(readings.kinds[kind], kind).toBeGreaterThan(0);
  });
});
