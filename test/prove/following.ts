import { eventsComeLater } from './following/late-event.js';
import { outcomeOvertaken } from './following/lost-answer.js';
import { throughKills, withBeginning } from './following/many.js';
import { selfCheck } from './following/planted.js';
import type { Proof } from './proof.js';

const following: Proof = {
  name: 'following',
  claim:
    'agreed, re-timed, agreed again, called off: all is right in three servers, whenever the bot is killed',

  run: (run) =>
    withBeginning(async (kept) => ({
      ...(await selfCheck(run, kept)),
      ...(await outcomeOvertaken(run, kept)),
      ...(await eventsComeLater(run, kept)),
      ...(await throughKills(run, kept)),
    })),
};

export default following;
