import { IANAZone } from 'luxon';
import { holds } from '../proof.js';
import type { Change } from './changes.js';

const DAY = 86_400_000;
/** Every offset that is in use, and every clock change, is a whole number of these. */
const STEP = 15 * 60_000;

/**
 * The rule a second time, from what people see and nothing else: one walks through the days around a clock change with
 * luxon's clock in hand and writes down when the clock on the wall first showed what, and what it never showed. Walls are
 * what a clock shows, as milliseconds since 1970, whatever the zone.
 */
export class Walk {
  /** The local day of the change, as it was before it. */
  readonly day: number;
  readonly start: number;
  readonly end: number;
  readonly #shown = new Map<number, number>();
  readonly #skipped: { from: number; to: number }[] = [];

  constructor({ zone, at, before }: Change, days: number) {
    const clocks = IANAZone.create(zone);
    holds(at % STEP === 0, `${zone} changes its clocks between two quarters of an hour`);
    this.day = Math.floor((at + before) / DAY);
    this.start = at - (days + 1) * DAY;
    this.end = at + (days + 2) * DAY;
    let last: number | undefined;
    for (let instant = this.start; instant <= this.end; instant += STEP) {
      const wall = instant + clocks.offset(instant) * 60_000;
      if (!this.#shown.has(wall)) this.#shown.set(wall, instant);
      if (last !== undefined && wall > last + STEP) this.#skipped.push({ from: last + STEP, to: wall });
      last = wall;
    }
  }

  /** When the clock first shows a wall, or, if it never does, what it shows once so much has passed as it skipped. */
  instantOf(wall: number): number {
    const skipped = this.#skipped.find(({ from, to }) => wall >= from && wall < to);
    const found = this.#shown.get(skipped === undefined ? wall : wall + skipped.to - skipped.from);
    holds(found !== undefined, `The walk did not come to ${new Date(wall).toISOString()}`);
    return found;
  }

  isSkipped(wall: number): boolean {
    return this.#skipped.some(({ from, to }) => wall >= from && wall < to);
  }
}
