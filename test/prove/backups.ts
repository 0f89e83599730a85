import { backupsOfVotes } from './backups/bot.js';
import { backupsUnderLoad } from './backups/store.js';
import type { Proof } from './proof.js';

const backups: Proof = {
  name: 'backups',
  claim:
    'backups made while everybody writes hold all that was confirmed before they began, as it was at one instant',

  async run({ seed, log }) {
    return {
      ...(await backupsUnderLoad({ seed, log, backups: 100, rows: 5_000, writers: 40 })),
      ...(await backupsOfVotes({ seed, log, backups: 20, people: 40 })),
    };
  },
};

export default backups;
