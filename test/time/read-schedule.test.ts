import { describe, expect, it } from 'vitest';
import { readSchedule } from '../../src/time/read-schedule.js';
import { HOST_ZONES, inHostZone } from './host-zone.js';
import { NOW, told } from './told-schedule.js';

describe('a repeat written where the date stands', () => {
  it.each([
    ['every Friday 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['EVERY FRIDAY AT 6 P.M.', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['each friday, 6pm', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['Fridays at 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['6pm on Fridays', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['weekly on Friday 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['every week on Friday at 18:00', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['every Friday evening at 6', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['every Wednesday 14:30', 'weekly 3 14:30 | 05-12 05-19 05-26'],
    ['every Wednesday 14:31', 'weekly 3 14:31 | 05-05 05-12 05-19'],
    ['every day at 9am', 'daily 09:00 | 05-06 05-07 05-08'],
    ['every day 15:00', 'daily 15:00 | 05-05 05-06 05-07'],
    ['daily at noon', 'daily 12:00 | 05-06 05-07 05-08'],
    ['everyday 18:00', 'daily 18:00 | 05-05 05-06 05-07'],
    ['at 9am every day', 'daily 09:00 | 05-06 05-07 05-08'],
    ['every morning at 9', 'daily 09:00 | 05-06 05-07 05-08'],
    ['every evening 8:30', 'daily 20:30 | 05-05 05-06 05-07'],
    ['weekdays 8:30', 'weekly 12345 08:30 | 05-06 05-07 05-10'],
    ['every weekday at 8:30', 'weekly 12345 08:30 | 05-06 05-07 05-10'],
    ['on weekdays at 17:00', 'weekly 12345 17:00 | 05-05 05-06 05-07'],
    ['every Mon-Fri 17:00', 'weekly 12345 17:00 | 05-05 05-06 05-07'],
    ['every Monday to Thursday 9am', 'weekly 1234 09:00 | 05-06 05-10 05-11'],
    ['every Sat-Mon 9am', 'weekly 167 09:00 | 05-08 05-09 05-10'],
    ['every Monday, Wednesday and Friday at 10am', 'weekly 135 10:00 | 05-07 05-10 05-12'],
    ['every Tues & Thurs 10am', 'weekly 24 10:00 | 05-06 05-11 05-13'],
    ['Mondays and Wednesdays 9:00', 'weekly 13 09:00 | 05-10 05-12 05-17'],
    ['every other Tuesday 10:00', 'fortnightly 2 10:00 | 05-11 05-25 06-08'],
    ['every 2 weeks on Mon and Thu 9:00', 'fortnightly 14 09:00 | 05-06 05-17 05-20'],
    ['every two weeks on Friday 18:00', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['every second week on Friday 18:00', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['every other week on Friday 18:00', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['fortnightly on Friday 18:00', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['every fortnight, Friday 18:00', 'fortnightly 5 18:00 | 05-07 05-21 06-04'],
    ['first Monday of the month 9am', 'monthly 1x1 09:00 | 06-07 07-05 08-02'],
    ['every first Monday 9am', 'monthly 1x1 09:00 | 06-07 07-05 08-02'],
    ['on the 2nd Tuesday of each month at 19:00', 'monthly 2x2 19:00 | 05-11 06-08 07-13'],
    ['last Friday of every month 17:00', 'monthly -1x5 17:00 | 05-28 06-25 07-30'],
    ['every last Friday 17:00', 'monthly -1x5 17:00 | 05-28 06-25 07-30'],
    ['monthly on the last Friday at 17:00', 'monthly -1x5 17:00 | 05-28 06-25 07-30'],
    ['every month on the first Monday at 9am', 'monthly 1x1 09:00 | 06-07 07-05 08-02'],
    ['fifth Saturday of the month 11am', 'monthly 5x6 11:00 | 05-29 07-31 10-30'],
    ['monthly on the 15th 10:00', 'monthly 15 10:00 | 05-15 06-15 07-15'],
    ['every month on the 5th at 10:00', 'monthly 5 10:00 | 06-05 07-05 08-05'],
    ['the 31st of every month 10:00', 'monthly 31 10:00 | 05-31 06-30 07-31'],
    ['monthly on day 15 at 10:00', 'monthly 15 10:00 | 05-15 06-15 07-15'],
    ['every 15th at 10:00', 'monthly 15 10:00 | 05-15 06-15 07-15'],
    ['last day of the month 18:00', 'monthly 31 18:00 | 05-31 06-30 07-31'],
    ['first day of every month 18:00', 'monthly 1 18:00 | 06-01 07-01 08-01'],
    ['30 9 * * 1-5', '30 9 * * 1-5 | 05-06T09:30 05-07T09:30 05-10T09:30'],
    ['*/30 9-10 * * MON', '*/30 9-10 * * 1 | 05-10T09:00 05-10T09:30 05-10T10:00'],
    ['0 0 29 2 *', '0 0 29 2 * | 02-29T00:00 02-29T00:00 02-29T00:00'],
    ['55 23 * * 1,3', '55 23 * * 1,3 | 05-05T23:55 05-10T23:55 05-12T23:55'],
  ])('%s', (typed, line) => {
    expect(told(typed)).toBe(line);
  });

  it.each([
    ['every Friday 18:00 until 1 May 2028', 'weekly 5 18:00 until 2028-05-01 | 05-07 05-14 05-21'],
    ['every Friday 18:00 until 14 May', 'weekly 5 18:00 until 2027-05-14 | 05-07 05-14'],
    ['every Friday 18:00 till 13 May', 'weekly 5 18:00 until 2027-05-13 | 05-07'],
    ['every Friday until 1 June at 18:00', 'repeat-needs-hour'],
    ['until 1 June every Friday 18:00', 'repeat-unreadable'],
    // Written without a year, it is the next one after the first occurrence.
    ['every Friday 18:00 until 1 March', 'weekly 5 18:00 until 2028-03-01 | 05-07 05-14 05-21'],
    ['every day 18:00 until Saturday', 'daily 18:00 until 2027-05-08 | 05-05 05-06 05-07'],
    ['daily 9:00, 10 times', 'daily 09:00 x10 | 05-06 05-07 05-08'],
    ['daily 9:00 for five times', 'daily 09:00 x5 | 05-06 05-07 05-08'],
    ['every Friday 18:00 3x', 'weekly 5 18:00 x3 | 05-07 05-14 05-21'],
    ['every Friday 18:00 3 times until 1 June', 'weekly 5 18:00 until 2027-06-01 x3 | 05-07 05-14 05-21'],
    ['every Friday 18:00 starting 1 June', 'weekly 5 18:00 | 06-04 06-11 06-18'],
    ['every other Friday 18:00 from 14 May', 'fortnightly 5 18:00 | 05-14 05-28 06-11'],
    ['every day from 9am', 'daily 09:00 | 05-06 05-07 05-08'],
    ['every day 9am from tomorrow', 'daily 09:00 | 05-06 05-07 05-08'],
    ['every day 9am from 1 June to 3 June', 'daily 09:00 until 2027-06-03 | 06-01 06-02 06-03'],
    ['weekly 18:00 starting Friday', 'weekly 5 18:00 | 05-07 05-14 05-21'],
    ['monthly 10:00 starting 31 May', 'monthly 31 10:00 | 05-31 06-30 07-31'],
    ['30 9 * * 1-5 until 7 May', '30 9 * * 1-5 until 2027-05-07 | 05-06T09:30 05-07T09:30'],
    ['30 9 * * 1-5, 2 times', '30 9 * * 1-5 x2 | 05-06T09:30 05-07T09:30 05-10T09:30'],
    ['30 9 * * 1-5 starting 1 June', '30 9 * * 1-5 | 06-01T09:30 06-02T09:30 06-03T09:30'],
  ])('with its beginning and end: %s', (typed, line) => {
    expect(told(typed)).toBe(line);
  });

  it.each([
    ['every Friday', 'repeat-needs-hour'],
    ['every Friday morning', 'repeat-needs-hour'],
    ['every Friday at 6', 'repeat-needs-hour 2027-05-07T06:00 2027-05-07T18:00'],
    ['daily at 3', 'repeat-needs-hour 2027-05-05T15:00 2027-05-06T03:00'],
    ['every Friday at midnight', 'repeat-needs-hour'],
    ['every Friday 24:00', 'repeat-needs-hour'],
    ['weekly 18:00', 'no-day'],
    ['monthly 18:00', 'no-day'],
    ['every two weeks at 18:00', 'no-day'],
    ['every Friday 18:00 until 05/03/2028', 'day-month-in-doubt 2028-03-05 2028-05-03'],
    ['every Friday 18:00 until 31 February', 'not-a-date'],
    ['every Friday 18:00 until Friday 8 May 2027', 'not-a-date 2027-05-08'],
    ['every Friday 18:00 until May', 'no-day'],
    ['every Friday 18:00 until 1 May 2020', 'repeat-ended'],
    ['every Friday 18:00 until tomorrow', 'repeat-ended'],
    ['every Friday 18:00 until 1 May 2044', 'too-far'],
    ['every Friday 18:00 starting 1 May 2027', 'past'],
    ['every Friday 18:00 starting 1 May 2044', 'too-far'],
    ['every Friday 18:00 5000 times', 'too-far'],
    ['0 0 31 2 *', 'repeat-never'],
    ['0 0 30,31 2 *', 'repeat-never'],
    ['0 0 31 4,6,9,11 *', 'repeat-never'],
    ['0 0 29 2 */7', '0 0 29 2 */7 | 02-29T00:00 02-29T00:00 02-29T00:00'],
    ['* * * * *', 'repeat-too-often'],
    ['*/14 * * * *', 'repeat-too-often'],
    ['*/15 * * * *', '*/15 * * * * | 05-05T14:45 05-05T15:00 05-05T15:15'],
    ['0,10 9 * * 1', 'repeat-too-often'],
    ['0,55 0,23 * * *', 'repeat-too-often'],
    ['0,50 0,23 * * 1,2', 'repeat-too-often'],
    ['0,50 0,23 * * 1,3', '0,50 0,23 * * 1,3 | 05-05T23:00 05-05T23:50 05-10T00:00'],
    ['every 5 minutes', 'repeat-too-often'],
    ['every minute', 'repeat-too-often'],
    ['every second', 'repeat-too-often'],
  ])('what is missing, doubtful or impossible is named: %s', (typed, line) => {
    expect(told(typed)).toBe(line);
  });

  it.each([
    // Of the month, or every other one.
    'every second Tuesday 10:00',
    'every 2nd Tuesday 10:00',
    'every third Monday 10:00',
    'biweekly on Friday 18:00',
    'every weekend 10:00',
    'weekends 10:00',
    '3 times a week 9:00',
    '5 times daily 9:00',
    'daily 0 times 9:00',
    // Not offered.
    'every 3 weeks on Friday 18:00',
    'every other day 18:00',
    'every hour',
    'every 30 minutes',
    'yearly on 1 May 10:00',
    'every 1 May 10:00',
    'first and third Monday of the month 9am',
    '1st and 15th of the month 9am',
    'every weekday except Friday 9am',
    // Not one thing.
    'every day every Friday 18:00',
    'weekly monthly 18:00',
    'every Friday of the month every week 18:00',
    'every Friday 18:00 and 19:00',
    'every Friday 18:00-20:00',
    'every Friday 18:00 for 2 hours',
    'every Friday 18:00 CET',
    'every Friday 18:00 GMT+2',
    'every Friday 18:00 until 1 May until 2 May',
    'every Friday 18:00 until further notice',
    'every',
    'every every',
    'monthly on the 32nd 10:00',
    '* * * *',
    '0 30 9 * * 1-5',
    '60 * * * *',
    '0-999999999 * * * *',
    '30 9 * * 1-5 18:00',
    '30 9 * * 1-5 weekly',
  ])('is not understood: %s', (typed) => {
    expect(told(typed)).toBe('repeat-unreadable');
  });

  it('is read in the zone typed with it, where that is a place', () => {
    const read = readSchedule(
      { when: 'every day 18:00 UTC' },
      { zone: 'Europe/Berlin', now: NOW, locale: 'en' },
    );
    expect(read).toMatchObject({ repeat: { zone: 'UTC' }, first: { instant: '2027-05-05T18:00:00.000Z' } });
  });

  it('keeps the hour typed on the day it does not exist', () => {
    const now = new Date('2027-03-27T12:00:00Z');
    const read = readSchedule({ when: 'every Sunday 02:30' }, { zone: 'Europe/Berlin', now, locale: 'en' });
    expect(read).toMatchObject({
      repeat: { time: '02:30', from: '2027-03-28' },
      first: { wall: '2027-03-28T03:30' },
    });
    const saturday = readSchedule(
      { when: 'Saturday 23:30', repeat: 'weekly' },
      { zone: 'America/Nuuk', now, locale: 'en' },
    );
    expect(saturday).toMatchObject({
      repeat: { pattern: { days: [6] }, time: '23:30', from: '2027-03-27' },
      first: { wall: '2027-03-28T00:30' },
    });
  });
});

it.each(HOST_ZONES)('means the same with this computer in %s', (host) => {
  inHostZone(host, () => {
    expect(told('every Sunday 6am', undefined, { now: new Date('2027-03-27T12:00:00Z') })).toBe(
      'weekly 7 06:00 | 03-28 04-04 04-11',
    );
    expect(told('first Monday of the month 9am until 1 May 2028', undefined, { zone: 'Pacific/Apia' })).toBe(
      'monthly 1x1 09:00 until 2028-05-01 | 06-07 07-05 08-02',
    );
    expect(told('30 9 * * 1-5', undefined, { zone: 'America/New_York' })).toBe(
      '30 9 * * 1-5 | 05-05T09:30 05-06T09:30 05-07T09:30',
    );
  });
});
