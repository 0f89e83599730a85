import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Random } from '../../prove/random.js';

const NAMES_EACH = 14;
const SENTENCES = 11;
const SYLLABLES = [
  'ba',
  'den',
  'cor',
  'mi',
  'sta',
  'ter',
  'lo',
  'pra',
  'ven',
  'shi',
  'gro',
  'nal',
  'ur',
  'ke',
  'fo',
];
/** So many words of places, trades and people that only few texts have. */
const RARE = 6_000;

/**
 * Writes texts of about the length and the words of ours: sentences of ours put together anew, each with rare words in
 * it, and names of one to three words. Returns the names, to ask for them.
 */
export async function writeTexts(
  ours: string,
  folder: string,
  count: number,
  seed: number,
): Promise<string[]> {
  const random = new Random(seed);
  const sentences = await sentencesOf(ours);
  const common = [...new Set(sentences.flatMap((one) => one.match(/\p{L}{4,}/gu) ?? []))].map((one) =>
    one.toLowerCase(),
  );
  const rare = new Set<string>();
  while (rare.size < RARE) {
    rare.add(Array.from({ length: random.between(2, 4) }, () => random.pick(SYLLABLES)).join(''));
  }
  const rareWords = [...rare];
  const taken = new Set<string>();
  const name = (): string => {
    const words = Array.from({ length: random.between(1, 3) }, (_, at) =>
      random.pick(at === 0 || random.next() < 0.33 ? rareWords : common),
    );
    const made = words.join(' ');
    if (taken.has(made)) return name();
    taken.add(made);
    return made;
  };
  const sentence = () => `${random.pick(sentences)} ${random.pick(rareWords)} ${random.pick(rareWords)}.`;
  await mkdir(folder, { recursive: true });
  const names: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const [title = '', ...aliases] = Array.from({ length: 1 + NAMES_EACH }, name);
    names.push(title, ...aliases);
    const part = (length: number) => Array.from({ length }, sentence).join(' ');
    await writeFile(
      path.join(folder, `text-${String(at)}.md`),
      [
        '---',
        `title: ${title}`,
        'aliases:',
        ...aliases.map((one) => `  - ${one}`),
        `summary: "${sentence().replaceAll('"', '').slice(0, 95)}"`,
        'sections: []',
        `related: [text-${String((at + 1) % count)}, text-${String((at + 7) % count)}]`,
        `order: ${String(at)}`,
        '---',
        '',
        `**In short**\n- ${part(1)}\n- ${part(1)}\n- ${part(1)}`,
        `**What the article argues**\n${part(SENTENCES - 5)}`,
        `**Next step**\n${part(2)}`,
        '',
      ].join('\n'),
    );
  }
  return names;
}

async function sentencesOf(ours: string): Promise<string[]> {
  const sentences: string[] = [];
  for (const name of await readdir(ours)) {
    const body = (await readFile(path.join(ours, name), 'utf8')).split('\n---\n')[1] ?? '';
    sentences.push(...body.replace(/^(?:\*\*.+\*\*|- )/gmu, '').split(/(?<=[.?])\s+/u));
  }
  return sentences.filter((one) => /^[\p{L}\p{N} ,.'’?-]{20,200}$/u.test(one)).map((one) => one.slice(0, -1));
}

/**
 * What people type while they look for these names: each letter of a name is asked about, every third time with a letter
 * wrong, missing or swapped; and now and then a whole question.
 */
export function typing(names: readonly string[], count: number, seed: number): string[] {
  const random = new Random(seed);
  const asked: string[] = [];
  while (asked.length < count) {
    const question = random.next() < 0.1;
    let text = question
      ? `what can we do about ${random.pick(names)} and ${random.pick(names)}`
      : random.pick(names);
    if (random.next() < 0.33) text = withTypo(text, random);
    const from = question ? text.length - 10 : 1;
    for (let length = from; length <= text.length; length += 1) asked.push(text.slice(0, length));
  }
  return asked.slice(0, count);
}

function withTypo(text: string, random: Random): string {
  const at = random.between(1, Math.max(1, text.length - 2));
  const [before, here, after] = [text.slice(0, at), text.slice(at, at + 1), text.slice(at + 1)];
  switch (random.between(0, 2)) {
    case 0:
      return before + after;
    case 1:
      return `${before}x${after}`;
    default:
      return before + after.slice(0, 1) + here + after.slice(1);
  }
}
