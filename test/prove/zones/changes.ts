import { IANAZone } from 'luxon';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** One change of the clocks of a zone. Instants and lengths in milliseconds. */
export interface Change {
  zone: string;
  at: number;
  /** Wall minus instant, before and after. */
  before: number;
  after: number;
}

/**
 * All clock changes of a zone between two years, the first inclusive, the second exclusive. Found by asking luxon for the
 * offset of every day, and halving the days on which it is another than on the day before.
 */
export function changesOf(zone: string, from: number, to: number): Change[] {
  const clocks = IANAZone.create(zone);
  const offset = (at: number): number => clocks.offset(at) * MINUTE;
  const changes: Change[] = [];
  let before = offset(Date.UTC(from, 0, 1));
  for (let day = Date.UTC(from, 0, 1); day < Date.UTC(to, 0, 1); day += DAY) {
    const after = offset(day + DAY);
    if (after === before) continue;
    let [early, late] = [day, day + DAY];
    while (late - early > MINUTE) {
      const middle = early + Math.floor((late - early) / 2 / MINUTE) * MINUTE;
      if (offset(middle) === before) early = middle;
      else late = middle;
    }
    changes.push({ zone, at: late, before, after });
    before = after;
  }
  return changes;
}
