import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/outbox/item.js';
import { ABOUT, FAILED, MINUTE, outboxOn, SECOND, SENT, START, TARGET, type Stage } from './outbox-stage.js';

/** Asks for an edit while an attempt is under way, which then ends so; what is tried later succeeds. */
async function editDuring(
  { outbox, work, attempts, answer }: Stage,
  owe: () => Promise<unknown>,
  end: Delivery,
): Promise<void> {
  const nth = attempts.length + 1;
  let finish: (delivery: Delivery) => void = () => undefined;
  answer(() => new Promise((resolve) => (finish = resolve)));
  await owe();
  const ticked = work.tick();
  await expect.poll(() => attempts.length).toBe(nth);
  await outbox.oweEdit('a');
  answer(() => SENT);
  finish(end);
  await ticked;
}

describe('an edit', () => {
  it('of a message not yet sent is none: it is composed from what is true then', async () => {
    const { outbox, work, attempts, live } = await outboxOn();
    await outbox.owe('a', ABOUT, TARGET);
    await outbox.oweEdit('a');
    await work.tick();
    await live(MINUTE);
    expect(attempts).toHaveLength(1);
  });

  it('of what was never owed is none', async () => {
    const { outbox, rows } = await outboxOn();
    await outbox.oweEdit('a');
    expect(await rows()).toEqual([]);
  });

  it('comes at most once in ten seconds, however many are asked for, and the last one counts', async () => {
    const { outbox, work, attempts, live } = await outboxOn();
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    for (let clicks = 0; clicks < 40; clicks += 1) {
      await Promise.all([outbox.oweEdit('a'), outbox.oweEdit('a')]);
      await live(SECOND);
    }
    await live(MINUTE);
    const gaps = attempts.slice(1).map(({ at }, index) => at - (attempts[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10 * SECOND);
    expect(attempts.length).toBeGreaterThanOrEqual(4);
    expect(attempts.at(-1)?.at).toBeGreaterThanOrEqual(START + 40 * SECOND);
    expect(attempts.slice(1).every(({ item }) => item.message?.messageId === 'm')).toBe(true);
  });

  it('asked for while the message is being sent is not lost, and comes ten seconds later', async () => {
    const stage = await outboxOn();
    const { outbox, attempts, live } = stage;
    await editDuring(stage, () => outbox.owe('a', ABOUT, TARGET), SENT);
    await live(30 * SECOND);
    expect(attempts.map(({ at }) => at - START)).toEqual([0, 10 * SECOND]);
    expect(await outbox.find('a')).toMatchObject({ state: 'sent' });
  });

  it('asked for while an edit is being made is not lost either, though the clock stands still', async () => {
    const stage = await outboxOn();
    const { outbox, work, attempts, live, wait } = stage;
    await outbox.owe('a', ABOUT, TARGET);
    await work.tick();
    await wait(MINUTE);
    await editDuring(stage, () => outbox.oweEdit('a'), SENT);
    await live(30 * SECOND);
    expect(attempts.map(({ at }) => at - START)).toEqual([0, MINUTE, MINUTE + 10 * SECOND]);
  });

  it('asked for while an attempt fails does not hide the failure', async () => {
    const stage = await outboxOn();
    const { outbox, attempts, live } = stage;
    await editDuring(stage, () => outbox.owe('a', ABOUT, TARGET), FAILED);
    await live(MINUTE);
    expect(await outbox.find('a')).toMatchObject({ state: 'sent' });
    expect(attempts).toHaveLength(2);
  });
});
