import type { Delivery, Item } from './item.js';

export interface Delivered {
  /** The item as it is now; an edit may have been asked for during the attempt. */
  current: Item;
  delivery: Delivery;
  /** When it is tried again; absent where it is not. */
  again: string | undefined;
  /** Since when it may be there without anybody knowing. */
  unsureAt: string | undefined;
  now: Date;
}

/** What becomes of an item by what came of an attempt. */
export function afterDelivery({ current, delivery, again, unsureAt, now }: Delivered): Item {
  const { claimedAt, triedAt: _tried, unsureAt: _before, reason: _reason, ...rest } = current;
  const tried = {
    ...(unsureAt === undefined ? {} : { unsureAt }),
    ...(claimedAt === undefined ? {} : { triedAt: claimedAt }),
  };
  switch (delivery.kind) {
    case 'sent': {
      const { channelId, messageId } = delivery;
      const sent = { ...rest, message: { channelId, messageId, at: now.toISOString() } };
      // An edit that was asked for during the attempt keeps its own later row and state.
      return current.state === 'owed' ? sent : { ...sent, state: 'sent', attempts: 0 };
    }
    case 'made': {
      const made = { ...rest, eventId: delivery.eventId };
      return current.state === 'owed' ? made : { ...made, state: 'sent', attempts: 0 };
    }
    case 'dropped': {
      // An event is gone then; a message stays where it is.
      const { eventId: _event, ...left } = rest;
      return { ...left, state: 'dropped' };
    }
    case 'parked':
      return { ...rest, ...tried, state: 'parked', reason: delivery.reason };
    case 'waits': {
      const nextAt = again ?? rest.nextAt;
      return { ...rest, ...tried, state: 'owed', reason: delivery.reason, nextAt };
    }
    case 'failed': {
      const failed = { ...rest, ...tried, reason: delivery.reason, attempts: current.attempts + 1 };
      return again === undefined
        ? { ...failed, state: 'parked' }
        : { ...failed, state: 'owed', nextAt: again };
    }
  }
}
