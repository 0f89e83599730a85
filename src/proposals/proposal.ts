import { z } from 'zod';
import { organisationSchema } from '../organisations/organisation.js';
import type { FrontDeps } from '../organisations/front.js';
import type { Outbox } from '../outbox/outbox.js';
import type { PersonDeps } from '../settings/person-zone.js';
import { leastAges } from '../settings/server-settings.js';
import type { DueIndex } from '../store/due.js';
import type { Collection, Store } from '../store/types.js';
import { actionSchema } from './action.js';
import type { Counted } from './ballot.js';
import type { BallotBoxDeps } from './ballot-box.js';
import type { DraftRecord } from './draft.js';
import { outcomeSchema } from './outcome.js';
import type { RecordKeys } from './record-keys.js';
import type { WhomWords } from './read-draft.js';

export const STATES = ['open', 'agreed', 'not agreed', 'withdrawn', 'took place', 'called off'] as const;

/** How long the line may be with which an action is closed. */
export const CLOSING_WORDS_MAX = 300;

/** An organisation as it stood when the version opened, with its roll. */
const entrySchema = z.strictObject({
  organisation: organisationSchema,
  /** The name of the server it is in. */
  server: z.string(),
  /** How many may vote, counted at opening. */
  roll: z.number().int().nonnegative(),
  /** True where Discord's figure is an approximation (everyone in a server). */
  rollApproximate: z.boolean(),
  /** The channel its server's card is in. */
  channelId: z.string(),
  /** How old accounts and memberships had to be in its server when the version opened. */
  ages: z.strictObject(leastAges).optional(),
  /** When its server left the front while this was open: it has no position then. */
  leftAt: z.iso.datetime().optional(),
});

const proposalSchema = z.strictObject({
  id: z.string(),
  /** Rises when the text is amended; ballots belong to one version. */
  version: z.number().int().positive(),
  action: actionSchema,
  /** SHA-256 of the canonical text. */
  hash: z.string().regex(/^[0-9a-f]{64}$/u),
  /** The text before it was amended, for the difference. */
  previous: actionSchema.optional(),
  /** What was agreed before the text was changed and put to the vote again. */
  agreedBefore: z
    .strictObject({
      version: z.number().int().positive(),
      action: actionSchema,
      /** The servers with an organisation that was in. */
      guildIds: z.array(z.string()),
    })
    .optional(),
  /** The draft that an amended text came from: publishing it once more is publishing it once. */
  amendedBy: z.string().optional(),
  /** Where it was proposed, and by whom (`NOBODY` once that is forgotten); the person is the reason that the record is sealed. */
  guildId: z.string(),
  proposerId: z.string(),
  /** The front it is put to; absent: to the proposing server alone. */
  frontId: z.string().optional(),
  state: z.enum(STATES),
  /** When this version opened. */
  openedAt: z.iso.datetime(),
  /** When it shall close. */
  closesAt: z.iso.datetime(),
  /** When voting began again, without the ballots given before, and why: their key was lost, or the store is a restored backup. */
  votedAgain: z.strictObject({ at: z.iso.datetime(), why: z.enum(['key lost', 'restored']) }).optional(),
  /** When a backup was restored while open ballots were being given: those in it stand, later ones are missing. */
  restoredAt: z.iso.datetime().optional(),
  /** The proposer or an organiser brought closing forward. */
  broughtForward: z.boolean().optional(),
  /** When it did, or was withdrawn. */
  closedAt: z.iso.datetime().optional(),
  /** When the action was called off, or said to have taken place. */
  settledAt: z.iso.datetime().optional(),
  /** With which line the organisers closed an action that took place; who wrote it is not stored. */
  closingWords: z.string().min(1).max(CLOSING_WORDS_MAX).optional(),
  /** Whoever published it chose that its cards and outcomes ping the role that a server has for this. */
  ping: z.boolean().optional(),
  /** How many organisations must be in. */
  needed: z.number().int().positive(),
  entries: z.array(entrySchema).min(1),
  /** Present once closed by the clock. */
  outcome: outcomeSchema.optional(),
});

export type Proposal = z.infer<typeof proposalSchema>;
export type Entry = z.infer<typeof entrySchema>;

/** What proposals ask of the platform; Discord or its imitation answers at the edge. */
export interface ProposalPlatform {
  /** How many people are in a server, as the platform counts them (approximate, bots included). */
  memberCount(guildId: string): Promise<number>;
  /** How many hold a role, as the platform counts them. */
  roleCount(guildId: string, roleId: string): Promise<number>;
  /** Names of the rights the bot lacks for posting cards in a channel. */
  missingRights(guildId: string, channelId: string): Promise<string[]>;
}

export interface ProposalDeps extends PersonDeps, FrontDeps, BallotBoxDeps {
  store: Store;
  proposals: Collection<Proposal>;
  /** How the kinds of addressee may be typed in each language; without, by their English names. */
  whomWords?: WhomWords;
  /** Which proposals are put to a server, newest first. */
  proposalsByGuild: Collection<Record<string, never>>;
  /** Which open proposals a front has. */
  proposalsByFront: Collection<Record<string, never>>;
  /** Which actions were settled, by front or server, the latest first. */
  pastActions: Collection<Record<string, never>>;
  drafts: Collection<DraftRecord>;
  /** Who reported which proposal: one report each. */
  reports: Collection<Record<string, never>>;
  /** Who asked to be nudged before voting closes: `VERSION:PSEUDONYM`, a pseudonym of its own for each version. */
  nudges: Collection<Nudge>;
  /** Cards that a receiving server's organisers, or the operator, hid. */
  hidden: Collection<Hidden>;
  counted: Counted;
  /** Names and choices of open ballots, after closing, by proposal and entry. */
  names: Collection<NamedBallots>;
  /** The signed outcome records, as they are exported. */
  records: Collection<string>;
  recordKeys: RecordKeys;
  due: DueIndex;
  outbox: Outbox;
  platform: ProposalPlatform;
  defaultZone: string;
}

const hiddenSchema = z.strictObject({ at: z.iso.datetime(), by: z.enum(['organisers', 'operator']) });
export type Hidden = z.infer<typeof hiddenSchema>;

/** Somebody asked to be nudged about one version. Says nothing of whether they voted, before or after. */
const nudgeSchema = z.strictObject({
  /** The reason that the record is sealed. */
  userId: z.string(),
  /** The server they asked in. */
  guildId: z.string(),
  askedAt: z.iso.datetime(),
  /** When it is looked whether they have voted; the row in the due index points here. */
  at: z.iso.datetime(),
  /** That was done, and whoever had not voted got a message; which of the two it was is kept nowhere. */
  done: z.boolean(),
  /** Their Discord locale when they asked: a message that answers no click has none. */
  locale: z.string().max(20).optional(),
});
export type Nudge = z.infer<typeof nudgeSchema>;

const namedSchema = z.array(
  z.strictObject({ userId: z.string(), choice: z.enum(['for', 'against', 'abstain']) }),
);
export type NamedBallots = z.infer<typeof namedSchema>;

const nothing = z.strictObject({}) as unknown as z.ZodType<Record<string, never>>;

/** The proposals' own collections; ballots and drafts are in their files. */
export function proposalCollections(store: Store) {
  const index = (prefix: string) => store.collection({ prefix, version: 1, schema: nothing, sealed: false });
  return {
    proposals: store.collection<Proposal>({
      prefix: 'proposal',
      version: 1,
      schema: proposalSchema,
      sealed: true,
      // Every click reads one; the open ones of a front are few.
      keep: 50,
    }),
    proposalsByGuild: index('proposal-by-guild'),
    proposalsByFront: index('proposal-by-front'),
    pastActions: index('past-action'),
    reports: index('report'),
    nudges: store.collection<Nudge>({ prefix: 'nudge', version: 1, schema: nudgeSchema, sealed: true }),
    hidden: store.collection<Hidden>({
      prefix: 'hidden-card',
      version: 1,
      schema: hiddenSchema,
      sealed: false,
    }),
    names: store.collection<NamedBallots>({
      prefix: 'named-ballots',
      version: 1,
      schema: namedSchema,
      sealed: true,
    }),
    records: store.collection<string>({
      prefix: 'outcome-record',
      version: 1,
      schema: z.string(),
      sealed: false,
    }),
  };
}

/** The id under which a server lists a proposal: later openings sort first. */
export function byGuildId(proposal: Pick<Proposal, 'id' | 'openedAt'>, guildId: string): string {
  const newestFirst = String(9_999_999_999_999 - Date.parse(proposal.openedAt)).padStart(13, '0');
  return `${guildId}:${newestFirst}:${proposal.id}`;
}

/** The organisations of a proposal in a server, as they stood at opening; those that left are not among them. */
export function entriesIn(proposal: Proposal, guildId: string | undefined): Entry[] {
  return proposal.entries.filter(
    (entry) => entry.organisation.guildId === guildId && entry.leftAt === undefined,
  );
}

/** Where a proposal's cards are: one per server, also of servers that have left since. */
export function cardPlaces(proposal: Proposal): { guildId: string; channelId: string }[] {
  const places = new Map<string, string>();
  for (const { organisation, channelId } of proposal.entries) places.set(organisation.guildId, channelId);
  return [...places].map(([guildId, channelId]) => ({ guildId, channelId }));
}

/** Whether a proposal was put to a server, also if that server has left since. */
export function isPutTo(proposal: Proposal, guildId: string | undefined): boolean {
  return cardPlaces(proposal).some((place) => place.guildId === guildId);
}

/** The outbox id of a proposal's card in a server; the same for every version, so that amending edits it. */
export function cardId(proposal: Pick<Proposal, 'id'>, guildId: string): string {
  return `card-${proposal.id}-${guildId}`;
}

/** Asks for every card to be brought up to date. */
export async function oweCardEdits(deps: ProposalDeps, proposal: Proposal): Promise<void> {
  for (const { guildId } of cardPlaces(proposal)) await deps.outbox.oweEdit(cardId(proposal, guildId));
}

/** Serialises changes of one proposal's state; casts share it. */
export function proposalQueue(proposalId: string): string {
  return `proposal-state:${proposalId}`;
}
