import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ballotPseudonym } from '../../src/proposals/sealed-block.js';
import { deriveBallotKeys } from '../../src/proposals/version-keys.js';
import { StoreKeys } from '../../src/store/store-keys.js';
import { byteNeedles, idNeedles, type Needle } from '../prove/secrecy/byte-search.js';
import type { Stage } from './stage.js';
import { onCopy, query } from './store-file.js';

/** A row as the disk holds it. */
export interface RawRow {
  key: string;
  /** `{ v, d }` in clear, `{ v, s }` sealed. */
  record: { v: number; d?: unknown; s?: string };
  /** What is in it, for whoever has the key of the store. */
  opened: string;
}

/** Where a stage's bot keeps its store. */
export function storeFile({ folder }: Pick<Stage, 'folder'>): string {
  return path.join(folder, 'bot.sqlite');
}

/** Every file of the store and of the keys. */
export async function filesOf({ folder }: Pick<Stage, 'folder'>): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
}

async function keysOf({ folder }: Pick<Stage, 'folder'>): Promise<StoreKeys> {
  return new StoreKeys(await readFile(path.join(folder, 'keys', 'store', 'store.key')));
}

/** All rows, read from a copy of the files, with what the store's own key opens. */
export async function rawRows(stage: Pick<Stage, 'folder'>): Promise<RawRow[]> {
  const keys = await keysOf(stage);
  const sql = 'SELECT key, value FROM keyv ORDER BY key';
  const rows = await onCopy(storeFile(stage), (copy) => query<{ key: string; value: string }>(copy, sql));
  return rows.map(({ key, value }) => {
    const { value: record } = JSON.parse(value) as { value: RawRow['record'] };
    const opened =
      record.s === undefined
        ? JSON.stringify(record.d)
        : (keys.open(`${key}@${String(record.v)}`, record.s) ?? '');
    return { key, record, opened };
  });
}

export const IDS = 'the person’s id';
export const PSEUDONYMS = 'pseudonyms of the person';

/**
 * Everything by which a person can be found in the files now: their id in every way of writing it, and every pseudonym that
 * stands for them, under the keys there are.
 */
export async function needlesOf(stage: Stage, userId: string): Promise<Needle[]> {
  const { deps } = stage.app;
  const keys = await keysOf(stage);
  const names = [keys.pseudonym(userId)];
  const boxes: { name: string; secret: Buffer }[] = [];
  for (const { value: proposal } of await deps.proposals.range({ limit: 1_000 })) {
    const { id } = proposal;
    for (const what of ['follow', 'report', 'asked']) names.push(keys.pseudonym(`${what} ${id} ${userId}`));
    for (let version = 1; version <= proposal.version; version += 1) {
      const name = `${id}-${String(version)}`;
      names.push(keys.pseudonym(`nudge ${name} ${userId}`));
      boxes.push({ name, secret: keys.secretFor(`ballots of ${name}`) });
    }
  }
  const folder = path.join(stage.folder, 'keys', 'ballots');
  for (const name of await readdir(folder))
    boxes.push({ name, secret: await readFile(path.join(folder, name)) });
  for (const { name, secret } of boxes) names.push(ballotPseudonym(deriveBallotKeys(secret), name, userId));
  return [
    ...idNeedles(IDS, userId),
    ...names.flatMap((name) => byteNeedles(PSEUDONYMS, Buffer.from(name, 'hex'))),
  ];
}
