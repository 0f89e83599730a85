import path from 'node:path';
import type { Config } from '../config.js';
import { localStoreUrl } from '../without-token.js';

/** Where an installation keeps what is its own; absolute paths. */
export interface Installation {
  /** The store's file. */
  store: string;
  keyDir: string;
  /** Undefined where no nightly backup is wanted. */
  backupDir: string | undefined;
}

/** The files of the bot that runs with this configuration: without a token, the one beside the local Discord. */
export function installationOf(config: Config): Installation {
  const url = config.DISCORD_TOKEN === undefined ? localStoreUrl(config.STORE_URL) : config.STORE_URL;
  return {
    store: storeFile(url),
    keyDir: path.resolve(config.KEY_DIR),
    backupDir: config.BACKUP_DIR === undefined ? undefined : path.resolve(config.BACKUP_DIR),
  };
}

/** The absolute path that a STORE_URL names, or `:memory:`. */
export function storeFile(url: string): string {
  const named = url.replace(/^sqlite:\/\//u, '');
  return named === ':memory:' ? named : path.resolve(named);
}
