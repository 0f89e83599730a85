import { describe, expect, it } from 'vitest';
import { readSchedule } from '../../src/time/read-schedule.js';
import { NOW, told } from './told-schedule.js';

describe('a repeat beside a date', () => {
  it.each([
    ['Friday 18:00', 'daily', 'daily 18:00 | 05-07 05-08 05-09'],
    ['Friday 18:00', 'weekly', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['Friday 18:00', 'every week', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['Friday 18:00', 'week', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['Friday 18:00', 'every two weeks', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['Friday 18:00', '2 weeks', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['Friday 18:00', 'fortnightly', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['Friday 18:00', 'monthly', 'monthly 7 18:00 | 05-07 06-07 07-07'],
    ['31 May 10:00', 'monthly', 'monthly 31 10:00 | 05-31 06-30 07-31'],
    ['tomorrow 18:00', 'weekdays', 'weekly 12345 18:00 | 05-06 05-07 05-10'],
    ['Saturday 18:00', 'weekdays', 'weekly 12345 18:00 | 05-10 05-11 05-12'],
    ['tomorrow 18:00', 'every Mon, Wed', 'weekly 13 18:00 | 05-10 05-12 05-17'],
    ['tomorrow 18:00', 'Mon, Wed', 'weekly 13 18:00 | 05-10 05-12 05-17'],
    ['tomorrow 18:00', 'Mon-Wed', 'weekly 123 18:00 | 05-10 05-11 05-12'],
    ['tomorrow 18:00', 'every two weeks on Wednesday', 'fortnightly 3 18:00 | 05-12 05-26 06-09'],
    ['tomorrow 10:00', 'first Monday of the month', 'monthly 1x1 10:00 | 06-07 07-05 08-02'],
    ['tomorrow 10:00', 'second Tuesday', 'monthly 2x2 10:00 | 05-11 06-08 07-13'],
    ['tomorrow 10:00', 'last Friday', 'monthly -1x5 10:00 | 05-28 06-25 07-30'],
    ['tomorrow 10:00', '15th', 'monthly 15 10:00 | 05-15 06-15 07-15'],
    ['tomorrow 10:00', 'every second Tuesday', 'repeat-unreadable'],
    ['Friday 18:00', 'weekly until 1 June', 'weekly 5 18:00 until 2027-06-01 | 05-07 05-14 05-21'],
    ['Friday 18:00', 'daily 5 times', 'daily 18:00 x5 | 05-07 05-08 05-09'],
    ['Friday 18:00', 'daily, for 5 times', 'daily 18:00 x5 | 05-07 05-08 05-09'],
    ['9:00', 'weekdays', 'weekly 12345 09:00 | 05-06 05-07 05-10'],
    ['18:00', 'every Friday', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['Friday', 'weekly 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['10:00', 'weekly starting 1 June', 'weekly 2 10:00 | 06-01 06-08 06-15'],
    ['Friday 6', 'every Friday 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['in 3 hours', 'daily', 'daily 17:30 | 05-05 05-06 05-07'],
    ['in 20 seconds', 'daily', 'daily 14:31 | 05-05 05-06 05-07'],
    ['in 2 days', 'weekly', 'weekly 5 14:30 | 05-07 05-14 05-21'],
    ['in 2 days at 18:00', 'weekly', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['5 May 10:00', 'weekly', 'weekly 5 10:00 | 05-05 05-12 05-19'],
    ['tomorrow', '30 9 * * 1-5', '30 9 * * 1-5 | 05-06T09:30 05-07T09:30 05-10T09:30'],
    ['tomorrow 10:00', '30 9 * * 1-5', '30 9 * * 1-5 | 05-07T09:30 05-10T09:30 05-11T09:30'],
    ['every Friday 18:00', '10 times', 'weekly 5 18:00 x10 | 05-07 05-14 05-21'],
    ['every Friday 18:00', 'until 1 June', 'weekly 5 18:00 until 2027-06-01 | 05-07 05-14 05-21'],
    ['every Friday 18:00', 'weekly', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['every Friday 18:00', 'every two weeks', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['30 9 * * 1-5', 'until 7 May', '30 9 * * 1-5 until 2027-05-07 | 05-06T09:30 05-07T09:30'],
    ['', 'every Friday 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['', 'Fri 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
  ])('%s, %s', (when, repeat, line) => {
    expect(told(when, repeat)).toBe(line);
  });

  it.each([
    ['Fridayy 18:00', 'weekly', 'unreadable', 'when'],
    ['Friday', 'weekly', 'no-hour', 'when'],
    ['Friday at 6', 'weekly', 'no-hour', 'when'],
    ['1 May 2027 10:00', 'weekly', 'past', 'when'],
    ['Friday 18:00-20:00', 'weekly', 'unreadable', 'when'],
    ['Friday 24:00', 'weekly', 'no-hour', 'when'],
    ['Friday 18:00', 'sometimes', 'repeat-unreadable', 'repeat'],
    ['Friday 18:00', '10 times', 'repeat-unreadable', 'repeat'],
    ['Friday 18:00', 'every Friday 19:00', 'repeat-unreadable', 'repeat'],
    ['Friday 18:00', 'weekly starting 1 June', 'repeat-unreadable', 'repeat'],
    ['in 3 hours', 'daily 18:00', 'unreadable', 'when'],
    ['Friday 18:00', 'weekly until 1 May 2020', 'repeat-ended', 'repeat'],
    ['Friday 18:00', '*/5 * * * *', 'repeat-too-often', 'repeat'],
    ['Friday 18:00', '0 0 31 2 *', 'repeat-never', 'repeat'],
    ['Friday 18:00', '0-999999999 * * * *', 'repeat-unreadable', 'repeat'],
    ['Friday 18:00', 'x'.repeat(4_000), 'repeat-unreadable', 'repeat'],
    ['Friday 18:00 UTC', 'weekly 18:00 GMT+1', 'repeat-unreadable', 'repeat'],
    ['Friday 18:00 GMT+1', 'weekly', 'repeat-unreadable', 'when'],
    ['every Friday 18:00', 'daily', 'repeat-unreadable', 'repeat'],
    ['every Friday', 'weekly', 'repeat-needs-hour', 'repeat'],
    ['30 9 * * 1-5', 'weekly', 'repeat-unreadable', 'repeat'],
  ])('%s, %s: %s, and which of the two it is', (when, repeat, problem, about) => {
    expect(readSchedule({ when, repeat }, { zone: 'Europe/Berlin', now: NOW, locale: 'en' })).toMatchObject({
      ok: false,
      problem,
      about,
    });
  });
});

describe('a date alone', () => {
  it.each([
    ['Friday 18:00', undefined, 'once 2027-05-07T18:00'],
    ['Friday 18:00', '', 'once 2027-05-07T18:00'],
    ['Friday 18:00', '  ', 'once 2027-05-07T18:00'],
    ['Friday 18:00', 'Once', 'once 2027-05-07T18:00'],
    ['in 3 hours', 'never', 'once 2027-05-05T17:30'],
    ['Friday at 6', undefined, 'no-hour 2027-05-07T06:00 2027-05-07T18:00'],
    ['last Friday 17:00', undefined, 'past'],
    ['soon', undefined, 'unreadable'],
    ['', undefined, 'unreadable'],
  ])('%s, %s is read as a date', (when, repeat, line) => {
    expect(told(when, repeat)).toBe(line);
  });
});
