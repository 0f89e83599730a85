import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { CHOICES, clickWhileDown, Crowd, gather, type Voter } from './crowd.js';
import { killAt, momentsOf } from './kill-moments.js';
import { query } from '../../support/store-file.js';
import { eachOf } from '../../support/waiting.js';
import { HOUR, MINUTE, Scene } from './scene.js';
import { outcomes, recordedOf, selfCheck, turnouts } from './vote-checks.js';

export interface VotesRun extends ProofRun {
  people: number;
  /** How the server decides. */
  ballots: 'open' | 'secret';
  kills: number;
  /** How many times as long as usual they click before a kill. */
  lasting?: number;
  proposals: number;
  /** Whether the bot is there when voting closes, or comes back after it. */
  closes: 'while it runs' | 'while it is away';
  /** How long to watch that nothing is posted twice, in ms. */
  patienceMs: number;
  /** Also sets the check on a store that has really lost a ballot. */
  withForgetfulStore: boolean;
}

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
    for (const [at, moment] of momentsOf(random, kills, run.lasting).entries()) {
      if (moment.kind === 'start') {
        await scene.stop();
        await scene.startUntilConnected();
      }
      crowd.meanwhile(crowd.clickAbout(voters, random.branch(), random.pick([5, 40, 250])));
      const caught = await killAt(scene, moment, () => crowd.flying.size);
      crowd.rest();
      await scene.killed();
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
