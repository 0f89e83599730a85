import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../store/error-code.js';
import { UNFINISHED } from '../store/store-files.js';

/** How long backups are kept, in days. Whoever had themselves erased is in them for so long, and was told so. */
const KEPT_DAYS = 14;

const DAY_MS = 86_400_000;
const STAMP = String.raw`(\d{4}-\d\d-\d\d)(?:T\d{6}Z)?`;

/** The name of the nightly backup of a day, `2027-03-01`: `strike-together.2027-03-01.sqlite`. */
export function nightlyName(store: string, day: string): string {
  const { name, ext } = path.parse(store);
  return `${name}.${day}${ext}`;
}

/** The name of a backup made by hand: `strike-together.2027-03-01T101500Z.sqlite`. */
export function namedAt(store: string, now: Date): string {
  const stamp = now
    .toISOString()
    .replace(/\.\d+Z$/u, 'Z')
    .replaceAll(':', '');
  return nightlyName(store, stamp);
}

/** The backups of a store in a folder by their names, oldest first; none where there is no such folder. */
export async function backupsOf(store: string, folder: string): Promise<{ file: string; day: string }[]> {
  const { name, ext } = path.parse(store);
  const mine = new RegExp(`^${escape(name)}\\.${STAMP}${escape(ext)}$`, 'u');
  const found = (await namesIn(folder)).flatMap((one) => {
    const day = mine.exec(one)?.[1];
    return day === undefined ? [] : [{ file: path.join(folder, one), day }];
  });
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Removes the backups of a store that are older than {@link KEPT_DAYS}, and what was never finished; how many. */
export async function removeOldBackups(store: string, folder: string, today: string): Promise<number> {
  const oldest = new Date(Date.parse(today) - KEPT_DAYS * DAY_MS).toISOString().slice(0, 10);
  const old = (await backupsOf(store, folder)).filter(({ day }) => day < oldest).map(({ file }) => file);
  const begun = new RegExp(`^${escape(path.parse(store).name)}\\..*${escape(UNFINISHED)}`, 'u');
  const unfinished = (await namesIn(folder)).filter((one) => begun.test(one));
  for (const file of [...old, ...unfinished.map((one) => path.join(folder, one))])
    await rm(file, { force: true });
  return old.length;
}

/** What to do about a damaged store, in a sentence that names the newest backup where there is one. */
export async function remedyFor(store: string, folder: string | undefined): Promise<string> {
  const newest = folder === undefined ? undefined : (await backupsOf(store, folder)).at(-1)?.file;
  return newest === undefined
    ? 'Put a backup in its place with: npm run restore -- FILE, then start again.'
    : `Put the newest backup in its place with: npm run restore -- "${newest}", then start again.`;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
