import { createHash, createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ballotPseudonym, openBallot } from '../../../src/proposals/sealed-ballot.js';
import { CHOICES, type Choice, type Tally } from '../../../src/proposals/tally.js';
import { deriveBallotKeys, type BallotKeys } from '../../../src/proposals/version-keys.js';
import { StoreKeys } from '../../../src/store/store-keys.js';
import type { SeenClick, Shown } from './people.js';
import { carve, rowsOf } from './rows.js';

/** Everything somebody has who has everything: every file, what was posted when, the outcome, and who clicked when. */
export interface Evidence {
  /** The version that was closed, as its rows are named. */
  version: string;
  /** Copies of the store that SQLite opens, oldest first. */
  stores: readonly string[];
  /** All files that may hold rows in their raw bytes, journals among them. */
  raw: readonly string[];
  /** Folders with keys. */
  keyFolders: readonly string[];
  shown: readonly Shown[];
  clicks: readonly SeenClick[];
  /** Those whose members' choices are looked for. */
  organisations: readonly Organisation[];
}

export interface Organisation {
  name: string;
  guildId: string;
  voters: readonly string[];
  position: string;
  totals: Tally | undefined;
}

/** A way to link people and choices, and whom it says voted what. */
export interface Link {
  way: string;
  guesses: ReadonlyMap<string, Choice>;
  /** Of the way by tables: how many people have a row that is known to be theirs, whatever it says: they took part. */
  recognised?: number;
}

/** The way that needs a key, and links everybody where there is one. */
export const BY_KEY = 'keys, and tables of names';
/** Ways that pair people with rows by order alone, and read the rows where there is a key. */
export const BY_ORDER = [
  'order of rows, read',
  'order in the journal, read',
  'place in the file, read',
] as const;
/** The way that needs totals on cards. */
export const BY_CARDS = 'differences between cards';

interface Row {
  name: string;
  value: string;
}

/** Tries every way there is. What cannot be known is guessed so that it fits the outcome. */
export async function link(evidence: Evidence): Promise<Link[]> {
  const { version, clicks, organisations } = evidence;
  const keys = await allKeys(evidence);
  const listed = await listedRows(evidence);
  const [journal, pages] = await carvedRows(evidence);
  const all = [...listed, ...journal, ...pages];
  const read = reader(version, keys, all);
  const people = [...new Set(clicks.map(({ userId }) => userId))];
  const names = new Set(all.map(({ name }) => name));
  const byTable = new Map(
    people.map((userId) => [userId, namesOf(userId, version, keys).find((name) => names.has(name))]),
  );
  const byOrder = (rows: readonly Row[]) => {
    const inOrder = [...new Set(rows.map(({ name }) => name))];
    return new Map(people.map((userId, index) => [userId, inOrder[index]]));
  };
  const opened = (way: string, found: ReadonlyMap<string, string | undefined>): Link => ({
    way,
    guesses: new Map(people.flatMap((userId) => pair(userId, read.get(found.get(userId) ?? '')))),
  });
  const guessed = (way: string, mark: (userId: string) => string | number): Link => ({
    way,
    guesses: new Map(organisations.flatMap((one) => dealt(one, mark))),
  });
  const inStore = byOrder(listed);
  const latest = new Map(all.map((row) => [row.name, row.value]));
  const valueOf = (userId: string) => latest.get(inStore.get(userId) ?? '') ?? '';
  const part = (userId: string, from: number, to: number) =>
    Buffer.from(valueOf(userId), 'base64').toString('hex', from, to);
  const writings = countOf(journal.map(({ name }) => name));
  const lastClick = new Map(clicks.map(({ userId, at }) => [userId, at]));
  return [
    {
      ...opened(BY_KEY, byTable),
      recognised: people.filter((userId) => byTable.get(userId) !== undefined).length,
    },
    opened(BY_ORDER[0], inStore),
    opened(BY_ORDER[1], byOrder(journal)),
    opened(BY_ORDER[2], byOrder(pages)),
    { way: BY_CARDS, guesses: fromCards(evidence) },
    guessed('order of clicking', (userId) => people.indexOf(userId)),
    guessed('time of the last click', (userId) => lastClick.get(userId) ?? 0),
    guessed('how often a row was written', (userId) => writings.get(inStore.get(userId) ?? '') ?? 0),
    guessed('names of rows', (userId) => inStore.get(userId) ?? ''),
    guessed('length of rows', (userId) => valueOf(userId).length),
    guessed('equal rows', valueOf),
    guessed('equal nonces', (userId) => part(userId, 0, 12)),
    guessed('equal sealed choices', (userId) => part(userId, 29, 30)),
    guessed('equal first sealed bytes', (userId) => part(userId, 28, 32)),
  ];
}

function pair(userId: string, choice: Choice | undefined): [string, Choice][] {
  return choice === undefined ? [] : [[userId, choice]];
}

/** What each row says under any key there is; of several writings the one of the latest click. */
function reader(version: string, keys: readonly BallotKeys[], rows: readonly Row[]): Map<string, Choice> {
  const found = new Map<string, { click: bigint; choice: Choice | 'taken back' }>();
  const tried = new Set<string>();
  for (const { name, value } of rows) {
    if (tried.has(name + value)) continue;
    tried.add(name + value);
    for (const one of keys) {
      const ballot = openBallot(one, version, name, value);
      if (ballot === undefined) continue;
      const click = BigInt(ballot.interactionId);
      if (click > (found.get(name)?.click ?? -1n)) found.set(name, { click, choice: ballot.choice });
    }
  }
  return new Map(
    [...found].flatMap(([name, { choice }]) => (choice === 'taken back' ? [] : [[name, choice]])),
  );
}

/** The version's rows in every copy that SQLite opens, in the order in which they were first written. */
async function listedRows({ version, stores }: Evidence): Promise<Row[]> {
  const rows: Row[] = [];
  const start = `ballot:${version}:`;
  for (const file of stores)
    for (const { key, value } of await rowsOf(file)) {
      const sealed = (JSON.parse(value) as { value: { d?: unknown } }).value.d;
      if (key.startsWith(start) && typeof sealed === 'string')
        rows.push({ name: key.slice(start.length), value: sealed });
    }
  return rows;
}

/** The same from raw bytes: of journals in the order of writing, of other files by their place. */
async function carvedRows({ version, raw }: Evidence): Promise<[journal: Row[], pages: Row[]]> {
  const [journal, pages]: [Row[], Row[]] = [[], []];
  for (const file of raw) {
    const rows = (await carve(file)).filter((row) => row.version === version);
    (file.endsWith('-wal') ? journal : pages).push(...rows);
  }
  return [journal, pages];
}

/** Every 32 bytes in a key folder as a version's secret, and what the store's own secret gives. */
async function allKeys({ keyFolders, version }: Evidence): Promise<BallotKeys[]> {
  const keys: BallotKeys[] = [];
  for (const folder of keyFolders)
    for (const found of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!found.isFile()) continue;
      const bytes = await readFile(path.join(found.parentPath, found.name));
      const [, pem] = /^-----BEGIN.*-----\n([^-]+)-----END/u.exec(bytes.toString('latin1')) ?? [];
      const inner = pem === undefined ? bytes : Buffer.from(pem, 'base64');
      for (let at = 0; at + 32 <= inner.length; at += 1) {
        const secret = inner.subarray(at, at + 32);
        keys.push(deriveBallotKeys(secret));
        keys.push(deriveBallotKeys(new StoreKeys(secret).secretFor(`ballots of ${version}`)));
      }
    }
  return keys;
}

/** What a person's row could be called: under every key found, and without any. */
function namesOf(userId: string, version: string, keys: readonly BallotKeys[]): string[] {
  const texts = [userId, `${version}\n${userId}`, `${version}:${userId}`, `${userId}:${version}`];
  const bare = texts.flatMap((text) => [
    ...['md5', 'sha1', 'sha256'].map((kind) => createHash(kind).update(text).digest('hex')),
    createHmac('sha256', version).update(text).digest('hex'),
  ]);
  return [
    ...keys.map((one) => ballotPseudonym(one, version, userId)),
    ...bare.map((name) => name.slice(0, 32)),
  ];
}

/** Where a card shows totals and only one of them rose between two edits, everybody who clicked meanwhile chose that. */
function fromCards({ shown, clicks, organisations }: Evidence): Map<string, Choice> {
  const guesses = new Map<string, Choice>();
  for (const { guildId, name } of organisations) {
    const edits = shown.filter((one) => one.guildId === guildId);
    for (const [index, edit] of edits.entries()) {
      const [before, after] = [totalsIn(edits[index - 1]?.text ?? '', name), totalsIn(edit.text, name)];
      const from = edits[index - 1]?.at ?? 0;
      const between = clicks.filter(
        ({ at, organisation }) => organisation === name && at > from && at <= edit.at,
      );
      const rise = CHOICES.filter((choice) => after !== undefined && after[choice] > (before?.[choice] ?? 0));
      if (rise.length === 1) for (const { userId } of between) guesses.set(userId, rise[0]!);
    }
  }
  return guesses;
}

/** The totals that stand behind an organisation's name. */
function totalsIn(text: string, name: string): Tally | undefined {
  const behind = text.slice(Math.max(0, text.indexOf(name)));
  const found = /For (\d+) · Against (\d+) · Abstain (\d+)/u.exec(behind);
  return found === null
    ? undefined
    : { for: Number(found[1]), against: Number(found[2]), abstain: Number(found[3]) };
}

/**
 * Deals an organisation's totals out along some mark. Where there are few different marks, people of one mark get the
 * choice whose total fits best; else they get them in the marks' order. Where totals are withheld, the side that won.
 */
function dealt(
  { voters, totals, position }: Organisation,
  mark: (userId: string) => string | number,
): [string, Choice][] {
  const winning: Choice = position === 'out' ? 'against' : 'for';
  if (totals === undefined) return voters.map((userId) => [userId, winning]);
  const marks = new Map(voters.map((userId) => [userId, mark(userId)]));
  const groups = [...countOf([...marks.values()])].sort(([, one], [, other]) => other - one);
  const bySize = [...CHOICES].sort((one, other) => totals[other] - totals[one]);
  if (groups.length <= CHOICES.length) {
    const choiceOf = new Map(groups.map(([one], index) => [one, bySize[index]!]));
    return voters.map((userId) => [userId, choiceOf.get(marks.get(userId)!)!]);
  }
  const compare = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0);
  const inOrder = [...voters].sort((one, other) => compare(marks.get(one)!, marks.get(other)!));
  const given = CHOICES.flatMap((choice) => Array.from({ length: totals[choice] }, () => choice));
  return inOrder.map((userId, index) => [userId, given[index] ?? winning]);
}

function countOf<T>(things: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return counts;
}
