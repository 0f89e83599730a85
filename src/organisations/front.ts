import { createHash } from 'node:crypto';
import { z } from 'zod';
import { may, type Actor } from '../authority.js';
import { newId } from '../id.js';
import { Refusal } from '../refusal.js';
import { readSettings } from '../settings/server-settings.js';
import { clean } from '../texts/clean.js';
import type { Collection, Store } from '../store/types.js';
import { organisationsIn, type Organisation, type OrganisationDeps } from './organisation.js';

/** A code can be used once, within seven days. */
const CODE_MS = 7 * 24 * 3_600_000;
const LONGEST_NAME = 100;
/** More servers than this are not one coalition, and would not fit on a page. */
const MOST_SERVERS = 25;

const frontSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** How many organisations must be in for a proposal to be agreed. */
  needed: z.number().int().positive(),
  foundedAt: z.iso.datetime(),
});
export type Front = z.infer<typeof frontSchema>;

/** The one front a server is in. */
const membershipSchema = z.strictObject({
  frontId: z.string(),
  name: z.string(),
  joinedAt: z.iso.datetime(),
});
export type Membership = z.infer<typeof membershipSchema>;

const codeSchema = z.strictObject({
  frontId: z.string(),
  expiresAt: z.iso.datetime(),
  /** The server that used it. */
  usedBy: z.string().optional(),
});
type Code = z.infer<typeof codeSchema>;

export interface FrontDeps extends OrganisationDeps {
  fronts: Collection<Front>;
  /** By server: a server is in one front at a time because it has one key. */
  memberships: Collection<Membership>;
  /** Which servers a front has; `memberships` is what counts. */
  frontServers: Collection<Record<string, never>>;
  /** By the hash of the code. */
  codes: Collection<Code>;
}

/** The collections of fronts. */
export function frontCollections(store: Store) {
  const nothing = z.strictObject({}) as unknown as z.ZodType<Record<string, never>>;
  return {
    fronts: store.collection<Front>({ prefix: 'front', version: 1, schema: frontSchema, sealed: false }),
    memberships: store.collection<Membership>({
      prefix: 'front-of',
      version: 1,
      schema: membershipSchema,
      sealed: false,
    }),
    frontServers: store.collection({ prefix: 'front-server', version: 1, schema: nothing, sealed: false }),
    codes: store.collection<Code>({ prefix: 'front-code', version: 1, schema: codeSchema, sealed: false }),
  };
}

/** A server of a front, with the organisations that decide there. */
export interface FrontServer {
  id: string;
  name: string;
  organisations: Organisation[];
}

/** Founds a front with the actor's server in it, and makes a first code. For Manage Server; needs a channel set. */
export async function foundFront(
  deps: FrontDeps,
  input: { name: string; needed?: number },
  guild: { id: string; name: string },
  actor: Actor,
  now: Date,
): Promise<{ front: Front; code: string }> {
  await mayManageFront(deps, guild.id, actor);
  const name = clean(input.name);
  if (name === '') throw new Refusal('text-empty');
  if (name.length > LONGEST_NAME)
    throw new Refusal('text-too-long', { max: LONGEST_NAME, length: name.length });
  // Looked at first, so that nothing is left behind; that two do it at once is settled by entering.
  if ((await deps.memberships.get(guild.id)) !== undefined) throw new Refusal('front-already');
  const front: Front = { id: newId(), name, needed: input.needed ?? 2, foundedAt: now.toISOString() };
  await deps.fronts.put(front.id, front);
  await enter(deps, front, guild, now);
  return { front, code: await makeCode(deps, front.id, now) };
}

/** Makes a new one-time code for the actor's front. For Manage Server. */
export async function inviteToFront(
  deps: FrontDeps,
  guildId: string,
  actor: Actor,
  now: Date,
): Promise<{ front: Front; code: string }> {
  await mayManageFront(deps, guildId, actor);
  const front = await needFront(deps, guildId);
  return { front, code: await makeCode(deps, front.id, now) };
}

/** What a code leads to, before anything is joined; refused when it is wrong, used or too old. */
export async function lookAtInvitation(
  deps: FrontDeps,
  code: { typed: string } | { hash: string },
  guildId: string,
  actor: Actor,
  now: Date,
): Promise<{ front: Front; servers: FrontServer[]; hash: string }> {
  await mayManageFront(deps, guildId, actor);
  const hash = 'hash' in code ? code.hash : hashOf(code.typed);
  const found = await deps.codes.get(hash);
  if (found === undefined) throw new Refusal('code-wrong');
  if (found.usedBy !== undefined) throw new Refusal('code-used');
  if (Date.parse(found.expiresAt) <= now.getTime()) throw new Refusal('code-expired');
  const front = await deps.fronts.get(found.frontId);
  if (front === undefined) throw new Refusal('code-wrong');
  return { front, servers: await serversOf(deps, front.id), hash };
}

/**
 * Joins the front a code leads to. The code is spent by the first server that enters with it; the same server may
 * press twice. Refused like looking, and when the server is in a front already or has no channel set.
 */
export async function joinFront(
  deps: FrontDeps,
  hash: string,
  guild: { id: string; name: string },
  actor: Actor,
  now: Date,
): Promise<Front> {
  const { front } = await lookAtInvitation(deps, { hash }, guild.id, actor, now);
  return deps.store.queue.exclusive(`front:${front.id}`, async () => {
    const settings = await readSettings(deps, guild.id);
    if (settings.channelId === undefined) throw new Refusal('channel-not-set');
    if ((await deps.memberships.get(guild.id)) !== undefined) throw new Refusal('front-already');
    if ((await serversOf(deps, front.id)).length >= MOST_SERVERS) throw new Refusal('front-full');
    await deps.codes.change(hash, (current) => {
      if (current === undefined) throw new Refusal('code-wrong');
      if (current.usedBy !== undefined && current.usedBy !== guild.id) throw new Refusal('code-used');
      return { ...current, usedBy: guild.id };
    });
    await enter(deps, front, guild, now);
    return front;
  });
}

/** The front a server is in, if any. */
export async function frontOf(deps: FrontDeps, guildId: string): Promise<Front | undefined> {
  const membership = await deps.memberships.get(guildId);
  return membership === undefined ? undefined : deps.fronts.get(membership.frontId);
}

/** The front a server is in; refused when it is in none. */
export async function needFront(deps: FrontDeps, guildId: string): Promise<Front> {
  const front = await frontOf(deps, guildId);
  if (front === undefined) throw new Refusal('front-none');
  return front;
}

/** The servers of a front with their organisations, by name. */
export async function serversOf(deps: FrontDeps, frontId: string): Promise<FrontServer[]> {
  const listed = await deps.frontServers.range({ within: `${frontId}:`, limit: 1_000 });
  const servers: FrontServer[] = [];
  for (const { id } of listed) {
    const guildId = id.slice(frontId.length + 1);
    const membership = await deps.memberships.get(guildId);
    if (membership?.frontId !== frontId) continue;
    const guild = { id: guildId, name: membership.name };
    servers.push({ ...guild, organisations: await organisationsIn(deps, guild) });
  }
  return servers.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Takes a server out of its front; the caller says whether it may, and takes its organisations out of open proposals. */
export async function removeFromFront(deps: FrontDeps, frontId: string, guildId: string): Promise<void> {
  await deps.memberships.remove(guildId);
  await deps.frontServers.remove(`${frontId}:${guildId}`);
}

/** Refuses whoever may not act for a server in its front, and a server without a channel where one is needed. */
export async function mayManageFront(
  deps: FrontDeps,
  guildId: string,
  actor: Actor,
  channelNeeded = true,
): Promise<void> {
  const settings = await readSettings(deps, guildId);
  if (!may(actor, 'manage the front', { guildId, settings })) throw new Refusal('front-managers-only');
  if (channelNeeded && settings.channelId === undefined) throw new Refusal('channel-not-set');
}

/** The list entry first: without the membership it counts for nothing. */
async function enter(
  deps: FrontDeps,
  front: Front,
  guild: { id: string; name: string },
  now: Date,
): Promise<void> {
  await deps.frontServers.put(`${front.id}:${guild.id}`, {});
  const membership = { frontId: front.id, name: guild.name, joinedAt: now.toISOString() };
  if (!(await deps.memberships.insert(guild.id, membership))) throw new Refusal('front-already');
}

async function makeCode(deps: FrontDeps, frontId: string, now: Date): Promise<string> {
  // Two ids: 100 random bits, more than anybody guesses through slash commands.
  const code = `${newId()}-${newId()}`;
  await deps.codes.put(hashOf(code), { frontId, expiresAt: new Date(now.getTime() + CODE_MS).toISOString() });
  return code;
}

/** Codes are stored hashed: a look at the store lets nobody in. */
function hashOf(code: string): string {
  return createHash('sha256').update(clean(code).toLowerCase(), 'utf8').digest('hex').slice(0, 32);
}
