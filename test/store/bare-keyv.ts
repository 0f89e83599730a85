import { KeyvSqlite } from '@keyv/sqlite';
import Keyv from 'keyv';

/** Keyv as it comes, over the adapter as it comes: what our defences are compared with. */
export function bareKeyv(file = ':memory:'): { keyv: Keyv<unknown>; adapter: KeyvSqlite } {
  const adapter = new KeyvSqlite({ uri: `sqlite://${file}`, busyTimeout: 50 });
  const keyv = new Keyv<unknown>({ store: adapter });
  return { keyv, adapter };
}
