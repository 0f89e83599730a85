/** Loaded into a bot's process before its store is opened, so that it can be made to die at a write. */
import sqlite3 from 'sqlite3';

let left = 0;
let when: 'before' | 'after' = 'before';

/** Dies at the n-th write from now (1 the next), right before it begins or right after it is on disk; 0 takes it back. */
export function dieAtWrite(n: number, at: 'before' | 'after'): void {
  left = n;
  when = at;
}

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
