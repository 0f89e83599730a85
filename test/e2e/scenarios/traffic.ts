import { expect } from 'vitest';
import { inBerlin, proposing, told } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';

const AT_ONCE = 25;

export const traffic: Theme = {
  about: 'too many clicks',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'somebody who clicks faster than hands can is told to wait; nothing of that is recorded, and others vote as ever',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const jonas = stage.at('Jonas');
        const slowed: string[] = [];
        for (let clicks = 0; clicks < 40 * AT_ONCE && slowed.length === 0; clicks += AT_ONCE) {
          const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => jonas.press(card, 'More')));
          const texts = answers.map((answer) => told(answer).text);
          slowed.push(...texts.filter((text) => text.startsWith('Nothing was recorded or shown: you')));
        }
        expect(slowed[0]).toMatch(/Wait \d+ s, then press again\.$/u);
        const votes = await Promise.all(Array.from({ length: AT_ONCE }, () => jonas.press(card, 'For')));
        expect(votes.some((answer) => told(answer).text.startsWith('Nothing was recorded'))).toBe(true);
        const before = await countIn(stage.app.deps.ballots);
        expect(told(await stage.at('Mei').press(card, 'For')).text).toMatch(/^Recorded: For/u);
        expect(await countIn(stage.app.deps.ballots)).toBe(before + 1);
      },
    },
    {
      name: 'what is asked while typing has a limit of its own',
      alone: true,
      async run(stage) {
        await proposing(stage, 'Amara');
        const mei = stage.at('Mei');
        const lengths: number[] = [];
        for (let asked = 0; asked < 40 * AT_ONCE && !lengths.includes(0); asked += AT_ONCE) {
          const all = Array.from({ length: AT_ONCE }, () => mei.suggest('proposal show', {}, 'proposal'));
          lengths.push(...(await Promise.all(all)).map((choices) => choices.length));
        }
        expect(lengths.slice(0, 200)).toEqual(Array.from({ length: 200 }, () => 1));
        expect(lengths).toContain(0);
        expect(told(await mei.command('help')).text).not.toContain('very often');
      },
    },
  ],
};
