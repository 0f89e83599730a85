import { expect } from 'vitest';
import type { Seat, SeenMessage } from '../../../src/local-discord/index.js';
import { advanceTo, inBerlin, settled, stamp, told } from '../../support/acting.js';
import {
  amaraAt,
  DOCKERS,
  FRONT,
  inFront,
  sofiaAt,
  STUDENTS,
  TENANTS,
  THERE,
  toTheFront,
  votingIn,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { addingLine, agreedBy, BEGUN } from '../../support/settling.js';
import { DAY, HOUR, type Stage } from '../../support/stage.js';
import { takeDown } from './hide.js';

const OWN = 'Past actions of Harbour City Coalition';

/** What is behind the button below a command's answer. */
async function past(seat: Seat, command: 'front show' | 'proposal list'): Promise<SeenMessage> {
  return told(await seat.press(told(await seat.command(command)), 'Past actions'));
}

/** Put to the front, agreed and settled; what comes back is its card. */
async function over(stage: Stage, title: string, as: 'took-place' | 'call-off'): Promise<SeenMessage> {
  const [here, there] = await toTheFront(stage, 'Jonas', {
    title,
    when: 'in 2 days',
    closes: 'in 2 hours',
  });
  await votingIn(stage, here, { Jonas: 'For', Mei: 'For' }, 'Dockworkers');
  await votingIn(stage, there, { Hana: 'Against' }, 'Students', THERE);
  await stage.advance(2 * DAY + HOUR);
  told(await stage.at('Jonas').command(`proposal ${as}`, { proposal: title }));
  return stage.at('Jonas').message(here.id);
}

export const pastActions: Theme = {
  about: 'past actions',
  scenarios: [
    {
      name: 'a front’s are shown to its servers, the latest first, with who was in and the line, and not to one that left',
      alone: true,
      async run(stage) {
        await inFront(stage, [DOCKERS, TENANTS], [STUDENTS], 1);
        expect((await past(sofiaAt(stage), 'front show')).text).toBe(
          `Past actions of the united front ${FRONT}\nNo action has taken place or been called off yet.`,
        );
        await over(stage, 'First picket', 'took-place');
        const said = told(await amaraAt(stage).command('proposal took-place', { proposal: 'First picket' }));
        await addingLine(amaraAt(stage), said, 'It *rained*.');
        await over(stage, 'Second picket', 'call-off');
        for (const seat of [stage.at('Mei'), stage.at('Hana', THERE)]) {
          const { text } = await past(seat, 'front show');
          expect(text.indexOf('Second picket')).toBeLessThan(text.indexOf('First picket'));
          const [, second = '', first = ''] = text.split(/Second picket|First picket/u);
          expect(second).toMatch(
            /<t:\d+:F> · Employer: Harbour Ltd\nIn: Dockworkers\nCalled off on <t:\d+:F>\./u,
          );
          expect(first).toMatch(/<t:\d+:F> · Employer: Harbour Ltd\nIn: Dockworkers\n> It \\\*rained\\\*\./u);
        }
        // Behind the server's own list is what was put to it alone.
        expect((await past(stage.at('Mei'), 'proposal list')).text).toContain('No action has taken place');
        const kept = told(await sofiaAt(stage).command('front show'));
        told(await sofiaAt(stage).command('front leave'));
        expect(told(await sofiaAt(stage).press(kept, 'Past actions')).text).toMatch(
          /^This server is in no front\./u,
        );
        expect((await past(sofiaAt(stage), 'proposal list')).text).toContain('No action has taken place');
        expect((await past(stage.at('Mei'), 'front show')).text).toContain('First picket');
      },
    },
    {
      name: 'a server’s own are behind its list, and stay after a restart',
      alone: true,
      async run(stage) {
        await inBerlin(stage);
        expect((await past(stage.at('Jonas'), 'proposal list')).text).toContain(`${OWN}\nNo action has`);
        await agreedBy(stage, { until: BEGUN });
        told(await stage.at('Mei').command('proposal took-place', { proposal: 'Picket at the gate' }));
        await stage.restart();
        const { text } = await past(stage.at('Jonas'), 'proposal list');
        expect(text).toContain(`${OWN}\nPicket at the gate\n${stamp('2027-03-05T17:00:00Z')} · Employer`);
        expect(text).toContain('In: Harbour City Coalition');
        expect((await past(sofiaAt(stage), 'proposal list')).text).not.toContain('Picket');
      },
    },
    {
      name: 'they are turned in pages, and what was taken down is not among them',
      alone: true,
      async run(stage) {
        await inFront(stage, [DOCKERS, TENANTS], [STUDENTS], 1);
        const cards: SeenMessage[] = [];
        for (const title of ['One', 'Two', 'Three', 'Four', 'Five', 'Six'])
          cards.push(await over(stage, `Picket ${title}`, 'took-place'));
        const titles = ({ text }: SeenMessage) =>
          [...text.matchAll(/Picket (\w+)/gu)].map(([, word]) => word);
        const first = await past(stage.at('Mei'), 'front show');
        expect(titles(first)).toEqual(['Six', 'Five', 'Four', 'Three']);
        expect(first.buttons.map(({ disabled }) => disabled)).toEqual([true, false]);
        const second = told(await stage.at('Mei').press(first, 'Older'));
        expect(titles(second)).toEqual(['Two', 'One']);
        expect(titles(told(await stage.at('Mei').press(second, 'Newer')))).toEqual([
          'Six',
          'Five',
          'Four',
          'Three',
        ]);
        await settled(stage);
        expect((await takeDown(stage, cards[4]?.text.slice(-8) ?? '')).code).toBe(0);
        expect(titles(await past(stage.at('Mei'), 'front show'))).toEqual(['Six', 'Four', 'Three', 'Two']);
        // A page that is no more is the last one there is.
        const far = told(await stage.at('Mei').forge(first, 'past:front:9000'));
        expect(titles(far)).toEqual(['One']);
        await advanceTo(stage, '2027-03-20T12:00:00Z');
      },
    },
  ],
};
