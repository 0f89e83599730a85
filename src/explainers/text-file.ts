import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from './problem.js';

const maxBytes = 64 * 1024;

/**
 * Reads a text file that lies within `root`, with line feeds as `\n`. A link that leads out of `root`, something that
 * is not a file, a file over 64 KB, one that cannot be read and bytes that are not UTF-8 are reported, and undefined is
 * returned.
 */
export async function readTextFile(root: string, file: string, report: Report): Promise<string | undefined> {
  try {
    return await readWithin(root, file, report);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === undefined) throw error;
    const hint = code === 'ENOENT' ? 'put the file here' : 'let the user that runs the bot read it';
    report(1, 'cannot be read', hint);
    return undefined;
  }
}

async function readWithin(root: string, file: string, report: Report): Promise<string | undefined> {
  if (!(await staysWithin(root, file))) {
    report(1, 'is a link that leads out of the folder', 'put the file itself here');
    return undefined;
  }
  const about = await stat(file);
  if (!about.isFile()) {
    // Asked before anything is opened: a pipe would be waited for, and a device never ends.
    report(1, 'is not a file', 'put a text file here');
    return undefined;
  }
  if (about.size > maxBytes) {
    report(1, `is larger than ${maxBytes / 1024} KB`, 'shorten it, or split it into several topics');
    return undefined;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    return text.replace(/\r\n?/gu, '\n');
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    report(1, 'is not UTF-8 text', 'save it with the encoding UTF-8');
    return undefined;
  }
}

/** Whether a file or folder, after following links, still lies within `root`. A link that leads nowhere does not. */
export async function staysWithin(root: string, file: string): Promise<boolean> {
  if (!(await lstat(file)).isSymbolicLink()) return true;
  try {
    const real = path.relative(await realpath(root), await realpath(file));
    return real !== '' && !path.isAbsolute(real) && real.split(path.sep)[0] !== '..';
  } catch {
    return false;
  }
}
