import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { castBallot, takeBackBallot } from '../../../src/proposals/ballot.js';
import { hasSecretBallots, versionName } from '../../../src/proposals/ballot-box.js';
import type { Proposal } from '../../../src/proposals/proposal.js';
import type { Choice } from '../../../src/proposals/tally.js';
import type { Translate } from '../../../src/texts/texts.js';
import {
  drafting,
  draftingAmendment,
  managerOf,
  publishing,
  snowflake,
  type PlannedServer,
} from '../../support/coalition.js';
import type { Ground } from '../../support/ground.js';
import { ballotKeyFolder, proposalTicks } from '../../support/proposal-deps.js';
import type { StoredDeps } from '../../support/rooms.js';
import type { Random } from '../random.js';
import { gather, leanings, showing, type SeenClick, type Shown, type Voter } from './people.js';
import { onCopy, query } from '../../support/store-file.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** A card changes at most so often; people click in the time between. */
const BETWEEN_EDITS = 12 * SECOND;

/** A version's secret and what is derived from it, noted apart from everything else while it was there. */
export interface NotedKey {
  version: string;
  secret: Buffer;
}

/** A vote from opening to outcome: what happened, and what somebody who is given everything would be given. */
export interface Vote {
  /** As it closed. */
  proposal: Proposal;
  voters: Voter[];
  /** Clicks on the text that was decided on. */
  clicks: SeenClick[];
  /** Ids of all clicks, of earlier texts too. */
  clickIds: string[];
  shown: Shown[];
  /**
   * Made while it was open: backups by the bot half way and at the end, which have their rows in the order of keys, and
   * a plain copy of store and journal, as it is and written anew in the order of its rows.
   */
  open: { half: string; last: string; store: string; journal: string; ordered: string };
  /** The bot's backup after closing. */
  closed: string;
  /** Secrets of all its versions: what has to be nowhere now. */
  keys: NotedKey[];
}

export interface Voting {
  ground: Ground;
  deps: StoredDeps;
  t: Translate;
  servers: readonly PlannedServer[];
  random: Random;
  /** How many vote. */
  size: number;
  /** Where copies made while it is open go: outside of the installation. */
  taken: string;
  /** People click one after the other, and every card is brought up to date between any two. */
  slowly: boolean;
}

/** Lets people vote on a proposal: in a random order, changing their minds, taking back, also across an amendment. */
export async function voteThrough(given: Voting): Promise<Vote> {
  const { ground, deps, servers, random, size, slowly } = given;
  const { clock } = ground;
  const begin = clock.now.getTime();
  const proposer = managerOf(servers[0]!, snowflake(begin - 200 * DAY, 1), clock.now);
  const waves = slowly ? size : random.between(4, 16);
  const closes = `in ${String(Math.ceil((waves * 2 * BETWEEN_EDITS) / MINUTE) + 10)} minutes`;
  const draft = await drafting(deps, servers[0]!, proposer, { to: 'the front', closes }, clock.now);
  let proposal = await publishing(deps, servers[0]!, draft.id, proposer, clock.now);
  const shown: Shown[] = [];
  const tick = proposalTicks(deps, clock, showing(deps, given.t, clock, shown));
  const voters = gather(random, servers, size, begin);
  const leaning = leanings(random, voters);
  const [clicks, clickIds, keys]: [SeenClick[], string[], NotedKey[]] = [[], [], []];
  await tick();

  const wave = async (people: readonly Voter[], takeBack = false) => {
    clock.now = new Date(clock.now.getTime() + BETWEEN_EDITS);
    const cast = people.map((voter, index) => {
      const at = clock.now.getTime() + index;
      const interactionId = snowflake(at, random.between(0, 4_000_000));
      clickIds.push(interactionId);
      clicks.push({ userId: voter.userId, organisation: voter.organisation, at });
      const click = {
        proposalId: proposal.id,
        version: proposal.version,
        interactionId,
        actedAt: new Date(at),
      };
      const choice: Choice = leaning(voter);
      voter.choice = takeBack ? undefined : choice;
      return takeBack
        ? takeBackBallot(deps, click, actorOf(voter, begin))
        : castBallot(deps, { ...click, choice }, actorOf(voter, begin));
    });
    await Promise.all(cast);
    await tick();
  };
  const note = async () => {
    const version = versionName(proposal);
    if (!hasSecretBallots(proposal)) return;
    keys.push({ version, secret: await readFile(path.join(ballotKeyFolder(ground.keyDir), version)) });
  };

  if (!slowly && random.next() < 0.15) {
    await wave(voters.slice(0, Math.ceil(size / 2)));
    await note();
    clock.now = new Date(clock.now.getTime() + BETWEEN_EDITS);
    const typed = { title: 'Picket at both gates', closes };
    const next = await draftingAmendment(deps, proposal, proposer, typed, clock.now);
    proposal = await publishing(deps, servers[0]!, next.id, proposer, clock.now);
    clicks.length = 0;
    await tick();
  }
  const copies = path.join(given.taken, proposal.id);
  await mkdir(copies, { recursive: true });
  const [half, last, store, ordered] = ['half', 'last', 'copied', 'ordered'].map((name) =>
    path.join(copies, `${name}.sqlite`),
  );
  const perWave = Math.ceil(size / waves);
  for (let from = 0; from < size; from += perWave) {
    await wave(voters.slice(from, from + perWave));
    if (!slowly && random.next() < 0.3)
      await wave(random.shuffled(voters.slice(0, from + 1)).slice(0, Math.ceil(size / 10)));
    if (from <= size / 2 && from + perWave > size / 2) await deps.store.backup(half!);
  }
  if (!slowly && random.next() < 0.5) await wave(voters.slice(0, Math.ceil(size / 20)), true);
  await note();
  await deps.store.backup(last!);
  for (const part of ['', '-wal']) await copyFile(ground.file + part, store! + part);
  await onCopy(store!, (copy) => query(copy, `VACUUM INTO '${ordered!}'`));

  clock.now = new Date(Date.parse(proposal.closesAt) + 6 * SECOND);
  await tick();
  clock.now = new Date(clock.now.getTime() + BETWEEN_EDITS);
  await tick();
  const closed = `${ground.file}-${proposal.id}-backup`;
  await deps.store.backup(closed);
  proposal = (await deps.proposals.get(proposal.id))!;
  const open = { half: half!, last: last!, store: store!, journal: `${store!}-wal`, ordered: ordered! };
  return { proposal, voters, clicks, clickIds, shown, open, closed, keys };
}

function actorOf({ userId, server, roleId }: Voter, begin: number) {
  return {
    userId,
    guildId: server.id,
    roleIds: [roleId],
    managesServer: false,
    joinedAt: new Date(begin - DAY),
  };
}
