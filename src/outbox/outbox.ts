import { createHash } from 'node:crypto';
import type { Due, DueIndex } from '../store/due.js';
import type { Collection, Store } from '../store/types.js';
import { itemSchema, type About, type Delivery, type Item, type Target } from './item.js';
import { nextAttempt } from './retry.js';

/** At most one edit of a card in so many ms (threats section 4). */
const EDIT_EVERY_MS = 10_000;

/** A parked item (no permission, channel gone) is not tried again sooner than this, however much is clicked. */
const PARKED_MS = 600_000;

/** A due row for which there is nothing to do is kept so long, in ms: its item may still be on the way to disk. */
const STRAY_MS = 60_000;

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
        : { ...current, state: 'owed', owedAt: now.toISOString(), nextAt: at, attempts: 0 },
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
  }

  /**
   * One attempt at the item a due row names. The caller lets only one attempt per item run at a time. Claim → courier →
   * record; a crash in between leaves the row due and the item claimed, and the next attempt carries the same nonce.
   * `done` says whether the row may go; `item` is there after an attempt.
   */
  async attempt(row: Pick<Due, 'id' | 'at'>, courier: Courier): Promise<{ done: boolean; item?: Item }> {
    const now = this.#deps.now();
    const before = await this.#deps.items.get(row.id);
    if (before === undefined || (before.state !== 'owed' && before.state !== 'claimed')) {
      // The row is written before what it is for: a young one may be ahead of its item.
      return { done: now.getTime() - Date.parse(row.at) > STRAY_MS };
    }
    if (Date.parse(before.nextAt) > now.getTime()) return { done: true };
    await this.#deps.items.change(row.id, (current) =>
      current === undefined ? current : { ...current, state: 'claimed', claimedAt: now.toISOString() },
    );
    this.#edits.delete(row.id);
    let delivery: Delivery;
    try {
      delivery = await courier(before, now);
    } catch (error) {
      delivery = { kind: 'failed', reason: error instanceof Error ? error.name : 'unknown' };
    }
    const item = await this.#settle(row.id, delivery);
    // One asked for meanwhile may have been parked or dropped with this attempt.
    this.#edits.delete(row.id);
    return item === undefined ? { done: true } : { done: true, item };
  }

  async #settle(id: string, delivery: Delivery): Promise<Item | undefined> {
    const now = this.#deps.now();
    const planned = delivery.kind === 'failed' ? await this.#deps.items.get(id) : undefined;
    const again = planned === undefined ? undefined : nextAttempt(planned, delivery, now)?.toISOString();
    if (again !== undefined) await this.#deps.due.add({ kind: 'outbox', id, at: again });
    return this.#deps.items.change(id, (current) => {
      if (current === undefined) return current;
      const { claimedAt: _claimed, reason: _reason, ...rest } = current;
      switch (delivery.kind) {
        case 'sent': {
          const { channelId, messageId } = delivery;
          const sent = { ...rest, message: { channelId, messageId, at: now.toISOString() } };
          // An edit that was asked for during the attempt keeps its own later row and state.
          return current.state === 'owed' ? sent : { ...sent, state: 'sent' as const, attempts: 0 };
        }
        case 'dropped':
          return { ...rest, state: 'dropped' as const };
        case 'parked':
          return { ...rest, state: 'parked' as const, reason: delivery.reason };
        case 'failed': {
          const failed = { ...rest, reason: delivery.reason, attempts: current.attempts + 1 };
          return again === undefined
            ? { ...failed, state: 'parked' as const }
            : { ...failed, state: 'owed' as const, nextAt: again };
        }
      }
    });
  }
}

/** Discord takes 25 characters and holds them unique per author, so the id (which names the target) goes in whole. */
export function nonceOf(id: string): string {
  return createHash('sha256').update(id, 'utf8').digest('hex').slice(0, 24);
}
