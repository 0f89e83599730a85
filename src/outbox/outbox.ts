import { createHash } from 'node:crypto';
import type { Due, DueIndex } from '../store/due.js';
import type { Collection, Store } from '../store/types.js';
import {
  isWaiting,
  itemSchema,
  placeOf,
  type About,
  type Delivery,
  type Hold,
  type Item,
  type Target,
} from './item.js';
import { Lanes } from './lanes.js';
import { afterDelivery } from './after-delivery.js';
import { afterWaiting, isGivenUp, nextAttempt } from './retry.js';
import { Strays } from './strays.js';

/** At most one edit of a card in so many ms (threats section 4). */
const EDIT_EVERY_MS = 10_000;

/** A parked item (no permission, channel gone) is not tried again sooner than this, however much is clicked. */
const PARKED_MS = 600_000;

/** Deliveries at once, each to another channel or person; the two kinds never take each other's places. */
const CHANNELS_AT_ONCE = 48;
const PEOPLE_AT_ONCE = 16;

/** Brings one item to Discord. Throwing counts as a failure that may pass. */
export type Courier = (item: Item, now: Date) => Promise<Delivery>;

export interface OutboxDeps {
  store: Store;
  items: Collection<Item>;
  due: DueIndex;
  now: () => Date;
  /** Asks for a delivery round soon; the due index is what counts, this only saves the wait for the next tick. */
  kick: () => void;
}

/** The collection of owed messages; sealed, because a target may be a person. */
export function outboxCollection(store: Store): Collection<Item> {
  return store.collection({ prefix: 'outbox', version: 1, schema: itemSchema, sealed: true });
}

export class Outbox {
  readonly #deps: OutboxDeps;
  /**
   * Items whose edit waits, or is just being owed: a thousand clicks ask for the same edit. An item is taken out when an
   * attempt has claimed it and before anything is composed, so that whoever finds it here was in time for that edit.
   */
  readonly #edits = new Map<string, Promise<void>>();
  readonly #channels = new Lanes(CHANNELS_AT_ONCE);
  readonly #people = new Lanes(PEOPLE_AT_ONCE);
  /** Items that wait for a change somebody else makes; after a restart their own growing waits have to do. */
  readonly #held = new Map<string, Target>();
  readonly #strays = new Strays();

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
  }

  /**
   * Owes a post. The id is deterministic (one per card, outcome, occurrence), so owing twice is owing once, also after
   * it was sent. Resolves when it is on disk. The due row is written first: a row without an item is dropped, an item
   * without a row would be forgotten.
   */
  async owe(id: string, about: About, target: Target): Promise<void> {
    const at = this.#deps.now().toISOString();
    await this.#deps.due.add({ kind: 'outbox', id, at });
    await this.#deps.items.insert(id, {
      about,
      target,
      nonce: nonceOf(id),
      state: 'owed',
      owedAt: at,
      nextAt: at,
      attempts: 0,
    });
    this.#deps.kick();
  }

  /**
   * Owes an edit of a message already posted, at most one waiting and at most one in ten seconds. An item not yet sent
   * needs none: it is composed from what is true then.
   */
  oweEdit(id: string): Promise<void> {
    const waiting = this.#edits.get(id);
    if (waiting !== undefined) return waiting;
    const edit = this.#writeEdit(id).catch((error: unknown) => {
      this.#edits.delete(id);
      throw error;
    });
    this.#edits.set(id, edit);
    return edit;
  }

  async #writeEdit(id: string): Promise<void> {
    const item = await this.#deps.items.get(id);
    if (item === undefined || item.state === 'owed' || item.state === 'dropped') return;
    const now = this.#deps.now();
    const last = Date.parse(item.claimedAt ?? item.message?.at ?? item.nextAt);
    const earliest = last + (item.state === 'parked' ? PARKED_MS : EDIT_EVERY_MS);
    const at = new Date(Math.max(now.getTime(), earliest)).toISOString();
    await this.#deps.due.add({ kind: 'outbox', id, at });
    await this.#deps.items.change(id, (current) =>
      current === undefined || current.state === 'owed' || current.state === 'dropped'
        ? current
        : {
            ...current,
            state: 'owed',
            owedAt: now.toISOString(),
            nextAt: at,
            attempts: 0,
          },
    );
    this.#deps.kick();
  }

  /** Owes a post whose channel is gone in another one of the same server instead, as a message of its own. */
  async move(id: string, channelId: string): Promise<void> {
    const at = this.#deps.now().toISOString();
    await this.#deps.due.add({ kind: 'outbox', id, at });
    await this.#deps.items.change(id, (current) =>
      current?.reason !== 'gone' || current.target.kind !== 'channel'
        ? current
        : {
            about: current.about,
            target: { ...current.target, channelId },
            nonce: nonceOf(`${id} ${channelId}`),
            state: 'owed',
            owedAt: at,
            nextAt: at,
            attempts: 0,
          },
    );
    this.#deps.kick();
  }

  /** What is known of an owed or sent message. */
  async find(id: string): Promise<Item | undefined> {
    return this.#deps.items.get(id);
  }

  /** Forgets a message's record; the message itself stays in Discord. */
  async forget(id: string): Promise<void> {
    await this.#deps.items.remove(id);
    this.#edits.delete(id);
    this.#held.delete(id);
  }

  /**
   * One attempt at the item a due row names, when its target's turn comes. The caller lets only one attempt per item run
   * at a time. Claim → courier → record; a crash in between leaves the row due and the item claimed, and the next attempt
   * carries the same nonce. `done` says whether the row may go; `item` is there after an attempt. Where `hold` answers,
   * nothing is tried: the item is planned for later, or parked.
   */
  async attempt(
    row: Pick<Due, 'id' | 'at'>,
    courier: Courier,
    hold?: (target: Target, now: Date) => Hold | undefined,
  ): Promise<{ done: boolean; item?: Item }> {
    const now = this.#deps.now();
    const found = await this.#deps.items.get(row.id);
    if (!isWaiting(found)) return { done: this.#strays.isStray(row, now) };
    this.#strays.found(row);
    const { target } = found;
    const lanes = target.kind === 'person' ? this.#people : this.#channels;
    const attempted = await lanes.run(placeOf(target), () => this.#attempt(row, courier, hold));
    return attempted ?? { done: false };
  }

  /** Channels in which something waits for a change somebody else makes, as far as this process knows. */
  heldChannels(): Set<string> {
    return new Set(
      [...this.#held.values()].flatMap((target) => (target.kind === 'channel' ? [target.channelId] : [])),
    );
  }

  /** Brings forward what waits in a channel, or for a server's events, for such a change. `place` is the id of either. */
  async wake(place: string): Promise<void> {
    const at = this.#deps.now().toISOString();
    const woken = [...this.#held].filter(([, target]) => placeOf(target) === place);
    for (const [id] of woken) {
      this.#held.delete(id);
      // The item first: until then its later row stands, and a round under way would drop the new one as too early.
      await this.#deps.items.change(id, (current) =>
        current?.state === 'owed' ? { ...current, nextAt: at } : current,
      );
      await this.#deps.due.add({ kind: 'outbox', id, at });
    }
    if (woken.length > 0) this.#deps.kick();
  }

  /** Begins no more attempts; those waiting for their turn are still owed. */
  stop(): void {
    this.#channels.stop();
    this.#people.stop();
  }

  async #attempt(
    row: Pick<Due, 'id' | 'at'>,
    courier: Courier,
    hold: ((target: Target, now: Date) => Hold | undefined) | undefined,
  ): Promise<{ done: boolean; item?: Item }> {
    const now = this.#deps.now();
    const before = await this.#deps.items.get(row.id);
    if (!isWaiting(before)) return { done: this.#strays.isStray(row, now) };
    if (Date.parse(before.nextAt) > now.getTime()) return { done: true };
    const held = hold?.(before.target, now);
    if (held !== undefined) return this.#keep(row.id, before, held, now);
    const unsureAt = before.unsureAt ?? before.claimedAt;
    await this.#deps.items.change(row.id, (current) =>
      current === undefined
        ? current
        : {
            ...current,
            ...(unsureAt === undefined ? {} : { unsureAt }),
            state: 'claimed',
            claimedAt: now.toISOString(),
          },
    );
    this.#edits.delete(row.id);
    let delivery: Delivery;
    try {
      delivery = await courier(before, now);
    } catch (error) {
      delivery = { kind: 'failed', reason: error instanceof Error ? error.name : 'unknown', unsure: true };
    }
    const item = await this.#settle(row.id, before, delivery, now);
    // One asked for meanwhile may have been parked or dropped with this attempt.
    this.#edits.delete(row.id);
    return item === undefined ? { done: true } : { done: true, item };
  }

  /** Nothing is tried now: plans the item for later, or parks it where that makes no sense any more. */
  async #keep(id: string, item: Item, held: Hold, now: Date): Promise<{ done: boolean; item?: Item }> {
    const { reason, until } = held;
    if (until === undefined || (held.patient !== true && isGivenUp(item, now))) {
      const parked = await this.#settle(id, item, { kind: 'parked', reason }, now);
      return parked === undefined ? { done: true } : { done: true, item: parked };
    }
    await this.#settle(id, item, { kind: 'waits', reason, until }, now);
    return { done: true };
  }

  async #settle(id: string, before: Item, delivery: Delivery, began: Date): Promise<Item | undefined> {
    const now = this.#deps.now();
    const since = delivery.kind === 'failed' && delivery.unsure === true ? began.toISOString() : undefined;
    const unsureAt = before.unsureAt ?? before.claimedAt ?? since;
    const planned = delivery.kind === 'failed' ? await this.#deps.items.get(id) : undefined;
    const again =
      delivery.kind === 'waits'
        ? afterWaiting(delivery.until, now).toISOString()
        : planned && nextAttempt(planned, delivery, now)?.toISOString();
    if (again !== undefined) await this.#deps.due.add({ kind: 'outbox', id, at: again });
    const waits = delivery.kind === 'waits' || (delivery.kind === 'failed' && delivery.slow === true);
    if (waits && again !== undefined) this.#held.set(id, before.target);
    else this.#held.delete(id);
    return this.#deps.items.change(id, (current) =>
      current === undefined ? current : afterDelivery({ current, delivery, again, unsureAt, now }),
    );
  }
}

/** Discord takes 25 characters and holds them unique per author, so the id (which names the target) goes in whole. */
export function nonceOf(id: string): string {
  return createHash('sha256').update(id, 'utf8').digest('hex').slice(0, 24);
}
