import { z } from 'zod';

/** Controls, and characters that reverse what is read; the isolates that right-to-left texts need are allowed. */
export const unreadable = /(?!\n)[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E]/u;

/** One line of readable text of at most `max` characters, as discord.js counts them. */
export function oneLine(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !unreadable.test(text) && !text.includes('\n'));
}
