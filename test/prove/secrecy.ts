import { holds, type Proof } from './proof.js';
import { Ledger } from './secrecy/ledger.js';
import { plantedIsFound } from './secrecy/planted.js';
import { liveVotes, secretVotes } from './secrecy/votes.js';
import { weaknessesAreFound } from './secrecy/weak.js';
import { throughTheWholeBot } from './secrecy/whole-bot.js';

const secrecy: Proof = {
  name: 'secrecy',
  claim: 'after closing, nothing that is left links a person to a secret vote, or shows that they took part',

  async run({ seed, log }) {
    const found = await plantedIsFound(seed);
    const weak = await weaknessesAreFound(seed, 300);
    log('the search finds what is planted, and every way of linking works where its defence is off');
    const live = await liveVotes(seed, 40);
    holds(live.right === live.voters, `With votes so far on the card only ${String(live.right)} are linked`);
    const ledger = new Ledger();
    await secretVotes({ seed, log, proposals: 200, together: 10, least: 5, most: 500 }, ledger);
    const judged = ledger.judge(log);
    const whole = await throughTheWholeBot({ seed, log, people: 40, proposals: 4 });
    return {
      ...judged,
      ...whole,
      ...found,
      'linked where the card shows votes so far': `${String(live.right)} of ${String(live.voters)}`,
      ...weak,
    };
  },
};

export default secrecy;
