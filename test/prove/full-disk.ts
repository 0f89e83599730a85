import { smallDisk } from '../support/small-disk.js';
import { voteOnFullDisk } from './full-disk/votes.js';
import type { Proof } from './proof.js';

const fullDisk: Proof = {
  name: 'full-disk',
  claim:
    'on a really full disk nothing confirmed is lost, nobody is told "recorded" falsely, and erasing and closing go on',

  async run({ seed, log }) {
    const disk = await smallDisk(44);
    if (disk === undefined) return { skipped: 'a small file system can only be mounted by root' };
    try {
      return await voteOnFullDisk(disk, { seed, log, people: 40, refusals: 200 });
    } finally {
      await disk.unmount();
    }
  },
};

export default fullDisk;
