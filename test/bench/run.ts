/**
 * `npm run bench`: ours beside a bare bot and a bare bot with a store, against the local Discord in this process, each
 * bot in a process of its own, all in turn in every round. `npm run bench open` runs one of ours only; BENCH_ROUNDS says
 * how many rounds (5), BENCH_PROFILE a folder for CPU profiles. It measures and compares; it fails only when it cannot.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { ClickSource } from './click-source.js';
import { CONTESTANTS, NAMES, type Name } from './contestants.js';
import { measure, PEOPLE, type Measured } from './measure.js';
import { report } from './report.js';

const only = process.argv[2];
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const names = NAMES.filter(
  (name) => only === undefined || only === name || ['bare', 'stored'].includes(name),
);
if (only !== undefined && !names.some((name) => name === only)) {
  throw new Error(`There is no "${only}" to measure, but: ${NAMES.join(', ')}`);
}
await buildBareBot();
const source = await ClickSource.start(PEOPLE);
const results: Record<Name, Measured[]> = { bare: [], stored: [], open: [], secret: [], explain: [] };
for (let round = 1; round <= rounds; round += 1) {
  for (const name of names) {
    const measured = await measure(source, CONTESTANTS[name].start);
    results[name].push(measured);
    say(
      `round ${String(round)} ${name.padEnd(8)} ${Math.round(measured.perSecond).toString().padStart(5)} clicks/s`,
    );
  }
}
await source.close();
for (const line of report(results)) say(line);

/** The yardstick runs as plain JavaScript too, beside the built project. */
async function buildBareBot(): Promise<void> {
  const text = await readFile(path.join(import.meta.dirname, 'bare-bot.ts'), 'utf8');
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  const folder = path.resolve(import.meta.dirname, '../../dist/bench');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'bare-bot.js'), ts.transpileModule(text, { compilerOptions }).outputText);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
