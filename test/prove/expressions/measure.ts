import { GCProfiler, getHeapStatistics } from 'node:v8';

export interface Cost {
  ms: number;
  /** Bytes taken from the heap, whether given back since or not. */
  bytes: number;
}

/** Does something once, and says what it cost. Nothing the collector does meanwhile is hidden. */
export function costOf(work: () => void): Cost {
  const profiler = new GCProfiler();
  profiler.start();
  let used = getHeapStatistics().used_heap_size;
  const began = performance.now();
  work();
  const ms = performance.now() - began;
  const end = getHeapStatistics().used_heap_size;
  let bytes = 0;
  for (const { beforeGC, afterGC } of profiler.stop().statistics) {
    bytes += beforeGC.heapStatistics.usedHeapSize - used;
    used = afterGC.heapStatistics.usedHeapSize;
  }
  return { ms, bytes: bytes + end - used };
}

/**
 * The least of up to four tries, made while the cost is above a tenth of the limit: a computer is slow at times, a slow
 * text always.
 */
export function leastCost(work: () => void, limit: Cost): Cost {
  let least = costOf(work);
  for (let again = 0; again < 3; again += 1) {
    if (least.ms <= limit.ms / 10 && least.bytes <= limit.bytes / 10) break;
    const { ms, bytes } = costOf(work);
    least = { ms: Math.min(least.ms, ms), bytes: Math.min(least.bytes, bytes) };
  }
  return least;
}
