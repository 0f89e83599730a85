import { postsThroughKills } from './crash/posts.js';
import { votesThroughKills } from './crash/votes.js';
import type { Proof } from './proof.js';

const crash: Proof = {
  name: 'crash',
  claim: 'what people were told is recorded, and what is owed to them, outlives kill -9 at any moment',

  async run({ seed, log }) {
    const votes = {
      people: 50,
      kills: 20,
      proposals: 2,
      patienceMs: 11_000,
      withForgetfulStore: true,
      closes: 'while it runs',
    } as const;
    const posts = { delays: 8, everyWrite: true, patienceMs: 6_000, reminders: 20, kills: 8 };
    return {
      ...within('open votes', await votesThroughKills({ seed, log, ...votes, ballots: 'open' })),
      ...within('secret votes', await votesThroughKills({ seed, log, ...votes, ballots: 'secret' })),
      ...within('posts', await postsThroughKills({ seed, log, ...posts })),
    };
  },
};

export default crash;

function within(part: string, counts: Record<string, number | string>): Record<string, number | string> {
  return Object.fromEntries(Object.entries(counts).map(([what, count]) => [`${part}, ${what}`, count]));
}
