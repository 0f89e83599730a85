import { setTimeout as sleep } from 'node:timers/promises';
import {
  SimpleShardingStrategy,
  WebSocketShardDestroyRecovery,
  WebSocketShardStatus,
  type IIdentifyThrottler,
  type WebSocketShardDestroyOptions,
} from 'discord.js';
import { FATAL_CLOSE } from './fatal-close.js';

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/** So long the far side may take to close a connection; the library itself waits for half a minute. */
const CLOSE_MS = 5_000;
/** So long a session is asked for again; then a new one is begun, at the address that Discord names to everybody. */
const RESUME_MS = 30_000;
const LOOK_EVERY_MS = 5_000;

/** Discord takes one IDENTIFY in five seconds, and a thousand a day; after that it takes the token away. */
const IDENTIFY_MS = 5_500;
const LONGEST_IDENTIFY_MS = 90_000;
const HOUR_MS = 3_600_000;
/** So many sessions in an hour are nothing unusual. */
const UNHURRIED = 4;
const NONE_LEFT_MS = 60_000;

/** As much of the library's connection as is used here. */
interface Shard {
  readonly id: number;
  readonly status: WebSocketShardStatus;
  readonly connection: { addEventListener(what: 'error', hear: () => void): void; terminate?(): void } | null;
  readonly strategy: {
    retrieveSessionInfo(id: number): Promise<unknown>;
    updateSessionInfo(id: number, session: null): unknown;
  };
  connect(): Promise<void>;
  destroy(options?: WebSocketShardDestroyOptions): Promise<void>;
  on(event: 'ready' | 'resumed', hear: () => void): unknown;
  on(event: 'closed', hear: (closed: { code: number }) => void): unknown;
}

/**
 * The library's connections, which come back where they would not: from an address that is gone, from a RESUME nobody
 * answers, from a far side that does not close, and from a first connection that failed.
 */
export class Shards extends SimpleShardingStrategy {
  readonly #watches: NodeJS.Timeout[] = [];

  override async spawn(ids: number[]): Promise<void> {
    await super.spawn(ids);
    for (const shard of this.#all()) this.#watches.push(strengthen(shard));
  }

  /** Resolves when each was ready once; rejects with `code` after a close that is final. */
  override async connect(): Promise<void> {
    await Promise.all(this.#all().map(firstReady));
  }

  override async destroy(options?: Omit<WebSocketShardDestroyOptions, 'recover'>): Promise<void> {
    for (const watch of this.#watches.splice(0)) clearInterval(watch);
    // One that is just waiting to connect again would do so, and be a second session that nobody knows of.
    for (const { strategy } of this.#all()) strategy.retrieveSessionInfo = () => new Promise(() => undefined);
    await super.destroy(options);
  }

  #all(): Shard[] {
    return [...(this as unknown as { shards: ReadonlyMap<number, Shard> }).shards.values()];
  }
}

function strengthen(shard: Shard): NodeJS.Timeout {
  const destroy = shard.destroy.bind(shard);
  shard.destroy = async (options) => {
    const { connection } = shard;
    // The library takes its own listener off; what fails afterwards would end the process.
    connection?.addEventListener('error', () => undefined);
    setTimeout(() => connection?.terminate?.(), CLOSE_MS).unref();
    await destroy(options);
  };
  let lostAt: number | undefined;
  return setInterval(() => {
    if (shard.status === WebSocketShardStatus.Ready) return void (lostAt = undefined);
    lostAt ??= performance.now();
    if (performance.now() - lostAt < RESUME_MS) return;
    lostAt = undefined;
    if (shard.status === WebSocketShardStatus.Resuming)
      void shard.destroy({ reason: 'No answer to RESUME', recover: WebSocketShardDestroyRecovery.Reconnect });
    else shard.strategy.updateSessionInfo(shard.id, null);
  }, LOOK_EVERY_MS).unref();
}

/** The library gives up at the first error although the connection goes on trying. */
function firstReady(shard: Shard): Promise<void> {
  return new Promise((resolve, reject) => {
    shard.on('ready', resolve);
    shard.on('closed', ({ code }) => {
      if (FATAL_CLOSE.has(code))
        reject(Object.assign(new Error('Discord closed the connection for good'), { code }));
    });
    shard.connect().catch(() => undefined);
  });
}

/**
 * Lets a new session begin when Discord allows it: seconds apart, up to a minute and a half where there were many within
 * the hour, so that a thousand a day are never reached. A wait ends with its connection; the library's own went on and
 * identified on the next.
 */
export class Identifies implements IIdentifyThrottler {
  readonly #manager: Manager;
  #begun: number[] = [];
  #limit: unknown;
  #used = 0;

  constructor(manager: Manager) {
    this.#manager = manager;
  }

  /** Resolves when a connection may identify; rejects once `signal` is aborted. */
  async waitForIdentify(_shardId: number, signal: AbortSignal): Promise<void> {
    for (let wait = await this.#wait(); wait > 0; wait = await this.#wait())
      await sleep(wait, undefined, { signal });
    signal.throwIfAborted();
    this.#begun.push(performance.now());
    this.#used += 1;
  }

  async #wait(): Promise<number> {
    // Known until the limit begins anew; only then it is asked for.
    const limit = await this.#manager.fetchGatewayInformation().then(
      (known) => known.session_start_limit,
      () => undefined,
    );
    if (limit === undefined) return NONE_LEFT_MS;
    if (limit !== this.#limit) this.#used = 0;
    this.#limit = limit;
    if (this.#used >= limit.remaining) return NONE_LEFT_MS;
    const now = performance.now();
    this.#begun = this.#begun.filter((at) => at > now - HOUR_MS);
    const last = this.#begun.at(-1);
    if (last === undefined) return 0;
    const many = Math.max(0, this.#begun.length - UNHURRIED);
    return last + Math.min(LONGEST_IDENTIFY_MS, IDENTIFY_MS * 2 ** Math.min(many, 10)) - now;
  }
}
