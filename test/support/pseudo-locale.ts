import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import type { OptionDefinition } from '../../src/discord/command.js';
import { loadCommands } from '../../src/discord/load-commands.js';

const OURS = fileURLToPath(new URL('../../data', import.meta.url));
const COMMANDS = fileURLToPath(new URL('../../commands', import.meta.url));

/** A language with four plural forms and another script: what comes from the platform's formats is told apart as well. */
export const PSEUDO = 'uk';
const FORMS = ['one', 'few', 'many', 'other'];
/** How much longer than English other languages are, and longer. */
const LONGER = 0.35;

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'áƀćđéƒǵĥíĵķĺḿńóṕɋŕśťúṽẃẍýźÁƁĆĐÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼẂẌÝŹ';
const letters = new Map([...PLAIN].map((letter, at) => [letter, [...ACCENTED][at] ?? letter]));

/** No plain letter is left in it; places and commands to be filled or clicked stay as they are. */
function accented(text: string): string {
  return text
    .split(/(\{\{\w+\}\})/u)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/[a-z]/giu, (one) => letters.get(one) ?? one)))
    .join('');
}

/** The same in brackets and longer by a third, as far as `most` characters allow. */
function pseudo(text: string, most = Infinity): string {
  const room = most - text.length - 2;
  if (room < 0) return accented(text);
  const more = Math.min(room, Math.ceil(text.length * LONGER) - 2);
  return `[${accented(text)}${more > 1 ? ` ${'·'.repeat(more - 1)}` : ''}]`;
}

/** How long the platform lets a text be where it stands; English too is close to that in hints. */
function roomFor(key: string): number {
  if (key.includes(':command')) return 100;
  return /[.-](?:hint|example)$|^explain:.*choose$/u.test(key) ? 100 : Infinity;
}

interface Tree {
  [key: string]: string | Tree;
}

function translated(tree: Tree, at: string): Tree {
  const made: Tree = {};
  for (const [name, value] of Object.entries(tree)) {
    const key = at.endsWith(':') ? at + name : `${at}.${name}`;
    if (typeof value !== 'string') made[name] = translated(value, key);
    else if (key === 'pictures:language') made[name] = PSEUDO;
    else if (key === 'pictures:direction') made[name] = value;
    else if (/_one$/u.test(name)) continue;
    else if (/_other$/u.test(name))
      for (const form of FORMS) made[name.replace('other', form)] = pseudo(value, roomFor(key));
    else made[name] = pseudo(value, roomFor(key));
  }
  return made;
}

/** Names of commands, subcommands and options, which no catalogue has in English. */
function nameAll(tree: Tree, name: string, options: readonly OptionDefinition[] = []): void {
  tree.name = accented(name);
  for (const option of options) ((tree.options as Tree)[option.name] as Tree).name = accented(option.name);
}

async function writeCatalogues(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const made = new Map<string, Tree>();
  for (const file of await readdir(path.join(OURS, 'locales', 'en'))) {
    const namespace = file.replace('.json', '');
    const tree = JSON.parse(await readFile(path.join(OURS, 'locales', 'en', file), 'utf8')) as Tree;
    made.set(namespace, translated(tree, `${namespace}:`));
  }
  for (const { definition } of (await loadCommands(COMMANDS)).values()) {
    const tree = made.get(definition.texts)?.command as Tree;
    nameAll(tree, definition.name, definition.options);
    for (const { name, options } of definition.subcommands ?? [])
      nameAll((tree.subcommands as Tree)[name] as Tree, name, options);
  }
  for (const [namespace, tree] of made)
    await writeFile(path.join(folder, `${namespace}.json`), JSON.stringify(tree, null, 2));
}

async function writeExplainers(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of await readdir(path.join(OURS, 'explainers', 'en'))) {
    const text = await readFile(path.join(OURS, 'explainers', 'en', file), 'utf8');
    const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/su.exec(text) ?? [];
    const { title, aliases, summary, fits = [], ...rest } = parse(front) as Record<string, string & string[]>;
    const written = {
      title: pseudo(title ?? '', 80),
      aliases: (aliases ?? []).map(accented),
      fits: fits.map(accented),
      summary: pseudo(summary ?? '', 100),
      ...rest,
    };
    await writeFile(path.join(folder, file), `---\n${stringify(written)}---\n\n[${accented(body.trim())}]\n`);
  }
}

async function writeGlossary(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const text = await readFile(path.join(OURS, 'glossary', 'en.yaml'), 'utf8');
  const { words } = parse(text) as {
    words: { word: string; forms?: string[]; meaning: string; see?: string }[];
  };
  const written = words.map(({ word, forms = [], meaning, see }) => ({
    word: accented(word),
    forms: forms.map(accented),
    meaning: pseudo(meaning, 200),
    ...(see === undefined ? {} : { see }),
  }));
  await writeFile(path.join(folder, `${PSEUDO}.yaml`), stringify({ words: written }));
}

/** Writes a third language into a folder for CONTENT_DIR: what somebody adds who translates everything. */
export async function writePseudoLanguage(folder: string): Promise<void> {
  await writeCatalogues(path.join(folder, 'locales', PSEUDO));
  await writeExplainers(path.join(folder, 'explainers', PSEUDO));
  await writeGlossary(path.join(folder, 'glossary'));
}

const TEXTS = new Set([
  'title',
  'description',
  'label',
  'placeholder',
  'text',
  'content',
  'name',
  'location',
]);

/** Every text in something the bot sent that people read: of embeds, buttons, menus, forms, files, events, suggestions. */
export function textsIn(part: unknown, inFields = false): string[] {
  if (Array.isArray(part)) return part.flatMap((inner) => textsIn(inner, inFields));
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]) => {
    if (typeof inner === 'string') return TEXTS.has(key) || (inFields && key === 'value') ? [inner] : [];
    return textsIn(inner, key === 'fields');
  });
}

/** What in a text is in no language, or in everybody's: markup that Discord draws, addresses, code, zones, hashes. */
const NEUTRAL =
  /<t:\d+:\w>|<[#@]&?\d+>|<\/[^>]+>|<?https?:\/\/[^\s>]+>?|`[^`]*`|\b[A-Z]\w+(?:\/[A-Z]\w+)+\b|\bUTC\b|\b[0-9a-f]{8}\b|\n/gu;

/** Words that no translation can have made: what is left of plain letters in a text, without `allowed` names. */
export function untranslated(text: string, allowed: readonly string[]): string[] {
  const bare = allowed
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, ' '), text.replace(NEUTRAL, ' '));
  return bare.match(/[a-z]+(?:[ '’][a-z]+)*/giu) ?? [];
}

/** Whether a text lost its end: its brackets are not in pairs. */
export function isCut(text: string): boolean {
  return text.split('[').length !== text.split(']').length;
}
