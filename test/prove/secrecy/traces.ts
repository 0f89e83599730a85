import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ballotPseudonym } from '../../../src/proposals/sealed-ballot.js';
import { deriveBallotKeys } from '../../../src/proposals/version-keys.js';
import { StoreKeys } from '../../../src/store/store-keys.js';
import { holds } from '../proof.js';
import { byteNeedles, idNeedles, type Found, type Needle } from './byte-search.js';

/** What may be nowhere after closing, of one vote. */
export interface Traces {
  /** Whoever clicked in a secret ballot. */
  userIds: readonly string[];
  /** Members of organisations that vote openly: their names may stand in one sealed list, and nowhere else. */
  namedIds: readonly string[];
  clickIds: readonly string[];
  keys: readonly { version: string; secret: Buffer }[];
}

export const PSEUDONYMS = 'names of ballots';
export const ROWS = 'rows of ballots';
export const NAMED = 'ids of people who voted openly';

/** Every way in which each of it could be written down. */
export function needlesOf({ userIds, namedIds, clickIds, keys }: Traces, storeSecret: Buffer): Needle[] {
  const store = new StoreKeys(storeSecret);
  const people = [...userIds, ...namedIds];
  const names = keys.flatMap(({ version, secret }) => {
    const derived = deriveBallotKeys(secret);
    return people.map((userId) => ballotPseudonym(derived, version, userId));
  });
  const hex = (what: string) => (name: string) => byteNeedles(what, Buffer.from(name, 'hex'));
  return [
    ...userIds.flatMap((userId) => idNeedles('ids of people who voted secretly', userId)),
    ...namedIds.flatMap((userId) => idNeedles(NAMED, userId)),
    ...clickIds.flatMap((clickId) => idNeedles('ids of clicks', clickId)),
    ...keys.flatMap(({ secret }) => {
      const { names, seal } = deriveBallotKeys(secret);
      return [secret, names, seal].flatMap((key) => byteNeedles('ballot keys', key));
    }),
    ...names.flatMap(hex(PSEUDONYMS)),
    ...keys.map(({ version }) => ({ what: ROWS, bytes: Buffer.from(`ballot:${version}:`) })),
    // As long as the installation's own key, which whoever has everything has too.
    ...people.map((userId) => store.pseudonym(userId)).flatMap(hex('names under the store’s key')),
  ];
}

/** Every file of a folder. */
export async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
}

/** Throws where anything was found, with how much of what, and never the thing itself. */
export function holdsNothing(found: Found, where: string): void {
  const all = Object.entries(found).map(([what, { many, at }]) => `${String(many)} ${what} (${at})`);
  holds(all.length === 0, `${where}: ${all.join(', ')}`);
}
