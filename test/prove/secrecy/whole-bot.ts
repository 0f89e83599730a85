import { copyFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Person, SeenMessage } from '../../../src/local-discord/index.js';
import type { Choice, Tally } from '../../../src/proposals/tally.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { eachOf, sleep, until } from '../../support/waiting.js';
import { HOUR, MINUTE, preview, Scene, SERVER, settleZone, told } from '../crash/scene.js';
import { ByteSearch } from './byte-search.js';
import { score, together, type Score } from './chance.js';
import { BY_KEY, link, type Evidence } from './linking.js';
import { filesIn, holdsNothing, needlesOf, PSEUDONYMS, ROWS } from './traces.js';

/** Within so long after the outcome was posted the rows are erased, in ms. */
const ERASED_MS = 10_000;
const TITLE = 'Picket at the gate';
const LABELS: Record<Choice, string> = { for: 'For', against: 'Against', abstain: 'Abstain' };
/** A card changes at most every ten seconds. */
const BETWEEN_EDITS = 12_000;

/**
 * The same once more through the whole bot in a process of its own, as people run it, with its log at its most talkative
 * and Discord stuttering: every third click comes twice, so that answers to votes fail and are logged.
 */
export async function throughTheWholeBot(
  run: ProofRun & { people: number; proposals: number },
): Promise<Counts> {
  const random = new Random(run.seed);
  const sums = { bytes: 0, lines: 0, votes: 0, right: 0, without: [] as Score[] };
  for (let at = 0; at < run.proposals; at += 1) {
    const scene = await Scene.open();
    const taken = await mkdtemp(path.join(tmpdir(), 'strike-together-taken-'));
    try {
      const one = await oneVote(scene, taken, random, run.people);
      sums.votes += one.votes;
      sums.bytes += one.logBytes;
      sums.lines += one.warnings;
      sums.right += one.withKey;
      sums.without.push(...one.without);
    } finally {
      await scene.close();
      await rm(taken, { recursive: true, force: true });
    }
    run.log(`${String(at + 1)} of ${String(run.proposals)} secret proposals through the whole bot`);
  }
  const { right, guessed, z } = together(sums.without);
  holds(
    right === 0 && guessed === 0,
    `The whole bot leaves ${String(right)} people linked (z ${z.toFixed(1)})`,
  );
  holds(sums.right === sums.votes, `With the key kept only ${String(sums.right)} are linked`);
  return {
    'through the whole bot, secret proposals closed': run.proposals,
    'through the whole bot, people who voted': sums.votes,
    'through the whole bot, bytes of log searched': `${String(sums.bytes)} (${String(sums.lines)} lines about failed answers)`,
    'through the whole bot, linked with the key kept': `${String(sums.right)} of ${String(sums.votes)}`,
  };
}

async function oneVote(scene: Scene, taken: string, random: Random, people: number) {
  const { local, folder } = scene;
  scene.launch({ LOG_LEVEL: 'trace' });
  await scene.bot.ready();
  const crowd = Array.from({ length: people }, (_none, at) =>
    local.addPerson({ name: `Voter ${String(at + 1)}`, roles: { [SERVER]: [] } }),
  );
  const proposer = scene.seat('Tomasz');
  await settleZone(proposer);
  told(await proposer.press(await preview(proposer, TITLE), 'Publish'));
  await until('the card', () => scene.titled(TITLE).length > 0);
  const [card] = scene.titled(TITLE);
  const truth = await everybodyVotes(scene, random, crowd, card!);

  // What somebody takes who has the machine for a moment: store and journal, and for the test of the script the key.
  const copy = path.join(taken, 'copied.sqlite');
  for (const part of ['', '-wal']) await copyFile(scene.store + part, copy + part);
  await cp(path.join(folder, 'keys', 'ballots'), path.join(taken, 'kept'), { recursive: true });
  const [version = ''] = await readdir(path.join(taken, 'kept'));
  const secret = await readFile(path.join(taken, 'kept', version));

  await scene.advance(48 * HOUR + MINUTE);
  await until('the outcome', () => outcomeOf(scene) !== undefined);
  const clicks = local.interactions.filter(({ kind, byId }) => kind === 'component' && truth.has(byId));
  const storeSecret = await readFile(path.join(folder, 'keys', 'store', 'store.key'));
  const needles = needlesOf(
    {
      userIds: [...truth.keys()],
      namedIds: [],
      clickIds: clicks.map(({ id }) => id),
      keys: [{ version, secret }],
    },
    storeSecret,
  );
  const search = new ByteSearch(needles);
  const log = async () => {
    const text = [...scene.bot.lines, scene.bot.errors].join('\n');
    // Beside the store, so that it is searched with all the rest.
    await writeFile(path.join(folder, 'log.ndjson'), text);
    return text;
  };
  await log();
  // The outcome is told first; the rows are gone from the files within seconds of it.
  const left = async () => search.inFiles(await filesIn(folder));
  const some = async () => Object.keys(await left()).length > 0;
  for (const end = Date.now() + ERASED_MS; Date.now() < end && (await some());) await delay(200);
  holdsNothing(await left(), 'After closing, through the whole bot');
  const { [PSEUDONYMS]: names, [ROWS]: _rows, ...others } = await search.inFiles([copy, `${copy}-wal`]);
  holdsNothing(others, 'In a copy made while it was open, through the whole bot');
  holds((names?.many ?? 0) >= truth.size, 'The search does not find the rows that are there');

  const evidence: Evidence = {
    version,
    stores: [],
    raw: [copy, `${copy}-wal`, scene.store, `${scene.store}-wal`],
    keyFolders: [path.join(folder, 'keys')],
    shown: [],
    clicks: clicks.map(({ byId, at }) => ({ userId: byId, organisation: SERVER, at: at.getTime() })),
    organisations: [
      { name: SERVER, guildId: '', voters: [...truth.keys()], position: 'in', totals: outcomeOf(scene) },
    ],
  };
  const readable = (links: Awaited<ReturnType<typeof link>>) =>
    score(truth, links.find(({ way }) => way === BY_KEY)!.guesses);
  const without = [readable(await link(evidence))];
  const keyFolders = [...evidence.keyFolders, path.join(taken, 'kept')];
  const withKey = readable(await link({ ...evidence, keyFolders })).right;
  await scene.bot.stop();
  const text = await log();
  holdsNothing(await search.inFiles(await filesIn(folder)), 'After a stop, through the whole bot');
  const warnings = text.split('\n').filter((line) => line.includes('an answer could not be sent')).length;
  holds(warnings > 0, 'No answer to a vote failed: the log was not put to the test');
  return { votes: truth.size, logBytes: text.length, warnings, withKey, without };
}

/** Everybody votes, some of them again, with the card brought up to date in between. */
async function everybodyVotes(scene: Scene, random: Random, crowd: readonly Person[], card: SeenMessage) {
  const truth = new Map<string, Choice>();
  stutter(scene);
  const order = random.shuffled(crowd);
  const again = random.shuffled(crowd).slice(0, Math.ceil(crowd.length / 5));
  const waves = [order.slice(0, 7), order.slice(7), again];
  for (const wave of waves) {
    await eachOf(wave, 5, async (person) => {
      const choice = random.pick<Choice>(['for', 'for', 'against', 'abstain']);
      const answer = told(await scene.seat(person).press(card, LABELS[choice]));
      holds(answer.text.startsWith(`Recorded: ${LABELS[choice]}`), `Instead of recorded: ${answer.text}`);
      truth.set(person.id, choice);
    });
    await scene.advance(BETWEEN_EDITS);
    await sleep(50);
  }
  return truth;
}

/** Every third click reaches the bot twice. */
function stutter({ local: { gateway } }: Scene): void {
  const dispatch = gateway.dispatch.bind(gateway);
  let clicks = 0;
  gateway.dispatch = (type, data, intents) => {
    dispatch(type, data, intents);
    if (type === 'INTERACTION_CREATE' && (clicks += 1) % 3 === 0) dispatch(type, data, intents);
  };
}

function outcomeOf(scene: Scene): Tally | undefined {
  const post = scene.posts().find(({ text }) => text.includes(`greed: ${TITLE}`));
  const found = /For (\d+) · Against (\d+) · Abstain (\d+)/u.exec(post?.text ?? '');
  return found === null
    ? undefined
    : { for: Number(found[1]), against: Number(found[2]), abstain: Number(found[3]) };
}
