import { fork } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Readings } from './reader.js';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
/** So many megabytes are enough for all texts together; what takes more ends the process, and is noticed. */
const HEAP_MB = 160;
/** No sign of life for so long: it hangs. */
const SILENCE_MS = 120_000;

export type Watched = { readings: Readings } | { died: string; atText: number };

/** Has another process read the texts, and says what became of it. */
export async function watchReader(
  seed: number,
  texts: number,
  planted?: { what: string; at: number },
): Promise<Watched> {
  const folder = await mkdtemp(join(tmpdir(), 'prove-expressions-'));
  const progress = join(folder, 'at');
  try {
    const plant = planted === undefined ? [] : [planted.what, String(planted.at)];
    const ended = await run([progress, String(seed), String(texts), ...plant]);
    if (typeof ended !== 'string') return { readings: ended };
    return { died: ended, atText: Number(await readFile(progress, 'utf8').catch(() => '-1')) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(args: string[]): Promise<Readings | string> {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, args, {
      execArgv: ['--import', 'tsx', `--max-old-space-size=${String(HEAP_MB)}`],
      // What the planted killer leaves on the screen is no news.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let readings: Readings | undefined;
    let hangs = false;
    const silence = setTimeout(() => {
      hangs = true;
      child.kill('SIGKILL');
    }, SILENCE_MS);
    child.on('message', (message: { readings?: Readings }) => {
      silence.refresh();
      readings = message.readings ?? readings;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(silence);
      resolve(readings ?? (hangs ? 'hangs' : `ended with ${signal ?? `code ${String(code)}`}`));
    });
  });
}
