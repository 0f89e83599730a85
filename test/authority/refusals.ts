import { readFile } from 'node:fs/promises';

const file = new URL('../../data/locales/en/refusals.json', import.meta.url);

/** How refusals read: the texts of the catalogue, with anything in place of their values. */
const REFUSALS = Object.values(JSON.parse(await readFile(file, 'utf8')) as Record<string, string>).map(
  (text) => {
    const parts = text.split(/\{\{\w+\}\}/u).map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'));
    return new RegExp(`^${parts.join('.+')}`, 'u');
  },
);

/** Whether an answer begins with one of the refusals that people get. */
export function isRefusal(said: string): boolean {
  return REFUSALS.some((text) => text.test(said));
}
