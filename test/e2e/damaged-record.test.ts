import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { cards, inBerlin, posted, proposing, settled, told, voting } from '../support/acting.js';
import { pollCards, polling } from '../support/poll-acting.js';
import { DAY, MINUTE, setStage, type Stage } from '../support/stage.js';
import { execute, query } from '../support/store-file.js';

/** Turns a record into rubbish while the bot is stopped. */
async function damage(stage: Stage, prefix: string, title: string): Promise<void> {
  const { deps } = stage.app;
  const rows =
    prefix === 'proposal' ? await deps.proposals.range({ limit: 10 }) : await deps.polls.range({ limit: 10 });
  const found = rows.find(({ value }) => JSON.stringify(value).includes(title));
  if (found === undefined) throw new Error(`There is no ${title}.`);
  await stage.stopBot();
  const store = path.join(stage.folder, 'bot.sqlite');
  await execute(store, `UPDATE keyv SET value = 'rubbish' WHERE key = '${prefix}:${found.id}'`);
  expect(await query(store, `SELECT key FROM keyv WHERE value = 'rubbish'`)).not.toEqual([]);
  await stage.startBot();
}

it('a damaged proposal and a damaged poll under secret votes stop neither the start nor the others, and keep their keys', async () => {
  const stage = await setStage({ ballots: 'secret' });
  try {
    await inBerlin(stage);
    const whole = await proposing(stage, 'Amara', { title: 'Picket at the gate', closes: 'in 2 days' });
    await voting(stage, whole, { Mei: 'For' });
    await proposing(stage, 'Amara', { title: 'Rally on the square', closes: 'in 2 days' });
    await polling(stage, 'Amara', { question: 'Which route?', closes: 'in 2 days' });
    const keys = () => readdir(path.join(stage.folder, 'keys', 'ballots')).then((names) => names.length);
    expect(await keys()).toBe(3);
    await damage(stage, 'proposal', 'Rally on the square');
    await damage(stage, 'poll', 'Which route?');
    expect(await keys()).toBe(3);
    const [, rally] = cards(stage.at('Jonas'));
    const [poll] = pollCards(stage);
    if (rally === undefined || poll === undefined) throw new Error('There is no card.');
    for (const [card, label] of [
      [rally, 'For'],
      [poll, 'Vote'],
    ] as const)
      expect(told(await stage.at('Jonas').press(card.id, label)).text).toContain(
        'Something went wrong on our side',
      );
    await voting(stage, whole, { Jonas: 'For' });
    await stage.advance(2 * DAY + MINUTE);
    await settled(stage);
    expect(posted(stage.at('Mei'), 'greed: Picket at the gate')).toHaveLength(1);
  } finally {
    await stage.close();
  }
});
