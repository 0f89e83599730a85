import { readFile } from 'node:fs/promises';
import { readLockfile } from './supply/lockfile.js';
import { askRegistry } from './supply/published.js';
import { reportOn } from './supply/report.js';

/**
 * `npm run packages`: every package the bot runs with, with version, licence and, after `-- --ages`, when it was
 * published (that asks the registry npm is set to, once for each package; what it does not tell is "age unknown"). Exit
 * code 1 where a licence is not on the list, an install script is not spoken of, or the lock file holds an address.
 */
const OLD_YEARS = 4;
const ages = process.argv.includes('--ages');
const text = await readFile('package-lock.json', 'utf8').catch(() => undefined);
if (text === undefined) {
  process.stderr.write('There is no package-lock.json here. Run this in the folder of the source.\n');
  process.exitCode = 1;
} else {
  const packages = readLockfile(text);
  const { allowScripts = {} } = JSON.parse(await readFile('package.json', 'utf8')) as {
    allowScripts?: Record<string, boolean>;
  };
  const published = ages ? await askRegistry(packages.filter(({ production }) => production)) : new Map();
  const { lines, problems, remarks } = reportOn(packages, {
    ...{ allowScripts, published },
    oldYears: OLD_YEARS,
    now: new Date(),
  });
  process.stdout.write(`${lines.join('\n')}\n${String(lines.length)} packages\n`);
  if (ages && published.size === 0) process.stderr.write('The registry could not be asked for ages.\n');
  for (const line of [...remarks, ...problems]) process.stderr.write(`${line}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
