import { z } from 'zod';
import type { Collection, Store } from '../store/types.js';

const restoredSchema = z.strictObject({
  /** When the backup was put in the store's place. */
  at: z.iso.datetime(),
  /** When the backup was made. */
  madeAt: z.iso.datetime(),
});

/** That the store is a restored backup, of which nobody has been told yet. */
export type Restored = z.infer<typeof restoredSchema>;

/** At most one record, under {@link RESTORED}. */
export const RESTORED = 'last';

export function restoredCollection(store: Store): Collection<Restored> {
  return store.collection({ prefix: 'restored', version: 1, schema: restoredSchema, sealed: false });
}
