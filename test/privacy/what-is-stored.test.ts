import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillStore } from '../support/full-store.js';
import { rawRows, type RawRow } from '../support/raw-store.js';
import { setStage, type Stage } from '../support/stage.js';

/** What the page says of one kind of row. */
interface Said {
  prefix: string;
  /** What stands in its key. */
  key: string[];
  /** `sealed`, `nothing`, `text`, `number`, or names of fields. */
  clear: string[];
}

const TABLE = /^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gmu;

/** Rows of the table, as written. */
function said(page: string): Said[] {
  return [...page.matchAll(TABLE)].map(([, prefix = '', key = '', clear = '']) => ({
    prefix,
    key: words(key),
    clear: words(clear),
  }));
}

/** The same, found in the file. */
function found(rows: readonly RawRow[]): Said[] {
  const kinds = new Map<string, { key: Set<string>; clear: Set<string> }>();
  for (const { key, record } of rows) {
    const [prefix = '', ...id] = key.split(':');
    const kind = kinds.get(prefix) ?? { key: new Set(), clear: new Set() };
    kinds.set(prefix, kind);
    for (const part of id.flatMap((one) => one.split('-'))) kind.key.add(meaning(prefix, part));
    for (const field of shape(record)) kind.clear.add(field);
  }
  return [...kinds].map(([prefix, { key, clear }]) => ({
    prefix,
    key: [...key].sort(),
    clear: [...clear].sort(),
  }));
}

function meaning(prefix: string, part: string): string {
  if (/^\d{17,20}$/u.test(part)) return 'server';
  if (/^[0-9a-f]{32}$/u.test(part)) return prefix === 'front-code' ? 'code' : 'person';
  if (/^\d{12,13}$/u.test(part) || (prefix === 'due' && /^\d{5}$/u.test(part))) return 'time';
  if (/^\d{1,6}$/u.test(part)) return 'number';
  // The one word of ours that could be an id.
  if (/^[0-9a-hjkmnp-tv-z]{10}$/u.test(part) && part !== 'afterwards') return 'id';
  return 'word';
}

function shape({ d, s }: RawRow['record']): string[] {
  if (s !== undefined) return ['sealed'];
  if (typeof d === 'string') return ['text'];
  if (typeof d !== 'object' || d === null) return [typeof d];
  const fields = Object.keys(d);
  return fields.length === 0 ? ['nothing'] : fields;
}

function sentence({ prefix, key, clear }: Said): string {
  return `${prefix} holds ${key.join(', ')} in its key; in clear: ${clear.join(', ')}`;
}

function words(cell: string): string[] {
  return cell
    .split(',')
    .map((word) => word.trim())
    .sort();
}

describe('the page about what is stored', () => {
  let stage: Stage;
  let page: string;
  let rows: RawRow[];

  beforeAll(async () => {
    page = await readFile('docs/what-is-stored.md', 'utf8');
    stage = await setStage();
    await fillStore(stage);
    rows = await rawRows(stage);
  }, 60_000);
  afterAll(() => stage.close());

  const byPrefix = (list: Said[]) => list.sort((a, b) => (a.prefix < b.prefix ? -1 : 1));

  it('names every kind of row there is in the file, and no other', () => {
    const [told, there] = [said(page), found(rows)].map((list) => list.map(({ prefix }) => prefix).sort());
    expect(told).toEqual(there);
  });

  it('says of each what stands in its key and what is in clear', () => {
    const told = byPrefix(said(page)).map(sentence);
    expect(told).toEqual(byPrefix(found(rows)).map(sentence));
  });

  it('notices a row that it does not name, one that is not there, and a field too many', () => {
    const without = page.replace(/^\| `report` .*\n/mu, '');
    expect(said(without)).toHaveLength(said(page).length - 1);
    expect(byPrefix(said(without))).not.toEqual(byPrefix(found(rows)));
    const planted: RawRow = { key: 'diary:17', record: { v: 1, d: { name: 'x' } }, opened: '' };
    expect(found([...rows, planted])).toContainEqual({ prefix: 'diary', key: ['number'], clear: ['name'] });
    const leaked = rows.map((row) =>
      row.key.startsWith('person:') ? { ...row, record: { v: 1, d: { timezone: 'UTC' } } } : row,
    );
    expect(byPrefix(said(page))).not.toEqual(byPrefix(found(leaked)));
  });

  it('is true about people: no id of anybody stands in the file in clear', () => {
    const ids = stage.local.people().map((name) => stage.local.person(name).id);
    const open = rows.map(
      ({ key, record }) => `${key} ${record.s === undefined ? JSON.stringify(record.d) : ''}`,
    );
    expect(open.filter((text) => ids.some((id) => text.includes(id)))).toEqual([]);
    // Unsealed they are there: the search finds them.
    expect(rows.filter(({ opened }) => ids.some((id) => opened.includes(id))).length).toBeGreaterThan(10);
  });
});
