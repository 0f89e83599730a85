import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalDiscord } from '../../src/local-discord/index.js';
import { BotUnderTest } from './bot-under-test.js';
import { median } from './report.js';
import { placeIn, seed, type Place } from './reminders/seed.js';
import { Ticker } from './reminders/ticks.js';

const MANY = 1_000_000;
const FEW = 1_000;
const STARTS = 3;
const TICKS = 15;
const WARM_UP_TICKS = 3;
const DUE = 100;
const DIST = path.resolve(import.meta.dirname, '../../dist');
const DATA = path.resolve(import.meta.dirname, '../../data');

/** What the targets of the issue are, and for stopping what the process allows itself. */
const TARGETS = { startMs: 5_000, extraMb: 150, tickRatio: 1.2, stopMs: 9_500 };

/**
 * The bot on a million stored reminders beside the same bot on an empty store: time to ready, memory, time to stop. Then,
 * in this process, a tick with a hundred due on a million beside the same tick on a thousand, in turn.
 * BENCH_REMINDERS changes the million.
 */
export async function benchReminders(say: (line: string) => void): Promise<void> {
  const many = Number(process.env.BENCH_REMINDERS ?? MANY);
  const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-bench-'));
  const [full, few, empty] = ['full', 'few', 'empty'].map((name) => placeIn(path.join(folder, name)));
  if (full === undefined || few === undefined || empty === undefined) throw new Error('No places');
  try {
    const from = new Date();
    await mkdir(path.dirname(empty.file));
    await seed(few, FEW, from);
    const startedAt = performance.now();
    await seed(full, many, from);
    const seconds = (performance.now() - startedAt) / 1_000;
    const { size } = await stat(full.file);
    say(
      `seeded ${thousands(many)} reminders in ${seconds.toFixed(0)} s, a file of ${mb(size).toFixed(0)} MB`,
    );
    const verdicts = [...(await lives(full, empty, say)), ...(await ticks(full, few, many, from, say))];
    say('');
    for (const line of verdicts) say(line);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Life {
  startMs: number;
  peakMb: number;
  stopMs: number;
  /** The most memory until the very end. */
  stopPeakMb: number;
  code: number | null;
}

async function lives(full: Place, empty: Place, say: (line: string) => void): Promise<string[]> {
  const local = await startLocalDiscord({ port: 0 });
  const on = async ({ file, keyDir }: Place): Promise<Life> => {
    const environment = {
      DISCORD_TOKEN: local.token,
      DISCORD_API_URL: local.apiUrl,
      STORE_URL: `sqlite://${file}`,
      KEY_DIR: keyDir,
      CONTENT_DIR: DATA,
      LOG_LEVEL: 'info',
    };
    const startedAt = performance.now();
    const bot = new BotUnderTest(path.join(DIST, 'src/main.js'), environment, path.dirname(file));
    await bot.ready();
    const startMs = performance.now() - startedAt;
    // Until it has ticked once by the clock.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    const peakMb = bot.peakMb();
    const askedAt = performance.now();
    let stopPeakMb = peakMb;
    const watch = setInterval(() => {
      const nowMb = bot.peakMb();
      if (nowMb > stopPeakMb) stopPeakMb = nowMb;
    }, 20);
    const code = await bot.stop();
    clearInterval(watch);
    return { startMs, peakMb, stopMs: performance.now() - askedAt, stopPeakMb, code };
  };
  const rounds: { full: Life; empty: Life }[] = [];
  try {
    for (let round = 1; round <= STARTS; round += 1) {
      const pair = { empty: await on(empty), full: await on(full) };
      rounds.push(pair);
      const told = ({ startMs, peakMb, stopMs, stopPeakMb, code }: Life) =>
        `ready after ${(startMs / 1_000).toFixed(2)} s, peak ${peakMb.toFixed(0)} MB, stopped in ${(stopMs / 1_000).toFixed(2)} s with a peak of ${stopPeakMb.toFixed(0)} MB (exit code ${String(code)})`;
      say(`start ${String(round)}, empty: ${told(pair.empty)}`);
      say(`start ${String(round)}, full:  ${told(pair.full)}`);
    }
  } finally {
    await local.close();
  }
  const startMs = median(rounds.map(({ full: { startMs } }) => startMs));
  const extra = median(rounds.map((pair) => pair.full.peakMb - pair.empty.peakMb));
  const extraAtStop = median(rounds.map((pair) => pair.full.stopPeakMb - pair.empty.stopPeakMb));
  const stopMs = Math.max(...rounds.map(({ full: { stopMs } }) => stopMs));
  const clean = rounds.every((pair) => pair.full.code === 0 && pair.empty.code === 0);
  return [
    verdict(
      startMs < TARGETS.startMs,
      `start to ready: ${startMs.toFixed(0)} ms, wanted under ${String(TARGETS.startMs)}`,
    ),
    verdict(
      extra < TARGETS.extraMb,
      `peak memory: ${extra.toFixed(0)} MB above the empty bot, wanted under ${String(TARGETS.extraMb)}`,
    ),
    verdict(
      extraAtStop < TARGETS.extraMb,
      `peak memory with the stop: ${extraAtStop.toFixed(0)} MB above the empty bot, wanted under ${String(TARGETS.extraMb)}`,
    ),
    verdict(
      clean && stopMs < TARGETS.stopMs,
      `stop: ${stopMs.toFixed(0)} ms at most${clean ? '' : ', not always cleanly'}, wanted under ${String(TARGETS.stopMs)}`,
    ),
  ];
}

async function ticks(
  full: Place,
  few: Place,
  many: number,
  from: Date,
  say: (line: string) => void,
): Promise<string[]> {
  const large = await Ticker.open(full, many, from);
  const small = await Ticker.open(few, FEW, from);
  const pairs: { large: number; small: number }[] = [];
  try {
    for (let round = -WARM_UP_TICKS; round < TICKS; round += 1) {
      // Who goes first takes turns too.
      const first = round % 2 === 0 ? small : large;
      const one = await first.tick(DUE);
      const other = await (first === small ? large : small).tick(DUE);
      if (round >= 0)
        pairs.push(first === small ? { small: one, large: other } : { small: other, large: one });
    }
  } finally {
    await small.close();
    await large.close();
  }
  const [ofMany, ofFew] = [median(pairs.map((pair) => pair.large)), median(pairs.map((pair) => pair.small))];
  say(
    `a tick with ${String(DUE)} due, median of ${String(TICKS)}: ${ofMany.toFixed(1)} ms of ${thousands(many)}, ${ofFew.toFixed(1)} ms of ${thousands(FEW)}`,
  );
  const ratio = median(pairs.map((pair) => pair.large / pair.small));
  return [
    verdict(
      ratio <= TARGETS.tickRatio,
      `a tick with ${String(DUE)} due: ${ratio.toFixed(2)} × the same with ${thousands(FEW)} stored, wanted at most ${String(TARGETS.tickRatio)}`,
    ),
  ];
}

function verdict(met: boolean, line: string): string {
  return `${met ? 'PASS' : 'FAIL'}  reminders, ${line}`;
}

function mb(bytes: number): number {
  return bytes / 2 ** 20;
}

function thousands(count: number): string {
  return count.toLocaleString('en-GB');
}
