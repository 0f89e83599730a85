import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../store/error-code.js';
import type { Store } from '../store/types.js';
import { namedAt } from './backup-files.js';
import { sentenceFor } from './file-error.js';
import type { Installation } from './installation.js';
import type { OperatorAnswer } from './socket.js';
import { askIfRunning, withStore } from './with-store.js';

/** How often somebody who waits hears how far it is, in ms. */
const TELL_EVERY_MS = 1_000;

const WHAT_IS_MISSING =
  'The keys are not in it, and without them nobody can read it, you neither: copy them to another place with npm run backup -- --keys FOLDER. Secret votes that are open have to be held again after a restore.';

/**
 * Makes a backup: by the running bot, or where none runs, here. `file` absent: in BACKUP_DIR, else beside the store, under
 * a name with the time.
 */
export async function backUp(
  installation: Installation,
  file: string | undefined,
  now: Date,
  progress: (said: string) => void,
): Promise<OperatorAnswer> {
  const wanted = file === undefined ? {} : { file: path.resolve(file) };
  const answer = await askIfRunning(installation, { ask: 'backup', ...wanted }, progress);
  if (answer !== undefined) return answer;
  if (!(await hasStore(installation)))
    return { ok: false, said: `There is no store ${installation.store} to back up. Check STORE_URL.` };
  return withStore(installation.store, installation.keyDir, (store) =>
    backUpStore(store, installation, wanted.file, now, progress),
  );
}

/** The same with an open store; what goes wrong with the file is the answer. */
export async function backUpStore(
  store: Pick<Store, 'backup'>,
  installation: Pick<Installation, 'store' | 'backupDir'>,
  file: string | undefined,
  now: Date,
  progress: (said: string) => void,
): Promise<OperatorAnswer> {
  const folder = installation.backupDir ?? path.dirname(installation.store);
  const target = file ?? path.join(folder, namedAt(installation.store, now));
  let toldAt = performance.now();
  try {
    if (file === undefined) await mkdir(folder, { recursive: true, mode: 0o700 });
    await store.backup(target, (rows) => {
      if (performance.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = performance.now();
      progress(`${rows.toLocaleString('en')} records copied`);
    });
  } catch (error) {
    return { ok: false, said: sentenceFor(codeOf(error)) };
  }
  return { ok: true, said: `The backup is in ${target}. ${WHAT_IS_MISSING}` };
}

async function hasStore({ store }: Installation): Promise<boolean> {
  return (await stat(store).catch(() => undefined)) !== undefined;
}
