import { EventEmitter } from 'node:events';
import { Collection, Events, Status, type Client } from 'discord.js';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchConnection } from '../../src/discord/connection.js';
import { createLog } from '../../src/log.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** As much of the library's client as is watched. It says "ready" of itself for ever, as the library does. */
function watched() {
  const shard = { status: Status.Ready };
  const client = Object.assign(new EventEmitter(), {
    rest: new EventEmitter(),
    isReady: () => true,
    ws: { status: Status.Ready, shards: new Collection([[0, shard]]) },
  });
  const exits: number[] = [];
  const stop = watchConnection(client as unknown as Client, createLog('silent'), (code) => exits.push(code));
  return { client, shard, exits, stop };
}

it('after three minutes without a gateway the process ends with 1, although the library calls itself ready', () => {
  const { shard, exits, stop } = watched();
  vi.advanceTimersByTime(600_000);
  expect(exits).toEqual([]);
  shard.status = Status.Connecting;
  vi.advanceTimersByTime(170_000);
  expect(exits).toEqual([]);
  vi.advanceTimersByTime(20_000);
  expect(exits[0]).toBe(1);
  stop();
});

it('a gateway that comes back in time ends nothing', () => {
  const { shard, exits, stop } = watched();
  for (let outage = 0; outage < 5; outage += 1) {
    shard.status = Status.Connecting;
    vi.advanceTimersByTime(120_000);
    shard.status = Status.Ready;
    vi.advanceTimersByTime(10_000);
  }
  expect(exits).toEqual([]);
  stop();
});

it('nor does one that is back again and again only for moments nobody looks at', () => {
  const { client, shard, exits, stop } = watched();
  shard.status = Status.Connecting;
  for (let moments = 0; moments < 20; moments += 1) {
    vi.advanceTimersByTime(60_000);
    client.emit(Events.ShardReconnecting, 0);
    client.emit(moments % 2 === 0 ? Events.ShardResume : Events.ShardReady, 0);
  }
  expect(exits).toEqual([]);
  vi.advanceTimersByTime(200_000);
  expect(exits[0]).toBe(1);
  stop();
});
