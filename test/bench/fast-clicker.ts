import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ClickSource, type Template } from './click-source.js';
import { CONTESTANTS } from './contestants.js';
import { median } from './report.js';

const OTHERS = 6_000;
const IN_FLIGHT = 64;
/** One click in so many ms is 1,000 a minute. */
const EVERY_MS = 60;
const WARM_UP_ROUNDS = 2;
/** What nobody else may wait longer for, in ms at the 99th percentile. */
const WANTED_P99_MS = 1_500;
/** In the answer to a click that counted, and in that to one that came too fast. */
const EXPECTED = 'ecorded';

interface Round {
  perSecond: number;
  p50: number;
  p99: number;
}

/**
 * A server in which as many vote as the bot can carry, without and with one person who clicks 1,000 times a minute; both in
 * each round, so that what else the machine does shows in both.
 */
export async function benchFastClicker(rounds: number, say: (line: string) => void): Promise<void> {
  const source = await ClickSource.start(OTHERS + 1);
  const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-bench-'));
  const ready = await CONTESTANTS.open.start(source, folder);
  const late = setInterval(() => source.checkLate(), 1_000);
  const alone: Round[] = [];
  const beside: Round[] = [];
  let clicks = 0;
  try {
    for (let round = 1 - WARM_UP_ROUNDS; round <= rounds; round += 1) {
      const before = await others(source, await ready.next());
      const template = await ready.next();
      const stop = clickFast(source, template);
      const together = await others(source, template);
      const made = await stop();
      if (round < 1) continue;
      clicks += made;
      alone.push(before);
      beside.push(together);
      say(
        `round ${String(round)}: p99 ${before.p99.toFixed(0)} ms, beside them ${together.p99.toFixed(0)} ms`,
      );
    }
  } finally {
    clearInterval(late);
    await ready.bot.stop();
    await source.close();
    await rm(folder, { recursive: true, force: true });
  }
  const of = (all: readonly Round[], field: keyof Round) => median(all.map((one) => one[field]));
  const ratio = (field: keyof Round) =>
    median(beside.map((one, at) => one[field] / (alone[at]?.[field] ?? NaN))).toFixed(2);
  say('');
  say(
    `Medians of ${String(rounds)} rounds, ${String(OTHERS)} clicks of others each, ${String(IN_FLIGHT)} in flight.`,
  );
  say(`The fast one clicked ${String(clicks)} times.`);
  for (const [title, all] of [
    ['without', alone],
    ['beside', beside],
  ] as const) {
    const figures = `${of(all, 'perSecond').toFixed(0)} clicks a second, p50 ${of(all, 'p50').toFixed(1)} ms`;
    say(`${title.padEnd(8)} ${figures}, p99 ${of(all, 'p99').toFixed(1)} ms`);
  }
  say(`beside / without: clicks a second ${ratio('perSecond')}, p50 ${ratio('p50')}, p99 ${ratio('p99')}`);
  const p99 = of(beside, 'p99');
  const met = p99 < WANTED_P99_MS ? 'PASS' : 'FAIL';
  say(`${met}  others' acknowledgement, p99: ${p99.toFixed(1)} ms, wanted under ${String(WANTED_P99_MS)}`);
}

/** Everybody else votes once, as many at a time as are in flight. */
async function others(source: ClickSource, template: Template): Promise<Round> {
  source.begin(EXPECTED);
  const times: number[] = [];
  const startedAt = performance.now();
  let left = OTHERS;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      times.push(await source.click(template));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
  const seconds = (performance.now() - startedAt) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? NaN;
  return { perSecond: OTHERS / seconds, p50: at(0.5), p99: at(0.99) };
}

/** One person clicks by the clock, answered or not; what is given back stops it, and says how often they did. */
function clickFast(source: ClickSource, template: Template): () => Promise<number> {
  const answers: Promise<number>[] = [];
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const owed = Math.floor((performance.now() - startedAt) / EVERY_MS);
    while (answers.length < owed) answers.push(source.clickAs(OTHERS, template));
  }, EVERY_MS / 4);
  return async () => {
    clearInterval(timer);
    return (await Promise.all(answers)).length;
  };
}
