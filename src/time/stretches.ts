import type { Temporal } from 'temporal-polyfill';
import { zoned } from './moment.js';

/** A time in which the clocks of a zone are not changed. Everything in milliseconds. */
export interface Stretch {
  /** The clock change it begins with; -Infinity where that was not looked for. */
  start: number;
  /** The clock change it ends with; Infinity when there is none to come. */
  end: number;
  /** Wall minus instant. */
  offset: number;
  /** The offset before `start`; the same as `offset` where that was not looked for. */
  before: number;
}

/** The stretches of a zone in order, from the one that `instant` lies in; what comes before that one is not looked at. */
export function* stretchesFrom(instant: number, zone: string): Generator<Stretch, void, undefined> {
  let at = zoned(new Date(instant), zone);
  let [start, before] = [-Infinity, offsetOf(at)];
  for (;;) {
    const offset = offsetOf(at);
    const next = at.getTimeZoneTransition('next');
    yield { start, end: next?.epochMilliseconds ?? Infinity, offset, before };
    if (next === null) return;
    [start, before, at] = [next.epochMilliseconds, offset, next];
  }
}

function offsetOf(at: Temporal.ZonedDateTime): number {
  return at.offsetNanoseconds / 1e6;
}
