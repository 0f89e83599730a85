import { z } from 'zod';
import type { Actor, LeastAges } from '../authority.js';
import { may, tooNew } from '../authority.js';
import { Refusal } from '../refusal.js';
import type { Collection, Store } from '../store/types.js';

/** The days of the week, as the calendar counts them. */
export const DIGEST_DAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type DigestDay = (typeof DIGEST_DAYS)[number];

/** More would shut out whole organisations for good. */
export const MOST_AGE_DAYS = 365;

/** Bounds of the setting `retention`, and what holds where it is not set. */
export const RETENTION_DAYS = { least: 7, most: 365, default: 90 } as const;

/** How many days old an account, and its membership of the server, must be for voting and proposing; absent: any age. */
export const leastAges = {
  accountDays: z.number().int().min(0).max(MOST_AGE_DAYS).optional(),
  memberDays: z.number().int().min(0).max(MOST_AGE_DAYS).optional(),
};

/** What a server has set for itself; absent means the default. */
const serverSettingsSchema = z.strictObject({
  /** Where cards and outcomes go; absent: the channel in which something is proposed. */
  channelId: z.string().optional(),
  /** Who, besides Manage Server, is an organiser. */
  organiserRoleId: z.string().optional(),
  proposers: z.enum(['everyone', 'delegates', 'organisers']).default('everyone'),
  /** IANA name. */
  timezone: z.string().optional(),
  /** Language of what is posted for everyone, e.g. `en`. */
  language: z.string().optional(),
  /** Stands in every preview instead of ours. */
  conductLine: z.string().optional(),
  /** The least time a vote stays open. */
  shortestVoteMinutes: z.number().int().min(1).max(10_080).default(1),
  /** The nearest to now that closing may be brought. */
  noticeMinutes: z.number().int().min(1).max(10_080).default(60),
  /** The day of the weekly post of what is open and coming; absent means off. */
  digest: z.enum(['off', ...DIGEST_DAYS]).optional(),
  /** Whether each card gets a thread for discussion. */
  discussionThreads: z.boolean().optional(),
  /** The role pinged for new proposals and outcomes, where whoever publishes one chooses so; `none` where it was taken back. */
  pingRoleId: z.string().optional(),
  ...leastAges,
  /** How many days after a proposal or poll is over the bot still knows who proposed it and how people voted by name. */
  retentionDays: z.number().int().min(RETENTION_DAYS.least).max(RETENTION_DAYS.most).optional(),
});

export type ServerSettings = z.infer<typeof serverSettingsSchema>;
export type SettingsChange = Partial<ServerSettings>;

export interface SettingsDeps {
  settings: Collection<ServerSettings>;
}

export const DEFAULT_SETTINGS: ServerSettings = serverSettingsSchema.parse({});

/** The role pinged for new proposals and outcomes, if a server has set one. */
export function pingRoleOf({ pingRoleId }: Pick<ServerSettings, 'pingRoleId'>): string | undefined {
  return pingRoleId === 'none' ? undefined : pingRoleId;
}

/** The least ages a server has set; undefined where it has set none. */
export function agesOf({ accountDays = 0, memberDays = 0 }: ServerSettings): LeastAges | undefined {
  return accountDays + memberDays === 0 ? undefined : { accountDays, memberDays };
}

/** Refuses to propose or ask whoever has not reached the least ages their server has set. */
export function needOldEnough(actor: Actor, settings: ServerSettings, now: Date): void {
  const { accountDays = 0, memberDays = 0 } = settings;
  const found = tooNew(actor, settings, now);
  if (found === 'account-too-new') throw new Refusal('account-too-new', { days: accountDays });
  if (found === 'member-too-new') throw new Refusal('member-too-new', { days: memberDays });
}

/** The collection of settings, one record per server. */
export function settingsCollection(store: Store): Collection<ServerSettings> {
  return store.collection({ prefix: 'settings', version: 1, schema: serverSettingsSchema, sealed: false });
}

/** A server's settings, with defaults filled in. */
export async function readSettings(deps: SettingsDeps, guildId: string): Promise<ServerSettings> {
  return (await deps.settings.get(guildId)) ?? DEFAULT_SETTINGS;
}

/** Refuses whoever may not change a server's settings. */
export function mayChangeSettings(actor: Actor, guildId: string): void {
  if (!may(actor, 'change settings', { guildId, settings: DEFAULT_SETTINGS }))
    throw new Refusal('manage-server-only');
}

/** Changes a server's settings; refused unless the actor has Manage Server. Returns what is now set. */
export async function changeSettings(
  deps: SettingsDeps,
  guildId: string,
  change: SettingsChange,
  actor: Actor,
): Promise<ServerSettings> {
  mayChangeSettings(actor, guildId);
  return deps.settings.change(guildId, (current) => {
    return { ...(current ?? DEFAULT_SETTINGS), ...change };
  });
}
