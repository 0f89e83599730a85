import { expect, it } from 'vitest';
import { backupsOfVotes } from '../prove/backups/bot.js';
import { backupsUnderLoad } from '../prove/backups/store.js';

/** Short runs of `npm run prove backups`, with a fixed seed. */
const quiet = { seed: 2027, log: () => undefined };

it('backups under load hold what was confirmed before', { timeout: 60_000 }, async () => {
  const counts = await backupsUnderLoad({ ...quiet, backups: 4, rows: 2_000, writers: 20 });
  expect(counts['backups under load, all restored']).toBe(4);
});

it('a backup by the running bot is restored and started', { timeout: 90_000 }, async () => {
  const counts = await backupsOfVotes({ ...quiet, backups: 1, people: 10 });
  expect(counts['votes compared after restores']).toBe(10);
});
