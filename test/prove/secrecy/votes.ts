import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { versionName } from '../../../src/proposals/ballot-box.js';
import { ballotPseudonym } from '../../../src/proposals/sealed-ballot.js';
import type { Choice } from '../../../src/proposals/tally.js';
import { deriveBallotKeys } from '../../../src/proposals/version-keys.js';
import { loadTexts } from '../../../src/texts/texts.js';
import { setUpServers, snowflake } from '../../support/coalition.js';
import { Ground } from '../../support/ground.js';
import { holds, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { ByteSearch, type Needle } from './byte-search.js';
import { score } from './chance.js';
import type { Ledger } from './ledger.js';
import { BY_CARDS, BY_KEY, BY_ORDER, link, type Evidence, type Organisation } from './linking.js';
import { planServers, type Ballots } from './people.js';
import { rowsOf, unsealed } from './rows.js';
import { filesIn, holdsNothing, NAMED, needlesOf, PSEUDONYMS, ROWS } from './traces.js';
import { voteThrough, type Vote } from './vote.js';

const NOON = Date.parse('2027-03-01T12:00:00Z');
const DAY = 24 * 3_600_000;
const LOCALES = fileURLToPath(new URL('../../../data/locales', import.meta.url));

export interface VotesRun extends ProofRun {
  proposals: number;
  /** How many of them follow each other in one installation. */
  together: number;
  least: number;
  most: number;
}

/** Somewhere to vote, with an installation on disk and a folder outside of it. */
interface Place {
  ground: Ground;
  taken: string;
  vote: (random: Random, size: number, slowly: boolean) => Promise<Vote>;
  stop: () => Promise<void>;
}

/**
 * Secret votes, each searched after closing for what has to be gone, and given to a script that tries to link people and
 * choices: as it is, and once more with a copy of the key that was destroyed.
 */
export async function secretVotes(run: VotesRun, ledger: Ledger): Promise<void> {
  const random = new Random(run.seed);
  const { least, most, proposals } = run;
  // The smallest and the largest for sure, the others evenly over their orders of magnitude.
  const sizes = Array.from({ length: proposals }, (_none, at) =>
    at < 2 ? [most, least][at]! : Math.round(least * (most / least) ** random.next()),
  );
  for (let done = 0; done < proposals; done += run.together) {
    const many = sizes.slice(done, done + run.together);
    await inPlace('secret', async ({ ground, vote, stop }) => {
      const needles: Needle[] = [];
      for (const size of many) {
        const one = await vote(random, size, size <= least || (size <= 40 && random.next() < 0.4));
        needles.push(...(await nothingIsFound(ground, one, ledger)));
        await nobodyIsLinked(ground, one, ledger);
        ledger.proposals += 1;
        ledger.voters += one.voters.length;
      }
      const all = new ByteSearch(needles);
      holdsNothing(await all.inFiles(await filesIn(ground.folder)), 'After all votes');
      await stop();
      holdsNothing(await all.inFiles(await filesIn(ground.folder)), 'After a stop');
    });
    run.log(`${String(ledger.proposals)} of ${String(proposals)} secret proposals`);
  }
}

/** People who vote openly, one by one, while the card shows the votes so far: whom the script links then. */
export async function liveVotes(seed: number, size: number): Promise<{ right: number; voters: number }> {
  let [right, voters] = [0, 0];
  await inPlace('live', async ({ ground, vote, stop }) => {
    const one = await vote(new Random(seed), size, true);
    const evidence = evidenceOf(ground, one, () => true);
    const found = (await link(evidence)).find(({ way }) => way === BY_CARDS)!.guesses;
    for (const { name } of evidence.organisations) right += score(truthOf(one, name), found).right;
    voters = one.voters.length;
    await stop();
  });
  return { right, voters };
}

async function inPlace(ballots: Ballots, work: (place: Place) => Promise<void>): Promise<void> {
  const ground = await Ground.onDisk();
  const taken = await mkdtemp(path.join(tmpdir(), 'strike-together-taken-'));
  try {
    ground.clock.now = new Date(NOON);
    const t = (await loadTexts(LOCALES, true)).in('en');
    const deps = await ground.begin();
    await mkdir(path.join(ground.keyDir, 'store'), { recursive: true });
    // As on a real installation, where whoever has everything has this too.
    await writeFile(path.join(ground.keyDir, 'store', 'store.key'), ground.secret);
    const servers = planServers(ground, ballots, NOON);
    await setUpServers(deps, servers, { needed: 1 }, snowflake(NOON - 200 * DAY, 2), ground.clock.now);
    await work({
      ground,
      taken,
      async vote(random, size, slowly) {
        const one = await voteThrough({ ground, deps, t, servers, random, size, taken, slowly });
        ground.clock.now = new Date(ground.clock.now.getTime() + DAY);
        return one;
      },
      stop: () => deps.store.close(),
    });
  } finally {
    for (const folder of [ground.folder, taken]) await rm(folder, { recursive: true, force: true });
  }
}

/** Raw bytes of every file, and every value opened with the installation's own key. What to look for again later. */
async function nothingIsFound(ground: Ground, vote: Vote, ledger: Ledger): Promise<Needle[]> {
  const { voters, clickIds, keys, open } = vote;
  const ids = (secret: boolean) => voters.filter((one) => one.secret === secret).map(({ userId }) => userId);
  const needles = needlesOf({ userIds: ids(true), namedIds: ids(false), clickIds, keys }, ground.secret);
  const search = new ByteSearch(needles);
  const after = await filesIn(ground.folder);
  holdsNothing(await search.inFiles(after), `After closing, ${String(voters.length)} voters`);
  ledger.files += after.length;

  // Rows of an open vote are named by pseudonyms that belong to nobody once the key is gone; nothing else is there.
  const copies = Object.values(open);
  const { [PSEUDONYMS]: names, [ROWS]: _rows, ...others } = await search.inFiles(copies);
  holdsNothing(others, 'In copies made while it was open');
  const { [PSEUDONYMS]: inLast } = await search.inFiles([open.last]);
  holds(
    names !== undefined && (inLast?.many ?? 0) >= voters.length,
    `The search finds ${String(inLast?.many)} of ${String(voters.length)} rows that are there`,
  );
  ledger.files += copies.length;
  ledger.rowsWhileOpen += inLast?.many ?? 0;

  for (const file of [open.half, open.last, vote.closed]) {
    const text = Buffer.from(unsealed(await rowsOf(file), ground.secret));
    const { [NAMED]: named = 0, [PSEUDONYMS]: inKeys = 0, ...inside } = search.in(text);
    const expected = voters.filter(({ secret, choice }) => !secret && choice !== undefined).length;
    const found = Object.entries(inside).map(([what, many]) => `${String(many)} ${what}`);
    holds(found.length + inKeys === 0, `Opened with the key of the store: ${found.join(', ')}`);
    // Those who voted openly stand in the one list that is meant to hold them: the search would have found the others.
    holds(named === (file === vote.closed ? expected : 0), `${String(named)} of ${String(expected)} names`);
    ledger.named += named;
  }
  return needles;
}

/** The script, given all there is; and once more with a copy of the key that was destroyed. */
async function nobodyIsLinked(ground: Ground, vote: Vote, ledger: Ledger): Promise<void> {
  const evidence = evidenceOf(ground, vote, ({ secret }) => secret);
  const truths = evidence.organisations.map((one) => ({ one, truth: truthOf(vote, one.name) }));
  for (const { way, guesses, recognised } of await link(evidence)) {
    for (const { truth } of truths) ledger.linked(way, score(truth, guesses));
    ledger.recognised += recognised ?? 0;
  }
  for (const { one, truth } of truths) ledger.outcomeTells(one, truth);

  const key = vote.keys.at(-1)!;
  const kept = path.join(path.dirname(vote.open.last), 'kept');
  await mkdir(kept);
  await writeFile(path.join(kept, key.version), key.secret);
  const withKey = await link({ ...evidence, keyFolders: [...evidence.keyFolders, kept] });
  for (const { way, guesses, recognised } of withKey) {
    ledger.recognisedWithKey += recognised ?? 0;
    if (way === BY_KEY || BY_ORDER.some((one) => one === way))
      for (const { truth } of truths) ledger.linkedWithKey(way, score(truth, guesses));
  }

  // Told whose row is whose: whether the rows themselves say anything.
  const names = deriveBallotKeys(key.secret);
  const rows = new Map((await rowsOf(vote.open.last)).map((row) => [row.key, row.value]));
  for (const { truth } of truths)
    ledger.bits.add(
      [...truth].map(([userId, choice]) => {
        const name = ballotPseudonym(names, key.version, userId);
        const { value } = JSON.parse(rows.get(`ballot:${key.version}:${name}`)!) as { value: { d: string } };
        return { choice, bytes: Buffer.concat([Buffer.from(name, 'hex'), Buffer.from(value.d, 'base64')]) };
      }),
    );
}

/** All that is left after a vote, for the script. */
function evidenceOf(ground: Ground, vote: Vote, whose: (voter: { secret: boolean }) => boolean): Evidence {
  const { proposal, open, closed, shown, clicks } = vote;
  const organisations = (proposal.outcome ?? []).flatMap(({ entry, position, tally }): Organisation[] => {
    const { name, guildId } = proposal.entries[entry]!.organisation;
    const voters = vote.voters.filter((voter) => voter.organisation === name && whose(voter));
    if (voters.length === 0) return [];
    return [{ name, guildId, voters: voters.map(({ userId }) => userId), position, totals: tally }];
  });
  return {
    version: versionName(proposal),
    stores: [open.ordered, open.half, open.last, closed],
    raw: [open.ordered, open.half, open.store, open.journal, closed, ground.file, `${ground.file}-wal`],
    keyFolders: [ground.keyDir],
    shown,
    clicks,
    organisations,
  };
}

/** Who voted what in an organisation. */
function truthOf({ voters }: Vote, organisation: string): Map<string, Choice> {
  return new Map(
    voters.flatMap(({ userId, organisation: theirs, choice }) =>
      theirs === organisation && choice !== undefined ? [[userId, choice]] : [],
    ),
  );
}
