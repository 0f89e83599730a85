import type { ServerSettings } from './settings/server-settings.js';

const DAY_MS = 86_400_000;

/** Who acts, as the platform tells it with every interaction. Nothing here is stored as such. */
export interface Actor {
  userId: string;
  /** The server the act happens in; absent in a DM. */
  guildId?: string;
  roleIds: readonly string[];
  /** Manage Server (or Administrator) in that server. */
  managesServer: boolean;
  /** When the person joined that server. */
  joinedAt?: Date;
  /** When their account was made. */
  accountMadeAt?: Date;
}

/** How many days old an account, and its membership of a server, must be; absent: any age. */
export interface LeastAges {
  accountDays?: number | undefined;
  memberDays?: number | undefined;
}

/** What an act is done to: the server it concerns and, where somebody owns the thing, who. */
export interface Subject {
  guildId: string;
  settings: Pick<ServerSettings, 'organiserRoleId' | 'proposers'>;
  ownerId?: string;
  /** Roles whose holders are delegates of an organisation there. */
  delegateRoleIds?: readonly string[];
}

/**
 * Who may do what, all of it. `anyone` still means: in that server. Whether a thing is possible now (open, not yet
 * closed) is the verb's to say; voting has its own conditions in {@link mayVote}.
 */
const RULES = {
  'change settings': (actor) => actor.managesServer,
  'change organisations': (actor) => actor.managesServer,
  'manage the front': (actor) => actor.managesServer,
  propose: (actor, subject) => isProposer(actor, subject),
  /** Whoever may propose may ask what to propose. */
  'make a poll': (actor, subject) => isProposer(actor, subject),
  'amend a proposal': (actor, subject) => isOwner(actor, subject) || isOrganiser(actor, subject),
  'withdraw a proposal': (actor, subject) => isOwner(actor, subject) || isOrganiser(actor, subject),
  'close a proposal': (actor, subject) => isOwner(actor, subject) || isOrganiser(actor, subject),
  'call off an action': (actor, subject) => isOwner(actor, subject) || isOrganiser(actor, subject),
  'say it took place': (actor, subject) => isOwner(actor, subject) || isOrganiser(actor, subject),
  /** Choose that a proposal of one's own pings the role set for that. */
  'ping a role': (actor, subject) => isOrganiser(actor, subject),
  /** Of a proposal that came from elsewhere, in one's own server. */
  'hide a card': (actor, subject) => isOrganiser(actor, subject),
  'remind a channel': (actor, subject) => isOrganiser(actor, subject),
} as const satisfies Record<string, (actor: Actor, subject: Subject) => boolean>;

export type Act = keyof typeof RULES;
export const ACTS = Object.keys(RULES) as Act[];

/** Whether the actor may do this to that, here. Somebody acting in another server (or a DM) may nothing. */
export function may(actor: Actor, act: Act, subject: Subject): boolean {
  return actor.guildId === subject.guildId && RULES[act](actor, subject);
}

/** The organiser role of the server's settings, or Manage Server. */
export function isOrganiser(actor: Actor, subject: Subject): boolean {
  const role = subject.settings.organiserRoleId;
  return actor.managesServer || (role !== undefined && actor.roleIds.includes(role));
}

/** By the setting `proposers`. */
function isProposer(actor: Actor, subject: Subject): boolean {
  const { proposers } = subject.settings;
  if (proposers === 'everyone' || isOrganiser(actor, subject)) return true;
  return (
    proposers === 'delegates' && (subject.delegateRoleIds ?? []).some((role) => actor.roleIds.includes(role))
  );
}

function isOwner(actor: Actor, subject: Subject): boolean {
  return subject.ownerId === actor.userId;
}

/**
 * Whether somebody may cast a ballot in an organisation (product section 5): holds its voting role when clicking, joined
 * the server before the version opened, and was there as long as its server asks, counted to that moment.
 */
export function mayVote(
  actor: Actor,
  organisation: { guildId: string; votingRoleId?: string | undefined; ages?: LeastAges | undefined },
  openedAt: Date,
): 'yes' | 'elsewhere' | 'joined-later' | TooNew {
  const { guildId, votingRoleId, ages = {} } = organisation;
  if (actor.guildId !== guildId) return 'elsewhere';
  if (votingRoleId !== undefined && !actor.roleIds.includes(votingRoleId)) return 'elsewhere';
  if (actor.joinedAt === undefined || actor.joinedAt >= openedAt) return 'joined-later';
  return tooNew(actor, ages, openedAt) ?? 'yes';
}

export type TooNew = 'account-too-new' | 'member-too-new';

/** Which least age somebody had not reached at a moment; undefined where they had reached both. An unknown age is none. */
export function tooNew(actor: Actor, ages: LeastAges, at: Date): TooNew | undefined {
  const reached = (since: Date | undefined, days = 0) =>
    days === 0 || (since !== undefined && at.getTime() - since.getTime() >= days * DAY_MS);
  if (!reached(actor.accountMadeAt, ages.accountDays)) return 'account-too-new';
  if (!reached(actor.joinedAt, ages.memberDays)) return 'member-too-new';
  return undefined;
}

/**
 * Whose data `/privacy` shows, hands out and erases: everyone's own, wherever they ask, and nobody else's. There is no way to
 * name another.
 */
export function whoseData(actor: Pick<Actor, 'userId'>): string {
  return actor.userId;
}
