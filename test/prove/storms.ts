import { votesThroughKills } from './crash/votes.js';
import { holds, type Counts, type Proof } from './proof.js';

/** Of each way to decide. */
const KILLS = 100;
const WANTED = 20_000;

const storms: Proof = {
  name: 'storms',
  claim:
    '20,000 confirmed votes and 200 kills -9 amidst them: none lost, none counted twice, the store whole each time',

  async run({ seed, log }) {
    const counts: Counts = {};
    let confirmed = 0;
    for (const ballots of ['open', 'secret'] as const) {
      const found = await votesThroughKills({
        seed,
        log,
        people: 100,
        kills: KILLS,
        lasting: 3,
        proposals: 1,
        ballots,
        patienceMs: 11_000,
        withForgetfulStore: true,
        closes: 'while it is away',
      });
      for (const [what, count] of Object.entries(found)) counts[`${ballots} votes, ${what}`] = count;
      confirmed += Number(found['answered "Recorded"']);
    }
    holds(confirmed >= WANTED, `Only ${String(confirmed)} votes were confirmed, wanted ${String(WANTED)}`);
    return { ...counts, 'votes confirmed in all': confirmed, 'kills in all': 2 * KILLS };
  },
};

export default storms;
