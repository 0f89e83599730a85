import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whenMeant } from '../../src/polls/carry.js';
import { readOptions, readPollCloses, readQuestion, type ClosesContext } from '../../src/polls/read-poll.js';
import { Refusal } from '../../src/refusal.js';

const NOON = new Date('2027-03-01T12:00:00Z');

function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
  return 'not refused';
}

describe('options', () => {
  it.each<[string, string[]]>([
    ['Red, Green,Blue', ['Red', 'Green', 'Blue']],
    [' Red ;Green; Blue;', ['Red', 'Green', 'Blue']],
    ['Red | Green', ['Red', 'Green']],
    ['Red\nGreen\r\nBlue', ['Red', 'Green', 'Blue']],
    [
      'By the river, then north; By the gate, then south',
      ['By the river, then north', 'By the gate, then south'],
    ],
    ['Red,,Green, ,', ['Red', 'Green']],
    ['A\u202EB, C\u200BD', ['AB', 'CD']],
    ['1. Mai, 2. Mai', ['1. Mai', '2. Mai']],
  ])('in %j are divided and cleaned', (typed, options) => {
    expect(readOptions(typed)).toEqual(options);
  });

  it.each([
    ['', 'poll-options-few'],
    ['Red', 'poll-options-few'],
    ['Red,\u200B, ,', 'poll-options-few'],
    [Array.from({ length: 21 }, (_none, at) => String(at)).join(), 'poll-options-many'],
    [`Red, ${'x'.repeat(81)}`, 'poll-option-long'],
    ['Red, RED', 'poll-options-same'],
    ['Red, r e d', 'poll-options-same'],
    ['Red, Ｒｅｄ', 'poll-options-same'],
    ['Red, R\u200Bed', 'poll-options-same'],
  ])('in %j are refused', (typed, reason) => {
    expect(reasonOf(() => readOptions(typed))).toBe(reason);
  });

  it('may be twenty, of eighty characters each', () => {
    const options = Array.from({ length: 20 }, (_none, at) => String(at).padEnd(80, 'x'));
    expect(readOptions(options.join(';'))).toEqual(options);
  });

  it('are fit to be stored, or refused, whatever is typed', () => {
    const typed = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(';', ',', '|', '\n', ' ', 'a', 'b')),
    );
    fc.assert(
      fc.property(typed, (parts) => {
        const text = parts.join('');
        if (reasonOf(() => readOptions(text)) !== 'not refused') return;
        const options = readOptions(text);
        expect(options.length).toBeGreaterThanOrEqual(2);
        expect(options.length).toBeLessThanOrEqual(20);
        expect(new Set(options).size).toBe(options.length);
        for (const option of options) expect(option).toMatch(/^\S(?:[^\n\r]{0,78}\S)?$/u);
      }),
    );
  });
});

describe('the question', () => {
  it('is one cleaned line', () => {
    expect(readQuestion(' Which\ncolour\u202E? ')).toBe('Which colour?');
  });

  it.each([
    [' \u200B', 'text-empty'],
    ['x'.repeat(201), 'text-too-long'],
  ])('%j is refused', (typed, reason) => {
    expect(reasonOf(() => readQuestion(typed))).toBe(reason);
  });
});

describe('the closing', () => {
  const context = (part: Partial<ClosesContext> = {}): ClosesContext => ({
    zone: 'Europe/Berlin',
    now: NOON,
    locale: 'en-GB',
    shortestVoteMinutes: 1,
    ...part,
  });
  const closing = (typed: string, part: Partial<ClosesContext> = {}) =>
    readPollCloses(typed, context(part))?.toISOString();

  it('is 48 hours away where nothing is said, or as far as the server asks at least', () => {
    expect(closing('')).toBe('2027-03-03T12:00:00.000Z');
    expect(closing('', { shortestVoteMinutes: 3 * 1_440 })).toBe('2027-03-04T12:00:00.000Z');
  });

  it.each([
    ['in 1 minute', '2027-03-01T12:01:00.000Z'],
    ['tomorrow 6pm', '2027-03-02T17:00:00.000Z'],
    // Over the change of the clocks.
    ['in 30 days', '2027-03-31T11:00:00.000Z'],
  ])('%j is read in the person’s zone', (typed, at) => {
    expect(closing(typed)).toBe(at);
  });

  it.each([
    ['Friday', {}, 'when-no-hour'],
    ['soon', {}, 'when-unreadable'],
    ['soon', { zone: undefined }, 'when-unreadable'],
    ['in 30 seconds', {}, 'closes-too-soon'],
    ['in 5 minutes', { shortestVoteMinutes: 60 }, 'closes-too-soon'],
    ['in 32 days', {}, 'poll-too-long'],
    ['1 March 2027 10:00', {}, 'when-past'],
  ])('%j is refused', (typed, part, reason) => {
    expect(reasonOf(() => closing(typed, part))).toBe(reason);
  });

  it.each([
    ['in 3 hours', '2027-03-01T15:00:00.000Z'],
    ['tomorrow 6pm', undefined],
    // Past in one of the zones there are.
    ['today 3pm', undefined],
  ])('%j without a zone is %s', (typed, at) => {
    expect(closing(typed, { zone: undefined })).toBe(at);
  });
});

describe('the date an option stands for', () => {
  const later = { zone: 'Europe/Berlin', now: new Date('2027-03-03T12:00:00Z'), locale: 'en' };

  it.each([
    ['Saturday 6pm', 'Saturday 6pm'],
    ['1 May 2027 10:00', '1 May 2027 10:00'],
    // To be asked again, as a date.
    ['Saturday', 'Saturday'],
    ['1 May', '1 May'],
    // Counted from when the poll was opened.
    ['in 4 days', '2027-03-05 13:00'],
    ['tomorrow 6pm', 'tomorrow 6pm'],
    ['Bread and roses', undefined],
    ['10', undefined],
    ['May Day', undefined],
  ])('%j is %j', (option, when) => {
    expect(whenMeant(option, NOON, later)).toBe(when);
  });

  it('is written out with its end', () => {
    const context = { ...later, now: new Date('2027-03-02T18:30:00Z') };
    expect(whenMeant('Thursday 6pm to 8pm', new Date('2027-02-28T12:00:00Z'), context)).toBe(
      'Thursday 6pm to 8pm',
    );
    expect(whenMeant('in 5 days', new Date('2027-02-28T12:00:00Z'), context)).toBe('2027-03-05 13:00');
  });
});
