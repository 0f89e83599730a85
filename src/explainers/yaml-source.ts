import { LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { readPlainYaml } from './plain-yaml.js';
import type { Report } from './problem.js';

export interface YamlSource<T> {
  value: T;
  /** The line of the file on which the value at this path stands. */
  lineOf: (path: readonly PropertyKey[]) => number;
}

/** What to do about a wrong value, by the name of the key it stands under. */
export type Hints = Readonly<Record<string, string>>;

/** Of a list of thousands of wrong entries the first ones show what is wrong. */
const reported = 20;

const tooDeep = ['is nested too deeply', 'use a plain list of keys and values'] as const;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads YAML that somebody else wrote: plain maps, lists and scalars only. Anchors and aliases (a few lines of them
 * unfold to gigabytes), tags and keys that reach into an object's prototype are refused before anything is built.
 * Returns undefined after reporting every problem found.
 */
export function readYaml<T>(
  text: string,
  firstLine: number,
  schema: z.ZodType<T>,
  hints: Hints,
  report: Report,
): YamlSource<T> | undefined {
  const plain = schema.safeParse(readPlainYaml(text));
  if (plain.success) {
    // Only problems that show later have lines to tell.
    let parsed: ReturnType<typeof parse> | undefined;
    const lineOf = (path: readonly PropertyKey[]) => {
      const { doc, lineAt } = (parsed ??= parse(text, firstLine));
      return findLine(doc, path, lineAt) ?? firstLine;
    };
    return { value: plain.data, lineOf };
  }
  try {
    const { doc, lineAt } = parse(text, firstLine);
    if (reportUnsafe(doc, lineAt, report)) return undefined;
    const value: unknown = doc.toJS({ maxAliasCount: 0 });
    const lineOf = (path: readonly PropertyKey[]) => findLine(doc, path, lineAt) ?? firstLine;
    const parsed = schema.safeParse(value);
    if (parsed.success) return { value: parsed.data, lineOf };
    for (const issue of parsed.error.issues.slice(0, reported))
      reportIssue(issue, value, lineOf, hints, report);
  } catch (error) {
    // What the parser could still read may be too deep for those who walk through it.
    if (!(error instanceof RangeError)) throw error;
    report(firstLine, ...tooDeep);
  }
  return undefined;
}

/** The whole text as the library reads it, and on which line of the file an offset lies. */
function parse(
  text: string,
  firstLine: number,
): { doc: Document.Parsed; lineAt: (offset: number) => number } {
  const lineCounter = new LineCounter();
  const doc = parseDocument(text, { lineCounter, prettyErrors: false, schema: 'core', logLevel: 'error' });
  return { doc, lineAt: (offset) => lineCounter.linePos(offset).line + firstLine - 1 };
}

function reportUnsafe(doc: Document.Parsed, lineAt: (offset: number) => number, report: Report): boolean {
  let found = false;
  const say = (offset: number, problem: string, hint: string) => {
    found = true;
    report(lineAt(offset), problem, hint);
  };
  // One bracket too many can make thousands of errors; the first ones lead to the cause.
  for (const { code, message, pos } of doc.errors.slice(0, 5)) {
    if (code === 'RESOURCE_EXHAUSTION') say(pos[0], ...tooDeep);
    else if (code === 'DUPLICATE_KEY') say(pos[0], 'this key is there twice', 'remove one of the two');
    else if (code === 'MULTIPLE_DOCS')
      say(pos[0], 'a line of --- or ... ends the front matter early', 'remove it');
    else say(pos[0], `cannot be read as YAML: ${message}`, 'correct the line; quote text with : or #');
  }
  if (found) return true;
  const stop = (...args: Parameters<typeof say>) => {
    say(...args);
    return visit.BREAK;
  };
  visit(doc, {
    Node(key, node) {
      const offset = node.range?.[0] ?? 0;
      if (isAlias(node) || node.anchor !== undefined) {
        return stop(
          offset,
          'anchors (&) and aliases (*) are not allowed',
          'write the value out, or quote the text',
        );
      }
      if (node.tag !== undefined) {
        return stop(offset, 'tags (!) are not allowed', 'write the plain value, or quote the text');
      }
      if (key === 'key' && !isScalar(node)) {
        return stop(offset, 'a list or map cannot be a key', 'use a word as the key');
      }
      if (key === 'key' && isScalar(node) && forbiddenKeys.has(String(node.value))) {
        return stop(offset, `the key "${String(node.value)}" is not allowed`, 'remove it');
      }
      return undefined;
    },
  });
  return found;
}

function reportIssue(
  issue: z.core.$ZodIssue,
  value: unknown,
  lineOf: (path: readonly PropertyKey[]) => number,
  hints: Hints,
  report: Report,
): void {
  const hintFor = (path: readonly PropertyKey[]) => {
    const key = [...path].reverse().find((part) => typeof part === 'string' && Object.hasOwn(hints, part));
    return (key === undefined ? undefined : hints[String(key)]) ?? 'see the other files for an example';
  };
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys.slice(0, reported)) {
      report(
        lineOf([...issue.path, key]),
        `"${key}" is not a known key`,
        'remove it, or correct its spelling',
      );
    }
    return;
  }
  if (issue.path.length === 0) {
    report(lineOf([]), 'is not a list of "key: value" lines', 'start with "title: ..."');
    return;
  }
  report(lineOf(issue.path), `${nameOf(issue.path)} ${wrongness(issue, value)}`, hintFor(issue.path));
}

function wrongness(issue: z.core.$ZodIssue, value: unknown): string {
  if (!isThere(value, issue.path)) return 'is missing';
  if (issue.code === 'too_big') {
    if (issue.origin === 'array') return `has more than ${issue.maximum} entries`;
    return `is more than ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
  }
  if (issue.code === 'too_small') {
    const counted = issue.origin === 'string' || issue.origin === 'array';
    return counted ? 'is empty' : `is less than ${issue.minimum}`;
  }
  if (issue.code === 'invalid_type') return `is not ${kinds[issue.expected] ?? issue.expected}`;
  return 'does not have the right form';
}

function isThere(value: unknown, path: readonly PropertyKey[]): boolean {
  let inside = value;
  for (const part of path) {
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, part)) return false;
    inside = (inside as Record<PropertyKey, unknown>)[part];
  }
  return true;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  boolean: 'true or false',
};

/** `["sections", 2, "summary"]` reads "sections[2].summary". */
function nameOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part, i) =>
    typeof part === 'number' ? `[${part + 1}]` : (i ? '.' : '') + String(part),
  );
  return `"${parts.join('')}"`;
}

/** The line of the key or list entry that the path leads to; where it is missing, that of the nearest one above it. */
function findLine(
  doc: Document.Parsed,
  path: readonly PropertyKey[],
  lineAt: (offset: number) => number,
): number | undefined {
  let node: unknown = doc.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  for (const part of path) {
    let mark: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      mark = pair?.key;
      node = pair?.value;
    } else {
      node = isSeq(node) ? node.items[Number(part)] : undefined;
      mark = node;
    }
    if (!isNode(mark) || !mark.range) break;
    offset = mark.range[0];
  }
  return offset === undefined ? undefined : lineAt(offset);
}
