import type { Collection, Entry } from './types.js';

/** Sealed values take some hundredths of a millisecond each to open: a page of them keeps nobody waiting. */
const PAGE = 100;
/** Behind every second part of an id. */
const LAST = 'z'.repeat(80);
/** Stands for a value that cannot be read while a page is taken. */
const DAMAGED = Object.freeze({});

/** Told how many rows could not be read. */
export type LeftOut = (rows: number) => void;

/**
 * All entries of a collection whose ids start with `within`, page by page, in order of id; between two pages others are
 * served. For sweeps over everything: what is removed or added meanwhile does no harm, and a value that cannot be read is
 * left out, because one damaged row must not keep the others from being swept; `leftOut` is told how many of a page.
 */
export async function* pagesOf<T>(
  collection: Pick<Collection<T>, 'range'>,
  within = '',
  leftOut?: LeftOut,
): AsyncGenerator<Entry<T>[]> {
  for (let after: string | undefined; ;) {
    const range = { within, limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await collection.range(range, DAMAGED as T);
    const readable = page.filter(({ value }) => value !== DAMAGED);
    if (readable.length < page.length) leftOut?.(page.length - readable.length);
    if (readable.length > 0) yield readable;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}

/** The same, one by one. */
export async function* entriesOf<T>(
  collection: Pick<Collection<T>, 'range'>,
  within = '',
  leftOut?: LeftOut,
): AsyncGenerator<Entry<T>> {
  for await (const page of pagesOf(collection, within, leftOut)) yield* page;
}

/** The distinct first parts (up to the colon) of the ids in a collection, at the cost of one look-up each. */
export async function* firstPartsOf(collection: Pick<Collection<unknown>, 'range'>): AsyncGenerator<string> {
  for (let after: string | undefined; ;) {
    const range = { limit: 1, ...(after === undefined ? {} : { after }) };
    const [first] = await collection.range(range, DAMAGED);
    if (first === undefined) return;
    const [part = ''] = first.id.split(':');
    yield part;
    // Behind all that begin with it.
    after = `${part}:${LAST}`;
  }
}
