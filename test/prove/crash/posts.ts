import type { Seat, SeenMessage } from '../../../src/local-discord/index.js';
import type { BotProcess } from '../../support/bot-process.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { sleep, soon, until } from '../../support/waiting.js';
import { HOUR, MINUTE, preview, Scene, settleZone, told } from './scene.js';

export interface PostsRun extends ProofRun {
  /** How many of the chosen moments of a card's post to kill at, from the first; undefined for all. */
  moments?: number;
  /** Kills at a random moment after Publish. */
  delays: number;
  /** Whether to kill before and after each single write of Publish. */
  everyWrite: boolean;
  /** How long to watch that nothing is posted twice, in ms. */
  patienceMs: number;
  /** Reminders due at once, and the most kills while they, or the outcomes, are on their way. */
  reminders: number;
  kills: number;
}

/** Where a life ends: at its n-th post, or the store's n-th write, right before it begins or right after it is on disk. */
type End =
  | { at: 'delay'; ms: number }
  | { at: 'post arriving' | 'post there, answer lost' | 'second attempt after a lost answer'; n: number }
  | { at: 'write'; n: number; when: 'before' | 'after' };

/** Ten minutes away is longer than Discord remembers a nonce. */
const CHOSEN: readonly (End & { awayMs: number })[] = [
  { at: 'post there, answer lost', n: 1, awayMs: 10 * MINUTE },
  { at: 'post arriving', n: 1, awayMs: 0 },
  { at: 'post there, answer lost', n: 1, awayMs: 0 },
  { at: 'post arriving', n: 1, awayMs: 10 * MINUTE },
  { at: 'second attempt after a lost answer', n: 2, awayMs: 0 },
];
const POST = 'POST /channels/:id/messages';

/**
 * The bot is killed while a card, an outcome or a reminder is on its way. Whatever the moment: once what it is about is
 * in the store there is exactly one message of it, sooner or later, and its buttons work.
 */
export async function postsThroughKills(run: PostsRun): Promise<Counts> {
  const random = new Random(run.seed);
  const scene = await Scene.open();
  try {
    await scene.startUntilReady();
    const proposer = scene.seat('Tomasz');
    await settleZone(proposer);
    const cards = new Cards(scene, proposer, run.log);
    for (const { awayMs, ...end } of CHOSEN.slice(0, run.moments)) await cards.publishAndKill(end, awayMs);
    for (let left = run.delays; left > 0; left -= 1)
      await cards.publishAndKill({ at: 'delay', ms: random.between(0, 60) });
    if (run.everyWrite) await cards.killAtEveryWrite();
    await cards.checkAll(run.patienceMs);

    const outcomeKills = run.kills > 0 ? await outcomes(scene, cards.titles, random, run) : 0;
    const reminderKills = run.reminders > 0 ? await reminders(scene, random, run) : 0;
    await scene.stop();
    holds(scene.local.unknownRoutes.length === 0, `Unknown: ${scene.local.unknownRoutes.join()}`);
    return {
      'kills -9 around Publish': cards.kills,
      'of them before it was in the store (no card; Publish pressed again)': cards.notStored,
      'cards, each there once': cards.titles.length,
      'kills -9 around outcomes': outcomeKills,
      'outcomes, each there once': run.kills > 0 ? cards.titles.length : 0,
      'kills -9 around reminders': reminderKills,
      'reminders, each there once': run.reminders,
      'bot processes': scene.lives,
    };
  } catch (error) {
    run.log(`the bot's last words:\n${scene.lastWords()}`);
    throw error;
  } finally {
    await scene.close();
  }
}

/** Publishing, over and over. */
class Cards {
  readonly titles: string[] = [];
  kills = 0;
  notStored = 0;
  readonly #scene: Scene;
  readonly #proposer: Seat;
  readonly #log: ProofRun['log'];

  constructor(scene: Scene, proposer: Seat, log: ProofRun['log']) {
    this.#scene = scene;
    this.#proposer = proposer;
    this.#log = log;
  }

  /** Publishes and kills there, stays away so long, starts again and looks. False when the bot lived through it. */
  async publishAndKill(end: End, awayMs = 0): Promise<boolean> {
    const scene = this.#scene;
    const title = `March ${String(this.titles.length + 1)}`;
    const draft = await preview(this.#proposer, title);
    const killing = await killAt(scene, end);
    const answering = this.#proposer.press(draft, 'Publish');
    const killed = await killing();
    this.titles.push(title);
    if (!killed) {
      told(await answering);
      await until('the card', () => scene.titled(title).length === 1);
      return false;
    }
    this.kills += 1;
    await scene.killed();
    if (awayMs > 0) await scene.advance(awayMs);
    await scene.startUntilReady();
    const answer = await answering;
    const published = answer.kind === 'update' && answer.message.text.startsWith('Published.');
    const stored = await this.#isListed(title);
    holds(stored || !published, `${title} was called published, but it is not in the store`);
    const how = `${describe(end)}${awayMs > 0 ? ', back after ten minutes' : ''}`;
    if (stored) {
      // Between the proposal and what is owed of it lies a write: then a due row brings the card, seconds later.
      if (scene.titled(title).length === 0) await scene.advance(MINUTE);
      await until(`the card of ${title} (${how})`, () => scene.titled(title).length > 0);
    } else {
      this.notStored += 1;
      holds(scene.titled(title).length === 0, `${title} has a card, but it is not in the store`);
      told(await this.#proposer.press(draft, 'Publish'));
      await until(`the card of ${title}, published again (${how})`, () => scene.titled(title).length > 0);
    }
    const [card] = scene.titled(title);
    const vote = told(await scene.seat('Mei').press(card!, 'For'));
    holds(vote.text.startsWith('Recorded: For.'), `The card's button answers: ${vote.text}`);
    const state = published ? 'answered' : stored ? 'stored' : 'not stored';
    this.#log(`Publish, killed ${how}: ${state}, one card`);
    return true;
  }

  /** One write further each time, until Publish and its card are through before the bot would die. */
  async killAtEveryWrite(): Promise<void> {
    for (const when of ['before', 'after'] as const)
      for (let n = 1; await this.publishAndKill({ at: 'write', n, when }); n += 1);
  }

  /** Later still, when no nonce protects any more, nothing has come up twice. */
  async checkAll(patienceMs: number): Promise<void> {
    await this.#scene.advance(HOUR);
    await sleep(patienceMs);
    for (const title of this.titles) {
      const count = this.#scene.titled(title).length;
      holds(count === 1, `${String(count)} cards of ${title}`);
    }
  }

  async #isListed(title: string): Promise<boolean> {
    const found = await this.#proposer.suggest('proposal show', { proposal: title }, 'proposal');
    return found.some(({ name }) => name === title);
  }
}

/** All proposals close at once, while the bot dies again and again. */
async function outcomes(
  scene: Scene,
  titles: readonly string[],
  random: Random,
  run: PostsRun,
): Promise<number> {
  const postsOf = (title: string) => [
    ...scene.titled(`Agreed: ${title}`),
    ...scene.titled(`Not agreed: ${title}`),
  ];
  const missing = () => titles.filter((title) => postsOf(title).length === 0).length;
  const kills = await dueThroughKills(scene, 48 * HOUR, random, run, 'outcomes', missing);
  for (const title of titles) {
    const count = postsOf(title).length;
    holds(count === 1, `${String(count)} outcomes of ${title}`);
  }
  return kills;
}

/** Many people's reminders are due at once, while the bot dies again and again. */
async function reminders(scene: Scene, random: Random, run: PostsRun): Promise<number> {
  const people = Array.from({ length: run.reminders }, (_, at) =>
    scene.local.addPerson({ name: `Reminded ${String(at + 1)}`, roles: { 'Harbour City Coalition': [] } }),
  );
  for (const person of people) {
    const when = { when: 'in 3 hours', timezone: 'Europe/Berlin' };
    const set = told(
      await scene.seat(person).command('remind create', { text: `Banner of ${person.name}`, ...when }),
    );
    holds(set.text.startsWith('It is set.'), `No reminder but: ${set.text}`);
  }
  const dms = (person: (typeof people)[number]) => person.dm().messages();
  const missing = () => people.filter((person) => dms(person).length === 0).length;
  const kills = await dueThroughKills(scene, 3 * HOUR, random, run, 'reminders', missing);
  for (const person of people) {
    const got: SeenMessage[] = dms(person);
    holds(got.length === 1, `${person.name} got ${String(got.length)} reminders`);
    const shown = told(await person.dm().press(got[0]!, 'Show'));
    holds(shown.text.includes(`Banner of ${person.name}`), `Show shows: ${shown.text}`);
  }
  return kills;
}

/**
 * Stops the bot, lets the time come, and starts it again and again with an end chosen at random, until nothing is missing
 * or the kills are used up; then in peace, and once more much later. Resolves to how often it was killed.
 */
async function dueThroughKills(
  scene: Scene,
  ms: number,
  random: Random,
  run: PostsRun,
  what: string,
  missing: () => number,
): Promise<number> {
  await scene.stop();
  await scene.advance(ms + MINUTE);
  let kills = 0;
  while (kills < run.kills && missing() > 0) {
    const n = random.between(1, Math.min(8, missing()));
    const end = random.pick<End>([
      { at: 'post arriving', n },
      { at: 'post there, answer lost', n },
      { at: 'delay', ms: random.between(0, 150) },
      { at: 'write', n: random.between(4, 12), when: random.pick(['before', 'after']) },
    ]);
    if (end.at === 'write') scene.launch({ DIE_AT_WRITE: String(end.n), DIE_WHEN: end.when });
    else await scene.startUntilConnected();
    const killing = await killAt(scene, end, true);
    if (await killing()) kills += 1;
    else scene.bot.kill();
    await scene.killed();
    run.log(`${what}, killed ${describe(end)}: ${String(missing())} still owed`);
    // Now and then long enough for Discord to have forgotten the nonces.
    if (random.next() < 0.3) await scene.advance(10 * MINUTE);
  }
  await scene.startUntilReady();
  await until(`all ${what}`, () => missing() === 0);
  await scene.advance(HOUR);
  await sleep(run.patienceMs);
  return kills;
}

/** After four seconds the write did not come: it is taken back, unless it came at the last moment. False when it lives. */
async function livesOn(bot: BotProcess): Promise<boolean> {
  await sleep(4_000);
  if (!bot.alive) return true;
  await bot.tell({ dieAtWrite: 0 });
  await sleep(200);
  return !bot.alive;
}

/** Sets the trap; what it resolves to waits for the death, false when it did not come. */
async function killAt(scene: Scene, end: End, armed = false): Promise<() => Promise<boolean>> {
  const { bot } = scene;
  if (end.at === 'write') {
    if (!armed) await bot.tell({ dieAtWrite: end.n, when: end.when });
    return () => Promise.race([bot.ended.then(() => true), livesOn(bot)]);
  }
  if (end.at === 'delay') {
    return async () => {
      await sleep(end.ms);
      bot.kill();
      return true;
    };
  }
  let off = () => {};
  let attempts = 0;
  const killed = new Promise<boolean>((resolve) => {
    off = scene.local.intercept(({ route }) => {
      if (route !== POST) return;
      attempts += 1;
      if (attempts < end.n)
        return end.at === 'second attempt after a lost answer' ? { afterEffect: 502 } : undefined;
      bot.kill();
      resolve(true);
      // Whether what comes in at the moment of death takes effect is what the two kinds differ in.
      return end.at === 'post there, answer lost' ? undefined : 'drop';
    });
  });
  return async () => {
    await soon('a post of the bot', killed).finally(() => bot.ended.then(() => off()));
    return true;
  };
}

function describe(end: End): string {
  if (end.at === 'delay') return `after ${String(end.ms)} ms`;
  if (end.at === 'write') return `${end.when} write ${String(end.n)}`;
  return `at "${end.at}"${end.n > 1 ? ` (post ${String(end.n)})` : ''}`;
}
