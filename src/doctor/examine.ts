import path from 'node:path';
import type { Config } from '../config.js';
import { checkDiscord } from './discord.js';
import { checkKeys, checkStore } from './files.js';
import { checkBackups, checkPorts, checkProgram, checkRoom } from './host.js';
import type { Line } from './line.js';

/** Looks at everything the bot needs, in the order in which it is told; changes nothing. */
export async function* examine(config: Config): AsyncGenerator<Line> {
  const { STORE_URL, KEY_DIR, BACKUP_DIR } = config;
  yield* await checkProgram(config);
  yield* await checkKeys(KEY_DIR);
  const store = await checkStore(STORE_URL, KEY_DIR);
  yield* store.lines;
  const folder = path.dirname(STORE_URL.replace(/^sqlite:\/\//u, ''));
  yield* await checkRoom([folder, KEY_DIR, ...(BACKUP_DIR === undefined ? [] : [BACKUP_DIR])]);
  yield* await checkBackups(BACKUP_DIR, KEY_DIR);
  yield* await checkPorts(config, store.running);
  yield* await checkDiscord(config, store.places);
}
