import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClickSource, Template } from './click-source.js';
import type { Start } from './contestants.js';

const WARM_UP_CLICKS = 2_000;
const FULL_CLICKS = 5_000;
const IN_FLIGHT = 64;
const STEADY_CLICKS = 1_000;
const STEADY_A_SECOND = 200;

/** How many people have to be there: in one measurement each of them clicks once at most. */
export const PEOPLE = WARM_UP_CLICKS + FULL_CLICKS + STEADY_CLICKS;

/** What one bot did in one round. */
export interface Measured {
  /** Clicks answered a second with 64 in flight. */
  perSecond: number;
  /** CPU time of the bot's process meanwhile, in ms for 1,000 clicks. */
  cpuMs: number;
  /** Times to acknowledgement at 200 clicks a second, in ms. */
  p50: number;
  p99: number;
  /** The most memory the bot's process ever held, in MB. */
  peakMb: number;
}

/** Starts a bot, clicks at it and stops it. */
export async function measure(source: ClickSource, start: Start): Promise<Measured> {
  const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-bench-'));
  const late = setInterval(() => source.checkLate(), 1_000);
  const { bot, template, expected } = await start(source, folder);
  try {
    source.begin(expected);
    await inFlight(source, template, WARM_UP_CLICKS);
    const cpuBefore = bot.cpuMs();
    const seconds = (await inFlight(source, template, FULL_CLICKS)) / 1_000;
    const cpuMs = ((bot.cpuMs() - cpuBefore) * 1_000) / FULL_CLICKS;
    const times = (await steadily(source, template)).sort((a, b) => a - b);
    const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? NaN;
    return { perSecond: FULL_CLICKS / seconds, cpuMs, p50: at(0.5), p99: at(0.99), peakMb: bot.peakMb() };
  } finally {
    clearInterval(late);
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whoever is answered makes room for the next click; the time it all took, in ms. */
async function inFlight(source: ClickSource, template: Template, clicks: number): Promise<number> {
  const startedAt = performance.now();
  let left = clicks;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      await source.click(template);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
  return performance.now() - startedAt;
}

/** Clicks by the clock, whether answered or not; the times to acknowledgement. */
async function steadily(source: ClickSource, template: Template): Promise<number[]> {
  const startedAt = performance.now();
  const clicks: Promise<number>[] = [];
  while (clicks.length < STEADY_CLICKS) {
    const owed = Math.floor(((performance.now() - startedAt) * STEADY_A_SECOND) / 1_000);
    while (clicks.length < Math.min(owed, STEADY_CLICKS)) clicks.push(source.click(template));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(clicks);
}
