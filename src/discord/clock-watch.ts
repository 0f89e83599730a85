import type { REST } from 'discord.js';
import type { Logger } from '../log.js';
import type { PlatformClock } from '../time/platform-clock.js';
import type { Requests } from './requests.js';

const LOOK_MS = 1_000;
/** The time is asked for at least so often, whatever else is asked. */
const ASK_EVERY_MS = 60_000;
/** Where asking left it in doubt (no network, no Date header), it is asked again only after so long. */
const ASK_AGAIN_MS = 10_000;

export interface ClockWatch {
  /** Resolves when the clock is sure, as far as asking now can make it so; asks only where it is in doubt. */
  sure(): Promise<void>;
  stop(): void;
}

/**
 * Keeps the platform's clock fed: asks for the time when the host's clock was set, and once a minute. What it does goes
 * by the steady clock, so that it goes on whatever happens to the host's.
 */
export function watchClock(clock: PlatformClock, requests: Requests, rest: REST, log: Logger): ClockWatch {
  let asking: Promise<void> | undefined;
  let askedAt = clock.read().steady;
  let notBefore = -Infinity;

  const ask = (): Promise<void> => {
    asking ??= requests
      .askTheTime(rest.options)
      .catch((error: unknown) => log.warn({ err: error }, 'Discord did not tell the time'))
      .finally(() => {
        asking = undefined;
        askedAt = clock.read().steady;
        notBefore = clock.doubtful ? askedAt + ASK_AGAIN_MS : -Infinity;
      });
    return asking;
  };
  const inDoubt = () => clock.doubtful && clock.read().steady >= notBefore;
  const look = () => {
    requests.noticeSetBack();
    if (inDoubt() || clock.read().steady - askedAt >= ASK_EVERY_MS) void ask();
  };
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return {
    async sure() {
      // What is under way may have begun before the doubt.
      for (let round = 0; round < 2 && clock.doubtful; round += 1) await ask();
    },
    stop: () => clearInterval(timer),
  };
}
