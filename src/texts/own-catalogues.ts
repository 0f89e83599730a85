import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { localeName } from '../explainers/load.js';
import { ContentInvalid, type Problem, type Report } from '../explainers/problem.js';
import { readTextFile, staysWithin } from '../explainers/text-file.js';
import { readYaml } from '../explainers/yaml-source.js';
import { placesOf, withoutCount } from './catalogue.js';

/** What Discord takes as the name of a command or option, and how long it lets other texts of commands be. */
const commandName = /^[-_\p{L}\p{N}]{1,32}$/u;
const longest = 100;
/** What the library would take for more than a plain place: formats, and other texts put in. */
const nested = /\{\{[^}]*\W[^}]*\}\}|\$t\(/u;

/** Texts of one language by namespace, nested as they stand in the files. */
export type Catalogues = Record<string, Record<string, unknown>>;

const schema = z.record(z.string(), z.unknown());

/**
 * Reads the languages that a group adds, `<folder>/<language>/<namespace>.json`; those that we have stay ours. Every
 * text has to be one that English has too, with no other places to fill. Throws `ContentInvalid` with every problem.
 */
export async function readOwnCatalogues(
  folder: string,
  english: Catalogues,
  ours: readonly string[],
): Promise<Record<string, Catalogues>> {
  const problems: Problem[] = [];
  const reportIn =
    (file: string): Report =>
    (line, problem, hint) =>
      problems.push({ file, line, problem, hint });
  const namesIn = async (of: string) => {
    const names = await readdir(of).catch(() => undefined);
    if (names === undefined) reportIn(of)(1, 'is not a folder that can be read', 'put a folder here');
    return (names ?? []).filter((name) => !name.startsWith('.')).sort();
  };
  const known = flat(english);
  const languages: Record<string, Catalogues> = {};
  for (const language of await namesIn(folder)) {
    if (ours.includes(language)) continue;
    const inner = path.join(folder, language);
    if (!localeName.test(language)) {
      reportIn(inner)(1, 'is not named after a language', 'name the folder like "en" or "pt-BR"');
    } else if (!(await staysWithin(folder, inner))) {
      reportIn(inner)(1, 'is a link that leads out of the folder', 'put the folder itself here');
    } else {
      const catalogues: Catalogues = {};
      for (const name of await namesIn(inner)) {
        const file = path.join(inner, name);
        const report = reportIn(file);
        const namespace = name.endsWith('.json') ? name.slice(0, -'.json'.length) : '';
        if (!Object.hasOwn(english, namespace)) {
          const all = Object.keys(english).join(', ');
          report(1, 'is not named like one of ours', `name it one of ${all}, then .json`);
          continue;
        }
        const text = await readTextFile(folder, file, report);
        const source = text === undefined ? undefined : readYaml(text, 1, schema, {}, report);
        if (source === undefined) continue;
        catalogues[namespace] = source.value;
        compare(namespace, source.value, known, (at, problem, hint) =>
          report(source.lineOf(at), problem, hint),
        );
      }
      languages[language] = catalogues;
    }
  }
  if (problems.length > 0) throw new ContentInvalid(problems);
  return languages;
}

/** The line on which a catalogue of ours cannot be read; throws `ContentInvalid`. */
export function refuseCatalogue(file: string, text: string): never {
  const problems: Problem[] = [];
  readYaml(text, 1, schema, {}, (line, problem, hint) => problems.push({ file, line, problem, hint }));
  const hint = 'look for a missing comma or quote';
  throw new ContentInvalid(
    problems.length > 0 ? problems : [{ file, line: 1, problem: 'cannot be read as JSON', hint }],
  );
}

function compare(
  namespace: string,
  catalogue: Record<string, unknown>,
  english: ReadonlyMap<string, string>,
  report: (at: readonly string[], problem: string, hint: string) => void,
): void {
  const names = new Set<string>();
  for (const { at, value } of leaves(catalogue)) {
    const key = `${namespace}:${at.join('.')}`;
    const plain = withoutCount(key);
    const original = english.get(key) ?? english.get(`${plain}_other`) ?? english.get(plain);
    if (typeof value !== 'string' || value.trim() === '') {
      report(at, `"${at.join('.')}" is not text`, 'write a text in quotes');
    } else if (at[0] === 'command' && at.at(-1) === 'name') {
      // Names of commands stand in the other languages only. One that Discord refuses would keep all from being registered.
      const among = `${at.slice(0, -2).join('.')} ${value}`;
      if (!commandName.test(value) || value !== value.toLowerCase()) {
        const hint = 'use up to 32 small letters, digits, - and _, without spaces';
        report(at, `"${at.join('.')}" is not a name that Discord takes`, hint);
      } else if (names.has(among)) {
        report(at, `"${value}" is there twice`, 'give each its own name');
      }
      names.add(among);
    } else if (original === undefined) {
      report(at, `English has no "${at.join('.')}"`, 'remove it, or correct its spelling');
    } else {
      const places = placesOf(original);
      const stray = placesOf(value).filter((place) => !places.includes(place));
      if (stray.length > 0 || nested.test(value)) {
        const some = places.length === 0 ? 'none' : places.join(', ');
        report(at, `"${at.join('.')}" has places that nothing fills`, `of places, use ${some}`);
      } else if (at[0] === 'command' && value.length > longest) {
        report(at, `"${at.join('.')}" is more than ${longest} characters`, 'shorten it');
      }
    }
  }
}

function flat(catalogues: Catalogues): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(catalogues).flatMap(([namespace, catalogue]) =>
      leaves(catalogue).map(({ at, value }) => [`${namespace}:${at.join('.')}`, String(value)] as const),
    ),
  );
}

function leaves(value: unknown, at: readonly string[] = []): { at: readonly string[]; value: unknown }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ at, value }];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...at, name]));
}
