import { describe, expect, it } from 'vitest';
import { dms, inBerlin, posted, proposing, told } from '../support/acting.js';
import { HOUR, MINUTE, setStage, type Stage } from '../support/stage.js';

/** Nothing may be closed or sent further off than this (threats section 4). */
const OFF_MS = 60_000;

/** What happens to the clock of the bot's machine: at its start, and while a vote and a reminder wait. */
const machines: { name: string; ahead: number; meanwhile?: number[] }[] = [
  { name: 'an hour ahead', ahead: HOUR },
  { name: 'an hour behind', ahead: -HOUR },
  { name: 'right at first and then an hour ahead', ahead: 0, meanwhile: [HOUR] },
  { name: 'right at first and then an hour behind', ahead: 0, meanwhile: [-HOUR] },
  {
    name: 'jumping to and fro',
    ahead: 0,
    meanwhile: [HOUR, -HOUR, 0, 90 * MINUTE, -90 * MINUTE, 5 * MINUTE],
  },
  { name: 'wrong, and set right', ahead: -HOUR, meanwhile: [0] },
];

/**
 * Sets a vote and a reminder two hours ahead, with the bot's machine as it is, and throws unless both happen when the
 * platform's clock says so, by the times that people see.
 */
async function onTime(stage: Stage, host: { ahead: number }, meanwhile: readonly number[]): Promise<void> {
  const { local } = stage;
  const now = () => local.clock.now().getTime();
  const right = () => expect(Math.abs(stage.app.deps.now().getTime() - now())).toBeLessThan(OFF_MS);
  await inBerlin(stage);
  right();
  const dueAt = now() + 2 * HOUR;
  const card = await proposing(stage, 'Amara', { closes: 'in 2 hours' });
  told(await stage.at('Mei').command('remind create', { when: 'in 2 hours', text: 'Tea' }));
  const shown = [...card.text.matchAll(/<t:(\d+):F>/gu)].map(([, seconds]) => Number(seconds) * 1_000);
  expect(
    shown.some((at) => Math.abs(at - dueAt) < OFF_MS),
    `closing is shown two hours from now: ${card.text}`,
  ).toBe(true);

  for (const ahead of meanwhile) {
    host.ahead = ahead;
    // At once, before anybody answered anything, and after.
    right();
    await stage.app.tick();
    right();
    await stage.advance(10 * MINUTE);
    right();
  }
  const outcomes = () => posted(stage.at('Mei'), 'greed: Picket at the gate');
  const came = () => dms(local.person('Mei'));
  await stage.advance(dueAt - now() - OFF_MS);
  expect([...outcomes(), ...came()], 'nothing happens early').toEqual([]);
  await stage.advance(2 * OFF_MS - 5_000);
  for (const messages of [outcomes(), came()]) {
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).not.toContain('late');
    expect(Math.abs(Date.parse(messages[0]?.raw.timestamp ?? '') - dueAt)).toBeLessThanOrEqual(OFF_MS);
  }
}

describe('a vote closes and a reminder comes within a minute of the time people see, on a machine', () => {
  it.each(machines)('$name', async ({ ahead, meanwhile = [] }) => {
    const host = { ahead };
    const stage = await setStage({ host });
    try {
      await onTime(stage, host, meanwhile);
    } finally {
      await stage.close();
    }
  });
});

describe('this is so because of the Date headers: where they say nothing, it fails on a machine', () => {
  it.each(machines.filter(({ name }) => name !== 'wrong, and set right'))(
    '$name',
    async ({ ahead, meanwhile = [] }) => {
      const host = { ahead };
      const stage = await setStage({ host, local: { tellsTime: false } });
      try {
        await expect(onTime(stage, host, meanwhile)).rejects.toThrow();
      } finally {
        await stage.close();
      }
    },
  );
});

describe('a bot that is stopped while its machine is wrong', () => {
  it('does at its next start what the platform says is due, and nothing else', async () => {
    const host = { ahead: 0 };
    const stage = await setStage({ host });
    try {
      await inBerlin(stage);
      told(await stage.at('Mei').command('remind create', { when: 'in 30 minutes', text: 'Tea' }));
      told(await stage.at('Mei').command('remind create', { when: 'in 3 hours', text: 'Bread' }));
      await stage.stopBot();
      host.ahead = -5 * HOUR;
      await stage.advance(HOUR);
      await stage.startBot();
      await expect.poll(() => dms(stage.local.person('Mei')).length).toBe(1);
      await stage.stopBot();
      host.ahead = 5 * HOUR;
      await stage.startBot();
      await stage.app.tick();
      expect(dms(stage.local.person('Mei'))).toHaveLength(1);
    } finally {
      await stage.close();
    }
  });
});
