import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Gives this run of the tests a folder of its own for everything temporary, and removes it when the run ends: workers
 * are ended without a chance to tidy up, and a test that fails may leave things behind. The name is short because a
 * socket lies deep inside, and the system takes about a hundred characters.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'st-run-'));
  // Read by os.tmpdir() in the workers, which start after this, and in every process they start.
  process.env.TMPDIR = folder;
  // For a run that is broken off.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
