import { existsSync, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { askBot } from '../operator/ask.js';
import { setPlaces } from '../operator/set-places.js';
import type { RunningState, SetPlace } from '../operator/socket.js';
import { settingsCollection } from '../settings/server-settings.js';
import { codeOf } from '../store/error-code.js';
import { loadStoreKeys, openStore } from '../store/index.js';
import { StoreUnavailable } from '../store/types.js';
import type { Line } from './line.js';
import { SAYS } from './sentences.js';

const KEY_FOLDERS = ['store', 'signing', 'ballots'];
const ANSWER_MS = 15_000;

/** Modes and owners of the key folders and of every file in them. Nothing is made or changed. */
export async function checkKeys(keyDir: string): Promise<Line[]> {
  if (!existsSync(keyDir)) return [SAYS.keysNew(keyDir)];
  const lines: Line[] = [];
  const look = async (file: string): Promise<Stats | undefined> => {
    try {
      const found = await stat(file);
      if (!isMine(found)) lines.push(SAYS.notOurs(file));
      else if ((found.mode & 0o077) !== 0)
        lines.push(SAYS.keysOpen(file, found.isDirectory() ? '700' : '600'));
      return found;
    } catch (error) {
      lines.push(
        codeOf(error) === 'ENOENT' ? SAYS.keysMissing(file) : SAYS.keysUnreadable(file, codeOf(error)),
      );
      return undefined;
    }
  };
  await look(keyDir);
  for (const name of KEY_FOLDERS) {
    const folder = path.join(keyDir, name);
    if ((await look(folder)) === undefined) continue;
    try {
      for (const file of await readdir(folder)) await look(path.join(folder, file));
    } catch (error) {
      lines.push(SAYS.keysUnreadable(folder, codeOf(error)));
    }
  }
  return lines.length === 0 ? [SAYS.keys(keyDir)] : lines;
}

/** Of the running bot, where there is one, else of the store itself. */
export interface StoreFound {
  lines: Line[];
  running: boolean;
  /** What servers have set; empty where nobody could say. */
  places: SetPlace[];
}

/**
 * Asks the bot that runs with these keys how it is; where none runs, opens the store as a start would, and closes it.
 * Makes neither store nor keys where there are none.
 */
export async function checkStore(storeUrl: string, keyDir: string): Promise<StoreFound> {
  const state = await running(keyDir);
  if (state === 'silent') return { lines: [SAYS.silent], running: true, places: [] };
  if (state !== undefined) {
    const parts = Object.entries(state.parts).map(([name, how]) => `${name} ${how}`);
    const line = state.ready ? SAYS.running(parts) : SAYS.ailing(parts);
    return { lines: [line], running: true, places: state.places };
  }
  const { lines, places } = await openedStore(path.resolve(storeUrl.replace(/^sqlite:\/\//u, '')), keyDir);
  return { lines: [SAYS.stopped, ...lines], running: false, places };
}

async function running(keyDir: string): Promise<RunningState | 'silent' | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'silent'>((resolve) => {
    timer = setTimeout(() => resolve('silent'), ANSWER_MS);
  });
  try {
    const answer = await Promise.race([askBot(keyDir, { ask: 'state' }), late]);
    return answer === 'silent' ? answer : (answer.state ?? 'silent');
  } catch {
    // No socket, or one that a crash left.
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function openedStore(file: string, keyDir: string): Promise<{ lines: Line[]; places: SetPlace[] }> {
  const key = path.join(keyDir, 'store', 'store.key');
  const traces = [file, `${file}.open`, `${file}.reserve`].filter((one) => existsSync(one));
  const [trace] = traces;
  if (trace === undefined) return { lines: [SAYS.storeNew(file)], places: [] };
  try {
    // What is made by another user beside it would keep the bot out.
    if (!isMine(await stat(trace))) return { lines: [SAYS.notOurs(trace)], places: [] };
    if (!existsSync(key)) return { lines: [SAYS.storeKeyMissing(file, key)], places: [] };
    const store = await openStore({ path: file, keys: await loadStoreKeys(keyDir) });
    try {
      return { lines: [SAYS.store(file)], places: await setPlaces(settingsCollection(store)) };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { lines: [SAYS.storeRefused(error.message)], places: [] };
  }
}

function isMine({ uid }: Stats): boolean {
  // Where the system knows no owners, everything is.
  return process.getuid === undefined || uid === process.getuid();
}
