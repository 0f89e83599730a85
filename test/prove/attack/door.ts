import { randomBytes } from 'node:crypto';
import { DiscordError } from '../../../src/local-discord/discord-error.js';
import { list, object, type Json } from '../../../src/local-discord/json.js';
import { snowflakeAt } from '../../../src/local-discord/snowflake.js';
import { checkCallback } from '../../../src/local-discord/validate/callback-rules.js';
import type { StoredMessage } from '../../../src/local-discord/types.js';
import type { Stage } from '../../support/stage.js';
import { OwnTime } from './own-time.js';

/**
 * How long the first answer may take (of Discord's three seconds), and all of it where it was put off: erasing is done for
 * one person after the other, and on a busy machine eight of them take a while.
 */
export const IN_TIME_MS = 2_500;
const PUT_OFF_MS = 15_000;

const CALLBACK = /^\/interactions\/(\d+)\/[^/]+\/callback$/u;
const LATER = /^\/webhooks\/[^/]+\/([^/]+)(?:\/messages\/[^/]+)?$/u;
const DEFERRED = 5;

/** How an interaction was answered. */
export interface Heard {
  /** Until the first answer, in ms of this process's own time. */
  afterMs: number;
  /** Discord's number of the first answer. */
  kind: number;
  /** What the person gets to see: of a deferred one what came later. */
  body: Json;
  /** What Discord would have refused in it. */
  refused?: string;
}

/** How often it is looked for what is late, in ms. */
const LOOK_MS = 100;

interface Waiting {
  payload: Json;
  /** In ms of this process's own time, and by the clock. */
  sentAt: number;
  startedAt: number;
  first?: { afterMs: number };
  end: (heard: Heard | undefined) => void;
}

/**
 * A door between the local Discord and the bot through which any interaction can be sent, and which judges its answer as
 * Discord does. Everything else stays the local Discord's.
 */
export class Door {
  readonly #stage: Stage;
  /** All of them: a damaged interaction may have the id of another. */
  readonly #waiting = new Set<Waiting>();
  readonly #byId = new Map<string, Waiting>();
  readonly #byToken = new Map<string, Waiting>();
  readonly #time = new OwnTime();
  readonly #looking: NodeJS.Timeout;
  #sent = 0;
  /** How the latest that was not answered came to that; '' while there is none. */
  missed = '';
  /** Whether there was not even a first word. */
  missedAll = false;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
    stage.local.intercept(({ path, body, method }) => {
      const id = CALLBACK.exec(path)?.[1];
      const first = id === undefined ? undefined : this.#byId.get(id);
      if (first !== undefined) return this.#answered(first, object(body));
      const token = LATER.exec(path)?.[1];
      const later = token === undefined ? undefined : this.#byToken.get(token);
      if (later?.first === undefined) return;
      // What was put off is taken away before its place is taken.
      if (method !== 'DELETE') later.end({ ...later.first, kind: DEFERRED, body: object(body) });
      return { status: 200, body: { id: '1', channel_id: '1' } };
    });
  }

  /** Everything sent to the bot while somebody acts. */
  async capture(act: () => Promise<unknown>): Promise<Json[]> {
    const { gateway } = this.#stage.local;
    const dispatch = gateway.dispatch.bind(gateway);
    const seen: Json[] = [];
    gateway.dispatch = (type, data, intents) => {
      if (type === 'INTERACTION_CREATE') seen.push(structuredClone(data) as Json);
      dispatch(type, data, intents);
    };
    await act();
    gateway.dispatch = dispatch;
    return seen;
  }

  /** The same with an id and a token that were never used. */
  fresh(payload: Json): Json {
    this.#sent += 1;
    const id = snowflakeAt(this.#stage.local.clock.now().getTime(), this.#sent % 4_096);
    return { ...payload, id, token: randomBytes(24).toString('base64url') };
  }

  /** Sends it to the bot; resolves to how it was answered, or to nothing where it was not, in time. */
  send(payload: Json): Promise<Heard | undefined> {
    // Where they are something else there is nothing to answer by.
    const id = JSON.stringify(payload.id ?? null).replaceAll('"', '');
    const token = JSON.stringify(payload.token ?? null).replaceAll('"', '');
    return new Promise((resolve) => {
      const waiting: Waiting = {
        payload,
        sentAt: this.#time.ms,
        startedAt: performance.now(),
        end: (heard) => {
          this.#waiting.delete(waiting);
          if (this.#byId.get(id) === waiting) this.#byId.delete(id);
          if (this.#byToken.get(token) === waiting) this.#byToken.delete(token);
          resolve(heard);
        },
      };
      this.#waiting.add(waiting);
      this.#byId.set(id, waiting);
      this.#byToken.set(token, waiting);
      this.#stage.local.gateway.dispatch('INTERACTION_CREATE', payload, 0);
    });
  }

  /** Closes it; the stage stays. */
  close(): void {
    clearInterval(this.#looking);
    this.#time.stop();
  }

  #look(): void {
    const now = this.#time.ms;
    for (const waiting of this.#waiting) {
      const most = waiting.first === undefined ? IN_TIME_MS : PUT_OFF_MS;
      if (now - waiting.sentAt <= most) continue;
      const { first, startedAt } = waiting;
      const real = `${(performance.now() - startedAt).toFixed(0)} ms on the clock`;
      this.missedAll = first === undefined;
      this.missed =
        first === undefined
          ? `no word, ${real}`
          : `put off after ${first.afterMs.toFixed(0)} ms and never answered, ${real}`;
      waiting.end(undefined);
    }
  }

  #answered(waiting: Waiting, body: Json) {
    const { payload, sentAt } = waiting;
    const afterMs = this.#time.ms - sentAt;
    const kind = Number(body.type);
    const data = object(body.data);
    try {
      const source = payload.message === undefined ? {} : { source: { message: { flags: 0 } } };
      checkCallback(body, { type: payload.type as 2, ...(source as { source?: StoredMessage }) });
    } catch (error) {
      if (!(error instanceof DiscordError)) throw error;
      waiting.end({ afterMs, kind, body: data, refused: JSON.stringify(error.body()) });
      return { status: error.status, body: error.body() };
    }
    if (kind === DEFERRED) waiting.first = { afterMs };
    else waiting.end({ afterMs, kind, body: data });
    return { status: 200 };
  }
}

/** All that is said in an answer. */
export function wordsOf({ body }: Heard): string {
  const embeds = list(body.embeds).flatMap((embed) => [
    embed.title,
    embed.description,
    ...list(embed.fields).flatMap(({ name, value }) => [name, value]),
    object(embed.footer).text,
  ]);
  return [body.title, body.content, ...embeds].filter((text) => typeof text === 'string').join('\n');
}
