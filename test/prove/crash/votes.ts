import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Answer, Person, Seat, SeenMessage } from '../../../src/local-discord/index.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import {
  copyStore,
  eachOf,
  execute,
  HOUR,
  MINUTE,
  preview,
  query,
  Scene,
  SERVER,
  settleZone,
  sleep,
  soon,
  told,
  until,
} from './scene.js';
import { totalsOf, VoteRecord, type Click, type Said } from './vote-record.js';

export interface VotesRun extends ProofRun {
  people: number;
  /** How the server decides. */
  ballots: 'open' | 'secret';
  kills: number;
  proposals: number;
  /** Whether the bot is there when voting closes, or comes back after it. */
  closes: 'while it runs' | 'while it is away';
  /** How long to watch that nothing is posted twice, in ms. */
  patienceMs: number;
  /** Also sets the check on a store that has really lost a ballot. */
  withForgetfulStore: boolean;
}

/**
 * When the bot is killed: a while after people began to click, with or without the bot still starting; or as an answer
 * of it comes in, which then still arrives, or is lost.
 */
type Moment = { kind: 'time' | 'start'; afterMs: number } | { kind: 'arriving' | 'lost'; answer: number };

/** One person on one proposal. */
interface Voter {
  person: Person;
  seat: Seat;
  title: string;
  card: SeenMessage;
  /** Their private message behind More. */
  more: string;
  record: VoteRecord;
}

const CHOICES = ['For', 'Against', 'Abstain'] as const;
const TAKE_BACK = 'Take back my vote';
/** Of a secret ballot no figures are shown below this. */
const SMALLEST_SHOWN = 10;
type Label = (typeof CHOICES)[number] | typeof TAKE_BACK;

/**
 * People vote while the bot is killed again and again. After every kill each of them asks what is recorded of them, and
 * only what they were told, or what they clicked since then without an answer, is right.
 */
export async function votesThroughKills(run: VotesRun): Promise<Counts> {
  const { log, people, kills, proposals } = run;
  const random = new Random(run.seed);
  const scene = await Scene.open();
  const crowd = new Crowd();
  const seen = { compared: 0, 'came true': 0, 'did not': 0, certain: 0 };
  const check = async (voters: readonly Voter[]) => {
    await eachOf(voters, 10, async (voter) => {
      const said = await recordedOf(voter, random.next() < 0.5);
      seen[voter.record.see(said)] += 1;
      seen.compared += 1;
    });
    await turnouts(voters, run);
  };
  try {
    await scene.startUntilReady();
    const voters = await gather(scene, run);
    let hits = 0;
    let inFlight = 0;
    for (const [at, moment] of momentsOf(random, kills).entries()) {
      if (moment.kind === 'start') {
        await scene.stop();
        await scene.startUntilConnected();
      }
      crowd.meanwhile(crowd.clickAbout(voters, random.branch(), random.pick([5, 40, 250])));
      const caught = await killAt(scene, moment, () => crowd.flying.size);
      crowd.rest();
      await scene.dead();
      hits += caught > 0 ? 1 : 0;
      inFlight += caught;
      for (const voter of random.shuffled(voters).slice(0, 3)) crowd.meanwhile(clickWhileDown(voter, random));
      await scene.startUntilReady();
      await check(voters);
      const count = `${String(caught)} click${caught === 1 ? '' : 's'} in flight`;
      log(
        `kill ${String(at + 1)} (${moment.kind}): ${count}; ${String(voters.length)} votes are as they should be`,
      );
    }
    // Whom a bot that was slow let think and then died under waits until nobody can answer any more.
    await scene.advance(16 * MINUTE);
    await crowd.quiet();
    holds(hits >= Math.ceil(kills * 0.75), `Only ${String(hits)} kills met clicks in flight`);

    await selfCheck(scene, voters, random, run);
    // A last word of half of them in peace, then the clock closes.
    await eachOf(voters, 10, async (voter) => {
      if (random.next() < 0.5) await crowd.click(voter, random.pick(CHOICES));
    });
    // A count is shown for ten seconds before it is taken again.
    await scene.advance(10_000);
    await check(voters);
    if (run.closes === 'while it is away') await scene.stop();
    await scene.advance(48 * HOUR + MINUTE);
    if (run.closes === 'while it is away') await scene.startUntilReady();
    await outcomes(scene, voters, run);
    await scene.stop();
    const rows = await query(scene.store, "SELECT key FROM keyv WHERE key LIKE 'ballot:%'");
    holds(rows.length === 0, `${String(rows.length)} ballots are still there after closing`);
    holds(scene.local.unknownRoutes.length === 0, `Unknown: ${scene.local.unknownRoutes.join()}`);
    return {
      people,
      'open proposals': proposals,
      'kills -9': kills,
      'kills with a click in flight': hits,
      'clicks in flight at the kills': inFlight,
      'of them left open what is recorded': `${String(seen['came true'] + seen['did not'])} (${String(seen['came true'])} came true, ${String(seen['did not'])} did not)`,
      'clicks on a vote button or taking back': crowd.clicks,
      'answered "Recorded"': crowd.recorded,
      'refused (nothing to take back)': crowd.refused,
      'never answered': crowd.unanswered,
      'votes compared': seen.compared,
      'bot processes': scene.lives,
    };
  } catch (error) {
    log(`the bot's last words:\n${scene.lastWords()}`);
    throw error;
  } finally {
    crowd.rest();
    await scene.close();
  }
}

/** Everybody clicking at random, and what they heard. */
class Crowd {
  /** Votes and takings back under way. */
  readonly flying = new Set<Click>();
  /** The clicking of now. */
  #burst = { over: false };
  readonly #ending: Promise<void>[] = [];
  readonly #failures: unknown[] = [];
  clicks = 0;
  recorded = 0;
  refused = 0;
  unanswered = 0;

  async click(voter: Voter, label: Label): Promise<void> {
    const click = voter.record.sent(label === TAKE_BACK ? 'none' : label);
    this.clicks += 1;
    this.flying.add(click);
    const answer = await voter.seat.press(label === TAKE_BACK ? voter.more : voter.card, label);
    this.flying.delete(click);
    const heard = heardIn(answer);
    if (heard === undefined) this.unanswered += 1;
    else {
      click.answer = heard;
      if (heard === 'refused') this.refused += 1;
      else this.recorded += 1;
    }
  }

  /** Lets everybody finish what they are at, and stop. After a death nothing under way will be answered. */
  rest(): void {
    this.#burst.over = true;
    this.flying.clear();
  }

  /** Lets something come to its end beside the rest. */
  meanwhile(work: Promise<void>): void {
    this.#ending.push(work.catch((error: unknown) => void this.#failures.push(error)));
  }

  /** Waits until nobody waits for an answer any more, and throws what went wrong meanwhile. */
  async quiet(): Promise<void> {
    await Promise.all(this.#ending);
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  /** Each person clicks, now and then twice at once, with pauses of up to `paceMs`, until it is over. */
  async clickAbout(voters: readonly Voter[], random: Random, paceMs: number): Promise<void> {
    const burst = { over: false };
    this.#burst = burst;
    await Promise.all(
      byPerson(voters).map(async (mine) => {
        const dice = random.branch();
        for (;;) {
          await sleep(dice.between(0, paceMs));
          if (burst.over) return;
          const voter = dice.pick(mine);
          const roll = dice.next();
          if (roll < 0.08) await voter.seat.press(voter.card, 'More');
          else if (roll < 0.2) await this.click(voter, TAKE_BACK);
          else if (roll < 0.35) {
            const second: Label = roll < 0.25 ? TAKE_BACK : dice.pick(CHOICES);
            await Promise.all(
              dice.shuffled<Label>([dice.pick(CHOICES), second]).map((label) => this.click(voter, label)),
            );
          } else await this.click(voter, dice.pick(CHOICES));
        }
      }),
    );
  }
}

/** Kills the bot at the moment meant. Resolves to how many clicks were then on their way without an answer. */
async function killAt(scene: Scene, moment: Moment, inFlight: () => number): Promise<number> {
  if ('afterMs' in moment) {
    await sleep(moment.afterMs);
    await until('a click in flight', () => inFlight() > 0);
    const caught = inFlight();
    scene.bot.kill();
    return caught;
  }
  let answers = 0;
  let off = () => {};
  const killed = new Promise<number>((resolve) => {
    off = scene.local.intercept(({ route }) => {
      if (route !== 'POST /interactions/:id/:token/callback') return;
      answers += 1;
      if (answers !== moment.answer) return;
      resolve(inFlight());
      scene.bot.kill();
      return moment.kind === 'lost' ? 'drop' : undefined;
    });
  });
  return soon('an answer of the bot', killed).finally(() => off());
}

/** While the bot is down a click fails visibly; it is not handed over later, so it is on nobody's record. */
async function clickWhileDown(voter: Voter, random: Random): Promise<void> {
  const answer = await voter.seat.press(voter.card, random.pick(CHOICES));
  holds(answer.kind === 'failed', 'A click was answered although there was no bot');
}

/** What the bot says is recorded of somebody: behind More, or in /proposal show. */
async function recordedOf(voter: Voter, behindMore: boolean): Promise<Said> {
  const { text } = told(
    behindMore
      ? await voter.seat.press(voter.more, 'My vote')
      : await voter.seat.command('proposal show', { proposal: voter.title }),
  );
  const said = /^Your vote(?: on “.*”)?: (For|Against|Abstain)\b/mu.exec(text)?.[1];
  if (said !== undefined) return said as Said;
  holds(/^You have (?:no vote on|not voted)/mu.test(text), `Neither a vote nor none: ${text}`);
  return 'none';
}

/** Nobody is counted twice: the number of votes shown is that of the people who have one. */
async function turnouts(voters: readonly Voter[], { ballots }: VotesRun): Promise<void> {
  for (const [title, those] of byTitle(voters)) {
    const voted = those.filter(({ record }) => record.known !== 'none').length;
    const { text } = told(await those[0]!.seat.command('proposal show', { proposal: title }));
    // How few of a secret ballot is not shown.
    const shown =
      ballots === 'secret' && voted < SMALLEST_SHOWN ? `fewer than ${String(SMALLEST_SHOWN)}` : voted;
    holds(
      text.includes(`\n${String(shown)} of about `),
      `${String(voted)} have a vote, but it says: ${text}`,
    );
  }
}

/** After closing: one outcome post each, with the totals of what everybody was told. */
async function outcomes(
  scene: Scene,
  voters: readonly Voter[],
  { log, patienceMs, ballots }: VotesRun,
): Promise<void> {
  const postsOf = (title: string) => [
    ...scene.titled(`Agreed: ${title}`),
    ...scene.titled(`Not agreed: ${title}`),
  ];
  const all = [...byTitle(voters)];
  await until('the outcomes', () => all.every(([title]) => postsOf(title).length > 0));
  await sleep(patienceMs);
  for (const [title, those] of all) {
    const posts = postsOf(title);
    holds(posts.length === 1, `${String(posts.length)} outcomes of ${title}`);
    const voted = those.filter(({ record }) => record.known !== 'none').length;
    const totals =
      ballots === 'secret' && voted < SMALLEST_SHOWN
        ? 'Totals are not shown'
        : totalsOf(those.map(({ record }) => record.known));
    holds(
      posts[0]!.text.includes(`\n${totals}`),
      `Told were ${totals}, but the outcome says: ${posts[0]!.text}`,
    );
    log(`outcome of "${title}": ${totals}, as told; one post`);
  }
}

/** Shows that the checks above can fail. */
async function selfCheck(
  scene: Scene,
  voters: readonly Voter[],
  random: Random,
  run: VotesRun,
): Promise<void> {
  const voted = voters.filter(({ record }) => record.known !== 'none');
  const { record } = random.pick(voted);
  const other = random.pick(CHOICES.filter((choice) => choice !== record.known));
  await mustComplain('a vote forgotten', () => record.copy().see('none'));
  await mustComplain('a vote changed', () => record.copy().see(other));
  const confirmed = record.copy();
  confirmed.sent(record.known).answer = record.known;
  confirmed.sent(other).answer = other;
  await mustComplain('an older vote back again', () => confirmed.see(record.known));
  const twice = [...voted, random.pick(voted)].map((voter) => voter.record.known);
  holds(
    totalsOf(twice) !== totalsOf(voted.map((voter) => voter.record.known)),
    'Somebody counted twice would not be seen',
  );
  if (run.withForgetfulStore) {
    await scene.stop();
    await mustComplain('a store without some of its ballots', () => checkForgetful(scene, voters));
    await scene.startUntilReady();
  }
  run.log('self-check: caught');
}

/** A bot on a copy of the store that has lost ballots: as many as were taken back, and one more. */
async function checkForgetful(scene: Scene, voters: readonly Voter[]): Promise<void> {
  const folder = path.join(scene.folder, 'forgetful');
  await mkdir(folder);
  await cp(path.join(scene.folder, 'keys'), path.join(folder, 'keys'), { recursive: true });
  const store = path.join(folder, 'bot.sqlite');
  await copyStore(scene.store, store);
  const none = voters.filter(({ record }) => record.known === 'none').length;
  const some = `SELECT key FROM keyv WHERE key LIKE 'ballot:%' LIMIT ${String(none + 1)}`;
  await execute(store, `DELETE FROM keyv WHERE key IN (${some})`);
  await scene.startUntilReady(folder);
  try {
    for (const voter of voters) voter.record.copy().see(await recordedOf(voter, true));
  } finally {
    await scene.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function mustComplain(what: string, check: () => unknown): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Recorded is ')) return;
    throw error;
  }
  throw new Error(`The check does not notice ${what}`);
}

/** Adds the people, publishes the proposals, and gets everybody's private message behind More. */
async function gather(scene: Scene, { people, proposals, ballots }: VotesRun): Promise<Voter[]> {
  told(await scene.seat('Amara').command('settings set', { ballots }));
  const crowd = Array.from({ length: people }, (_, at) =>
    scene.local.addPerson({ name: `Voter ${String(at + 1)}`, roles: { [SERVER]: [] } }),
  );
  const proposer = scene.seat('Tomasz');
  await settleZone(proposer);
  const voters: Voter[] = [];
  for (let at = 1; at <= proposals; at += 1) {
    const title = `Picket at gate ${String(at)}`;
    told(await proposer.press(await preview(proposer, title), 'Publish'));
    await until('the card', () => scene.titled(title).length > 0);
    const [card] = scene.titled(title);
    await eachOf(crowd, 10, async (person) => {
      const seat = scene.seat(person);
      const more = told(await seat.press(card!, 'More')).id;
      voters.push({ person, seat, title, card: card!, more, record: new VoteRecord() });
    });
  }
  return voters;
}

/** What an answer to a click says is recorded; undefined where there was no answer. */
function heardIn(answer: Answer): Said | 'refused' | undefined {
  if (answer.kind !== 'message' && answer.kind !== 'update') return undefined;
  const { text } = answer.message;
  // An older click overtaken by a newer one hears what that one had recorded.
  const recorded = /^(?:Recorded|Your vote on “.*”): (For|Against|Abstain)\b/mu.exec(text)?.[1];
  if (recorded !== undefined) return recorded as Said;
  if (/^Recorded: your vote on “.*” is taken back/mu.test(text)) return 'none';
  if (text.includes('There is nothing to take back')) return 'refused';
  throw new Error(`An answer nobody expects: ${text}`);
}

/** A fifth each as an answer arrives or is lost, a few while the bot is starting, the rest by time; in any order. */
function momentsOf(random: Random, kills: number): Moment[] {
  const shares: [Moment['kind'], number][] = [
    ['arriving', Math.ceil(kills / 5)],
    ['lost', Math.ceil(kills / 5)],
    ['start', Math.floor(kills / 7)],
  ];
  const special = shares.flatMap(([kind, count]) => Array.from({ length: count }, () => kind));
  const kinds = Array.from({ length: kills }, (_, at) => special[at] ?? 'time');
  return random
    .shuffled(kinds)
    .map((kind) =>
      kind === 'time' || kind === 'start'
        ? { kind, afterMs: random.between(0, kind === 'time' ? 900 : 300) }
        : { kind, answer: random.between(1, 100) },
    );
}

function byPerson(voters: readonly Voter[]): Voter[][] {
  return [...grouped(voters, ({ person }) => person.id).values()];
}

function byTitle(voters: readonly Voter[]): Map<string, Voter[]> {
  return grouped(voters, ({ title }) => title);
}

function grouped<T>(things: readonly T[], by: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) groups.set(by(thing), [...(groups.get(by(thing)) ?? []), thing]);
  return groups;
}
