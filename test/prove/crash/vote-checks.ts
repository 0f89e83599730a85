import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { holds } from '../proof.js';
import type { Random } from '../random.js';
import { byTitle, CHOICES, type Voter } from './crowd.js';
import { copyStore, execute } from '../../support/store-file.js';
import { sleep, until } from '../../support/waiting.js';
import { type Scene, told } from './scene.js';
import { totalsOf, type Said } from './vote-record.js';
import type { VotesRun } from './votes.js';

/** Of a secret ballot no figures are shown below this. */
const SMALLEST_SHOWN = 10;

/** What the bot says is recorded of somebody: behind More, or in /proposal show. */
export async function recordedOf(voter: Voter, behindMore: boolean): Promise<Said> {
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
export async function turnouts(voters: readonly Voter[], { ballots }: VotesRun): Promise<void> {
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
export async function outcomes(
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
export async function selfCheck(
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
