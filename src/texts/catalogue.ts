import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The texts of one language, by key as they are looked up: `proposals:card.more`. */
export type Catalogue = ReadonlyMap<string, string>;

const PLURAL = /_(?:zero|one|two|few|many|other)$/u;

/** A key without the ending that says for which counts it is. */
export function withoutCount(key: string): string {
  return key.replace(PLURAL, '');
}

/** The places of a text that values are put into, each once, in alphabetical order. */
export function placesOf(text: string): string[] {
  return [...new Set(text.match(/\{\{\w+\}\}/gu) ?? [])].sort();
}

/** Reads `<folder>/<language>/*.json`. Rejects where a file is no JSON. */
export async function readCatalogue(folder: string, language: string): Promise<Catalogue> {
  const keys = new Map<string, string>();
  const walk = (at: string, value: unknown) => {
    if (typeof value === 'string') return void keys.set(at, value);
    for (const [name, inner] of Object.entries(value as object))
      walk(at.endsWith(':') ? at + name : `${at}.${name}`, inner);
  };
  const files = await readdir(path.join(folder, language));
  for (const file of files.filter((name) => name.endsWith('.json')).sort()) {
    const text = await readFile(path.join(folder, language, file), 'utf8');
    walk(`${file.slice(0, -'.json'.length)}:`, JSON.parse(text));
  }
  return keys;
}
