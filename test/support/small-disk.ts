import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PIECE = Buffer.alloc(64 * 1024, 7);

/** A file system of its own that is small, and really full when it is full. */
export interface SmallDisk {
  folder: string;
  /** Fills it with a file of somebody else's, but for so many bytes. */
  fill(left: number): Promise<void>;
  /** Removes that file. */
  free(): Promise<void>;
  unmount(): Promise<void>;
}

/** Mounts one of so many MB; undefined where whoever runs this may not mount. */
export async function smallDisk(mb: number): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${String(mb)}m,mode=0700`, 'tmpfs', folder]);
  } catch {
    await rmdir(folder);
    return undefined;
  }
  const ballast = path.join(folder, 'somebody-elses');
  return {
    folder,
    async fill(left) {
      const file = await open(ballast, 'w');
      try {
        for (;;) await file.writeFile(PIECE);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        await file.truncate(Math.max(0, (await file.stat()).size - left));
      } finally {
        await file.close();
      }
    },
    free: () => rm(ballast, { force: true }),
    async unmount() {
      await run('umount', ['-l', folder]);
      await rmdir(folder);
    },
  };
}
