import { expect } from 'vitest';
import { dms, previewing, proposing, stamp, told } from '../../support/acting.js';
import type { Scenario, Theme } from '../../support/scenario.js';
import { HOUR, MINUTE, type Stage } from '../../support/stage.js';

/** The Friday before Berlin's clocks go forward, on Sunday 28 March at 2 am. */
const BEFORE_SPRING = Date.parse('2027-03-26T12:00:00Z');
/** The Friday before they go back, on Sunday 31 October at 3 am. */
const BEFORE_AUTUMN = Date.parse('2027-10-29T12:00:00Z');

async function livesInBerlin(stage: Stage): Promise<void> {
  told(await stage.at('Jonas').command('settings set', { 'my-timezone': 'Europe/Berlin' }));
}

/** Typed on the Friday before, a phrase means that instant, and the reminder comes then. */
function means(season: string, at: number, typed: string, instant: string): Scenario {
  return {
    name: `"${typed}" in Berlin, ${season}, is ${instant}, and the reminder comes then`,
    alone: true,
    at,
    async run(stage) {
      const set = told(
        await stage.at('Jonas').command('remind create', { text: 'Early shift', when: typed }),
      );
      expect(set.text).toContain(stamp(instant));
      const jonas = stage.local.person('Jonas');
      await stage.advance(Date.parse(instant) - stage.local.clock.now().getTime() - MINUTE);
      expect(dms(jonas)).toEqual([]);
      await stage.advance(MINUTE);
      expect(dms(jonas).map(({ text }) => text)).toEqual(['A reminder you set is due.']);
    },
  };
}

export const clockChanges: Theme = {
  about: 'across a clock change',
  prepare: livesInBerlin,
  scenarios: [
    {
      name: 'a picket on "Sunday 6am" is at six o\'clock on the new clock, from preview to card',
      alone: true,
      at: BEFORE_SPRING,
      async run(stage) {
        const when = 'Sunday 6am';
        expect((await previewing(stage, 'Jonas', { when })).text).toContain(stamp('2027-03-28T04:00:00Z'));
        const card = await proposing(stage, 'Jonas', { when });
        expect(card.text).toContain(stamp('2027-03-28T04:00:00Z'));
        const kept = Object.values(await stage.app.deps.proposals.range({ limit: 10 }))[0]?.value;
        expect(kept?.action.start).toEqual({
          instant: '2027-03-28T04:00:00.000Z',
          wall: '2027-03-28T06:00',
          zone: 'Europe/Berlin',
        });
        // Two hours by the watch, and the default closing is an elapsed time before.
        expect(Date.parse(kept?.action.end.instant ?? '') - Date.parse('2027-03-28T04:00:00Z')).toBe(
          2 * HOUR,
        );
      },
    },
    means('as the clocks go forward', BEFORE_SPRING, 'Sunday 6am', '2027-03-28T04:00:00Z'),
    means('as the clocks go forward', BEFORE_SPRING, 'Sunday 2:30am', '2027-03-28T01:30:00Z'),
    means('as the clocks go back', BEFORE_AUTUMN, 'Sunday 6am', '2027-10-31T05:00:00Z'),
    means('as the clocks go back', BEFORE_AUTUMN, 'Sunday 2:30am', '2027-10-31T00:30:00Z'),
  ],
};
