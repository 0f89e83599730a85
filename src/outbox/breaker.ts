import { randomInt } from 'node:crypto';

const IN_A_ROW = 2;
const FIRST_MS = 600_000;
const LONGEST_MS = 3_600_000;

/** Why nothing is tried in a channel, and until when. */
export interface Held {
  reason: string;
  until: Date;
}

interface Trouble {
  refusals: number;
  held: Held | undefined;
}

/**
 * Per channel: after two refusals (403 or 404) in a row nothing more is tried there for 10 minutes, then for twice as
 * long after each further one, at most an hour; up to a fifth more at random. One success, or a change of permissions,
 * and all is as before (threats section 4). Kept in memory: after a restart two refusals say the same again.
 */
export class Breaker {
  readonly #channels = new Map<string, Trouble>();

  /** Notes that Discord refused something there, with the reason the waiting items are given. */
  refused(channelId: string, reason: string, now: Date): void {
    const refusals = (this.#channels.get(channelId)?.refusals ?? 0) + 1;
    const more = refusals - IN_A_ROW;
    const wait = more < 0 ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(more, 20));
    const until = new Date(now.getTime() + wait + (wait === 0 ? 0 : randomInt(wait / 5)));
    this.#channels.set(channelId, { refusals, held: wait === 0 ? undefined : { reason, until } });
  }

  /** Notes that something worked there, or that its permissions changed. */
  reset(channelId: string): void {
    this.#channels.delete(channelId);
  }

  /** Channels in which something was refused last. */
  channels(): string[] {
    return [...this.#channels.keys()];
  }

  /** Until when nothing is tried there; undefined while it may be. */
  held(channelId: string, now: Date): Held | undefined {
    const held = this.#channels.get(channelId)?.held;
    return held !== undefined && held.until > now ? held : undefined;
  }
}
