import { link, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deriveBallotKeys, VersionKeys } from '../../src/proposals/version-keys.js';

const FIRST = '0123456789-1';
const SECOND = '0123456789-2';

let folder: string;
let keys: VersionKeys;
const file = (version: string) => path.join(folder, 'ballots', version);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'version-keys-'));
  keys = await VersionKeys.open(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the secret of a version', () => {
  it('is 32 bytes in a file of its own, for the bot’s eyes only', async () => {
    await keys.make(FIRST);
    expect((await readFile(file(FIRST))).length).toBe(32);
    expect((await stat(file(FIRST))).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file(FIRST)))).mode & 0o777).toBe(0o700);
  });

  it('stays when it is made again, also by a bot started since', async () => {
    await keys.make(FIRST);
    const before = await readFile(file(FIRST));
    await keys.make(FIRST);
    await (await VersionKeys.open(folder)).make(FIRST);
    expect(await readFile(file(FIRST))).toEqual(before);
  });

  it('is made anew where a crash left less than all of it', async () => {
    await keys.make(FIRST);
    await truncate(file(FIRST), 7);
    expect(await keys.get(FIRST)).toBeUndefined();
    await keys.make(FIRST);
    expect((await readFile(file(FIRST))).length).toBe(32);
    expect(await keys.get(FIRST)).toBeDefined();
  });

  it('gives the same two keys each time, after a restart too, and others for every version', async () => {
    await keys.make(FIRST);
    await keys.make(SECOND);
    const first = await keys.get(FIRST);
    expect(await (await VersionKeys.open(folder)).get(FIRST)).toEqual(first);
    const second = await keys.get(SECOND);
    const all = [first?.names, first?.seal, second?.names, second?.seal].map((key) => key?.toString('hex'));
    expect(new Set(all).size).toBe(4);
    expect(all.every((key) => key?.length === 64)).toBe(true);
  });

  it('is nothing where there is none', async () => {
    expect(await keys.get(FIRST)).toBeUndefined();
    expect(await keys.list()).toEqual([]);
  });
});

describe('destroying a secret', () => {
  it('leaves no file, no key in memory, and nothing that could be read again', async () => {
    await keys.make(FIRST);
    const held = await keys.get(FIRST);
    await keys.destroy(FIRST);
    expect(await keys.get(FIRST)).toBeUndefined();
    expect(await keys.list()).toEqual([]);
    await expect(stat(file(FIRST))).rejects.toThrow('ENOENT');
    expect(held?.names.every((byte) => byte === 0)).toBe(true);
    expect(held?.seal.every((byte) => byte === 0)).toBe(true);
  });

  it('overwrites the bytes before the name goes', async () => {
    await keys.make(FIRST);
    const before = await readFile(file(FIRST));
    // A second name for the same bytes on disk, as a forensic look would have it.
    const other = path.join(folder, 'same-bytes');
    await link(file(FIRST), other);
    await keys.destroy(FIRST);
    const after = await readFile(other);
    expect(after.length).toBe(32);
    expect(after.equals(before)).toBe(false);
  });

  it('can be repeated, and leaves other versions alone', async () => {
    await keys.make(FIRST);
    await keys.make(SECOND);
    await keys.destroy(FIRST);
    await keys.destroy(FIRST);
    expect(await keys.list()).toEqual([SECOND]);
    expect(await keys.get(SECOND)).toBeDefined();
  });

  it('is for good: made again, it is another', async () => {
    await keys.make(FIRST);
    const before = await readFile(file(FIRST));
    await keys.destroy(FIRST);
    await keys.make(FIRST);
    expect(await readFile(file(FIRST))).not.toEqual(before);
  });
});

describe('names of versions', () => {
  it.each([
    '',
    '..',
    '../signing/outcome.pem',
    '0123456789',
    '0123456789-0',
    '0123456789-1/x',
    'ABCDEFGHJK-1',
  ])('"%s" is none, and reaches no file', async (name) => {
    await expect(keys.make(name)).rejects.toThrow('Not the name of a version');
    await expect(keys.get(name)).rejects.toThrow('Not the name of a version');
    await expect(keys.destroy(name)).rejects.toThrow('Not the name of a version');
  });

  it('are all that is listed of the folder', async () => {
    await keys.make(FIRST);
    await writeFile(path.join(folder, 'ballots', 'notes.txt'), 'mine');
    expect(await keys.list()).toEqual([FIRST]);
  });
});

describe('keys of open ballots', () => {
  it('are derived once from what is kept elsewhere, and leave no file', async () => {
    const secret = Buffer.alloc(32, 7);
    let asked = 0;
    const derive = () =>
      keys.derived(FIRST, () => {
        asked += 1;
        return secret;
      });
    expect(derive()).toEqual(deriveBallotKeys(secret));
    derive();
    expect(asked).toBe(1);
    expect(await keys.list()).toEqual([]);
  });
});
