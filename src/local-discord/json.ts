/** Any JSON object, from a body or of something stored. */
export type Json = Record<string, unknown>;

/** The objects of a list; nothing where there is no list. */
export const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);

/** A text, or nothing where there is something else. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** An object, empty where there is something else. */
export const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A text or number as text, or nothing where there is something else. */
export const scalar = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : text(value);
