import { randomBytes } from 'node:crypto';
import { DueWork, type DueHandler } from '../../src/due-work.js';
import { createLog } from '../../src/log.js';
import { createDueIndex, openMemoryStore, StoreKeys, type DueIndex } from '../../src/store/index.js';

export const NOON = new Date('2027-03-01T12:00:00.000Z');

/** The instant so many ms after noon, as rows have it. */
export function at(ms: number): string {
  return new Date(NOON.getTime() + ms).toISOString();
}

/** Due work on a store of its own, with a clock that stands at noon until it is moved, and what rows are left. */
export async function workWith(
  handlers: (due: DueIndex) => Record<string, DueHandler>,
  log = createLog('silent'),
) {
  const due = createDueIndex(await openMemoryStore({ keys: new StoreKeys(randomBytes(32)) }));
  const clock = { now: NOON };
  const work = new DueWork({ due, now: () => clock.now, log, handlers: handlers(due) });
  const left = async () =>
    (await due.until(new Date('2099-01-01'), 1_000)).map(({ kind, id }) => `${kind}:${id}`);
  return { due, work, clock, left };
}

/** Does what is due by noting its id. */
export function noting(done: string[]): DueHandler {
  return (id) => {
    done.push(id);
    return Promise.resolve(true);
  };
}

/** A promise that is settled from outside. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
