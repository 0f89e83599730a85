import { describe, expect, it } from 'vitest';
import { forging } from '../prove/attack/forged.js';
import { mutating } from '../prove/attack/mutations.js';
import { areNoticed, PLANTS, TYPED_PLANTS } from '../prove/attack/planted.js';
import { typing } from '../prove/attack/texts.js';

/** Short runs of `npm run prove mutations`, `forged` and `typed`, with a fixed seed. */
const seed = 2027;
const log = () => undefined;
const timeout = 240_000;

describe('an attack on a bot in use', () => {
  it('with damaged interactions is answered, and gets nobody more than they may', { timeout }, async () => {
    const counts = await mutating({ seed, log, mutations: 300 });
    expect(counts['answered in time, as Discord takes it']).toBeGreaterThan(250);
  });

  it('with forged ids, values and fields has no effect', { timeout }, async () => {
    const counts = await forging({ seed, log, forged: 300 });
    expect(counts['different first words of answers']).toBeGreaterThan(30);
  });

  it('succeeds on a bot with a weakness, and is noticed', { timeout }, async () => {
    const plants = PLANTS.filter(({ loose }) => loose !== true);
    const counts = await areNoticed((plant) => forging({ seed, log, forged: 400, plant }), plants);
    expect(Object.keys(counts)).toHaveLength(plants.length);
  });

  it(
    'with hostile texts in every field pings nobody, hides no link and turns nothing',
    { timeout },
    async () => {
      const counts = await typing({ seed, log, texts: 6 });
      expect(counts.fields).toBeGreaterThan(40);
    },
  );

  it(
    'with hostile texts succeeds on a bot that shows what is typed, and is noticed',
    { timeout },
    async () => {
      const counts = await areNoticed((plant) => typing({ seed, log, texts: 6, plant }), TYPED_PLANTS);
      expect(Object.keys(counts)).toHaveLength(TYPED_PLANTS.length);
    },
  );
});
