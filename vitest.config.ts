import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.js';

/** Whose tests leave nothing behind in a process: many files share one, and what they import is loaded once. */
const TOGETHER = [
  'afterwards',
  'config',
  'digest',
  'due-work',
  'explainers',
  'local-discord',
  'outbox',
  'polls',
  'privacy',
  'proposals',
  'reminders',
  'settings',
  'texts',
  'time',
].map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    globalSetup: ['test/support/run-folder.ts'],
    setupFiles: ['test/support/seeded.ts'],
    pool: 'forks',
    // By default one core stays free, which of two is half; the tests wait more than they work.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    testTimeout: 40_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: TOGETHER } },
      { extends: true, test: { name: 'together', include: TOGETHER, isolate: false } },
    ],
  },
});
