import { existsSync } from 'node:fs';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Config } from '../config.js';
import { loadContent } from '../content.js';
import { ContentInvalid, formatProblem } from '../explainers/problem.js';
import { loadPen } from '../pictures/fonts.js';
import { codeOf } from '../store/error-code.js';
import type { Line } from './line.js';
import { SAYS } from './sentences.js';

/** As in `engines` of package.json; a test compares them. */
export const OLDEST_NODE = [20, 19] as const;
const LITTLE_BYTES = 1024 ** 3;
/** The reserve for closing and erasing, its double, and some to spare. */
const TOO_LITTLE_BYTES = 64 * 1024 ** 2;
const ANSWER_MS = 5_000;

/** Node, the compiled parts, and the texts. */
export async function checkProgram(config: Config): Promise<Line[]> {
  return [
    nodeLine(process.versions.node),
    await driverLine(),
    await picturesLine(),
    ...(await textLines(config)),
  ];
}

/** Whether this Node is new enough; `version` is like `20.19.0`. */
function nodeLine(version: string): Line {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldest, oldestMinor] = OLDEST_NODE;
  const fits = major > oldest || (major === oldest && minor >= oldestMinor);
  return fits ? SAYS.node(version) : SAYS.nodeOld(version, `${OLDEST_NODE.join('.')} or later`);
}

async function driverLine(): Promise<Line> {
  try {
    await import('@keyv/sqlite');
    return SAYS.driver;
  } catch {
    return SAYS.driverMissing;
  }
}

async function picturesLine(): Promise<Line> {
  try {
    await loadPen();
    return SAYS.pictures;
  } catch {
    return SAYS.picturesMissing;
  }
}

async function textLines({ CONTENT_DIR }: Config): Promise<Line[]> {
  try {
    await loadContent(CONTENT_DIR);
    return [SAYS.texts];
  } catch (error) {
    if (!(error instanceof ContentInvalid)) throw error;
    return error.problems.map((problem) => SAYS.text(formatProblem(problem)));
  }
}

/** Room on the disks of the store, the keys and the backups; each disk once. */
export async function checkRoom(folders: readonly string[]): Promise<Line[]> {
  const lines: Line[] = [];
  const seen = new Set<number>();
  for (const folder of folders) {
    const there = nearest(folder);
    const { dev } = await stat(there);
    if (seen.has(dev)) continue;
    seen.add(dev);
    const { bavail, bsize } = await statfs(there);
    lines.push(roomLine(folder, bavail * bsize));
  }
  return lines;
}

/** What to say of so many free bytes. */
function roomLine(folder: string, free: number): Line {
  if (free < TOO_LITTLE_BYTES) return SAYS.roomNone(folder, free);
  return free < LITTLE_BYTES ? SAYS.roomLittle(folder, free) : SAYS.room(folder, free);
}

/** The folder, or the nearest above it that is there. */
export function nearest(folder: string): string {
  let there = path.resolve(folder);
  while (!existsSync(there) && path.dirname(there) !== there) there = path.dirname(there);
  return there;
}

/** Whether backups can be written, and lie apart from the keys. */
export async function checkBackups(folder: string | undefined, keyDir: string): Promise<Line[]> {
  if (folder === undefined) return [SAYS.backupsOff];
  const inside = path.relative(path.resolve(keyDir), path.resolve(folder));
  const lines = inside.startsWith('..') || path.isAbsolute(inside) ? [] : [SAYS.backupsWithKeys(folder)];
  try {
    // A folder that is missing is made by the bot, where it may.
    const there = nearest(folder);
    if (!(await stat(there)).isDirectory()) throw Object.assign(new Error('No folder'), { code: 'ENOTDIR' });
    await access(there, constants.W_OK | constants.X_OK);
    return [...lines, SAYS.backups(folder)];
  } catch (error) {
    return [...lines, SAYS.backupsNot(folder, codeOf(error))];
  }
}

/** Whether the ports are free, or answered by the bot where it runs. */
export async function checkPorts(config: Config, running: boolean): Promise<Line[]> {
  const { HEALTH_HOST: host, HEALTH_PORT: port, LOCAL_DISCORD_PORT: local, DISCORD_TOKEN: token } = config;
  const lines: Line[] = [];
  if (port !== undefined && port !== 0) {
    if (running && (await answers(host, port))) lines.push(SAYS.portAnswers('HEALTH_PORT', port));
    else lines.push(await portLine('HEALTH_PORT', host, port));
  }
  if (token === undefined && !running && local !== 0)
    lines.push(await portLine('LOCAL_DISCORD_PORT', '127.0.0.1', local));
  return lines;
}

async function answers(host: string, port: number): Promise<boolean> {
  // Bound to every address, it answers at this machine's own.
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const url = `http://${name.includes(':') ? `[${name}]` : name}:${String(port)}/healthz`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    const body = (await answer.json()) as { status?: unknown };
    return body.status === 'alive' || body.status === 'ailing';
  } catch {
    return false;
  }
}

function portLine(key: string, host: string, port: number): Promise<Line> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(SAYS.portTaken(key, port, codeOf(error))));
    server.listen(port, host, () => server.close(() => resolve(SAYS.portFree(key, port))));
  });
}
