import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery, Hold } from '../../src/outbox/item.js';
import { ABOUT, FAILED, HOUR, MINUTE, outboxOn, SECOND, SENT, START, TARGET } from './outbox-stage.js';

/** What may happen to an outbox, in any order. */
type Step =
  | { do: 'owe' | 'edit' | 'forget'; id: string }
  | { do: 'hold'; with: Hold | undefined }
  | { do: 'wake' }
  | { do: 'answer'; with: Delivery }
  | { do: 'wait'; ms: number }
  | { do: 'tick' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('owe' as const, 'edit' as const), id: fc.constantFrom('a', 'b') }),
  fc.record({ do: fc.constant('forget' as const), id: fc.constantFrom('a', 'b') }),
  fc.record({
    do: fc.constant('answer' as const),
    with: fc.constantFrom<Delivery>(
      SENT,
      FAILED,
      { kind: 'failed', reason: 'may-not-post', slow: true },
      { kind: 'parked', reason: 'gone' },
      { kind: 'dropped' },
      { kind: 'waits', reason: 'rate-limit', until: new Date(START + 3 * HOUR) },
    ),
  }),
  fc.record({
    do: fc.constant('wait' as const),
    ms: fc.constantFrom(1, SECOND, 10 * SECOND, MINUTE, HOUR, 73 * HOUR),
  }),
  fc.record({
    do: fc.constant('hold' as const),
    with: fc.constantFrom<(Hold | undefined)[]>(
      undefined,
      { reason: 'may-not-post', until: new Date(START + 2 * HOUR) },
      { reason: 'gone' },
    ),
  }),
  fc.constant({ do: 'wake' as const }),
  fc.constant({ do: 'tick' as const }),
);

describe('whatever happens', () => {
  it('something owed has a row that brings it up, at once or in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.boolean(), async (steps, together) => {
        const { outbox, answer, hold, wait, work, rows, items } = await outboxOn();
        const under: Promise<unknown>[] = [];
        for (const next of steps) {
          const doing = (async () => {
            if (next.do === 'owe') await outbox.owe(next.id, ABOUT, TARGET);
            else if (next.do === 'edit') await outbox.oweEdit(next.id);
            else if (next.do === 'forget') await outbox.forget(next.id);
            else if (next.do === 'answer') answer(() => next.with);
            else if (next.do === 'hold') hold(next.with);
            else if (next.do === 'wake') await outbox.wake('c');
            else await wait(next.do === 'wait' ? next.ms : 0);
          })();
          if (together) under.push(doing);
          else await doing;
        }
        await Promise.all(under);
        await work.tick();
        const there = await rows();
        for (const id of ['a', 'b']) {
          const item = await items.get(id);
          expect(item?.state).not.toBe('claimed');
          if (item?.state !== 'owed') continue;
          const mine = there.filter((row) => row.id === id).map(({ at }) => Date.parse(at));
          expect(
            mine.some((at) => at >= Date.parse(item.nextAt)),
            JSON.stringify(item),
          ).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
