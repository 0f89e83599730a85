import { describe, expect, it } from 'vitest';
import { askAt } from '../../src/proposals/ask-at.js';
import { momentAt } from '../../src/time/moment.js';

const asked = (end: string, zone: string) => askAt({ end: momentAt(end, zone) });

describe('when it is asked whether an action took place', () => {
  it.each([
    ['an evening in Berlin', '2027-03-05T20:00', 'Europe/Berlin', '2027-03-06T09:00:00.000Z'],
    ['the same in New York', '2027-03-05T20:00', 'America/New_York', '2027-03-06T15:00:00.000Z'],
    ['one that ends after midnight', '2027-03-06T00:30', 'Europe/Berlin', '2027-03-07T09:00:00.000Z'],
    ['as the clocks go forward that night', '2027-03-27T20:00', 'Europe/Berlin', '2027-03-28T08:00:00.000Z'],
    ['as they go back', '2027-10-30T20:00', 'Europe/Berlin', '2027-10-31T09:00:00.000Z'],
    ['at the end of a year', '2027-12-31T23:59', 'Asia/Tokyo', '2028-01-01T01:00:00.000Z'],
    ['where a day is left out', '2011-12-29T20:00', 'Pacific/Apia', '2011-12-30T20:00:00.000Z'],
  ])('%s', (_name, end, zone, at) => {
    expect(asked(end, zone)).toBe(at);
  });
});
