import { z } from 'zod';
import { resumeDigest, stopDigest, type DigestDeps } from '../digest/schedule.js';
import { frontOf } from '../organisations/front.js';
import { takeOutOfFront } from '../proposals/leave.js';
import { serverLeft } from '../reminders/server-left.js';
import type { PollDeps } from '../polls/poll.js';
import type { AfterwardsDeps } from '../afterwards/ask.js';
import type { ReminderDeps } from '../reminders/reminder.js';
import type { Collection, Store } from '../store/types.js';
import { forgetServer, knownServers } from './forget.js';

const DAY_MS = 24 * 3_600_000;

/** Removed by mistake, the bot may come back within so long, and nothing has changed. */
const GRACE_MS = DAY_MS;
/** So long what was set up in a server that is left is kept (threats section 6). */
const KEEP_MS = 30 * DAY_MS;
const PAGE = 1_000;

/** A server that the bot was in and is in no more. */
const goneSchema = z.strictObject({ since: z.iso.datetime() });
export type Gone = z.infer<typeof goneSchema>;

export interface ServerDeps extends DigestDeps, ReminderDeps, PollDeps, AfterwardsDeps {
  goneServers: Collection<Gone>;
  /** Whether the bot is in a server now, also if that server cannot be reached at the moment. */
  inServer: (guildId: string) => boolean;
}

/** The collection of servers that the bot is in no more. */
export function goneCollection(store: Store): Collection<Gone> {
  return store.collection({ prefix: 'gone-server', version: 1, schema: goneSchema, sealed: false });
}

/** The bot was removed from a server, or the server is no more. What follows from it waits a day. Repeatable. */
export async function serverGone(deps: ServerDeps, guildId: string, now: Date): Promise<void> {
  await deps.store.queue.exclusive(queueOf(guildId), async () => {
    if ((await deps.goneServers.get(guildId)) !== undefined) return;
    for (const wait of [GRACE_MS, KEEP_MS]) {
      const at = new Date(now.getTime() + wait).toISOString();
      await deps.due.add({ kind: 'server-gone', id: guildId, at });
    }
    await deps.goneServers.insert(guildId, { since: now.toISOString() });
  });
}

/** The bot is in a server again: within a day nothing was changed; later its digest begins again. Repeatable. */
export async function serverBack(deps: ServerDeps, guildId: string, now: Date): Promise<void> {
  await deps.store.queue.exclusive(queueOf(guildId), async () => {
    if ((await deps.goneServers.get(guildId)) === undefined) return;
    await resumeDigest(deps, guildId, now);
    await deps.goneServers.remove(guildId);
  });
}

/**
 * A day after the bot was removed from a server: its organisations leave its front and the front's open proposals,
 * openly, its channel reminders are parked and their owners told, and its digest is due no more. After thirty days
 * nothing of it is kept. Repeatable; nothing is done once the bot is back.
 */
export async function settleGone(deps: ServerDeps, guildId: string, now: Date): Promise<void> {
  // Back without our having been told.
  if (deps.inServer(guildId)) return serverBack(deps, guildId, now);
  await deps.store.queue.exclusive(queueOf(guildId), async () => {
    const gone = await deps.goneServers.get(guildId);
    if (gone === undefined) return;
    const ms = now.getTime() - Date.parse(gone.since);
    // The row of an earlier time.
    if (ms < GRACE_MS) return;
    await stopDigest(deps, guildId, now);
    const front = await frontOf(deps, guildId);
    const name = (await deps.memberships.get(guildId))?.name ?? '';
    if (front !== undefined) await takeOutOfFront(deps, front, { id: guildId, name }, now, false);
    await serverLeft(deps, guildId);
    if (ms < KEEP_MS) return;
    await forgetServer(deps, guildId);
    await deps.goneServers.remove(guildId);
  });
}

/**
 * At start, when it is known where the bot is: notices servers that it was removed from, or that took it back, while it
 * was not running.
 */
export async function compareServers(deps: ServerDeps, now: Date): Promise<void> {
  const known = new Set<string>();
  for await (const guildId of knownServers(deps)) known.add(guildId);
  for (const guildId of known) {
    if (!deps.inServer(guildId)) await serverGone(deps, guildId, now);
  }
  for await (const guildId of idsOf(deps.goneServers)) {
    if (deps.inServer(guildId)) await serverBack(deps, guildId, now);
  }
}

async function* idsOf(collection: Collection<unknown>): AsyncGenerator<string> {
  for (let after: string | undefined; ;) {
    const page = await collection.range({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { id } of page) yield id;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}

function queueOf(guildId: string): string {
  return `server:${guildId}`;
}
