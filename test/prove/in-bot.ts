/**
 * Loaded into a bot's process before the bot: its clock can be set ahead, and it can be made to die at a write of its
 * store, right before it begins or right after it is on disk and before the bot knows. Nothing else is changed.
 */
import { dieAtWrite } from './die-at-write.js';

/** What the process can be told. */
interface Told {
  /** How far its clock is ahead of the machine's, in ms. */
  aheadMs?: number;
  /** To die at the n-th write from now (1 the next); 0 takes it back. */
  dieAtWrite?: number;
  when?: 'before' | 'after';
}

let aheadMs = 0;

const hear = (told: Told) => {
  aheadMs = told.aheadMs ?? aheadMs;
  if (told.dieAtWrite !== undefined) dieAtWrite(told.dieAtWrite, told.when ?? 'before');
};

hear({
  aheadMs: Number(process.env.AHEAD_MS ?? 0),
  dieAtWrite: Number(process.env.DIE_AT_WRITE ?? 0),
  when: process.env.DIE_WHEN === 'after' ? 'after' : 'before',
});
process.on('message', (message) => {
  hear(message as Told);
  process.send?.('heard');
});
// Without whoever started it, nobody would end it.
process.on('disconnect', () => process.exit(1));

const RealDate = Date;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: unknown[], made) =>
    Reflect.construct(target, given.length === 0 ? [RealDate.now() + aheadMs] : given, made) as object,
  get: (target, name, receiver) =>
    name === 'now' ? () => RealDate.now() + aheadMs : (Reflect.get(target, name, receiver) as unknown),
});
