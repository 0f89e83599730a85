import { z } from 'zod';
import { may, type Actor } from '../authority.js';
import { newId } from '../id.js';
import { listOrganisations } from '../organisations/organisation.js';
import { Refusal } from '../refusal.js';
import { needOldEnough, readSettings } from '../settings/server-settings.js';
import type { Collection, Store } from '../store/types.js';
import { clean } from '../texts/clean.js';
import type { ProposalDeps } from './proposal.js';

/** A draft lapses after 24 hours (product section 5). */
export const DRAFT_MS = 24 * 3_600_000;

/** What somebody typed, cleaned but not yet understood; '' where nothing was given. */
const typedSchema = z.strictObject({
  title: z.string(),
  how: z.string(),
  whom: z.string(),
  when: z.string(),
  where: z.string(),
  details: z.string(),
  closes: z.string(),
  /** `the front` or `this server`; '' is this server. */
  to: z.string(),
  /** `secret` asks every organisation for secret ballots. */
  ballots: z.string(),
});

export type Typed = z.infer<typeof typedSchema>;
export type TypedField = keyof Typed;

const draftSchema = z.strictObject({
  id: z.string(),
  guildId: z.string(),
  userId: z.string(),
  /** Where the card will go. */
  channelId: z.string(),
  typed: typedSchema,
  /** When it was last typed in: "Friday 6pm" keeps meaning the Friday that was previewed. */
  typedAt: z.iso.datetime(),
  /** The open proposal and version this would be the new text of. */
  amends: z.strictObject({ proposalId: z.string(), version: z.number().int().positive() }).optional(),
  createdAt: z.iso.datetime(),
  /** An organiser chose that it pings the role set for that. */
  ping: z.boolean().optional(),
});

export type DraftRecord = z.infer<typeof draftSchema>;

export const EMPTY_DRAFT: Typed = {
  title: '',
  how: '',
  whom: '',
  when: '',
  where: '',
  details: '',
  closes: '',
  to: '',
  ballots: '',
};

/** The collection of drafts: one per person and server. */
export function draftCollection(store: Store): Collection<DraftRecord> {
  return store.collection({ prefix: 'draft', version: 1, schema: draftSchema, sealed: true });
}

/**
 * Starts a draft, or goes on with the open one: a title begins afresh, other fields alone change the open draft.
 * Refused when the actor may not propose here, or when a text stays too long after cleaning (the limits are checked
 * when it is read, so that nothing typed is lost; here only what no form could have sent).
 */
export async function saveDraft(
  deps: ProposalDeps,
  input: { guildId: string; channelId: string; typed: Partial<Typed>; amends?: DraftRecord['amends'] },
  actor: Actor,
  now: Date,
): Promise<DraftRecord> {
  const settings = await readSettings(deps, input.guildId);
  // Whoever may amend a proposal need not be allowed to make one; that was checked before.
  if (input.amends === undefined) await mayPropose(deps, input.guildId, actor, now);
  const typed: Partial<Typed> = {};
  for (const [field, text] of Object.entries(input.typed)) {
    typed[field as TypedField] = clean(text, field === 'details').slice(0, 4_000);
  }
  // The row before the draft: what nobody publishes shall not stay, whatever happens in between.
  const lapses = new Date(now.getTime() + DRAFT_MS).toISOString();
  await deps.due.add({
    kind: 'draft',
    id: `${deps.store.pseudonym(actor.userId)}-${input.guildId}`,
    at: lapses,
  });
  return deps.drafts.change(draftKey(deps, actor.userId, input.guildId), (current) => {
    const goesOn = current !== undefined && !lapsed(current, now) && typed.title === undefined;
    return {
      id: goesOn ? current.id : newId(),
      guildId: input.guildId,
      userId: actor.userId,
      channelId: input.amends === undefined ? (settings.channelId ?? input.channelId) : input.channelId,
      typed: { ...(goesOn ? current.typed : EMPTY_DRAFT), ...typed },
      ...amending(goesOn ? current.amends : input.amends),
      ...(goesOn && current.ping !== undefined ? { ping: current.ping } : {}),
      typedAt: now.toISOString(),
      createdAt: goesOn ? current.createdAt : now.toISOString(),
    };
  });
}

/** Replaces what was typed in a draft that is still there: what a submitted form does. */
export async function editDraft(
  deps: ProposalDeps,
  draftId: string,
  typed: Partial<Typed>,
  actor: Actor,
  now: Date,
): Promise<DraftRecord> {
  const draft = await needDraft(deps, draftId, actor, now);
  return deps.drafts.change(draftKey(deps, actor.userId, draft.guildId), (current) => {
    if (current?.id !== draftId) throw new Refusal('draft-gone');
    const cleaned = Object.entries(typed).map(([field, text]) => [
      field,
      clean(text, field === 'details').slice(0, 4_000),
    ]);
    return {
      ...current,
      typed: { ...current.typed, ...(Object.fromEntries(cleaned) as Partial<Typed>) },
      typedAt: now.toISOString(),
    };
  });
}

/** The person's open draft in this server, if there is one. */
export async function findDraft(
  deps: ProposalDeps,
  actor: Actor,
  now: Date,
): Promise<DraftRecord | undefined> {
  if (actor.guildId === undefined) return undefined;
  const draft = await deps.drafts.get(draftKey(deps, actor.userId, actor.guildId));
  return draft === undefined || lapsed(draft, now) ? undefined : draft;
}

/** The person's own draft under this id; refused when it lapsed, was published or is somebody else's. */
export async function needDraft(
  deps: ProposalDeps,
  draftId: string,
  actor: Actor,
  now: Date,
): Promise<DraftRecord> {
  const draft = await findDraft(deps, actor, now);
  if (draft?.id !== draftId) throw new Refusal('draft-gone');
  return draft;
}

/** Throws a draft away. */
export async function discardDraft(
  deps: ProposalDeps,
  draftId: string,
  actor: Actor,
  now: Date,
): Promise<void> {
  const draft = await needDraft(deps, draftId, actor, now);
  await deps.drafts.remove(draftKey(deps, actor.userId, draft.guildId));
}

/** Removes a draft whose day is over; `key` is what its due row names. */
export async function lapseDraft(deps: ProposalDeps, key: string, now: Date): Promise<void> {
  const id = key.replace('-', ':');
  const draft = await deps.drafts.get(id);
  if (draft !== undefined && lapsed(draft, now)) await deps.drafts.remove(id);
}

/** Refuses whoever may not propose in a server. */
export async function mayPropose(
  deps: ProposalDeps,
  guildId: string,
  actor: Actor,
  now: Date,
): Promise<void> {
  const settings = await readSettings(deps, guildId);
  const organisations = await listOrganisations(deps, guildId);
  const delegateRoleIds = organisations.flatMap(({ delegateRoleId }) => delegateRoleId ?? []);
  if (!may(actor, 'propose', { guildId, settings, delegateRoleIds })) throw new Refusal('proposers-only');
  needOldEnough(actor, settings, now);
}

/** Where a person's draft in a server is kept. */
export function draftKey(deps: ProposalDeps, userId: string, guildId: string): string {
  return `${deps.store.pseudonym(userId)}:${guildId}`;
}

function amending(amends: DraftRecord['amends']): Pick<DraftRecord, 'amends'> {
  return amends === undefined ? {} : { amends };
}

function lapsed(draft: DraftRecord, now: Date): boolean {
  return now.getTime() - Date.parse(draft.createdAt) >= DRAFT_MS;
}
