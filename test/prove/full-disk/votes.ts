import { startLocalDiscord, type Person, type SeenMessage } from '../../../src/local-discord/index.js';
import type { SmallDisk } from '../../support/small-disk.js';
import { eachOf, sleep, until } from '../../support/waiting.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { HOUR, MINUTE, preview, Scene, SERVER, settleZone, told } from '../crash/scene.js';

export interface FullDiskRun extends ProofRun {
  people: number;
  /** So many clicks are refused before anything else is tried. */
  refusals: number;
}

const BEFORE = new URL('../in-bot.ts', import.meta.url);
const NOON = Date.parse('2027-03-01T12:00:00Z');
const FIRST = 'Picket at gate 1';
const SECOND = 'Picket at gate 2';
const CHOICES = ['For', 'Against', 'Abstain'] as const;
const NOT_RECORDED = /^Not recorded: the disk of the bot’s computer is full/u;
const FULL = /the disk of the store is full/u;
const ROOM = /there is room on the disk again/u;
/** So much is free when the clicking begins: a few hundred clicks' worth. */
const LEFT_BYTES = 300_000;

/** One person, and the choice they were last told is recorded. */
interface Voter {
  person: Person;
  confirmed: string | undefined;
}

/** People vote until the disk is full and beyond; the bot is killed and started on the full disk; then there is room again. */
export async function voteOnFullDisk(disk: SmallDisk, run: FullDiskRun): Promise<Counts> {
  const { log } = run;
  const ahead = NOON - Date.now();
  const local = await startLocalDiscord({ port: 0, now: () => Date.now() + ahead });
  const scene = new Scene(local, disk.folder, { before: BEFORE });
  const random = new Random(run.seed);
  try {
    await scene.startUntilReady();
    const voters = Array.from({ length: run.people }, (_, at): Voter => {
      const person = local.addPerson({ name: `Voter ${String(at + 1)}`, roles: { [SERVER]: [] } });
      return { person, confirmed: undefined };
    });
    const proposer = scene.seat('Tomasz');
    await settleZone(proposer);
    for (const title of [FIRST, SECOND]) {
      told(await proposer.press(await preview(proposer, title), 'Publish'));
      await until('the card', () => scene.titled(title).length > 0);
    }
    const card = () => scene.titled(FIRST)[0]!;
    // Everybody once, so that the shortage meets people with a vote and people about to change it.
    await eachOf(voters, 10, async (voter) => {
      holds(
        (await click(scene, voter, card(), 'For')) === 'recorded',
        'A vote was refused on a disk with room',
      );
    });

    await disk.fill(LEFT_BYTES);
    const seen = { recorded: 0, refused: 0 };
    while (seen.refused < run.refusals) {
      await eachOf(random.shuffled(voters), 10, async (voter) => {
        seen[await click(scene, voter, card(), random.pick(CHOICES))] += 1;
      });
    }
    holds(seen.recorded > 0, 'Nobody could vote before the disk was full');
    holds(
      scene.bot.lines.some((line) => FULL.test(line)),
      'The log does not tell of the full disk',
    );
    log(`full: ${String(seen.recorded)} clicks were recorded, then ${String(seen.refused)} refused`);
    let compared = await compare(scene, voters, card());

    const publish = told(await proposer.command('propose', { title: 'Picket at gate 3' }).catch(fail)).text;
    holds(NOT_RECORDED.test(publish), `A draft on a full disk was answered: ${publish}`);
    const erased = await erase(scene, voters);
    log('full: somebody had themselves erased');
    compared += await compare(scene, voters, card());

    scene.bot.kill();
    await scene.bot.ended;
    await scene.startUntilReady();
    holds(
      scene.bot.lines.some((line) => FULL.test(line)),
      'The bot did not notice the full disk at its start',
    );
    compared += await compare(scene, voters, card());
    holds((await click(scene, voters[0]!, card(), 'For')) === 'refused', 'A vote was taken on a full disk');
    log('full: killed and started again, every vote is as it was told');

    const outcomes = () =>
      scene.posts().filter(({ text }) => /(?:Agreed|Not agreed): Picket/u.test(text)).length;
    await scene.advance(48 * HOUR + MINUTE);
    await until('both outcomes', () => outcomes() === 2, 60_000);
    log('full: both proposals closed, and their outcomes are posted');
    await sleep(500);
    holds(outcomes() === 2, 'An outcome was posted twice');

    await disk.free();
    const freedAt = performance.now();
    await scene.bot.line(ROOM, 120_000);
    const seconds = (performance.now() - freedAt) / 1_000;
    told(await proposer.press(await preview(proposer, 'Picket at gate 4'), 'Publish'));
    await until('the card', () => scene.titled('Picket at gate 4').length > 0);
    const again = scene.titled('Picket at gate 4')[0]!;
    await eachOf(voters, 10, async (voter) => {
      holds(
        (await click(scene, voter, again, 'Against')) === 'recorded',
        'A vote was refused on a disk with room',
      );
    });
    compared += await compare(scene, voters, again);
    const ended = await scene.bot.stop();
    holds(ended.code === 0, `The bot stopped with ${JSON.stringify(ended)}`);
    await scene.integrity();
    return {
      people: run.people,
      'clicks recorded on the way to the full disk': seen.recorded,
      'clicks refused with "Not recorded"': seen.refused,
      'erased while full': erased,
      'votes compared': compared,
      'kills -9 while full': 1,
      'outcomes while full': 2,
      'seconds until it recorded again': seconds.toFixed(0),
    };
  } catch (error) {
    log(`the bot's last words:\n${scene.lastWords()}`);
    throw error;
  } finally {
    if (scene.alive) scene.bot.kill();
    await local.close();
  }
}

/** A click, and what came of it; anything but those two answers is a fault. */
async function click(
  scene: Scene,
  voter: Voter,
  card: SeenMessage,
  choice: string,
): Promise<'recorded' | 'refused'> {
  const { text } = told(await scene.seat(voter.person).press(card, choice));
  if (NOT_RECORDED.test(text)) return 'refused';
  const said = /^Recorded: (For|Against|Abstain)\b/mu.exec(text)?.[1];
  holds(said === choice, `A click on ${choice} was answered: ${text}`);
  voter.confirmed = choice;
  return 'recorded';
}

/** Asks for everybody's vote: it is what they were last told. Resolves to how many were asked for. */
async function compare(scene: Scene, voters: readonly Voter[], card: SeenMessage): Promise<number> {
  await eachOf(voters, 10, async (voter) => {
    const seat = scene.seat(voter.person);
    const { text } = told(await seat.press(told(await seat.press(card, 'More')), 'My vote'));
    const shown = /: (For|Against|Abstain)\./u.exec(text)?.[1];
    holds(
      shown === voter.confirmed,
      `Told ${String(voter.confirmed)}, and stored is ${String(shown)}: ${text}`,
    );
  });
  return voters.length;
}

/** The last voter leaves no trace, also now. */
async function erase(scene: Scene, voters: Voter[]): Promise<number> {
  const voter = voters.at(-1)!;
  const seat = scene.seat(voter.person);
  const asked = told(await seat.command('privacy erase'));
  const { text } = told(await seat.press(asked, asked.labels[0]!));
  holds(/erased/iu.test(text) && !NOT_RECORDED.test(text), `Erasing on a full disk was answered: ${text}`);
  const { text: mine } = told(
    await seat.press(told(await seat.press(scene.titled(FIRST)[0]!, 'More')), 'My vote'),
  );
  // What stays is said there, and why; a vote that is gone is gone.
  voter.confirmed = /: (For|Against|Abstain)\./u.exec(mine)?.[1];
  return 1;
}

function fail(error: unknown): never {
  throw error;
}
