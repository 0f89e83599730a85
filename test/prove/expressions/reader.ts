import { Random } from '../random.js';
import { leastCost, type Cost } from './measure.js';
import { contextOf, read } from './read.js';
import { typedText, type Typed } from './texts.js';

export interface Readings {
  texts: number;
  /** How many ended how. */
  kinds: Record<string, number>;
  medianMs: number;
  slowestMs: number;
  mostBytes: number;
  /** What was wrong, with the text; empty when everything holds. */
  wrong: string[];
}

/** No text may take longer than that, or more from the heap. */
export const LIMIT: Cost = { ms: 50, bytes: 20 * 1024 * 1024 };

export interface Job {
  seed: number;
  texts: number;
  /** One text is read by this instead, so that it can be seen whether it is noticed. */
  planted?: { at: number; read: (typed: Typed) => void };
  /** Told which text is read next. */
  begins?: (index: number) => void;
  /** Waited for now and then. */
  pause?: () => Promise<void>;
}

/** Text number `index` of a seed; any of them can be made again without the others. */
export function textAt(seed: number, index: number): { typed: Typed; random: Random } {
  const random = new Random((seed ^ Math.imul(index + 1, 0x9e3779b1)) >>> 0);
  return { typed: typedText(random), random };
}

/** Reads so many texts, measures each, and checks what was accepted. */
export async function readTexts({ seed, texts, planted, begins, pause }: Job): Promise<Readings> {
  const times: number[] = [];
  const found: Readings = { texts, kinds: {}, medianMs: 0, slowestMs: 0, mostBytes: 0, wrong: [] };
  for (let index = 0; index < texts; index += 1) {
    begins?.(index);
    const { typed, random } = textAt(seed, index);
    const context = contextOf(random);
    try {
      let result: ReturnType<typeof read> = { kind: 'planted' };
      const cost = leastCost(() => {
        if (planted?.at === index) planted.read(typed);
        else result = read(typed, context);
      }, LIMIT);
      result.check?.();
      found.kinds[result.kind] = (found.kinds[result.kind] ?? 0) + 1;
      times.push(cost.ms);
      found.slowestMs = Math.max(found.slowestMs, cost.ms);
      found.mostBytes = Math.max(found.mostBytes, cost.bytes);
      if (cost.ms > LIMIT.ms || cost.bytes > LIMIT.bytes) {
        throw new Error(
          `takes ${cost.ms.toFixed(0)} ms and ${String(Math.round(cost.bytes / 1024 / 1024))} MB`,
        );
      }
    } catch (error) {
      found.wrong.push(
        `text ${String(index)}, ${shown(typed)}: ${error instanceof Error ? error.message : String(error)}`,
      );
      if (found.wrong.length >= 20) break;
    }
    if (index % 250 === 249) await pause?.();
  }
  found.medianMs = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  return found;
}

function shown(typed: Typed): string {
  return JSON.stringify(typed, (_, value: unknown) =>
    typeof value === 'string' ? value.slice(0, 200) : value,
  );
}
