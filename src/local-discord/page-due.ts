import * as z from 'zod';
import type { App } from './http/api.js';
import type { Core } from './core.js';
import type { PageClock, PageDue, PageDueTable } from './page-api.js';

/** Tells what the bot has to do and when: the first `limit` (0 to 200) of it. */
export type DueReader = (limit: number) => Promise<PageDueTable>;

const MOST_AHEAD_MS = 10 * 366 * 86_400_000;
const MOST_ROWS = 200;
/** So long, in ms, a page waits for what a move of the clock sets off; much of it may take minutes, and goes on by itself. */
const WAIT_MS = 1_000;

const dueRequest = z.object({ rows: z.coerce.number().int().min(0).max(MOST_ROWS).default(MOST_ROWS) });
const clockRequest = z.union([
  z.strictObject({ advanceMs: z.number().min(0).max(MOST_AHEAD_MS) }),
  z.strictObject({ to: z.iso.datetime() }),
]);

/** The clock, and what is due: the part of page-api.ts about that. `read` is whoever tells at that moment, if anybody does. */
export function mountDue(app: App, core: Core, read: () => DueReader | undefined): void {
  app.get('/page/due', async (c) => {
    const { rows } = dueRequest.parse(c.req.query());
    let table: PageDueTable | undefined;
    try {
      table = await read()?.(rows);
    } catch (error) {
      // A bot that is just stopping or starting.
      core.log(`What is due could not be read: ${String(error)}`);
    }
    return c.json<PageDue>(table === undefined ? { told: false } : { told: true, ...table });
  });
  app.post('/page/clock', async (c) => {
    const request = clockRequest.parse(await c.req.json());
    const ahead = 'to' in request ? Date.parse(request.to) - core.clock.now().getTime() : request.advanceMs;
    if (ahead > MOST_AHEAD_MS) throw new Error('The clock moves at most ten years at a time.');
    const moved = core.clock.advance(Math.max(0, ahead)).then(() => false);
    let timer: NodeJS.Timeout | undefined;
    const waited = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(true), WAIT_MS);
    });
    const busy = await Promise.race([moved, waited]);
    clearTimeout(timer);
    if (busy) moved.catch((error: unknown) => core.log(`After a move of the clock: ${String(error)}`));
    return c.json<PageClock>({ now: core.clock.now().toISOString(), busy });
  });
}
