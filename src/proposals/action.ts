import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../canonical-json.js';

/** How long texts may be (product section 4). */
export const ACTION_LIMITS = { line: 100, details: 1_000 } as const;

/** Whom an action may be addressed to: never a private person. */
export const WHOM_KINDS = ['employer', 'institution', 'public body'] as const;

const line = z.string().min(1).max(ACTION_LIMITS.line);

/** One moment: the instant in UTC, and the wall time in the zone it was meant in. */
export const momentSchema = z.strictObject({
  instant: z.iso.datetime(),
  wall: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/u),
  zone: z.string(),
});

/** The text that is decided on: a specific joint action. Cleaned, never escaped. */
export const actionSchema = z.strictObject({
  title: line,
  how: line,
  whom: z.strictObject({ kind: z.enum(WHOM_KINDS), name: line }),
  start: momentSchema,
  end: momentSchema,
  /** A public place; '' where the action has none. */
  where: z.string().max(ACTION_LIMITS.line),
  details: z.string().max(ACTION_LIMITS.details),
});

export type Action = z.infer<typeof actionSchema>;

/**
 * The exact text as one string of bytes: JSON with sorted keys and no white space, so that the same text has the same
 * hash on every machine.
 */
export function canonicalText(action: Action): string {
  return canonicalJson(action);
}

/** SHA-256 of the canonical text, 64 hex digits; people are shown the first eight. */
export function textHash(action: Action): string {
  return createHash('sha256').update(canonicalText(action), 'utf8').digest('hex');
}
