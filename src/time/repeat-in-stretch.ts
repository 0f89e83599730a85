import { DAY_MS, isoOf } from './local-day.js';
import type { Moment } from './moment.js';
import type { Plan } from './repeat-plan.js';
import { countWalls, lastWall, nextWall } from './repeat-plan.js';
import type { Stretch } from './stretches.js';

/**
 * The occurrences of a plan within one stretch without clock changes. Two kinds: walls that are shown in it for the first
 * time, and walls skipped by the change it begins with, moved on by what was skipped. Instants in milliseconds.
 */

/** The moment of an instant within a stretch of the clocks of `zone`. */
export function momentIn({ offset }: Stretch, instant: number, zone: string): Moment {
  const wall = new Date(instant + offset).toISOString().slice(0, 16);
  return { instant: new Date(instant).toISOString(), wall, zone };
}

/** The first occurrence later than `after` and earlier than `end`, and the local day it belongs to. */
export function nextIn(
  plan: Plan,
  stretch: Stretch,
  after: number,
  end: number,
): { instant: number; day: string } | undefined {
  const { offset } = stretch;
  const to = Math.min(stretch.end, end) + offset;
  const shown = nextWall(plan, Math.max(firstWall(stretch), Math.floor(after + offset) + 1), to);
  const moved = skippedWalls(plan, stretch).find((wall) => {
    const at = movedTo(wall, stretch);
    return at > after + offset && at < Math.min(shown ?? to, to);
  });
  const wall = moved ?? shown;
  if (wall === undefined) return undefined;
  const at = moved === undefined ? wall : movedTo(moved, stretch);
  return { instant: at - offset, day: isoOf(Math.floor(wall / DAY_MS)) };
}

/** The last occurrence later than `after` and not later than `at`. */
export function lastIn(plan: Plan, stretch: Stretch, after: number, at: number): number | undefined {
  const [from, to] = between(stretch, after, at);
  const shown = lastWall(plan, Math.max(firstWall(stretch), from), to);
  const moved = skippedWalls(plan, stretch)
    .map((wall) => movedTo(wall, stretch))
    .findLast((wall) => wall >= from && wall < to);
  const last = Math.max(shown ?? -Infinity, moved ?? -Infinity);
  return last === -Infinity ? undefined : last - stretch.offset;
}

/** How many occurrences are later than `after` and not later than `at`. */
export function countIn(plan: Plan, stretch: Stretch, after: number, at: number): number {
  const [from, to] = between(stretch, after, at);
  const moved = skippedWalls(plan, stretch)
    .map((wall) => movedTo(wall, stretch))
    .filter((wall) => wall >= from && wall < to && nextWall(plan, wall, wall + 1) === undefined);
  return countWalls(plan, Math.max(firstWall(stretch), from), to) + moved.length;
}

/** Walls from the first (inclusive) to the second (exclusive) that are later than `after` and not later than `at`. */
function between({ end, offset }: Stretch, after: number, at: number): [number, number] {
  return [Math.floor(after + offset) + 1, Math.min(end, at + 1) + offset];
}

/** Where clocks were put back, the walls before the change were shown already: the first of two is meant. */
function firstWall({ start, offset, before }: Stretch): number {
  return start + Math.max(offset, before);
}

/** The walls of the plan that the change at the beginning of the stretch left out, ascending. */
function skippedWalls(plan: Plan, { start, offset, before }: Stretch): number[] {
  const walls: number[] = [];
  if (before >= offset) return walls;
  for (let from = start + before; ;) {
    const wall = nextWall(plan, from, start + offset);
    if (wall === undefined) return walls;
    walls.push(wall);
    from = wall + 1;
  }
}

function movedTo(wall: number, { offset, before }: Stretch): number {
  return wall + offset - before;
}
