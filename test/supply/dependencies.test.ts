import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isAllowed } from '../../src/supply/licences.js';
import { readLockfile } from '../../src/supply/lockfile.js';
import { askRegistry, readView } from '../../src/supply/published.js';
import { reportOn, type ReportOptions } from '../../src/supply/report.js';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>;
  overrides: Record<string, string>;
  allowScripts: Record<string, boolean>;
  engines: { node: string };
};
const packages = readLockfile(read('package-lock.json'));
const OPTIONS: ReportOptions = {
  allowScripts: manifest.allowScripts,
  published: new Map(),
  oldYears: 4,
  now: new Date('2027-03-01T12:00:00Z'),
};
const pinned = { optional: false, pinned: true, address: undefined, deprecated: undefined };
const LEFT_PAD = {
  ...pinned,
  name: 'left-pad',
  version: '1.0.0',
  licence: 'MIT',
  production: true,
  installScript: false,
};

describe('the lock file of the bot', () => {
  it('gives no cause for a complaint', () => {
    const { lines, problems } = reportOn(packages, OPTIONS);
    expect(problems).toEqual([]);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines).toContain('discord.js\t14.28.1\tApache-2.0\tage unknown');
  });

  it('lets exactly the native driver of the store run an install script', () => {
    const allowed = Object.entries(manifest.allowScripts).filter(([, may]) => may);
    expect(allowed).toEqual([['sqlite3', true]]);
    const scripts = packages.filter(({ installScript, production }) => installScript && production);
    expect(scripts.map(({ name }) => name)).toEqual(['sqlite3']);
  });

  it('has a checksum for every package, an address for none, and every direct dependency at one version', () => {
    expect(packages.filter(({ pinned }) => !pinned)).toEqual([]);
    expect(packages.filter(({ address }) => address !== undefined)).toEqual([]);
    for (const [name, version] of Object.entries(manifest.dependencies)) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/u);
      expect(
        packages.find((one) => one.name === name && one.version === version),
        name,
      ).toBeDefined();
    }
  });

  it('has the install chain of the driver without its known holes', () => {
    for (const [name, least] of [
      ['tar', [7, 5, 11]],
      ['node-gyp', [12, 0, 0]],
    ] as const) {
      const versions = packages.filter((one) => one.name === name).map(({ version }) => version);
      expect(versions.length, name).toBeGreaterThan(0);
      for (const version of versions) expect(isAtLeast(version, least), `${name} ${version}`).toBe(true);
    }
  });
});

function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [at, wanted] of least.entries()) {
    const part = parts[at] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}

describe('what is complained of', () => {
  it.each([
    [{ licence: 'GPL-2.0-only' }, 'left-pad@1.0.0 has a licence that is not on the list: GPL-2.0-only.'],
    [{ licence: undefined }, 'left-pad@1.0.0 has a licence that is not on the list: none.'],
    [
      { installScript: true },
      'left-pad@1.0.0 has an install script that allowScripts in package.json does not speak of.',
    ],
    [
      { installScript: true, production: false },
      'left-pad@1.0.0 has an install script that allowScripts in package.json does not speak of.',
    ],
    [
      { address: 'https://registry.example/x.tgz' },
      'left-pad@1.0.0 is bound to an address in the lock file.',
    ],
  ])('%o', (change, problem) => {
    const { problems } = reportOn([{ ...LEFT_PAD, ...change }], { ...OPTIONS, allowScripts: {} });
    expect(problems).toEqual([problem]);
  });

  it('a name in allowScripts that nothing has', () => {
    const { problems } = reportOn([LEFT_PAD], { ...OPTIONS, allowScripts: { gone: true } });
    expect(problems).toEqual(['allowScripts in package.json names gone, which is not installed.']);
  });

  it('age and deprecation are told, and are nobody’s fault', () => {
    const at = new Date('2020-01-01T00:00:00Z');
    const published = new Map([['left-pad@1.0.0', { at, deprecated: 'use\u001b[2J padStart' }]]);
    const { lines, problems, remarks } = reportOn([LEFT_PAD], { ...OPTIONS, allowScripts: {}, published });
    expect(lines).toEqual(['left-pad\t1.0.0\tMIT\t2020-01-01 (2616 days)']);
    expect(problems).toEqual([]);
    expect(remarks).toEqual([
      'left-pad@1.0.0 is deprecated: use [2J padStart',
      'left-pad@1.0.0 is older than 4 years.',
    ]);
  });
});

it.each([
  ['MIT', true],
  ['(MIT OR WTFPL)', true],
  ['WTFPL OR GPL-3.0-only', false],
  ['MIT AND GPL-3.0-only', false],
  ['MIT AND ISC', true],
  ['GPL-3.0-only OR (MIT AND ISC)', true],
  ['GPL-3.0-only OR MIT AND GPL-2.0-only', false],
  ['(MIT', false],
  ['MIT ISC', false],
  ['SEE LICENSE IN LICENSE', false],
  ['', false],
] as const)('the licence %s is allowed: %s', (licence, allowed) => {
  expect(isAllowed(licence)).toBe(allowed);
});

describe('what npm tells of a version', () => {
  const time = { created: '2010-01-01T00:00:00Z', '1.0.0': '2015-05-01T10:00:00.000Z' };
  it.each([
    ['both fields', { time, deprecated: 'old' }, 'old'],
    ['one field, printed alone', time, undefined],
    ['a list', [{ time }], undefined],
  ])('%s', (_what, answer, deprecated) => {
    expect(readView(JSON.stringify(answer), '1.0.0')).toEqual({
      at: new Date('2015-05-01T10:00:00.000Z'),
      deprecated,
    });
  });

  it('nothing', () => {
    expect(readView('', '1.0.0')).toEqual({ at: undefined, deprecated: undefined });
  });
});

describe('a registry', () => {
  const before = process.env.npm_config_registry;
  afterEach(() => {
    if (before === undefined) delete process.env.npm_config_registry;
    else process.env.npm_config_registry = before;
  });

  it('is asked with npm itself, and what it does not have is left out', async () => {
    const server = createServer((request, response) => {
      const found = request.url === '/left-pad';
      const version = { name: 'left-pad', version: '1.0.0', dist: { tarball: 'http://127.0.0.1:9/x.tgz' } };
      response.writeHead(found ? 200 : 404, { 'Content-Type': 'application/json' }).end(
        JSON.stringify({
          ...(found ? { name: 'left-pad', 'dist-tags': { latest: '1.0.0' } } : { error: 'not found' }),
          versions: { '1.0.0': { ...version, deprecated: 'use padStart' } },
          time: { '1.0.0': '2015-05-01T10:00:00.000Z' },
        }),
      );
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      process.env.npm_config_registry = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
      const known = await askRegistry([LEFT_PAD, { name: 'not-there-at-all', version: '1.0.0' }]);
      const at = new Date('2015-05-01T10:00:00.000Z');
      expect([...known]).toEqual([['left-pad@1.0.0', { at, deprecated: 'use padStart' }]]);
    } finally {
      server.close();
    }
  });

  it('that cannot be reached leaves every age unknown', async () => {
    process.env.npm_config_registry = 'http://127.0.0.1:9/';
    expect([...(await askRegistry([LEFT_PAD]))]).toEqual([]);
  });
});
