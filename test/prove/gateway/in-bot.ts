/**
 * Loaded into a bot's process before the bot: all its time runs faster, and the name of the gateway's machine is found or
 * not, as it is told. With BROKEN it never connects again.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import type * as net from 'node:net';

/** What the process can be told. */
export interface Told {
  /** How the gateway's name is found from now on; an address nobody listens at refuses connections. */
  name: 'found' | 'elsewhere' | 'ENOTFOUND' | 'EAI_AGAIN';
}

const SPEED = Number(process.env.SPEED);
const FROM = Number(process.env.TIME_FROM);
const REAL_FROM = Number(process.env.REAL_FROM);
const require = createRequire(import.meta.url);

let name = (process.env.GATEWAY_NAME ?? 'found') as Told['name'];
process.on('message', (message) => {
  ({ name } = message as Told);
  process.send?.('heard');
});
// Without whoever started it, nobody would end it.
process.on('disconnect', () => process.exit(1));

const RealDate = Date;
const now = () => Math.floor(FROM + (RealDate.now() - REAL_FROM) * SPEED);
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: unknown[], made) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, made) as object,
  get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
});
const steady = performance.now.bind(performance);
performance.now = () => steady() * SPEED;

const faster = (ms: unknown) => Math.ceil(Number(ms ?? 0) / SPEED);
const timers = require('node:timers') as Record<string, unknown>;
for (const kind of ['setTimeout', 'setInterval'] as const) {
  const later = globalThis[kind] as (work: () => void, ms?: number, ...given: unknown[]) => unknown;
  const sooner = (work: () => void, ms?: number, ...given: unknown[]) => later(work, faster(ms), ...given);
  const whole = Object.assign(sooner, later) as never;
  globalThis[kind] = whole;
  timers[kind] = whole;
}
const promises = require('node:timers/promises') as Record<string, unknown>;
const asleep = promises.setTimeout as (ms?: number, ...given: unknown[]) => unknown;
promises.setTimeout = (ms?: number, ...given: unknown[]) => asleep(faster(ms), ...given);
const timeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => timeout(faster(ms));
const { Socket } = require('node:net') as typeof net;
const quiet = Reflect.get(Socket.prototype, 'setTimeout') as (ms: number, hear?: () => void) => unknown;
Socket.prototype.setTimeout = function (ms, hear) {
  quiet.call(this, faster(ms), hear);
  return this;
};

type Found = (error: Error | null, address?: unknown, family?: number) => void;
const dns = require('node:dns') as { lookup: unknown };
dns.lookup = (host: string, options: { all?: boolean }, found: Found) => {
  const code = name === 'found' || name === 'elsewhere' ? undefined : name;
  setImmediate(() => {
    if (code !== undefined) return found(Object.assign(new Error(`getaddrinfo ${code} ${host}`), { code }));
    const address = name === 'found' ? '127.0.0.1' : '127.0.0.2';
    if (options.all === true) found(null, [{ address, family: 4 }]);
    else found(null, address, 4);
  });
};
syncBuiltinESMExports();

if (process.env.BROKEN !== undefined) {
  const library = createRequire(require.resolve('discord.js'))('@discordjs/ws') as {
    WebSocketShard: { prototype: { destroy: (options?: object) => Promise<void> } };
  };
  const { prototype } = library.WebSocketShard;
  const { destroy } = prototype;
  prototype.destroy = function (options) {
    return destroy.call(this, { ...options, recover: undefined });
  };
}
