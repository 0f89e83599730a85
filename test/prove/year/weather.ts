import type { ApiRequest, Fault } from '../../../src/local-discord/index.js';
import type { Random } from '../random.js';
import { HOUR, MINUTE } from './wall.js';

/**
 * What Discord suffers from: errors in place of answers, answers lost after the effect, connections cut, silence, 429, no
 * gateway, or nothing there at all.
 */
export const OUTAGES = ['errors', 'lost answers', 'cut', 'silence', '429', 'no gateway', 'offline'] as const;

export interface Outage {
  kind: (typeof OUTAGES)[number];
  from: number;
  to: number;
}

/**
 * When a life ends: a moment after the tick began; as its n-th post arrives, before or after it takes effect; before or
 * after its n-th write; or twice, the second time while it starts again.
 */
export type Ending =
  | { at: 'delay'; ms: number }
  | { at: 'post arriving' | 'post there'; n: number }
  | { at: 'write'; n: number; when: 'before' | 'after' };

export interface Kill {
  at: number;
  ending: Ending;
  /** Where it starts again and dies at once: how. */
  again?: Ending;
  /** How long nobody starts it again, in ms. */
  awayMs: number;
}

const LENGTHS = [2 * MINUTE, 10 * MINUTE, HOUR, HOUR, 5 * HOUR, 26 * HOUR];
/** Shorter than Discord remembers a nonce; longer than that; long. */
const AWAY = [100_000, 170_000, 10 * MINUTE, 3 * HOUR, 30 * HOUR];

/** So many outages, each in its own part of the time. */
export function planOutages(random: Random, count: number, begin: number, end: number): Outage[] {
  const part = (end - begin) / count;
  return Array.from({ length: count }, (_, number) => {
    const length = Math.min(random.pick(LENGTHS), part / 3);
    const from = begin + number * part + random.next() * (part / 3);
    // Off the minute, because that is where everything else is.
    const off = Math.floor(from / MINUTE) * MINUTE + 30_000;
    return { kind: OUTAGES[number % OUTAGES.length] ?? 'errors', from: off, to: off + length };
  });
}

/** So many kills at moments at which something is due; `posts` says how many messages are expected at one. */
export function planKills(
  random: Random,
  count: number,
  moments: readonly number[],
  posts: (at: number) => number,
): Kill[] {
  const chosen = random.shuffled(moments).slice(0, count);
  const kills: Kill[] = [];
  for (const at of chosen) {
    if (kills.length >= count) break;
    const ending = endingOf(random, Math.min(8, posts(at)));
    const awayMs = random.next() < 0.7 ? 0 : random.pick(AWAY);
    const again = random.next() < 0.1 ? { again: endingOf(random, 1) } : {};
    kills.push({ at, ending, ...again, awayMs });
  }
  return kills.sort((a, b) => a.at - b.at);
}

function endingOf(random: Random, posts: number): Ending {
  const n = random.between(1, Math.max(1, posts));
  const roll = random.next();
  if (roll < 0.25) return { at: 'post arriving', n };
  if (roll < 0.5) return { at: 'post there', n };
  if (roll < 0.8)
    return { at: 'write', n: random.between(1, 8 + 2 * n), when: random.pick(['before', 'after']) };
  return { at: 'delay', ms: random.between(0, 40) };
}

const TALKS = new Set(['POST /channels/:id/messages', 'POST /users/@me/channels']);

/** What an outage does to a request; `count` is how many it has spoilt so far. */
export function faultOf(kind: Outage['kind'], { route }: ApiRequest, count: number): Fault | undefined {
  if (kind === 'offline') return 'drop';
  if (kind === 'no gateway' || !TALKS.has(route)) return undefined;
  switch (kind) {
    case 'errors':
      return { status: [500, 502, 503][count % 3] ?? 500 };
    case 'lost answers':
      return route === 'POST /channels/:id/messages' ? { afterEffect: 502 } : undefined;
    case 'cut':
      return 'drop';
    case 'silence':
      // Each costs seconds; the first few times nobody answers, then only now and then.
      return count % 3 === 0 && count < 12 ? 'hang' : { status: 504 };
    case '429': {
      const seconds = count % 4 === 0 ? 0.05 : 300;
      return {
        status: 429,
        body: { message: 'You are being rate limited.', retry_after: seconds, global: false },
        headers: { 'Retry-After': String(seconds), 'X-RateLimit-Scope': 'user' },
      };
    }
  }
}
