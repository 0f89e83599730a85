import { expect } from 'vitest';

/** The zones this computer is made to be in: without clock changes, with, with changes at midnight, a day ahead. */
export const HOST_ZONES = ['UTC', 'America/New_York', 'America/Santiago', 'Pacific/Apia'] as const;

/** Runs `check` as if this computer stood in `zone`, after making sure that Date really moved there. */
export function inHostZone(zone: string, check: () => void): void {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    // One date in winter and one in summer: for each, Date has to agree with Intl told the zone by name.
    for (const date of [new Date('2027-01-15T12:00:00Z'), new Date('2027-07-15T12:00:00Z')]) {
      const named = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        hour: '2-digit',
        day: '2-digit',
        hourCycle: 'h23',
      });
      const parts = new Map(named.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
      expect([date.getDate(), date.getHours()]).toEqual([parts.get('day'), parts.get('hour')]);
    }
    check();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
}
