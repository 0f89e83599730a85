import { z } from 'zod';
import type { CollectionDefinition } from '../../src/store/types.js';

/** What the other process writes. Apart from the test helpers, which need the test runner. */
export const notes: CollectionDefinition<{ text: string }> = {
  prefix: 'note',
  version: 1,
  schema: z.strictObject({ text: z.string() }),
  sealed: true,
};

/** `00007` for 7: ids that sort like their numbers. */
export function numbered(index: number): string {
  return String(index).padStart(5, '0');
}
