import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type * as Load from '../../src/explainers/load.js';
import { LIMITS } from '../../src/discord/limits.js';
import { typing, writeTexts } from './explain/texts.js';
import { median } from './report.js';

const TEXTS = 5_000;
const STARTS = 5;
const ROUNDS = 5;
const ASKED = 4_000;
const SEED = 6;
const DATA = path.resolve(import.meta.dirname, '../../data');
const BUILT = pathToFileURL(path.resolve(import.meta.dirname, '../../dist/src/explainers/load.js')).href;

/** What the targets of the issue are. */
const TARGETS = { startMs: 2_000, medianMs: 5, p99Ms: 20 };

/**
 * A group's folder of 5,000 texts beside ours: reading, checking and indexing them all, each time in a process that has
 * done nothing else; then what is suggested for every letter that people type, with and without typing errors.
 * BENCH_TEXTS changes the 5,000.
 */
export async function benchExplain(say: (line: string) => void): Promise<void> {
  const count = Number(process.env.BENCH_TEXTS ?? TEXTS);
  const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-bench-'));
  try {
    const own = path.join(folder, 'explainers', 'en');
    const names = await writeTexts(path.join(DATA, 'explainers', 'en'), own, count, SEED);
    say(`wrote ${String(count)} texts with ${String(names.length)} names`);
    const starts: number[] = [];
    for (let start = 1; start <= STARTS; start += 1) {
      const { ms, cpuMs } = await startAlone(folder);
      starts.push(ms);
      say(`start ${String(start)}: ${ms.toFixed(0)} ms, ${cpuMs.toFixed(0)} ms of them computing`);
    }
    const verdicts = [
      below('start', median(starts), TARGETS.startMs),
      ...(await suggestions(folder, names, say)),
    ];
    say('');
    for (const line of verdicts) say(line);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How long it takes to load and index the texts in a process of its own, and how much of that was computed. */
async function startAlone(own: string): Promise<{ ms: number; cpuMs: number }> {
  const script = `
    import { loadExplainers } from ${JSON.stringify(BUILT)};
    const [from, used] = [performance.now(), process.cpuUsage()];
    await loadExplainers(${JSON.stringify(DATA)}, ${JSON.stringify(own)});
    const { user, system } = process.cpuUsage(used);
    console.log(JSON.stringify({ ms: performance.now() - from, cpuMs: (user + system) / 1000 }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return JSON.parse(stdout) as { ms: number; cpuMs: number };
}

/** What the command does for each letter typed, in an English and in a Spanish Discord. */
async function suggestions(
  own: string,
  names: readonly string[],
  say: (line: string) => void,
): Promise<string[]> {
  const { loadExplainers } = (await import(BUILT)) as typeof Load;
  const library = await loadExplainers(DATA, own);
  const lines: string[] = [];
  for (const locale of ['en', 'es']) {
    const rounds: { medianMs: number; p99Ms: number }[] = [];
    let found = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const times = typing(names, ASKED, SEED + round).map((typed) => {
        const from = performance.now();
        const words = library.suggestWords(typed, locale);
        const topics = library.suggest(typed, locale, LIMITS.choices - Math.min(words.length, 5));
        if (topics.length > 0) found += 1;
        return performance.now() - from;
      });
      times.sort((a, b) => a - b);
      rounds.push({ medianMs: median(times), p99Ms: times[Math.ceil(times.length * 0.99) - 1] ?? NaN });
    }
    const of = (field: 'medianMs' | 'p99Ms') => median(rounds.map((round) => round[field]));
    const share = ((100 * found) / (ROUNDS * ASKED)).toFixed(1);
    say(`${locale}: ${String(ROUNDS)} times ${String(ASKED)} typed texts, something found for ${share} %`);
    lines.push(
      below(`${locale} autocomplete, median`, of('medianMs'), TARGETS.medianMs),
      below(`${locale} autocomplete, 99th percentile`, of('p99Ms'), TARGETS.p99Ms),
    );
  }
  return lines;
}

function below(what: string, ms: number, target: number): string {
  const digits = target > 100 ? 0 : 2;
  return `${ms < target ? 'PASS' : 'FAIL'}  explain, ${what}: ${ms.toFixed(digits)} ms, wanted under ${String(target)}`;
}
