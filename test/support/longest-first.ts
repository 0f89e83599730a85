import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long, longest first; measured in seconds, they need no exact order. */
const LONG = [
  'e2e/scenarios-first.test.ts',
  'e2e/scenarios-second.test.ts',
  'e2e/scenarios-third.test.ts',
  'prove-samples/crash.test.ts',
  'e2e/crowd.test.ts',
  'e2e/page.test.ts',
  'e2e/page-front.test.ts',
  'e2e/page-due.test.ts',
  'process/refused-start.test.ts',
  'process/stop.test.ts',
  'proposals/no-headcount.test.ts',
  'local-discord/gateway.test.ts',
  'store/two-processes.test.ts',
  'local-discord/refusals.test.ts',
  'process/connection.test.ts',
  'prove-samples/counting.test.ts',
];

/**
 * Begins with the files that take long, so that none of them runs alone at the end while the other workers have nothing
 * left to do. The runner would learn the order by itself, but a fresh clone has nothing to learn from.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}`));
      return found === -1 ? LONG.length : found;
    };
    return usual.sort((a, b) => rank(a) - rank(b));
  }
}
