import { DiscordAPIError, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { countsAgainstChannel, deliveryAfter } from '../../src/discord/refused-delivery.js';
import { HeldBack } from '../../src/discord/requests.js';
import type { Delivery, Target } from '../../src/outbox/item.js';

const NOW = new Date('2027-03-01T12:00:00.000Z');
const CHANNEL: Target = { kind: 'channel', guildId: 'g', channelId: 'c' };
const PERSON: Target = { kind: 'person', userId: 'u' };

function refusal(status: number, code: number): DiscordAPIError {
  const nothing = { body: undefined, files: undefined };
  return new DiscordAPIError({ code, message: 'm' }, code, status, 'POST', 'http://127.0.0.1/', nothing);
}

const GONE: Delivery = { kind: 'parked', reason: 'gone' };
const CLOSED: Delivery = { kind: 'parked', reason: 'dms-closed' };
const REFUSED: Delivery = { kind: 'parked', reason: 'refused' };
const MAY_NOT: Delivery = { kind: 'failed', reason: 'may-not-post', slow: true };

/** Status, code, what it means for the message, and whether the channel's breaker counts it. */
const cases: [number, number, Target, Delivery, boolean][] = [
  [404, 10003, CHANNEL, GONE, true],
  [404, 10004, CHANNEL, GONE, true],
  [404, 10013, PERSON, GONE, true],
  [400, 50033, PERSON, GONE, false],
  [404, 10008, CHANNEL, { kind: 'dropped' }, false],
  [403, 50007, PERSON, CLOSED, true],
  [403, 50278, PERSON, CLOSED, true],
  [403, 50001, CHANNEL, MAY_NOT, true],
  [403, 50013, CHANNEL, MAY_NOT, true],
  [403, 160005, CHANNEL, MAY_NOT, true],
  [400, 50035, CHANNEL, REFUSED, false],
  [400, 50006, CHANNEL, REFUSED, false],
  [400, 200000, CHANNEL, REFUSED, false],
  [413, 40005, CHANNEL, REFUSED, false],
  [400, 40003, PERSON, { kind: 'failed', reason: 'discord-40003' }, false],
  [400, 50083, CHANNEL, { kind: 'failed', reason: 'discord-50083' }, false],
  [400, 130000, CHANNEL, { kind: 'failed', reason: 'discord-130000' }, false],
  [403, 20009, CHANNEL, { kind: 'failed', reason: 'discord-20009', slow: true }, true],
  // Of something before Discord, which knows nothing of the channel.
  [403, 0, CHANNEL, { kind: 'failed', reason: 'discord-0' }, true],
  [404, 0, CHANNEL, { kind: 'failed', reason: 'discord-0' }, true],
];

describe('a refusal', () => {
  it.each(cases)('%i with code %i', (status, code, target, delivery, counts) => {
    const error = refusal(status, code);
    expect(deliveryAfter(error, target, NOW)).toEqual(delivery);
    expect(countsAgainstChannel(error)).toBe(counts);
  });
});

describe('what is no answer of Discord', () => {
  it('says nothing: a lost connection, a timeout', () => {
    expect(deliveryAfter(new Error('other side closed'), CHANNEL, NOW)).toBeUndefined();
    expect(countsAgainstChannel(new Error('other side closed'))).toBe(false);
  });

  it('waits as long as the bot holds back, and counts as no attempt', () => {
    const until = new Date(NOW.getTime() + 400_000);
    expect(deliveryAfter(new HeldBack(until), CHANNEL, NOW)).toEqual({
      kind: 'waits',
      reason: 'held-back',
      until,
    });
  });

  it.each([
    [40_000, 40_000],
    [3_600_000, 60_000],
  ])('waits for a rate limit of %i ms, but looks again after %i', (limit, wait) => {
    const error = new RateLimitError({
      timeToReset: limit,
      retryAfter: 0,
      limit: 5,
      method: 'POST',
      hash: 'h',
      url: 'http://127.0.0.1/',
      route: '/channels/:id/messages',
      majorParameter: 'c',
      global: false,
      sublimitTimeout: 0,
      scope: 'user',
    });
    expect(deliveryAfter(error, CHANNEL, NOW)).toEqual({
      kind: 'waits',
      reason: 'rate-limit',
      until: new Date(NOW.getTime() + wait),
    });
  });
});
