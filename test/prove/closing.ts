import { endedAll, wrongOrdersAreNoticed } from './closing/ended.js';
import { racing, racingUnguarded } from './closing/race.js';
import { holds, type Proof } from './proof.js';

const closing: Proof = {
  name: 'closing',
  claim: 'there is one outcome, in which every click is counted or was refused, wherever the process ends',

  async run({ seed, log }) {
    const race = await racing({ seed, log, rounds: 200, onDisk: 100 });
    const unguarded = await racingUnguarded({ seed, log, atMost: 50 });
    holds(unguarded !== undefined, 'A closing that waits for nobody went wrong in none of 50 rounds');
    log('raced');
    return {
      ...race,
      'without the queue, gone wrong in round': unguarded,
      ...(await endedAll(log)),
      ...(await wrongOrdersAreNoticed()),
    };
  },
};

export default closing;
