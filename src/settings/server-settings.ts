import { z } from 'zod';
import type { Actor } from '../authority.js';
import { may } from '../authority.js';
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

/** What a server has set for itself; absent means the default. */
export const serverSettingsSchema = z.strictObject({
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
