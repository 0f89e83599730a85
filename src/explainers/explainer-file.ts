import { z } from 'zod';
import { checksum, sectionNumber, shortSum } from './article.js';
import { oneLine, unreadable } from './one-line.js';
import type { Report } from './problem.js';
import { readYaml, type Hints } from './yaml-source.js';

/** One explainer of the library. */
export interface Explainer {
  /** Its name in every language: the file's name without `.md`. */
  topic: string;
  /** The language it is written in. */
  locale: string;
  title: string;
  /** Other words by which people find it. */
  aliases: readonly string[];
  /** Phrases of a proposal's *how* that this text fits, for **What is this**. */
  fits: readonly string[];
  /** One sentence, for lists. */
  summary: string;
  /** Of a translation: the checksum of the English text it was made from, see `textSum`. */
  translates?: string | undefined;
  /** Discord Markdown. */
  body: string;
  /** The article's sections it is drawn from; none where it tells of something else. */
  sections: readonly number[];
  /** By section: the checksum of the section when this text was written. */
  checksums: ReadonlyMap<number, string>;
  /** Topics to read next. */
  related: readonly string[];
  /** Place in the contents, lowest first. */
  order: number;
  /** Written by the group that runs this bot, and not one of ours. */
  own?: boolean;
}

export interface ExplainerFile {
  explainer: Explainer;
  file: string;
  /** The line of a front matter value. */
  lineOf: (path: readonly PropertyKey[]) => number;
}

export const topicName = /^[a-z0-9-]{1,60}$/u;

/** What Discord holds in an embed; summaries also stand in menus, which hold less. */
const limits = { title: 256, summary: 100, body: 4096 };

const schema = z.strictObject({
  title: oneLine(limits.title),
  aliases: z.array(oneLine(100)).max(100),
  fits: z.array(oneLine(100)).max(100).default([]),
  summary: oneLine(limits.summary),
  translates: shortSum.optional(),
  sections: z.array(sectionNumber).max(20),
  checksums: z.record(z.string().regex(/^\d{1,3}$/u), checksum).default({}),
  related: z.array(z.string().regex(topicName)).max(20),
  order: z.number().int().min(0).max(100_000),
});

const hints: Hints = {
  title: `write it in one line of at most ${limits.title} characters`,
  aliases: 'list other words for it, each in at most 100 characters, like [joint action, alliance]',
  summary: `write it in one line of at most ${limits.summary} characters`,
  fits: 'list words by which a proposal says how it is done, like [leaflet, street stall]',
  translates: 'write the 8 characters of the checksum of the English text in quotes, like "3f9a01c2"',
  sections: 'list the numbers of the article sections it is drawn from, like [7, 10]; [] for none',
  checksums: 'write, for each section, its number and its checksum from article.yaml',
  related: 'list topics, that is names of files without .md, like [general-strike]',
  order: 'give its place in the contents as a whole number from 0',
};

/** Reads one explainer from its file's text; reports what is wrong and returns undefined where it cannot be used. */
export function readExplainer(
  text: string,
  named: { topic: string; locale: string; file: string },
  report: Report,
): ExplainerFile | undefined {
  const lines = text.replace(/^\uFEFF/u, '').split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) {
    const problem = lines[0] === '---' ? 'the front matter does not end' : 'does not begin with front matter';
    report(1, problem, 'put title, aliases and the rest between two lines of ---');
    return undefined;
  }
  const source = readYaml(lines.slice(1, end).join('\n'), 2, schema, hints, report);
  const body = readBody(lines, end + 1, report);
  if (source === undefined || body === undefined) return undefined;

  const { checksums, ...rest } = source.value;
  return {
    explainer: {
      topic: named.topic,
      locale: named.locale,
      ...rest,
      body,
      checksums: new Map(Object.entries(checksums).map(([id, sum]) => [Number(id), sum])),
    },
    file: named.file,
    lineOf: source.lineOf,
  };
}

function readBody(lines: readonly string[], start: number, report: Report): string | undefined {
  const body = lines.slice(start).join('\n').trim();
  if (body === '') {
    report(start, 'has no text', 'write the explainer below the second ---');
    return undefined;
  }
  const bad = lines.findIndex((line, index) => index >= start && unreadable.test(line.replaceAll('\t', ' ')));
  if (bad >= 0) {
    report(bad + 1, 'has control or direction characters', 'type the line again without them');
    return undefined;
  }
  if (body.length > limits.body) {
    const problem = `the text has ${body.length} characters, Discord shows ${limits.body}`;
    report(start + 1, problem, 'shorten it, or split it into two topics');
    return undefined;
  }
  return body;
}
