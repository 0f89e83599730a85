import { describe, expect, it } from 'vitest';
import { splitWhenWhere } from '../../src/proposals/read-draft.js';
import { NOW } from './reading.js';

describe('one line for when and where', () => {
  const split = (line: string) => splitWhenWhere(line, { zone: 'Europe/Berlin', now: NOW, locale: 'en-US' });

  it.each([
    ['Friday 6pm, Town Hall steps', 'Friday 6pm', 'Town Hall steps'],
    ['Friday 6pm; Town Hall steps', 'Friday 6pm', 'Town Hall steps'],
    ['Friday 6pm at Town Hall', 'Friday 6pm', 'Town Hall'],
    ['Friday 6pm in front of the Town Hall', 'Friday 6pm', 'front of the Town Hall'],
    ['Friday 6pm - Town Hall', 'Friday 6pm', 'Town Hall'],
    ['Friday 6pm – Town Hall', 'Friday 6pm', 'Town Hall'],
    ['Friday 6pm @ Town Hall', 'Friday 6pm', 'Town Hall'],
    ['Friday 6pm', 'Friday 6pm', ''],
    ['Friday at 6pm', 'Friday at 6pm', ''],
    ['Friday at 6pm, Town Hall', 'Friday at 6pm', 'Town Hall'],
    ['Friday at 6pm at Town Hall', 'Friday at 6pm', 'Town Hall'],
    ['Friday, 18:00, Town Hall', 'Friday, 18:00', 'Town Hall'],
    ['Friday 6pm - 8pm, Town Hall', 'Friday 6pm - 8pm', 'Town Hall'],
    ['Friday 6pm to 8pm at Town Hall', 'Friday 6pm to 8pm', 'Town Hall'],
    ['1 May 2027 10:00, Market Square', '1 May 2027 10:00', 'Market Square'],
    ['1 May 2027, 10:00, Market Square', '1 May 2027, 10:00', 'Market Square'],
    ['1 May 2027 10:00-12:00, Market Square', '1 May 2027 10:00-12:00', 'Market Square'],
    ['in 3 hours, Gate 4', 'in 3 hours', 'Gate 4'],
    ['in 3 hours at Gate 4', 'in 3 hours', 'Gate 4'],
    ['tomorrow 10am, Hall 3, Harbour Street 5', 'tomorrow 10am', 'Hall 3, Harbour Street 5'],
    ['Saturday 10am, corner of 5th and Main', 'Saturday 10am', 'corner of 5th and Main'],
    ['Saturday 10am, Friday Market', 'Saturday 10am', 'Friday Market'],
    ['Saturday 10am,Town Hall', 'Saturday 10am', 'Town Hall'],
    ['Saturday 10am\nTown Hall', 'Saturday 10am', 'Town Hall'],
    // What cannot be read as a date is asked again, with what stands before the first mark.
    ['Friday, Town Hall', 'Friday', 'Town Hall'],
    ['soon, Town Hall', 'soon', 'Town Hall'],
    ['soon at Town Hall', 'soon', 'Town Hall'],
    ['Town Hall', 'Town Hall', ''],
    ['', '', ''],
  ])('%j', (line, when, where) => {
    expect(split(line)).toEqual({ when, where });
  });

  it('typed back from what was read of it, is read the same again', () => {
    for (const [when, where] of [
      ['Friday 6pm', 'Town Hall'],
      ['Friday 6pm - 8pm', 'Hall 3, Harbour Street 5'],
      ['in 3 hours', 'Gate 4 at the harbour'],
      ['1 May 2027 10:00', ''],
    ] as const) {
      expect(split([when, where].filter((part) => part !== '').join(', '))).toEqual({ when, where });
    }
  });

  it('takes no longer for a line made to be slow', () => {
    const started = performance.now();
    split(`${'a at '.repeat(5_000)}`);
    split(`${' , '.repeat(5_000)}`);
    split(`${' '.repeat(50_000)}x`);
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
