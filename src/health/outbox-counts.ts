import type { Item } from '../outbox/item.js';
import type { Collection } from '../store/types.js';

const PAGE = 500;
/** It is not counted again sooner. */
const AGAIN_AFTER_MS = 60_000;
/** Between pages it rests so many times as long as the page took, so that counting never takes much of a core. */
const REST = 9;
/** How long somebody who asks waits for a count under way, in ms. */
const PATIENCE_MS = 1_000;

/** Items not yet brought, and items that wait until somebody changes something. */
export interface OutboxCounts {
  waiting: number;
  parked: number;
}

/**
 * Counts the outbox: sent items stay in it, so that counting reads every one. It is done in the background, page by page,
 * at most once a minute. The answer is the count made last, undefined while there is none.
 */
export function outboxCounter(items: Collection<Item>): () => Promise<OutboxCounts | undefined> {
  let last: OutboxCounts | undefined;
  let counting: Promise<void> | undefined;
  let notBefore = -Infinity;
  return async () => {
    if (performance.now() >= notBefore) {
      counting ??= count(items)
        .then((counts) => (last = counts))
        // The store's own metrics tell of that.
        .catch(() => undefined)
        .then(() => {
          counting = undefined;
          notBefore = performance.now() + AGAIN_AFTER_MS;
        });
    }
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS).unref();
    });
    await Promise.race([counting, enough]);
    clearTimeout(timer);
    return last;
  };
}

async function count(items: Collection<Item>): Promise<OutboxCounts> {
  const counts = { waiting: 0, parked: 0 };
  for (let after: string | undefined; ;) {
    const startedAt = performance.now();
    const page = await items.range({ limit: PAGE, ...(after === undefined ? {} : { after }) }, UNREADABLE);
    for (const { value } of page) {
      if (value.state === 'owed' || value.state === 'claimed') counts.waiting += 1;
      if (value.state === 'parked') counts.parked += 1;
    }
    if (page.length < PAGE) return counts;
    after = page.at(-1)?.id;
    const restMs = (performance.now() - startedAt) * REST;
    await new Promise((resolve) => setTimeout(resolve, restMs).unref());
  }
}

/** Stands for a row that was damaged: neither waiting nor parked. */
const UNREADABLE: Item = {
  about: { kind: 'called off', proposalId: '', guildId: '' },
  target: { kind: 'server', guildId: '' },
  nonce: '',
  state: 'dropped',
  owedAt: '1970-01-01T00:00:00Z',
  nextAt: '1970-01-01T00:00:00Z',
  attempts: 0,
};
