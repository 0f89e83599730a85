import { CONTESTANTS, NAMES, type Name } from './contestants.js';
import type { Measured } from './measure.js';

type Results = Readonly<Record<Name, readonly Measured[]>>;
type Field = keyof Measured;

/** A bound on how one of ours does beside a yardstick in the same round; the median over the rounds counts. */
interface Target {
  what: string;
  ours: Name;
  than: Name;
  field: Field;
  /** Ours divided by the yardstick, or ours less the yardstick. */
  as: 'ratio' | 'difference';
  bound: { atLeast: number } | { atMost: number };
  unit: string;
}

const VOTES = ['open', 'secret'] as const;

const TARGETS: readonly Target[] = [
  target('clicks/s, open ballots', 'open', 'stored', 'perSecond', 'ratio', { atLeast: 2 }, '× (b)'),
  target('clicks/s, open ballots', 'open', 'bare', 'perSecond', 'ratio', { atLeast: 0.7 }, '× (a)'),
  target('clicks/s, secret ballots', 'secret', 'stored', 'perSecond', 'ratio', { atLeast: 1.8 }, '× (b)'),
  ...VOTES.flatMap((ours) => [
    target(`p99 at 200/s, ${ours}`, ours, 'stored', 'p99', 'difference', { atMost: 3 }, 'ms above (b)'),
    target(`CPU, ${ours}`, ours, 'stored', 'cpuMs', 'ratio', { atMost: 0.9 }, '× (b)'),
    target(`peak memory, ${ours}`, ours, 'bare', 'peakMb', 'difference', { atMost: 60 }, 'MB above (a)'),
  ]),
];

/** The medians of everything measured, then a line for each target. */
export function report(results: Results): string[] {
  const [rounds] = [results.bare.length];
  return [
    '',
    `Medians of ${String(rounds)} rounds; ratios are medians of the ratios within a round.`,
    'One process each, one click a person, 64 in flight; to acknowledgement: at 200 clicks a second.',
    '',
    row('', [
      'clicks/s',
      '× (a)',
      '× (b)',
      'p50 ms',
      'p99 ms',
      'CPU ms/1000',
      '× (a)',
      '× (b)',
      'peak MB',
      '- (a)',
    ]),
    ...NAMES.filter((name) => results[name].length > 0).map((name) => rowOf(results, name)),
    '',
    ...TARGETS.filter(({ ours }) => results[ours].length > 0).map((one) => verdict(results, one)),
  ];
}

function rowOf(results: Results, name: Name): string {
  const own = (field: Field, digits: number) =>
    median(results[name].map((one) => one[field])).toFixed(digits);
  const beside = (than: Name, field: Field) => compare(results, name, than, field, 'ratio').toFixed(2);
  return row(CONTESTANTS[name].title, [
    own('perSecond', 0),
    beside('bare', 'perSecond'),
    beside('stored', 'perSecond'),
    own('p50', 2),
    own('p99', 2),
    own('cpuMs', 0),
    beside('bare', 'cpuMs'),
    beside('stored', 'cpuMs'),
    own('peakMb', 0),
    compare(results, name, 'bare', 'peakMb', 'difference').toFixed(0),
  ]);
}

function verdict(results: Results, { what, ours, than, field, as, bound, unit }: Target): string {
  const found = compare(results, ours, than, field, as);
  const [met, wanted] =
    'atLeast' in bound
      ? [found >= bound.atLeast, `at least ${String(bound.atLeast)}`]
      : [found <= bound.atMost, `at most ${String(bound.atMost)}`];
  return `${met ? 'PASS' : 'FAIL'}  ${what}: ${found.toFixed(2)} ${unit}, target ${wanted}`;
}

function compare(results: Results, ours: Name, than: Name, field: Field, as: Target['as']): number {
  return median(
    results[ours].map((one, round) => {
      const other = results[than][round]?.[field] ?? NaN;
      return as === 'ratio' ? one[field] / other : one[field] - other;
    }),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

function row(title: string, cells: readonly string[]): string {
  return `${title.padEnd(31)}${cells.map((cell) => cell.padStart(Math.max(8, cell.length + 2))).join('')}`;
}

function target(
  what: string,
  ours: Name,
  than: Name,
  field: Field,
  as: Target['as'],
  bound: Target['bound'],
  unit: string,
): Target {
  return { what, ours, than, field, as, bound, unit };
}
