import { schedule } from 'node-cron';

const EVERY_MS = 5_000;

/**
 * Calls `tick` every five seconds. node-cron goes by the host's clock and is silent for as long as that was set back
 * (threats section 4); a timer of its own fills in. What comes twice does no harm: a tick only looks.
 */
export function startTicks(tick: () => void): { stop(): Promise<void> } {
  let tickedAt = performance.now();
  const now = () => {
    tickedAt = performance.now();
    tick();
  };
  // After a sleep of the machine thousands of ticks are missed; the next one does what is due, without a line for each.
  const task = schedule('*/5 * * * * *', now, { suppressMissedWarning: true });
  const timer = setInterval(() => {
    if (performance.now() - tickedAt > EVERY_MS) now();
  }, EVERY_MS / 2);
  return {
    async stop() {
      clearInterval(timer);
      await task.stop();
    },
  };
}
