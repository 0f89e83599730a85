import { openSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import cron from 'node-cron';
import { readTexts } from './reader.js';
import type { Typed } from './texts.js';

/**
 * A process that reads texts and may end at any of them: started with a file for the number of the text it is at, the
 * seed, how many texts, and, if something is planted, what and where.
 */
const [file = '', seed = '', texts = '', plant, at] = process.argv.slice(2);

/** What the process that watches has to notice. */
const PLANTED: Readonly<Record<string, (typed: Typed) => void>> = {
  /** Aborts the process, uncatchably: threats section 5. */
  killer: () => void cron.validate('0-999999999 * * * *'),
  exit: () => process.exit(0),
  slow: () => {
    const until = performance.now() + 80;
    while (performance.now() < until);
  },
  heavy: () => void Array.from({ length: 400 }, () => new Array<number>(8_000).fill(1)),
  wrong: () => {
    throw new Error('planted');
  },
};

const progress = openSync(file, 'w');
const read = plant === undefined ? undefined : PLANTED[plant];
const readings = await readTexts({
  seed: Number(seed),
  texts: Number(texts),
  ...(read === undefined ? {} : { planted: { at: Number(at), read } }),
  begins: (index) => writeSync(progress, String(index), 0),
  pause: async () => {
    process.send?.({ alive: true });
    await setImmediate();
  },
});
process.send?.({ readings }, () => process.disconnect());
