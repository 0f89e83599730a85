import { isAllowed } from './licences.js';
import type { Locked } from './lockfile.js';
import type { Published } from './published.js';

const DAY_MS = 86_400_000;
const YEAR_MS = 365.25 * DAY_MS;

export interface ReportOptions {
  /** From `allowScripts` of package.json: packages whose install script may run, or must not. */
  allowScripts: Readonly<Record<string, boolean>>;
  /** By `name@version`; absent where the registry was not asked or did not say. */
  published: ReadonlyMap<string, Published>;
  /** Older versions are flagged. */
  oldYears: number;
  now: Date;
}

/** What is listed, and what somebody has to look at. */
export interface Report {
  lines: string[];
  /** Wrong whatever anybody thinks: a licence, a script, an address, a missing checksum. */
  problems: string[];
  /** To be judged: old or deprecated. */
  remarks: string[];
}

/** The production dependencies, one line each, and what is wrong or worth a look with any package. */
export function reportOn(packages: readonly Locked[], options: ReportOptions): Report {
  const { allowScripts, published, oldYears, now } = options;
  const report: Report = { lines: [], problems: [], remarks: [] };
  for (const one of packages) {
    const id = `${one.name}@${one.version}`;
    if (one.installScript && !(one.name in allowScripts))
      report.problems.push(
        `${id} has an install script that allowScripts in package.json does not speak of.`,
      );
    if (one.address !== undefined) report.problems.push(`${id} is bound to an address in the lock file.`);
    if (!one.production) continue;
    const known = published.get(id);
    if (!isAllowed(one.licence))
      report.problems.push(`${id} has a licence that is not on the list: ${one.licence ?? 'none'}.`);
    const deprecated = known?.deprecated ?? one.deprecated;
    if (deprecated !== undefined) report.remarks.push(`${id} is deprecated: ${oneLine(deprecated)}`);
    if (known?.at !== undefined && now.getTime() - known.at.getTime() > oldYears * YEAR_MS)
      report.remarks.push(`${id} is older than ${String(oldYears)} years.`);
    report.lines.push(
      [one.name, one.version, one.licence ?? 'none', ageOf(known?.at, now), one.optional ? 'optional' : '']
        .join('\t')
        .trimEnd(),
    );
  }
  for (const name of Object.keys(allowScripts).filter((name) => !packages.some((one) => one.name === name)))
    report.problems.push(`allowScripts in package.json names ${name}, which is not installed.`);
  return report;
}

function ageOf(at: Date | undefined, now: Date): string {
  if (at === undefined) return 'age unknown';
  const days = Math.max(0, Math.floor((now.getTime() - at.getTime()) / DAY_MS));
  return `${at.toISOString().slice(0, 10)} (${String(days)} days)`;
}

/** Written by others: on a terminal control characters could do more than be seen. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 300);
}
