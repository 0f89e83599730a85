/**
 * `npm run bench`: ours beside a bare bot and a bare bot with a store. Each bot is a process of its own and has a local
 * Discord of its own, in this process; in every round they are measured in turn. `npm run bench open` takes one of ours
 * only; BENCH_ROUNDS says how many rounds (9), BENCH_PROFILE a folder for CPU profiles. `npm run bench reminders` measures
 * the bot on a million stored reminders instead, `npm run bench explain` the library with 5,000 texts. It measures and compares, and fails only when it cannot do that.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { CONTESTANTS, NAMES, type Name } from './contestants.js';
import { benchFastClicker } from './fast-clicker.js';
import { benchExplain } from './explain.js';
import { Contest, type Measured } from './measure.js';
import { benchReminders } from './reminders.js';
import { report, type Results } from './report.js';

const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
const contests = new Map<Name, Contest>();
if (process.argv[2] === 'reminders') await benchReminders(say);
else if (process.argv[2] === 'fast-clicker') await benchFastClicker(rounds, say);
else if (process.argv[2] === 'explain') await benchExplain(say);
else await benchClicks(process.argv[2]);

async function benchClicks(only: string | undefined): Promise<void> {
  await buildBareBot();
  try {
    for (const name of chosen(only)) contests.set(name, await Contest.open(CONTESTANTS[name].start));
    for (const line of report(await measure())) say(line);
  } finally {
    for (const contest of contests.values()) await contest.close();
  }
}

async function measure(): Promise<Results> {
  const measured = new Map<Name, Measured[]>([...contests.keys()].map((name) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const contest of contests.values()) await contest.begin();
    const full = new Map<Name, Pick<Measured, 'perSecond' | 'cpuMs'>>();
    for (const [name, contest] of contests) full.set(name, await contest.full());
    for (const [name, contest] of contests) {
      const { perSecond = NaN, cpuMs = NaN } = full.get(name) ?? {};
      measured.get(name)?.push({ perSecond, cpuMs, ...(await contest.steady()) });
    }
    const speeds = [...full].map(([name, { perSecond }]) => `${name} ${perSecond.toFixed(0)}`);
    say(`round ${String(round)}, clicks a second: ${speeds.join(', ')}`);
  }
  return new Map(
    [...contests].map(([name, contest]) => [
      name,
      { rounds: measured.get(name) ?? [], peakMb: contest.peakMb() },
    ]),
  );
}

/** The two yardsticks, and all of ours or the one asked for. */
function chosen(only: string | undefined): Name[] {
  const wanted = ['bare', 'stored', only];
  if (only === undefined) return [...NAMES];
  if (NAMES.some((name) => name === only)) return NAMES.filter((name) => wanted.includes(name));
  throw new Error(`There is no "${only}" to measure, but: ${[...NAMES, 'reminders', 'explain'].join(', ')}`);
}

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
