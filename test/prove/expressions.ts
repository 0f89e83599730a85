import { holds, type Counts, type Proof } from './proof.js';
import { LIMIT, type Readings } from './expressions/reader.js';
import { watchReader, type Watched } from './expressions/watch.js';

const TEXTS = 100_000;
/** What is planted into short runs, and how it has to be noticed. */
const PLANTED: readonly (readonly [what: string, noticed: (watched: Watched, at: number) => boolean])[] = [
  ['killer', (watched, at) => 'died' in watched && watched.atText === at],
  ['exit', (watched, at) => 'died' in watched && watched.atText === at],
  ['slow', (watched) => saysWrong(watched, 'ms')],
  ['heavy', (watched) => saysWrong(watched, 'MB')],
  ['wrong', (watched) => saysWrong(watched, 'planted')],
];

const expressions: Proof = {
  name: 'expressions',
  claim:
    'no date, repeat or zone anybody types is slow, heavy or ends the process, and what is accepted comes',

  async run({ seed, log }) {
    const counts: Counts = {};
    for (const [what, noticed] of PLANTED) {
      const watched = await watchReader(seed, 300, { what, at: 200 });
      holds(noticed(watched, 200), `The planted "${what}" is not noticed: ${JSON.stringify(watched)}`);
      counts[`planted "${what}" noticed`] =
        'died' in watched ? `${watched.died}, at its text` : 'at its text';
    }
    log(`${String(PLANTED.length)} planted, all noticed; reading ${String(TEXTS)} texts`);
    const watched = await watchReader(seed, TEXTS);
    if ('died' in watched) throw new Error(`The reader ${watched.died} at text ${String(watched.atText)}`);
    const { readings } = watched;
    holds(readings.wrong.length === 0, readings.wrong.join('\n'));
    holds(readings.medianMs < 1, `The median is ${readings.medianMs.toFixed(2)} ms`);
    return { ...counts, ...told(readings) };
  },
};

export default expressions;

function saysWrong(watched: Watched, what: string): boolean {
  if ('died' in watched) return false;
  const { wrong } = watched.readings;
  return (
    wrong.length === 1 && (wrong[0]?.startsWith('text 200,') ?? false) && (wrong[0]?.includes(what) ?? false)
  );
}

function told({ texts, kinds, medianMs, slowestMs, mostBytes }: Readings): Counts {
  const ends = Object.entries(kinds).toSorted(([, a], [, b]) => b - a);
  return {
    texts,
    ...Object.fromEntries(ends.map(([kind, count]) => [`  ${kind}`, count])),
    'median time': `${(medianMs * 1_000).toFixed(0)} µs`,
    'slowest text': `${slowestMs.toFixed(1)} ms of at most ${String(LIMIT.ms)}`,
    'most from the heap': `${(mostBytes / 1024 / 1024).toFixed(1)} MB of at most ${String(LIMIT.bytes / 1024 / 1024)}`,
  };
}
