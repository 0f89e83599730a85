import { noticesBroken } from './gateway/blind.js';
import { playScripts } from './gateway/scripts.js';
import { storm } from './gateway/storm.js';
import type { Proof } from './proof.js';

const gateway: Proof = {
  name: 'gateway',
  claim:
    '200 scripts of what happens to a gateway: connected again within 120 s, nothing missed or repeated; clicks answered in five minutes of 429',

  async run({ seed, log }) {
    await noticesBroken({ seed, log });
    const limited = await storm({ seed, log });
    return { ...(await playScripts({ seed, log, scripts: 200, atOnce: 8 })), ...limited };
  },
};

export default gateway;
