import { passEvents } from './scheduled-events.js';
import { archiveIdle } from './threads.js';
import type { Core } from './core.js';

const EVERY_MS = 1_000;

/** Lets happen what Discord does by itself as time goes by: events begin and end, idle threads are archived. */
export function passTime(core: Core): void {
  passEvents(core);
  archiveIdle(core);
}

/** Does so every second, and with each move of the clock before anybody who asks for that later; the answer ends it. */
export function watchTime(core: Core): () => void {
  passTime(core);
  const off = core.clock.onMove(() => passTime(core));
  const timer = setInterval(() => passTime(core), EVERY_MS);
  timer.unref();
  return () => {
    off();
    clearInterval(timer);
  };
}
