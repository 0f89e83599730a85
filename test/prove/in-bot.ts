/**
 * Loaded into a bot's process before the bot: its clock can be set ahead, and it can be made to die at a write of its
 * store, right before it begins or right after it is on disk and before the bot knows. Nothing else is changed.
 */
import sqlite3 from 'sqlite3';

/** What the process can be told. */
interface Told {
  /** How far its clock is ahead of the machine's, in ms. */
  aheadMs?: number;
  /** To die at the n-th write from now (1 the next); 0 takes it back. */
  dieAtWrite?: number;
  when?: 'before' | 'after';
}

let aheadMs = 0;
let left = 0;
let when: Told['when'] = 'before';

const hear = (told: Told) => {
  aheadMs = told.aheadMs ?? aheadMs;
  left = told.dieAtWrite ?? left;
  when = told.when ?? when;
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

type Query = (this: unknown, sql: string, ...rest: unknown[]) => unknown;
const database = sqlite3.Database.prototype as unknown as { all: Query };
const { all } = database;
database.all = function (sql, ...rest) {
  const dying = /^\s*(?:INSERT|UPDATE|DELETE|WITH)\b/iu.test(sql) && left > 0 && (left -= 1) === 0;
  if (!dying) return all.call(this, sql, ...rest);
  const die = () => void process.kill(process.pid, 'SIGKILL');
  if (when === 'before') return die();
  return all.call(this, sql, ...rest.slice(0, -1), die);
};
