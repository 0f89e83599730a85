import { randomBytes } from 'node:crypto';
import type { Actor } from '../../src/authority.js';
import { DELIVERY, DueWork } from '../../src/due-work.js';
import { createLog } from '../../src/log.js';
import type { Delivery, Item } from '../../src/outbox/item.js';
import { Outbox, outboxCollection } from '../../src/outbox/outbox.js';
import { announceStored } from '../../src/proposals/announce.js';
import { ballotCollection, castBallot, type CastBallot } from '../../src/proposals/ballot.js';
import { closeWhenDue } from '../../src/proposals/close.js';
import { draftCollection, lapseDraft, saveDraft, type Typed } from '../../src/proposals/draft.js';
import { publishDraft } from '../../src/proposals/open.js';
import { proposalCollections, type Proposal, type ProposalDeps } from '../../src/proposals/proposal.js';
import { forgetReminder, remindWhenDue, reminderSettled } from '../../src/reminders/deliver.js';
import { Notices } from '../../src/reminders/notices.js';
import { forgetPending, pendingCollection } from '../../src/reminders/pending.js';
import { reminderCollections, type ReminderDeps } from '../../src/reminders/reminder.js';
import { peopleCollection } from '../../src/settings/person-zone.js';
import { settingsCollection } from '../../src/settings/server-settings.js';
import { createDueIndex, openMemoryStore, StoreKeys, type Store } from '../../src/store/index.js';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A Monday at noon, UTC. */
export const NOON = Date.parse('2027-03-01T12:00:00.000Z');
export const GUILD = { id: '120000000000000001', name: 'Harbour Workers' };
export const CHANNEL = '120000000000000002';

/** What somebody types into a proposal that is ready to be published. */
export const TYPED: Partial<Typed> = {
  title: 'River clean-up',
  how: 'Leaflets',
  whom: 'employer: Harbour Ltd',
  when: '20 March 2027 10:00',
  where: 'Market Square',
};

/** A member of the server since long ago. */
export function member(name: string, part: Partial<Actor> = {}): Actor {
  return {
    userId: `user-${name}`,
    guildId: GUILD.id,
    roleIds: [],
    managesServer: false,
    joinedAt: new Date('2026-01-01T00:00:00Z'),
    ...part,
  };
}

export type World = Awaited<ReturnType<typeof newWorld>>;

/** The rooms on a store in memory, with their due work and a clock that stands until it is moved; Discord is a list of posts. */
export async function newWorld(given?: Store) {
  const store = given ?? (await openMemoryStore({ keys: new StoreKeys(randomBytes(32)) }));
  const due = createDueIndex(store);
  const clock = { now: NOON };
  const now = () => new Date(clock.now);
  const posts: { kind: string; edit: boolean; at: number; target: Item['target'] }[] = [];
  const discord: {
    answers: (item: Item) => Delivery | undefined;
    members: number;
    missing: string[];
    up: boolean;
  } = {
    answers: () => undefined,
    members: 120,
    missing: [],
    up: true,
  };
  const outbox: Outbox = new Outbox({
    store,
    items: outboxCollection(store),
    due,
    now,
    kick: () => work.kick(),
  });
  const deps: ProposalDeps & ReminderDeps = {
    ...proposalCollections(store),
    ...reminderCollections(store),
    store,
    due,
    outbox,
    ballots: ballotCollection(store),
    drafts: draftCollection(store),
    pending: pendingCollection(store),
    settings: settingsCollection(store),
    people: peopleCollection(store),
    notices: await Notices.load(store),
    defaultZone: 'UTC',
    platform: {
      memberCount: () =>
        discord.up ? Promise.resolve(discord.members) : Promise.reject(new Error('Discord is down')),
      missingRights: () => Promise.resolve(discord.missing),
    },
  };
  const courier = (item: Item): Promise<Delivery> => {
    const answer = discord.answers(item);
    if (answer !== undefined) return Promise.resolve(answer);
    posts.push({
      kind: item.about.kind,
      edit: item.message !== undefined,
      at: clock.now,
      target: item.target,
    });
    return Promise.resolve({ kind: 'sent', channelId: CHANNEL, messageId: `m${String(posts.length)}` });
  };
  const work: DueWork = new DueWork({
    due,
    now,
    log: createLog('silent'),
    handlers: {
      close: (id, at) => closeWhenDue(deps, id, at),
      announce: (id) => announceStored(deps, id).then(() => true),
      reminder: (id) => remindWhenDue(deps, id),
      forget: (id) => forgetReminder(deps, id).then(() => true),
      draft: (id, at) => lapseDraft(deps, id, at).then(() => true),
      pending: (id, at) => forgetPending(deps, id, at).then(() => true),
      [DELIVERY]: async (_id, _at, row) => {
        const { done, item } = await outbox.attempt(row, courier);
        if (item !== undefined) await reminderSettled(deps, item);
        return done;
      },
    },
  });
  let clicks = 0;
  return {
    store,
    deps,
    posts,
    discord,
    work,
    now,
    /** First posts of a kind, without edits. */
    posted: (kind: string) => posts.filter((post) => post.kind === kind && !post.edit).length,
    edits: (kind: string) => posts.filter((post) => post.kind === kind && post.edit).length,
    /** Moves the clock and does what is then due, with what follows. */
    wait: async (ms: number) => {
      clock.now += ms;
      await work.tick();
    },
    /** Lets time pass in steps of five seconds, as the bot lives it. */
    live: async (ms: number) => {
      for (const end = clock.now + ms; clock.now < end;) {
        clock.now = Math.min(end, clock.now + 5 * SECOND);
        await work.tick();
      }
    },
    publish: async (typed: Partial<Typed> = TYPED, by = member('mara')): Promise<Proposal> => {
      const draft = await saveDraft(deps, { guildId: GUILD.id, channelId: CHANNEL, typed }, by, now());
      const proposal = await publishDraft(
        deps,
        { draftId: draft.id, guild: GUILD, locale: 'en-US' },
        by,
        now(),
      );
      await work.tick();
      return proposal;
    },
    /** A click; later ones have larger ids, as with Discord. */
    click: (part: Partial<CastBallot> & Pick<CastBallot, 'proposalId' | 'choice'>, actor: Actor) => {
      clicks += 1;
      return castBallot(
        deps,
        { version: 1, interactionId: String(1_000 + clicks), actedAt: now(), ...part },
        actor,
      );
    },
    /** All that is in the store under a prefix. */
    rows: async (prefix: string): Promise<string[]> => {
      const all = await due.until(new Date('2099-01-01T00:00:00Z'), 1_000);
      return all.filter(({ kind }) => kind === prefix).map(({ id }) => id);
    },
  };
}

/** The reason a verb refused with. */
export async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  const outcome = await attempt.then(
    () => 'not refused',
    (error: unknown) => error,
  );
  if (typeof outcome === 'string') return outcome;
  if (outcome instanceof Error && 'reason' in outcome) return String(outcome.reason);
  throw outcome;
}
