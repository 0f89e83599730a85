import { expect } from 'vitest';
import { CHANNEL, cards, HARBOUR, inBerlin, PICKET, previewing, told } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn, snapshot } from '../../support/store-snapshot.js';

export const rights: Theme = {
  about: 'rights the bot lacks in a channel',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'are named in the preview, with who can grant them, and there is no Publish',
      alone: true,
      async run(stage) {
        for (const [denied, named] of [
          ['SendMessages', 'Send Messages'],
          ['EmbedLinks', 'Embed Links'],
          ['ReadMessageHistory', 'Read Message History'],
        ] as const) {
          stage.local.setBotPermission(CHANNEL, [denied]);
          const preview = await previewing(stage, 'Jonas');
          expect(preview.text).toContain(`it lacks ${named} there. An organiser can grant that`);
          expect(preview.labels).toEqual(['Edit', 'Discard']);
        }
        stage.local.setBotPermission(CHANNEL, ['SendMessages', 'EmbedLinks']);
        expect((await previewing(stage, 'Jonas')).text).toContain(
          'it lacks Send Messages, Embed Links there',
        );
        expect(await countIn(stage.app.deps.proposals)).toBe(0);
        stage.local.setBotPermission(CHANNEL, []);
        expect(told(await stage.at('Jonas').command('propose')).labels).toContain('Publish');
      },
    },
    {
      name: 'lost between preview and Publish, nothing is published, and the draft is kept',
      alone: true,
      async run(stage) {
        const preview = await previewing(stage, 'Jonas');
        stage.local.setBotPermission(CHANNEL, ['SendMessages']);
        const before = await snapshot(stage);
        const refused = told(await stage.at('Jonas').press(preview, 'Publish'));
        expect(refused.text).toMatch(/^The bot may not post in <#\d+>: it lacks Send Messages there\./u);
        expect(refused.text).toContain('Then try again.');
        expect(await snapshot(stage)).toEqual(before);
        expect(cards(stage.at('Jonas'))).toEqual([]);
        stage.local.setBotPermission(CHANNEL, []);
        expect(told(await stage.at('Jonas').press(preview, 'Publish')).text).toContain('Published.');
      },
    },
    {
      name: 'need not stop anybody: asked again in another channel, the draft goes there',
      alone: true,
      async run(stage) {
        stage.local.setBotPermission(CHANNEL, ['SendMessages']);
        expect((await previewing(stage, 'Jonas')).labels).not.toContain('Publish');
        const general = stage.at('Jonas', `${HARBOUR}#general`);
        const preview = told(await general.command('propose'));
        expect(preview.text).toContain(`it goes to <#${general.channelId}>`);
        told(await general.press(preview, 'Publish'));
        await stage.app.tick();
        expect(cards(general).map(({ text }) => text.startsWith(PICKET.title))).toEqual([true]);
      },
    },
    {
      name: 'are missed as well where the bot cannot see the channel at all',
      alone: true,
      async run(stage) {
        stage.local.setBotPermission(CHANNEL, ['ViewChannel']);
        const preview = await previewing(stage, 'Jonas');
        expect(preview.text).toContain('it lacks View Channel');
        expect(preview.labels).toEqual(['Edit', 'Discard']);
      },
    },
  ],
};
