import { createHash } from 'node:crypto';

/** So many requests in so long, in real time. */
export interface Rate {
  limit: number;
  perMs: number;
}

export interface RateAnswer {
  allowed: boolean;
  headers: Record<string, string>;
  retryAfter: number;
}

/** Counts requests in buckets: one per route and per channel, server or webhook. */
export function createRateLimits(): { take(route: string, major: string, rate: Rate): RateAnswer } {
  const buckets = new Map<string, { left: number; until: number }>();
  return {
    take(route, major, rate) {
      const key = `${route} ${major}`;
      const now = Date.now();
      let bucket = buckets.get(key);
      if (!bucket || bucket.until <= now) {
        bucket = { left: rate.limit, until: now + rate.perMs };
        buckets.set(key, bucket);
      }
      const allowed = bucket.left > 0;
      if (allowed) bucket.left -= 1;
      const retryAfter = Math.max(0.001, (bucket.until - now) / 1_000);
      return {
        allowed,
        retryAfter,
        headers: {
          'X-RateLimit-Limit': String(rate.limit),
          'X-RateLimit-Remaining': String(bucket.left),
          'X-RateLimit-Reset': (bucket.until / 1_000).toFixed(3),
          'X-RateLimit-Reset-After': retryAfter.toFixed(3),
          'X-RateLimit-Bucket': createHash('sha256').update(route).digest('hex').slice(0, 32),
          ...(!allowed && { 'Retry-After': String(Math.ceil(retryAfter)), 'X-RateLimit-Scope': 'user' }),
        },
      };
    },
  };
}
