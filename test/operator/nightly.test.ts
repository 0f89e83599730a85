import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createLog } from '../../src/log.js';
import {
  backupsOf,
  namedAt,
  nightlyName,
  remedyFor,
  removeOldBackups,
} from '../../src/operator/backup-files.js';
import { Nightly, nightOf } from '../../src/operator/nightly.js';
import { installed, NOW } from './installed.js';

describe('the night that a backup is for', () => {
  it.each([
    ['UTC', '2027-03-01T04:29:59Z', '2027-02-28'],
    ['UTC', '2027-03-01T04:30:00Z', '2027-03-01'],
    ['Europe/Berlin', '2027-03-01T03:29:00Z', '2027-02-28'],
    ['Europe/Berlin', '2027-03-01T03:30:00Z', '2027-03-01'],
    // The clock goes from 02:00 to 03:00 that night, and back on the other.
    ['Europe/Berlin', '2027-03-28T02:29:00Z', '2027-03-27'],
    ['Europe/Berlin', '2027-03-28T02:30:00Z', '2027-03-28'],
    ['Europe/Berlin', '2027-10-31T03:29:00Z', '2027-10-30'],
    ['Europe/Berlin', '2027-10-31T03:30:00Z', '2027-10-31'],
    ['America/New_York', '2027-03-01T09:30:00Z', '2027-03-01'],
    ['Pacific/Kiritimati', '2027-02-28T14:30:00Z', '2027-03-01'],
  ])('in %s at %s is %s', (zone, now, night) => {
    expect(nightOf(new Date(now), zone)).toBe(night);
  });
});

describe('the nightly backup', () => {
  async function nightly() {
    const home = await installed();
    const { store } = await home.open();
    let now = NOW;
    const log = createLog('silent');
    const errors = vi.spyOn(log, 'error');
    const made = vi.spyOn(store, 'backup');
    const make = () =>
      new Nightly({ store, file: home.store, folder: home.backupDir, zone: 'UTC', now: () => now, log });
    return { home, store, errors, made, make, at: (time: string) => (now = new Date(time)) };
  }

  it('is made once a night, whole, for the bot’s user alone, also by a bot that starts again', async () => {
    const { home, make, made, at } = await nightly();
    const first = make();
    await Promise.all([first.run(), first.run()]);
    await make().run();
    expect(made).toHaveBeenCalledTimes(1);
    expect(await readdir(home.backupDir)).toEqual(['bot.2027-03-01.sqlite']);
    const file = path.join(home.backupDir, 'bot.2027-03-01.sqlite');
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(home.backupDir)).mode & 0o777).toString(8)).toBe('700');
    at('2027-03-02T04:29:00Z');
    await first.run();
    expect(made).toHaveBeenCalledTimes(1);
    at('2027-03-02T04:30:00Z');
    await first.run();
    expect(await readdir(home.backupDir)).toEqual(['bot.2027-03-01.sqlite', 'bot.2027-03-02.sqlite']);
    const { people } = await home.open(file);
    expect(await people.range({ limit: 100 })).toHaveLength(50);
  });

  it('goes after 14 days, with what a kill left unfinished; what is not ours stays', async () => {
    const { home, make } = await nightly();
    await mkdir(home.backupDir);
    const old = [
      'bot.2027-02-14.sqlite',
      'bot.2027-02-15T101500Z.sqlite',
      'bot.2027-03-01.sqlite.unfinished',
    ];
    const kept = [
      'bot.2027-02-15.sqlite',
      'other.2026-01-01.sqlite',
      'bot.sqlite',
      'bot.2026-13.sqlite',
      'notes',
    ];
    for (const name of [...old, ...kept]) await writeFile(path.join(home.backupDir, name), 'x');
    await make().run();
    const left = await readdir(home.backupDir);
    expect(left.toSorted()).toEqual(
      [...kept, 'bot.2027-02-15T101500Z.sqlite', 'bot.2027-03-01.sqlite'].toSorted(),
    );
  });

  it('that fails is said in the log once and tried again later; none is made with the reserve', async () => {
    const { home, store, make, made, errors } = await nightly();
    made.mockRejectedValueOnce(Object.assign(new Error('x'), { code: 'EIO' }));
    const one = make();
    await one.run();
    await one.run();
    expect(errors).toHaveBeenCalledTimes(1);
    expect(made).toHaveBeenCalledTimes(1);
    vi.spyOn(store, 'full', 'get').mockReturnValue(true);
    await make().run();
    expect(made).toHaveBeenCalledTimes(1);
    expect(await readdir(home.backupDir)).toEqual([]);
  });
});

describe('the names of backups', () => {
  it('tell the day, and whose they are', async () => {
    const { folder } = await installed(0);
    expect(nightlyName('/x/strike.sqlite', '2027-03-01')).toBe('strike.2027-03-01.sqlite');
    expect(namedAt('/x/strike.sqlite', NOW)).toBe('strike.2027-03-01T120000Z.sqlite');
    for (const name of ['bot.2027-03-01.sqlite', 'bot.2027-03-01T120000Z.sqlite', 'botx2027-03-01.sqlite'])
      await writeFile(path.join(folder, name), 'x');
    expect((await backupsOf('/x/bot.sqlite', folder)).map(({ day }) => day)).toEqual([
      '2027-03-01',
      '2027-03-01',
    ]);
    expect(await remedyFor('/x/bot.sqlite', folder)).toContain('bot.2027-03-01T120000Z.sqlite"');
    expect(await remedyFor('/x/bot.sqlite', path.join(folder, 'none'))).toContain('restore -- FILE,');
    expect(await removeOldBackups('/x/bot.sqlite', folder, '2027-03-16')).toBe(2);
  });
});
