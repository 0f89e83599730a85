import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { ContentInvalid, type Problem } from './problem.js';
import { oneLine } from './one-line.js';
import { readTextFile } from './text-file.js';
import { readYaml, type Hints } from './yaml-source.js';

/** The article behind the explainers: what may be said of it, and its sections. The article itself is not kept. */
export interface Article {
  title: string;
  author: string;
  /** Year and month, `2020-10`. */
  written: string;
  viewpoint: string;
  sections: ReadonlyMap<number, Section>;
  /** Where all this was read. */
  file: string;
}

export interface Section {
  id: number;
  heading: string;
  summary: string;
  /** First and last line in the article's file, counted from 1. */
  lines: readonly [number, number];
  /** SHA-256 of the section's text, see `checksumOf`. */
  checksum: string;
  /** Nothing of it is used: it is about private people, or says nothing about the subject. */
  leftOut: boolean;
  /** Where the section stands in the map's own file. */
  line: number;
}

export const sectionNumber = z.number().int().min(1).max(999);
export const checksum = z.string().regex(/^[0-9a-f]{64}$/u);
/** The beginning of a checksum, as far as a translator types it. */
export const shortSum = z.string().regex(/^[0-9a-f]{8}$/u);
const lineNumber = z.number().int().min(1).max(100_000);

const schema = z.strictObject({
  title: oneLine(256),
  author: oneLine(100),
  written: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/u),
  viewpoint: oneLine(300),
  sections: z
    .array(
      z.strictObject({
        id: sectionNumber,
        heading: oneLine(200),
        summary: oneLine(600),
        lines: z.tuple([lineNumber, lineNumber]),
        checksum,
        left_out: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(200),
});

const hints: Hints = {
  title: 'write it in one line of at most 256 characters',
  author: 'write the name in one line of at most 100 characters',
  written: 'write year and month in quotes, like "2020-10"',
  viewpoint: 'write it in one line of at most 300 characters',
  sections: 'list the sections, each with id, heading, summary, lines and checksum',
  id: 'give the section a whole number from 1 to 999',
  heading: 'write it in one line of at most 200 characters',
  summary: 'write it in one line of at most 600 characters',
  lines: 'give the first and the last line, like [7, 13]',
  checksum: 'write the 64 characters of the SHA-256 checksum, 0-9 and a-f',
  left_out: 'write true, or remove the line',
};

/** Reads the map of the article, `article.yaml`; throws `ContentInvalid` where it cannot be used. */
export async function loadArticle(file: string): Promise<Article> {
  const problems: Problem[] = [];
  const report = (line: number, problem: string, hint: string) =>
    problems.push({ file, line, problem, hint });
  const text = await readTextFile(path.dirname(file), file, report);
  const source = text === undefined ? undefined : readYaml(text, 1, schema, hints, report);
  if (source === undefined) throw new ContentInvalid(problems);

  const sections = new Map<number, Section>();
  let lastLine = 0;
  for (const [index, { left_out: leftOut = false, ...section }] of source.value.sections.entries()) {
    const line = source.lineOf(['sections', index, 'id']);
    const [from, to] = section.lines;
    if (sections.has(section.id)) {
      report(line, `section ${section.id} is there twice`, 'give each section its own number');
    }
    if (from > to || from <= lastLine) {
      const at = source.lineOf(['sections', index, 'lines']);
      report(
        at,
        `the lines of section ${section.id} overlap or run backwards`,
        'list sections from top to bottom',
      );
    }
    lastLine = to;
    sections.set(section.id, { ...section, leftOut, line });
  }
  if (problems.length > 0) throw new ContentInvalid(problems);
  const { title, author, written, viewpoint } = source.value;
  return { title, author, written, viewpoint, sections, file };
}

/** SHA-256 of a text, the same however its lines are broken, spaced or encoded. */
export function checksumOf(text: string): string {
  return createHash('sha256').update(text.normalize('NFC').replace(/\s+/gu, ' ').trim()).digest('hex');
}

/**
 * Compares the map with the article itself: every section's checksum, and that no line of the article is left
 * without a section. Returns what differs, with the place in the map.
 */
export function checkArticle(article: Article, text: string): Problem[] {
  const problems: Problem[] = [];
  const lines = text.split(/\r\n?|\n/u);
  const mapped = new Set<number>();
  for (const { id, line, lines: range, checksum } of article.sections.values()) {
    for (let number = range[0]; number <= range[1]; number += 1) mapped.add(number);
    const part = lines.slice(range[0] - 1, range[1]).join('\n');
    if (checksumOf(part) === checksum) continue;
    problems.push({
      file: article.file,
      line,
      problem:
        part.trim() === ''
          ? `section ${id} is no longer in the article`
          : `section ${id} differs from the article (its checksum is now ${checksumOf(part)})`,
      hint: 'read it again, then correct lines and checksum here and the explainers that use it',
    });
  }
  for (const [index, content] of lines.entries()) {
    if (content.trim() === '' || mapped.has(index + 1)) continue;
    problems.push({
      file: article.file,
      line: 1,
      problem: `line ${index + 1} of the article belongs to no section`,
      hint: 'add it to a section, or a section for it',
    });
  }
  return problems;
}
