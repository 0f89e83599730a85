import { z } from 'zod';
import type { Actor } from '../authority.js';
import type { Library } from '../explainers/library.js';
import type { ProposalDeps } from '../proposals/proposal.js';
import { Refusal } from '../refusal.js';
import {
  changeSettings,
  mayChangeSettings,
  readSettings,
  type DigestDay,
  type ServerSettings,
  type SettingsChange,
} from '../settings/server-settings.js';
import type { Collection, Store } from '../store/types.js';
import { lastDigest, nextDigest } from './week.js';

/** A digest that could not be posted for so long is left out, in ms. */
export const DIGEST_LATEST_MS = 24 * 3_600_000;

/** How far a server's digests have come. */
const digestSchema = z.strictObject({
  /** Digests up to this instant are posted, left out, or were never to be. */
  upTo: z.iso.datetime(),
  /** The explainer of the last one. */
  topic: z.string().optional(),
});
export type Digest = z.infer<typeof digestSchema>;

export interface DigestDeps extends ProposalDeps {
  /** By server. */
  digests: Collection<Digest>;
  library: Library;
}

/** The collection of digests, by server. */
export function digestCollection(store: Store): Collection<Digest> {
  return store.collection({ prefix: 'digest', version: 1, schema: digestSchema, sealed: false });
}

/**
 * Changes a server's settings like `changeSettings`, and has its digest follow at once: on another day, in another
 * zone, or no more. Refused besides when a digest is asked for and no channel is set. The row of the new time is written
 * first; alone it finds no setting and does nothing.
 */
export async function changeServer(
  deps: DigestDeps,
  guildId: string,
  change: SettingsChange,
  actor: Actor,
  now: Date,
): Promise<ServerSettings> {
  mayChangeSettings(actor, guildId);
  if (change.digest === undefined && change.timezone === undefined) {
    return changeSettings(deps, guildId, change, actor);
  }
  return deps.store.queue.exclusive(queueOf(guildId), async () => {
    const before = await readSettings(deps, guildId);
    const planned = { ...before, ...change };
    if (dayOf(planned) !== undefined && planned.channelId === undefined) throw new Refusal('channel-not-set');
    const [old, next] = [nextOf(deps, before, now), nextOf(deps, planned, now)];
    if (next !== old) {
      if (next !== undefined) await deps.due.add({ kind: 'digest', id: guildId, at: next });
      // Whatever would have been posted by now under the new setting was not to be.
      await deps.digests.change(guildId, (current) => ({ ...current, upTo: now.toISOString() }));
    }
    const after = await changeSettings(deps, guildId, change, actor);
    if (old !== undefined && next !== old) await deps.due.remove({ kind: 'digest', id: guildId, at: old });
    return after;
  });
}

/**
 * A digest's time has come: owes it, with the explainer that follows the last one's, and sees to the next week's. After
 * an outage only the last one is owed, and none that is more than a day late. Repeatable. A row of an earlier setting
 * does no harm: it sees only to what is due by the present one.
 */
export async function digestWhenDue(deps: DigestDeps, guildId: string, now: Date): Promise<void> {
  await deps.store.queue.exclusive(queueOf(guildId), async () => {
    const settings = await readSettings(deps, guildId);
    const day = dayOf(settings);
    const { channelId } = settings;
    if (day === undefined || channelId === undefined) return;
    await scheduleDigest(deps, guildId, settings, now);
    const last = lastDigest(day, zoneFor(deps, settings), now);
    const known = await deps.digests.get(guildId);
    if (now.getTime() - last.getTime() > DIGEST_LATEST_MS) return;
    if (known !== undefined && last.getTime() <= Date.parse(known.upTo)) return;
    const topic = topicAfter(deps.library, known?.topic);
    const explainer = topic === undefined ? {} : { topic };
    const dueAt = last.toISOString();
    await deps.outbox.owe(
      `digest-${guildId}-${String(last.getTime())}`,
      { kind: 'digest', guildId, dueAt, ...explainer },
      { kind: 'channel', guildId, channelId },
    );
    await deps.digests.put(guildId, { upTo: dueAt, ...explainer });
  });
}

/** Sees to it that a server's next digest comes, if it has one; for a server that the bot is in again. */
export async function resumeDigest(deps: DigestDeps, guildId: string, now: Date): Promise<void> {
  await scheduleDigest(deps, guildId, await readSettings(deps, guildId), now);
}

/** Takes a server's digest from what is due; its setting stays. */
export async function stopDigest(deps: DigestDeps, guildId: string, now: Date): Promise<void> {
  await deps.store.queue.exclusive(queueOf(guildId), async () => {
    const at = nextOf(deps, await readSettings(deps, guildId), now);
    if (at !== undefined) await deps.due.remove({ kind: 'digest', id: guildId, at });
  });
}

/** Whether a server wants a digest now. */
export function dayOf(settings: Pick<ServerSettings, 'digest'>): DigestDay | undefined {
  const { digest } = settings;
  return digest === undefined || digest === 'off' ? undefined : digest;
}

/** The topic that follows in the order of the contents; the first after the last, and after one that is gone. */
export function topicAfter(library: Library, topic: string | undefined): string | undefined {
  const topics = library.contents('en').map((explainer) => explainer.topic);
  return topics[(topics.indexOf(topic ?? '') + 1) % topics.length];
}

async function scheduleDigest(
  deps: DigestDeps,
  guildId: string,
  settings: ServerSettings,
  now: Date,
): Promise<void> {
  const at = nextOf(deps, settings, now);
  if (at !== undefined) await deps.due.add({ kind: 'digest', id: guildId, at });
}

function nextOf(deps: DigestDeps, settings: ServerSettings, now: Date): string | undefined {
  const day = dayOf(settings);
  return day === undefined ? undefined : nextDigest(day, zoneFor(deps, settings), now).toISOString();
}

function zoneFor(deps: DigestDeps, settings: ServerSettings): string {
  return settings.timezone ?? deps.defaultZone;
}

function queueOf(guildId: string): string {
  return `digest:${guildId}`;
}
