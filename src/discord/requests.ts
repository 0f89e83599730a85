import { DefaultRestOptions, DefaultUserAgent, Routes, type REST, type RESTOptions } from 'discord.js';
import type { InvalidAnswers } from '../outbox/invalid-answers.js';
import type { PlatformClock, Reading } from '../time/platform-clock.js';

/** What goes out whatever was refused before: answers to people, and what keeps the bot reachable for them. */
const ALWAYS = /\/v\d+\/(?:interactions|webhooks|gateway)(?:\/|$|\?)/u;
/** Answers of something on the way, such as a broken proxy, say nothing about the platform's time. */
const FIRST_SERVER_ERROR = 500;
const ASK_WITHIN_MS = 5_000;
/** Enough for the clock to be sure, and some to spare. */
const MOST_QUESTIONS = 6;
/** A wait the library would sleep through without a word, in ms; longer ones are refused and planned by the outbox. */
const LONGEST_SLEEP_MS = 30_000;

/** So far back the host's clock is set and the library's rate limits are forgotten. */
const SET_BACK_MS = 1_000;
/** When a request is tried again that met such a limit. */
const SET_BACK_WAIT_MS = 1_000;

/** Nothing was sent: too many refusals lately, so that only answers to people go out, or the host's clock was set. */
export class HeldBack extends Error {
  readonly until: Date;

  constructor(until: Date) {
    super('Nothing but answers to people goes out now');
    this.name = 'HeldBack';
    this.until = until;
  }
}

/** Everything the library sends passes here: answers tell the time and are counted, and sending can be held back. */
export class Requests {
  readonly #clock: PlatformClock;
  readonly #invalid: InvalidAnswers;
  #rest: REST | undefined;
  #before: Reading;

  constructor(clock: PlatformClock, invalid: InvalidAnswers) {
    this.#clock = clock;
    this.#invalid = invalid;
    this.#before = clock.read();
  }

  /** Tells which REST uses the options; once, before anything is sent. */
  belongTo(rest: REST): void {
    this.#rest = rest;
  }

  /** To be called now and then: lets the library forget its rate limits where the host's clock was set back since. */
  noticeSetBack(): boolean {
    const { host, steady } = this.#clock.read();
    const set = host - this.#before.host - (steady - this.#before.steady);
    this.#before = { host, steady };
    if (set > -SET_BACK_MS || this.#rest === undefined) return false;
    forgetRateLimits(this.#rest);
    return true;
  }

  /** Options for the library's REST. A request held back rejects with HeldBack at once and is not sent. */
  get options(): Pick<RESTOptions, 'makeRequest' | 'rejectOnRateLimit'> {
    return {
      makeRequest: (url, init) => this.#send(url, init),
      rejectOnRateLimit: ({ timeToReset, retryAfter }) => {
        if (Math.max(timeToReset, retryAfter) <= LONGEST_SLEEP_MS) return false;
        if (this.noticeSetBack())
          throw new HeldBack(new Date(this.#clock.now().getTime() + SET_BACK_WAIT_MS));
        return true;
      },
    };
  }

  /**
   * Asks for the time until the clock is sure, or enough was asked. Rejects when Discord cannot be reached. Goes past
   * the library's rate limits, which are kept by the host's clock and may be stuck when that was set back.
   */
  async askTheTime({ api, version }: Pick<RESTOptions, 'api' | 'version'>): Promise<void> {
    const url = `${api}/v${version}${Routes.gateway()}`;
    for (let asked = 0; asked < MOST_QUESTIONS && (asked === 0 || this.#clock.doubtful); asked += 1) {
      const init = { method: 'GET', headers: { 'User-Agent': DefaultUserAgent } };
      const answer = await this.#send(url, { ...init, signal: AbortSignal.timeout(ASK_WITHIN_MS) });
      await answer.text();
    }
  }

  async #send(
    ...[url, init]: Parameters<RESTOptions['makeRequest']>
  ): ReturnType<RESTOptions['makeRequest']> {
    const until = this.#invalid.heldUntil(this.#clock.now());
    if (until !== undefined && !ALWAYS.test(url)) throw new HeldBack(until);
    const asked = this.#clock.read();
    const answer = await DefaultRestOptions.makeRequest(url, init);
    if (answer.status < FIRST_SERVER_ERROR) this.#clock.heard(answer.headers.get('date'), asked);
    this.#invalid.note(answer.status, answer.headers.get('x-ratelimit-scope'), this.#clock.now());
    return answer;
  }
}

/**
 * Lets the library forget its rate limits: it keeps them as moments of the host's clock, and where that was set back by
 * an hour it would wait for an hour. At worst Discord answers some requests with 429, which the library waits out.
 */
function forgetRateLimits(rest: REST): void {
  rest.globalReset = -1;
  rest.globalRemaining = rest.options.globalRequestsPerSecond;
  rest.globalDelay = null;
  for (const handler of rest.handlers.values()) (handler as unknown as { reset: number }).reset = -1;
}
