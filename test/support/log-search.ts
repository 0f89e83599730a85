import { Writable } from 'node:stream';
import { createLog, type Logger } from '../../src/log.js';
import type { Stage } from './stage.js';

/** Everything the bot logged on a stage, whatever is shown of it. */
export class CapturedLog {
  readonly lines: string[] = [];
  /** At debug, as whoever looks for a fault has it; lines at info and above are the same as in an ordinary log. */
  readonly log: Logger;

  constructor(shown: string) {
    const show = createLog(shown).isLevelEnabled('fatal');
    const to = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        const line = chunk.toString();
        this.lines.push(line);
        if (show) process.stdout.write(line);
        done();
      },
    });
    this.log = createLog('debug', to);
  }
}

/** Who and what must not be in a log. */
export interface Private {
  names: readonly string[];
  /** What people typed. */
  texts: readonly string[];
}

const INFO = 30;
/** Of people, servers, channels, messages. */
const ID = /(?<!\d)\d{17,20}(?!\d)/u;
/** A person as they stand in keys. */
const PSEUDONYM = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/u;
/** A vote or an answer: as it is stored, as a button names it, as it is confirmed. */
const CHOICE =
  /"(?:choice|choices|chosen)"|Recorded|(?:card|cast):(?:for|against|abstain|in|move)\b|poll:(?:choose|pick)\b|\b(?:for|against|abstain):[a-z0-9]{10}:/u;

/** What a log holds that it must not: at no level an id or a choice, at info and above no name and no text either. */
export function leaksIn(lines: readonly string[], { names, texts }: Private): string[] {
  const words = [...new Set([...names, ...texts])].filter((word) => word.trim().length >= 3);
  // What is written into JSON is looked for as it stands there.
  const said = words.map((word) => JSON.stringify(word).slice(1, -1));
  return lines.flatMap((line) => {
    const { level, time: _time, ...rest } = JSON.parse(line) as Record<string, unknown>;
    const text = JSON.stringify(rest);
    const found: string[] = [];
    if (ID.test(text)) found.push('an id');
    if (PSEUDONYM.test(text)) found.push('a pseudonym');
    if (CHOICE.test(text)) found.push('a choice');
    if (Number(level) >= INFO && said.some((word) => isIn(text, word))) found.push('a name or a text');
    return found.map((what) => `${what}: ${line.trim()}`);
  });
}

/** As a word of its own: "Tea" is not in "Team". */
function isIn(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before = ' ', after = ' '] = [text[at - 1], text[at + word.length]];
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}

/** Everybody in a stage's Discord, and what they typed. */
export function privateOn({ local }: Stage): Private {
  const { people, guilds } = local.world.state;
  return {
    names: [...people.map(({ name }) => name), ...guilds.map(({ name }) => name)],
    texts: local.interactions
      .flatMap(({ typed }) => typed)
      .filter((text) => text.trim().length >= 5 && !/^\d+$/u.test(text)),
  };
}
