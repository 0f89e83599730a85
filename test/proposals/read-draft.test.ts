import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Typed } from '../../src/proposals/draft.js';
import { readDraft, readWhom } from '../../src/proposals/read-draft.js';
import { context, HOUR, problemsOf, read } from './reading.js';

describe('an action', () => {
  it('is what was typed, in the zone it was meant in', () => {
    expect(read().action).toEqual({
      title: 'River clean-up',
      how: 'Leaflets',
      whom: { kind: 'employer', name: 'Harbour Ltd' },
      start: { instant: '2027-03-20T09:00:00.000Z', wall: '2027-03-20T10:00', zone: 'Europe/Berlin' },
      end: { instant: '2027-03-20T11:00:00.000Z', wall: '2027-03-20T12:00', zone: 'Europe/Berlin' },
      where: 'Market Square',
      details: '',
    });
  });

  it('lasts two hours unless an end is given', () => {
    expect(read({ when: '20 March 2027 10:00-14:30' }).action?.end.wall).toBe('2027-03-20T14:30');
  });

  it('lasts two hours also where the clocks change meanwhile', () => {
    const { action } = read({ when: '28 March 2027 01:00' });
    expect(Date.parse(action?.end.instant ?? '') - Date.parse(action?.start.instant ?? '')).toBe(2 * HOUR);
    expect(action?.end.wall).toBe('2027-03-28T04:00');
  });

  it('may have no place and no details', () => {
    expect(read({ where: '', details: '' }).action).toMatchObject({ where: '', details: '' });
  });
});

describe('what is to be mended', () => {
  it('is told all at once', () => {
    expect(
      problemsOf({
        title: '',
        how: 'x'.repeat(101),
        whom: 'Harbour Ltd',
        when: '',
        where: 'x'.repeat(101),
        details: 'x'.repeat(1_001),
        closes: 'whenever',
      }),
    ).toEqual([
      'title: missing',
      'when: missing',
      'how: text-too-long',
      'where: text-too-long',
      'details: text-too-long',
      'whom: whom-kind',
      'closes: when-unreadable',
    ]);
  });

  it.each<[string, Partial<Typed>, string[]]>([
    [
      'nothing at all',
      { title: '', how: '', whom: '', when: '' },
      ['title', 'how', 'whom', 'when'].map((f) => `${f}: missing`),
    ],
    ['a title of 100 characters fits', { title: 'x'.repeat(100) }, []],
    ['a title of 101', { title: 'x'.repeat(101) }, ['title: text-too-long']],
    ['details of 1,000 fit', { details: 'x'.repeat(1_000) }, []],
    ['a name of 100 fits', { whom: `employer: ${'x'.repeat(100)}` }, []],
    ['a name of 101', { whom: `employer: ${'x'.repeat(101)}` }, ['whom: text-too-long']],
    ['a date without an hour', { when: '20 March 2027' }, ['when: when-no-hour']],
    ['day and month in doubt', { when: '05/03/2027 10:00' }, ['when: when-day-month-in-doubt']],
    ['a date past', { when: '1 February 2027 10:00' }, ['when: when-past']],
    ['a day that is not there', { when: '31 April 2027 10:00' }, ['when: when-not-a-date']],
    ['a date too far away', { when: '1 May 2040 10:00' }, ['when: when-too-far']],
    [
      'an end before the start',
      { when: '20 March 2027 10:00 to 20 March 2027 09:00' },
      ['when: when-end-before-start'],
    ],
  ])('%s', (_what, part, expected) => {
    expect(problemsOf(part)).toEqual(expected);
  });

  it('leaves no action to be published, and says what to mend, whatever is typed', () => {
    const text = fc.oneof(
      fc.constantFrom('', 'x', 'employer: y', 'Friday 6pm', 'x'.repeat(200)),
      fc.string({ maxLength: 30 }),
    );
    const any = fc.record({
      title: text,
      how: text,
      whom: text,
      when: text,
      where: text,
      details: text,
      closes: text,
      to: text,
      ballots: text,
    });
    fc.assert(
      fc.property(any, (given) => {
        const { problems, action, closesAt } = readDraft(given, context());
        expect(action === undefined).toBe(problems.length > 0);
        expect(closesAt === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('whom it is addressed to', () => {
  it.each([
    ['employer: Harbour Ltd', { kind: 'employer', name: 'Harbour Ltd' }],
    ['Employer:Harbour Ltd', { kind: 'employer', name: 'Harbour Ltd' }],
    [' INSTITUTION :  University ', { kind: 'institution', name: 'University' }],
    ['public  body: City Council: Housing', { kind: 'public body', name: 'City Council: Housing' }],
    ['Harbour Ltd', undefined],
    ['employer', undefined],
    ['employer:', undefined],
    ['employer:  ', undefined],
    [': Harbour Ltd', undefined],
    ['person: Jo Doe', undefined],
    ['landlord: Jo Doe', undefined],
    ['employers: Harbour Ltd', undefined],
    ['', undefined],
  ])('%j', (line, expected) => {
    expect(readWhom(line)).toEqual(expected);
  });
});
