import { Histogram, type Metric } from './metrics.js';

/** What became of a command, button, menu or form. */
const RESULTS = ['done', 'refused', 'unknown', 'failed'] as const;
export type ClickResult = (typeof RESULTS)[number];

/** Discord waits three seconds for an answer. */
const ANSWER_STEPS = [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5];
const WRITE_STEPS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1, 5];

/** What is counted as it happens, since the start; numbers only, of nobody in particular. */
export class Counts {
  readonly #clicks = new Map<ClickResult, number>();
  readonly #answers = new Histogram(ANSWER_STEPS);
  readonly #writes = new Histogram(WRITE_STEPS);
  #unanswered = 0;
  #unwritten = 0;

  /** A click and how long its answer took, in ms; `answered` is false where the answer did not get there. */
  clicked(result: ClickResult, tookMs: number, answered: boolean): void {
    this.#clicks.set(result, (this.#clicks.get(result) ?? 0) + 1);
    if (answered) this.#answers.note(tookMs);
    else this.#unanswered += 1;
  }

  /** A batch of writes, how long it took in ms, and whether it is on disk. */
  wrote(tookMs: number, done: boolean): void {
    this.#writes.note(tookMs);
    if (!done) this.#unwritten += 1;
  }

  metrics(): Metric[] {
    return [
      {
        name: 'clicks_total',
        help: 'Commands, buttons, menus and forms, by what became of them.',
        type: 'counter',
        samples: RESULTS.map((result) => ({ labels: { result }, value: this.#clicks.get(result) ?? 0 })),
      },
      {
        name: 'unanswered_clicks_total',
        help: 'Clicks whose answer did not reach Discord.',
        type: 'counter',
        samples: [{ value: this.#unanswered }],
      },
      this.#answers.metric('answer_seconds', 'From the arrival of a click to its answer.'),
      this.#writes.metric('store_write_seconds', 'A batch of writes to the store.'),
      {
        name: 'store_write_failures_total',
        help: 'Batches of writes that failed.',
        type: 'counter',
        samples: [{ value: this.#unwritten }],
      },
    ];
  }
}
