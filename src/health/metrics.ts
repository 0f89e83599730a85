/** One line of numbers in Prometheus' text format: a name, what it is, and its values by labels. */
export interface Metric {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  samples: Sample[];
}

export interface Sample {
  /** Behind the name, e.g. `_sum`. */
  suffix?: string;
  labels?: Record<string, string>;
  value: number;
}

const PREFIX = 'strike_together_';

/** Metrics as Prometheus reads them, version 0.0.4 of its text format; seconds and bytes, as it asks for. */
export function render(metrics: readonly Metric[]): string {
  return metrics
    .flatMap(({ name, help, type, samples }) => [
      `# HELP ${PREFIX}${name} ${help}`,
      `# TYPE ${PREFIX}${name} ${type}`,
      ...samples.map(
        ({ suffix = '', labels = {}, value }) =>
          `${PREFIX}${name}${suffix}${labelsText(labels)} ${String(value)}`,
      ),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

// Names and values of labels are words of ours, never anything typed.
function labelsText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** A metric with one value. */
export function single(name: string, type: 'counter' | 'gauge', help: string, value: number): Metric {
  return { name, help, type, samples: [{ value }] };
}

/** Counts how long something took, in steps. */
export class Histogram {
  readonly #steps: readonly number[];
  readonly #counts: number[];
  #sum = 0;
  #count = 0;

  /** `steps`: upper bounds in seconds, rising. */
  constructor(steps: readonly number[]) {
    this.#steps = steps;
    this.#counts = steps.map(() => 0);
  }

  note(tookMs: number): void {
    const seconds = tookMs / 1_000;
    this.#sum += seconds;
    this.#count += 1;
    const step = this.#steps.findIndex((bound) => seconds <= bound);
    if (step !== -1) this.#counts[step] = (this.#counts[step] ?? 0) + 1;
  }

  metric(name: string, help: string): Metric {
    let below = 0;
    const buckets = this.#steps.map((bound, step) => {
      below += this.#counts[step] ?? 0;
      return { suffix: '_bucket', labels: { le: String(bound) }, value: below };
    });
    return {
      name,
      help,
      type: 'histogram',
      samples: [
        ...buckets,
        { suffix: '_bucket', labels: { le: '+Inf' }, value: this.#count },
        // To the microsecond: adding up leaves many more digits.
        { suffix: '_sum', value: Number(this.#sum.toFixed(6)) },
        { suffix: '_count', value: this.#count },
      ],
    };
  }
}
