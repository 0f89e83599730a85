import { randomInt } from 'node:crypto';
import backups from './backups.js';
import closing from './closing.js';
import crash from './crash.js';
import expressions from './expressions.js';
import faults from './faults.js';
import following from './following.js';
import histories from './histories.js';
import gateway from './gateway.js';
import forged from './forged.js';
import fullDisk from './full-disk.js';
import hostile from './hostile.js';
import mutations from './mutations.js';
import type { Proof } from './proof.js';
import million from './million.js';
import ranked from './ranked.js';
import records from './records.js';
import retention from './retention.js';
import rows from './rows.js';
import secrecy from './secrecy.js';
import small from './small.js';
import storms from './storms.js';
import tally from './tally.js';
import texts from './texts.js';
import typed from './typed.js';
import year from './year.js';
import zones from './zones.js';

/** Every proof there is; `npm run prove NAME` runs one, `npm run prove` all. PROVE_SEED repeats a run. */
const PROOFS: readonly Proof[] = [
  crash,
  storms,
  tally,
  ranked,
  small,
  records,
  rows,
  secrecy,
  histories,
  closing,
  following,
  faults,
  retention,
  gateway,
  year,
  zones,
  expressions,
  hostile,
  fullDisk,
  backups,
  million,
  texts,
  mutations,
  forged,
  typed,
];

process.exitCode = await main(process.argv[2]);

async function main(wanted: string | undefined): Promise<number> {
  const chosen = PROOFS.filter(({ name }) => wanted === undefined || name === wanted);
  if (chosen.length === 0) {
    say(`There is no proof "${String(wanted)}". There are:`);
    for (const { name, claim } of PROOFS) say(`  ${name}: ${claim}`);
    return 1;
  }
  const seed = seedFrom(process.env.PROVE_SEED);
  if (seed === undefined) {
    say('PROVE_SEED has to be a whole number from 0 to 4294967295.');
    return 1;
  }
  let failed = 0;
  for (const proof of chosen) if (!(await passes(proof, seed))) failed += 1;
  return failed === 0 ? 0 : 1;
}

async function passes(proof: Proof, seed: number): Promise<boolean> {
  say(`${proof.name}: ${proof.claim} (seed ${String(seed)})`);
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
  try {
    const counts = await proof.run({ seed, log: (line) => say(`  ${line}`) });
    for (const [what, count] of Object.entries(counts)) say(`  ${what}: ${String(count)}`);
    say(`${proof.name}: holds, ${seconds()}, seed ${String(seed)}`);
    return true;
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    say(`${proof.name}: FAILED, ${seconds()}. Again: PROVE_SEED=${String(seed)} npm run prove ${proof.name}`);
    return false;
  }
}

function seedFrom(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return randomInt(2 ** 32);
  const seed = Number(text);
  return Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32 ? seed : undefined;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
