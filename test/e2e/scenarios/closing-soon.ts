import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import { CHANNEL, form, inBerlin, posted, proposing, stamp, told } from '../../support/acting.js';
import {
  amaraAt,
  inFront,
  lastCard,
  notices,
  opened,
  puttingToTheFront,
  SHOWN,
  sofiaAt,
  THERE,
  toTheFront,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';

const LINE = 'Vote on its card:';

/** The lines in the first server's channel. */
function lines(stage: Stage): SeenMessage[] {
  return posted(stage.at('Mei'), LINE);
}

/** When voting closes by what a card says, in ms. */
function closingOn(card: SeenMessage): number {
  return Number(/Voting closes <t:(\d+):F>/u.exec(card.text)?.[1]) * 1_000;
}

export const closingSoon: Theme = {
  about: 'the line 24 hours before closing',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'it stands in the card’s channel once: the title, when voting closes, and where the card is',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara', { title: 'Picket *now* @everyone' });
        await stage.advance(DAY - MINUTE);
        expect(lines(stage)).toEqual([]);
        await stage.advance(MINUTE);
        const [line, ...others] = lines(stage);
        expect(others).toEqual([]);
        const closes = closingOn(card);
        const { guildId, channelId } = stage.at('Mei');
        const link = `https://discord.com/channels/${guildId ?? ''}/${channelId}/${card.id}`;
        expect(line?.text).toBe(
          `Voting on “Picket \\*now\\* \\@everyone” closes ${stamp(closes)} (${stamp(closes, 'R')}). Vote on its card: ${link}`,
        );
        expect(line?.raw.mention_everyone).toBe(false);
        await stage.restart();
        await stage.advance(HOUR);
        expect(lines(stage)).toHaveLength(1);
        await stage.advance(2 * DAY);
        expect(lines(stage)).toHaveLength(1);
      },
    },
    {
      name: 'a vote open for 25 hours or less has none',
      alone: true,
      async run(stage) {
        await proposing(stage, 'Amara', { closes: 'in 25 hours' });
        await proposing(stage, 'Amara', { title: 'Second picket', closes: 'in 90 minutes' });
        await stage.advance(HOUR + MINUTE);
        await stage.advance(DAY);
        expect(lines(stage)).toEqual([]);
        await proposing(stage, 'Amara', { title: 'Third picket', closes: 'in 25 hours 2 minutes' });
        await stage.advance(HOUR + 3 * MINUTE);
        expect(lines(stage).map(({ text }) => text.includes('Third picket'))).toEqual([true]);
      },
    },
    {
      name: 'every server of the front has it, except where the card is hidden',
      alone: true,
      async run(stage) {
        const [, there] = await opened(stage);
        await toTheFront(stage, 'Jonas', { title: 'Second picket' });
        const behind = told(await sofiaAt(stage).press(there ?? '', 'More'));
        told(await sofiaAt(stage).press(behind, 'Hide here'));
        await stage.advance(DAY + MINUTE);
        expect(notices(stage, LINE, [CHANNEL, THERE])).toEqual([2, 1]);
        expect(notices(stage, 'Voting on “Picket at the gate”', [CHANNEL, THERE])).toEqual([1, 0]);
      },
    },
    {
      name: 'a server that has left has none',
      alone: true,
      async run(stage) {
        await opened(stage);
        told(await sofiaAt(stage).command('front leave'));
        await stage.advance(DAY + MINUTE);
        expect(notices(stage, LINE, [CHANNEL, THERE])).toEqual([1, 0]);
      },
    },
    {
      name: 'with a changed text it comes before the new closing, and not before the old one',
      alone: true,
      async run(stage) {
        await proposing(stage, 'Amara');
        await stage.advance(HOUR);
        const shown = form(await amaraAt(stage).command('proposal amend', SHOWN));
        const preview = told(await shown.submit({ Title: 'Picket at both gates' }));
        told(await amaraAt(stage).press(preview, 'Publish'));
        await stage.advance(DAY - 30 * MINUTE);
        expect(lines(stage)).toEqual([]);
        await stage.advance(31 * MINUTE);
        expect(lines(stage).map(({ text }) => text.includes('both gates'))).toEqual([true]);
      },
    },
    {
      name: 'closing brought forward moves it; where less than a day is left there is none',
      alone: true,
      async run(stage) {
        told(await amaraAt(stage).command('settings set', { notice: 1_800 }));
        await proposing(stage, 'Amara', { closes: 'in 3 days' });
        await proposing(stage, 'Amara', { title: 'Second picket', closes: 'in 3 days' });
        told(await amaraAt(stage).command('proposal close', SHOWN));
        told(await amaraAt(stage).command('settings set', { notice: 600 }));
        told(await amaraAt(stage).command('proposal close', { proposal: 'Second picket' }));
        await stage.advance(5 * HOUR);
        expect(lines(stage)).toEqual([]);
        await stage.advance(HOUR + MINUTE);
        expect(lines(stage).map(({ text }) => text.includes('Picket at the gate'))).toEqual([true]);
        await stage.advance(3 * DAY);
        expect(lines(stage)).toHaveLength(1);
      },
    },
    {
      name: 'withdrawn, there is none; after an outage it comes late while voting is open, and not after',
      alone: true,
      async run(stage) {
        await proposing(stage, 'Amara');
        await proposing(stage, 'Amara', { title: 'Second picket' });
        told(await amaraAt(stage).command('proposal withdraw', SHOWN));
        await stage.stopBot();
        await stage.advance(30 * HOUR);
        await stage.startBot();
        await stage.app.tick();
        expect(lines(stage).map(({ text }) => text.includes('Second picket'))).toEqual([true]);
        await proposing(stage, 'Amara', { title: 'Third picket', when: '20 March 2027 18:00' });
        await stage.stopBot();
        await stage.advance(3 * DAY);
        await stage.startBot();
        await stage.app.tick();
        expect(lines(stage)).toHaveLength(1);
      },
    },
    {
      name: 'where the card can be posted only later, there is never a line without it',
      alone: true,
      async run(stage) {
        await inFront(stage);
        stage.local.setBotPermission(THERE, ['SendMessages']);
        await puttingToTheFront(stage, 'Jonas');
        await stage.advance(DAY + MINUTE);
        expect(notices(stage, LINE, [CHANNEL, THERE])).toEqual([1, 0]);
        stage.local.setBotPermission(THERE, []);
        await stage.advance(HOUR);
        const card = lastCard(stage.at('Hana', THERE));
        for (const line of posted(stage.at('Hana', THERE), LINE)) expect(line.text).toContain(`/${card.id}`);
      },
    },
  ],
};
