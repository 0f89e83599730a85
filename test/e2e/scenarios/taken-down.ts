import { expect } from 'vitest';
import { dms, form, posted, pressMore, settled, told } from '../../support/acting.js';
import {
  inFront,
  lastCard,
  SHOWN,
  sofiaAt,
  STUDENTS,
  THERE,
  toTheFront,
  votingIn,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { DAY, HOUR, MINUTE } from '../../support/stage.js';
import { takeDown } from './hide.js';

export const takenDown: Theme = {
  about: 'an action that was agreed and is taken down',
  scenarios: [
    {
      name: 'what was posted of it beside the cards says so too: text changed, closing soon, a report, the outcome',
      alone: true,
      async run(stage) {
        await inFront(stage, [], [STUDENTS], 1);
        const [here] = await toTheFront(stage, 'Jonas', { closes: 'in 3 days' });
        const shown = form(await stage.at('Jonas').command('proposal amend', SHOWN));
        const preview = told(await shown.submit({ How: 'picket and a stall' }));
        told(await stage.at('Jonas').press(preview, 'Publish'));
        await settled(stage);
        await pressMore(stage, 'Mei', here, 'Report');
        await votingIn(stage, lastCard(stage.at('Hana', THERE)), { Hana: 'For' }, 'Students', THERE);
        for (let day = 0; day < 4; day += 1) await stage.advance(DAY);
        const seats = [stage.at('Mei'), stage.at('Hana', THERE)];
        const about = () => seats.flatMap((seat) => posted(seat, 'Picket'));
        expect(about().length).toBeGreaterThanOrEqual(9);
        expect((await takeDown(stage, lastCard(stage.at('Mei')).text.slice(-8))).code).toBe(0);
        await settled(stage);
        await stage.advance(MINUTE);
        expect(about()).toEqual([]);
        const said = seats.flatMap((seat) => posted(seat, 'Whoever runs this bot has taken'));
        expect(said.length).toBeGreaterThanOrEqual(9);
      },
    },
    {
      name: 'is told nowhere any more: in no post still owed, in no weekly post and no private reminder',
      alone: true,
      async run(stage) {
        await inFront(stage, [], [STUDENTS], 1);
        told(await sofiaAt(stage).command('settings set', { digest: 'thursday' }));
        const [here, there] = await toTheFront(stage, 'Jonas', { closes: 'in 3 hours' });
        await votingIn(stage, there, { Hana: 'For' }, 'Students', THERE);
        const behind = told(await stage.at('Hana', THERE).press(there, 'More'));
        told(await stage.at('Hana', THERE).press(behind, 'Remind me'));
        await pressMore(stage, 'Mei', here, 'Remind me');
        stage.local.setBotPermission(THERE, ['SendMessages']);
        await stage.advance(3 * HOUR + MINUTE);
        expect((await takeDown(stage, here.text.slice(-8))).code).toBe(0);
        await settled(stage);
        stage.local.setBotPermission(THERE, []);
        for (let day = 0; day < 5; day += 1) await stage.advance(DAY);
        expect(posted(stage.at('Hana', THERE), 'Picket')).toEqual([]);
        expect(posted(stage.at('Hana', THERE), 'Coming actions')).toEqual([]);
        for (const who of ['Hana', 'Mei']) expect(dms(stage.local.person(who))).toEqual([]);
      },
    },
  ],
};
