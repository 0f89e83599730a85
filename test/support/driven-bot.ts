/**
 * Starts the bot in place of its main, as a process whose time is told from outside: its clock stands as far ahead of the
 * machine's as it is told, it ticks when it is told, and where the far side keeps silent it gives up after a second instead
 * of ten. SOURCE is the folder of `app.js`, so that the built bot can be started.
 */
import type * as appModule from '../../src/app.js';
import type * as configModule from '../../src/config.js';
import type * as logModule from '../../src/log.js';
import { dieAtWrite } from '../prove/die-at-write.js';

/** What the process can be told; it answers when it has done so. */
interface Told {
  /** How far its clock is ahead of the machine's, in ms. */
  aheadMs?: number;
  /** To die at the n-th write from now (1 the next); 0 takes it back. */
  dieAtWrite?: number;
  when?: 'before' | 'after';
  /** To do all that is due. */
  tick?: boolean;
}

/** How long the bot waits for an answer of Discord, and how long it waits here, in ms. */
const ANSWER_MS = 10_000;
const SHORT_MS = 1_500;

let aheadMs = Number(process.env.AHEAD_MS ?? 0);
dieAtWrite(Number(process.env.DIE_AT_WRITE ?? 0), process.env.DIE_WHEN === 'after' ? 'after' : 'before');

// While the clock is moved on, as much time passes for everything that measures it.
const steady = performance.now.bind(performance);
performance.now = () => steady() + aheadMs;
const later = globalThis.setTimeout;
const sooner = ((work: () => void, ms?: number, ...given: []) =>
  later(work, ms === ANSWER_MS ? SHORT_MS : ms, ...given)) as typeof setTimeout;
globalThis.setTimeout = Object.assign(sooner, later);

const source = (file: string) => new URL(file, `${process.env.SOURCE ?? ''}/`).href;
const { createApp } = (await import(source('app.js'))) as typeof appModule;
const { readConfig } = (await import(source('config.js'))) as typeof configModule;
const { createLog } = (await import(source('log.js'))) as typeof logModule;

const config = readConfig(process.env);
const log = createLog(config.LOG_LEVEL);
const app = await createApp({
  config,
  token: config.DISCORD_TOKEN ?? '',
  log,
  now: () => new Date(Date.now() + aheadMs),
  fatal: (code, why) => {
    log.warn({ code }, why);
    process.exit(code);
  },
});
process.on('message', (message) => void hear(message as Told));
// Without whoever started it, nobody would end it.
process.on('disconnect', () => process.exit(1));
process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)));
await app.start();
log.info('ready');

async function hear(told: Told): Promise<void> {
  aheadMs = told.aheadMs ?? aheadMs;
  if (told.dieAtWrite !== undefined) dieAtWrite(told.dieAtWrite, told.when ?? 'before');
  if (told.tick === true) await app.tick();
  process.send?.('heard');
}
