import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** So many questions at once. */
const AT_ONCE = 4;
const ANSWER_MS = 20_000;

/** What the registry knows of a version. */
export interface Published {
  at: Date | undefined;
  deprecated: string | undefined;
}

/**
 * Asks the registry that npm is set to, with npm itself, when versions were published; one question for each package, so
 * only when somebody wants to know. What the registry does not tell is left out; after the first that cannot be asked at
 * all no other is.
 */
export async function askRegistry(
  wanted: readonly { name: string; version: string }[],
): Promise<Map<string, Published>> {
  const known = new Map<string, Published>();
  const left = [...wanted];
  const unreachable = new Set<string>();
  const work = async () => {
    for (let next = left.shift(); next !== undefined && unreachable.size === 0; next = left.shift()) {
      const { name, version } = next;
      const answer = await viewed(name, version);
      if (answer === 'unreachable') unreachable.add(name);
      else if (answer !== undefined) known.set(`${name}@${version}`, answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return known;
}

async function viewed(name: string, version: string): Promise<Published | 'unreachable' | undefined> {
  const asked = ['view', `${name}@${version}`, 'time', 'deprecated', '--json', '--fetch-retries=0'];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  try {
    const { stdout } = await run(npm, asked, { timeout: ANSWER_MS, maxBuffer: 64 * 1024 ** 2 });
    return readView(stdout, version);
  } catch (error) {
    // npm says in its answer what went wrong; a package it does not find is no reason to stop asking.
    return /"code":\s*"E404"/u.test((error as { stdout?: string }).stdout ?? '') ? undefined : 'unreachable';
  }
}

/** Reads what `npm view NAME@VERSION time deprecated --json` prints. */
export function readView(text: string, version: string): Published | undefined {
  const parsed = JSON.parse(text === '' ? '{}' : text) as unknown;
  const answer = (Array.isArray(parsed) ? parsed.at(-1) : parsed) as Record<string, unknown> | undefined;
  // With one field npm prints that alone.
  const times = (answer?.time ?? answer) as Record<string, unknown> | undefined;
  const at = new Date(String(times?.[version]));
  return {
    at: Number.isNaN(at.getTime()) ? undefined : at,
    deprecated: typeof answer?.deprecated === 'string' ? answer.deprecated : undefined,
  };
}
