import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Actor } from '../../src/authority.js';
import type { DueWork } from '../../src/due-work.js';
import type { Delivery, Item } from '../../src/outbox/item.js';
import type { RuleChange } from '../../src/organisations/rule.js';
import {
  castBallot,
  myBallot,
  takeBackBallot,
  tallyIn,
  type Cast,
  type CastBallot,
} from '../../src/proposals/ballot.js';
import { BallotBox } from '../../src/proposals/ballot-box.js';
import { saveDraft, type Typed } from '../../src/proposals/draft.js';
import { publishDraft } from '../../src/proposals/open.js';
import type { Proposal, ProposalDeps } from '../../src/proposals/proposal.js';
import type { Choice } from '../../src/proposals/tally.js';
import { openMemoryStore, StoreKeys, type Store } from '../../src/store/index.js';
import { proposalDeps } from '../support/proposal-deps.js';
import { roomDeps, roomWork } from '../support/rooms.js';

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

/** The id of somebody, as a platform would give it: always the same for a name, and no other's. */
export function idOf(name: string): string {
  return (createHash('sha256').update(name).digest().readBigUInt64BE() >> 2n).toString();
}

/** A member of the server since long ago. */
export function member(name: string, part: Partial<Actor> = {}): Actor {
  return {
    userId: idOf(name),
    guildId: GUILD.id,
    roleIds: [],
    managesServer: false,
    joinedAt: new Date('2026-01-01T00:00:00Z'),
    ...part,
  };
}

export type World = Awaited<ReturnType<typeof newWorld>>;

/** What outlives a process: the store, and the folder of the keys. */
export interface Kept {
  store?: Store;
  keyDir?: string;
  /** The server's rule where it differs from open ballots; totals and names are what most tests look at. */
  rule?: RuleChange;
}

const made: string[] = [];
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new KEY_DIR, removed when the process ends. */
export function newKeyDir(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'strike-together-keys-'));
  made.push(folder);
  return folder;
}

/** The rooms on a store in memory, with their due work and a clock that stands until it is moved; Discord is a list of posts. */
export async function newWorld(kept: Kept = {}) {
  const store = kept.store ?? (await openMemoryStore({ keys: new StoreKeys(randomBytes(32)) }));
  const keyDir = kept.keyDir ?? newKeyDir();
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
  const counted = () =>
    discord.up ? Promise.resolve(discord.members) : Promise.reject(new Error('Discord is down'));
  const platform = {
    memberCount: counted,
    roleCount: counted,
    missingRights: () => Promise.resolve(discord.missing),
  };
  const kick = () => work.kick();
  const deps = await roomDeps(await proposalDeps({ store, keyDir, platform, now, kick }), now);
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
  const work: DueWork = roomWork(deps, courier);
  await deps.serverRules.put(GUILD.id, { ballots: 'open', ...kept.rule });
  let clicks = 0;
  const nextClick = () => String(1_000 + (clicks += 1));
  return {
    store,
    keyDir,
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
    click: async (
      part: Partial<CastBallot> & Pick<CastBallot, 'proposalId' | 'choice'>,
      actor: Actor,
    ): Promise<Extract<Cast, { kind: 'recorded' }>> => {
      const input = { version: 1, interactionId: nextClick(), actedAt: now(), ...part };
      const cast = await castBallot(deps, input, actor);
      if (cast.kind !== 'recorded') throw new Error(`Asked instead of recorded: ${cast.kind}`);
      return cast;
    },
    takeBack: (part: Partial<CastBallot> & Pick<CastBallot, 'proposalId'>, actor: Actor) =>
      takeBackBallot(deps, { version: 1, interactionId: nextClick(), actedAt: now(), ...part }, actor),
    /** The choice of somebody's standing ballot. */
    choiceOf: async (proposal: Proposal, actor: Actor): Promise<Choice | 'none' | 'unknown'> => {
      const mine = await myBallot(deps, proposal, actor);
      return typeof mine === 'string' ? mine : mine.choice;
    },
    /** The count in the server's organisation as it stands, however lately it was shown. */
    tallyOf: async (proposal: Proposal) => tallyIn((await ballotsOf(deps, proposal)).ballots, 0),
    /** Every ballot there is of an open proposal, as the count would take it. */
    ballotsOf: (proposal: Proposal) => ballotsOf(deps, proposal),
    /** All that is in the store under a prefix. */
    rows: async (prefix: string): Promise<string[]> => {
      const all = await deps.due.until(new Date('2099-01-01T00:00:00Z'), 1_000);
      return all.filter(({ kind }) => kind === prefix).map(({ id }) => id);
    },
  };
}

async function ballotsOf(deps: ProposalDeps, proposal: Proposal) {
  const box = await BallotBox.of(deps, proposal);
  if (box === undefined) throw new Error('The key of the ballots is gone.');
  return box.read();
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
