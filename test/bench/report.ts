import { CONTESTANTS, type Name } from './contestants.js';
import type { Measured } from './measure.js';

export type Results = ReadonlyMap<Name, Result>;
interface Result {
  rounds: readonly Measured[];
  peakMb: number;
}

/** What is compared: something of each round, or the memory of the whole run. */
type Field = keyof Measured | 'peakMb';

/** How one of ours has to do beside a yardstick in the same round; the median over the rounds counts. */
interface Target {
  what: string;
  ours: Name;
  than: Name;
  field: Field;
  /** Ours divided by the yardstick, or ours less the yardstick. */
  as: 'ratio' | 'difference';
  atLeast?: number;
  atMost?: number;
  unit: string;
}

const faster = { what: 'clicks a second', field: 'perSecond', as: 'ratio' } as const;

const TARGETS: readonly Target[] = [
  { ...faster, ours: 'open', than: 'stored', atLeast: 2, unit: '× (b)' },
  { ...faster, ours: 'open', than: 'bare', atLeast: 0.7, unit: '× (a)' },
  { ...faster, ours: 'secret', than: 'stored', atLeast: 1.8, unit: '× (b)' },
  ...(['open', 'secret'] as const).flatMap((ours): Target[] => [
    {
      what: 'p99 at 200 a second',
      ours,
      than: 'stored',
      field: 'p99',
      as: 'difference',
      atMost: 3,
      unit: 'ms above (b)',
    },
    { what: 'CPU for 1,000', ours, than: 'stored', field: 'cpuMs', as: 'ratio', atMost: 0.9, unit: '× (b)' },
    {
      what: 'peak memory',
      ours,
      than: 'bare',
      field: 'peakMb',
      as: 'difference',
      atMost: 60,
      unit: 'MB above (a)',
    },
  ]),
];

const HEAD = [
  'clicks/s',
  '× (a)',
  '× (b)',
  'p50 ms',
  'p99 ms',
  'CPU ms',
  '× (a)',
  '× (b)',
  'peak MB',
  '- (a)',
];

/** The medians of everything measured, then a line for each target. */
export function report(results: Results): string[] {
  const rounds = results.get('bare')?.rounds.length ?? 0;
  return [
    '',
    `Medians of ${String(rounds)} rounds; ratios are medians of each round's ratio.`,
    'Clicks a second and CPU for 1,000 clicks with 64 in flight; p50 and p99 to acknowledgement at 200 a second.',
    '',
    row('', HEAD),
    ...[...results.keys()].map((name) => rowOf(results, name)),
    '',
    ...TARGETS.filter(({ ours }) => results.has(ours)).map((target) => verdict(results, target)),
  ];
}

function rowOf(results: Results, name: Name): string {
  const own = (field: Field, digits: number) => median(values(results, name, field)).toFixed(digits);
  const times = (than: Name, field: Field) => compare(results, name, than, field, 'ratio').toFixed(2);
  return row(CONTESTANTS[name].title, [
    own('perSecond', 0),
    times('bare', 'perSecond'),
    times('stored', 'perSecond'),
    own('p50', 2),
    own('p99', 2),
    own('cpuMs', 0),
    times('bare', 'cpuMs'),
    times('stored', 'cpuMs'),
    own('peakMb', 0),
    compare(results, name, 'bare', 'peakMb', 'difference').toFixed(0),
  ]);
}

function verdict(results: Results, target: Target): string {
  const { what, ours, than, field, as, atLeast = -Infinity, atMost = Infinity, unit } = target;
  const found = compare(results, ours, than, field, as);
  const wanted = Number.isFinite(atMost) ? `at most ${String(atMost)}` : `at least ${String(atLeast)}`;
  const met = found >= atLeast && found <= atMost ? 'PASS' : 'FAIL';
  return `${met}  ${CONTESTANTS[ours].title}, ${what}: ${found.toFixed(2)} ${unit}, wanted ${wanted}`;
}

function compare(results: Results, ours: Name, than: Name, field: Field, as: Target['as']): number {
  const others = values(results, than, field);
  return median(
    values(results, ours, field).map((value, round) => {
      const other = others[round] ?? NaN;
      return as === 'ratio' ? value / other : value - other;
    }),
  );
}

function values(results: Results, name: Name, field: Field): number[] {
  const { rounds = [], peakMb = NaN } = results.get(name) ?? {};
  return field === 'peakMb' ? [peakMb] : rounds.map((round) => round[field]);
}

/** The middle one, or the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

function row(title: string, cells: readonly string[]): string {
  return `${title.padEnd(32)}${cells.map((cell) => cell.padStart(9)).join('')}`;
}
