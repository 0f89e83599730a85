import { z } from 'zod';
import { organisationSchema } from '../organisations/organisation.js';
import type { PersonDeps } from '../settings/person-zone.js';
import type { DueIndex } from '../store/due.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Collection, Store } from '../store/types.js';
import { actionSchema } from './action.js';
import type { BallotRecord } from './ballot.js';
import type { DraftRecord } from './draft.js';

export const STATES = ['open', 'agreed', 'not agreed', 'withdrawn'] as const;

const tallySchema = z.strictObject({
  for: z.number().int().nonnegative(),
  against: z.number().int().nonnegative(),
  abstain: z.number().int().nonnegative(),
});

/** An organisation as it stood when the version opened, with its roll. */
const entrySchema = z.strictObject({
  organisation: organisationSchema,
  /** How many may vote, counted at opening. */
  roll: z.number().int().nonnegative(),
  /** True where Discord's figure is an approximation (everyone in a server). */
  rollApproximate: z.boolean(),
  /** The channel its card is in. */
  channelId: z.string(),
});

/** An organisation's conclusion. */
const positionSchema = z.strictObject({
  organisationId: z.string(),
  position: z.enum(['in', 'out', 'no quorum']),
  tally: tallySchema,
  /** The roll counted again at closing. */
  rollAtClosing: z.number().int().nonnegative(),
});

export const proposalSchema = z.strictObject({
  id: z.string(),
  /** Rises when the text is amended; ballots belong to one version. */
  version: z.number().int().positive(),
  action: actionSchema,
  /** SHA-256 of the canonical text. */
  hash: z.string().regex(/^[0-9a-f]{64}$/u),
  /** Where it was proposed, and by whom; the person is the reason that the record is sealed. */
  guildId: z.string(),
  proposerId: z.string(),
  state: z.enum(STATES),
  openedAt: z.iso.datetime(),
  /** When it shall close. */
  closesAt: z.iso.datetime(),
  /** The proposer or an organiser brought closing forward. */
  broughtForward: z.boolean().optional(),
  /** When it did. */
  closedAt: z.iso.datetime().optional(),
  /** How many organisations must be in. */
  needed: z.number().int().positive(),
  entries: z.array(entrySchema).min(1),
  /** Present once closed by the clock. */
  outcome: z.array(positionSchema).optional(),
});

export type Proposal = z.infer<typeof proposalSchema>;
export type Entry = z.infer<typeof entrySchema>;
export type PositionRecord = z.infer<typeof positionSchema>;

/** What proposals ask of the platform; Discord or its imitation answers at the edge. */
export interface ProposalPlatform {
  /** How many people are in a server, as the platform counts them (approximate, bots included). */
  memberCount(guildId: string): Promise<number>;
  /** Names of the rights the bot lacks for posting cards in a channel; 'unknown channel' when it is not in that server. */
  missingRights(guildId: string, channelId: string): Promise<string[]>;
}

export interface ProposalDeps extends PersonDeps {
  store: Store;
  proposals: Collection<Proposal>;
  /** Which proposals a server has, newest first. */
  proposalsByGuild: Collection<Record<string, never>>;
  ballots: Collection<BallotRecord>;
  drafts: Collection<DraftRecord>;
  /** Who reported which proposal: one report each. */
  reports: Collection<Record<string, never>>;
  due: DueIndex;
  outbox: Outbox;
  platform: ProposalPlatform;
  defaultZone: string;
}

const nothing = z.strictObject({}) as unknown as z.ZodType<Record<string, never>>;

/** The proposals' own collections; ballots and drafts are in their files. */
export function proposalCollections(store: Store) {
  return {
    proposals: store.collection<Proposal>({
      prefix: 'proposal',
      version: 1,
      schema: proposalSchema,
      sealed: true,
    }),
    proposalsByGuild: store.collection({
      prefix: 'proposal-by-guild',
      version: 1,
      schema: nothing,
      sealed: false,
    }),
    reports: store.collection({ prefix: 'report', version: 1, schema: nothing, sealed: false }),
  };
}

/** The id under which a server lists a proposal: later openings sort first. */
export function byGuildId(proposal: Pick<Proposal, 'id' | 'guildId' | 'openedAt'>): string {
  const newestFirst = String(9_999_999_999_999 - Date.parse(proposal.openedAt)).padStart(13, '0');
  return `${proposal.guildId}:${newestFirst}:${proposal.id}`;
}

/** The organisation of a proposal in a server, as it stood at opening. */
export function entryIn(proposal: Proposal, guildId: string | undefined): Entry | undefined {
  return proposal.entries.find((entry) => entry.organisation.guildId === guildId);
}

/** Serialises changes of one proposal's state; casts share it. */
export function proposalQueue(proposalId: string): string {
  return `proposal-state:${proposalId}`;
}
