import { expect } from 'vitest';
import { expectField, form, inBerlin, PICKET, posted, previewing, seen, told } from '../../support/acting.js';
import type { Scenario, Theme } from '../../support/scenario.js';
import { snapshot } from '../../support/store-snapshot.js';

/** What is typed, and the sentence that asks again, with an example of what is understood. */
const ASKED_AGAIN: readonly [typed: string, problem: string, sentence: RegExp][] = [
  ['when the moon is full', 'is unreadable', /could not be read as a date and hour\. .+ “Friday 6pm”/u],
  ['yesterday 6pm', 'is past', /is already past\. Give a time that is still to come, for example/u],
  ['1 May 2020 10:00', 'is long past', /is already past\. .+ for example “tomorrow 6pm”/u],
  ['Friday', 'has no hour', /has no clear hour\. Add one, for example “Friday 6pm”/u],
  ['1 May 2027', 'has no hour either', /has no clear hour\. Add one/u],
  ['05/03/2027 10:00', 'has day and month in doubt', /day and month could be swapped\. Write the month/u],
  ['31 February 2028 10:00', 'is not in the calendar', /is not in the calendar\. Check day and month/u],
  ['1 May 2090 10:00', 'is too far away', /is too far away\. Give a time within the next five years/u],
  ['\u200b\u2060', 'only looks like something', /./u],
];

function refusedForReminder([typed, problem, sentence]: (typeof ASKED_AGAIN)[number]): Scenario {
  return {
    name: `a reminder whose date ${problem} is asked again, and nothing is kept`,
    async run(stage) {
      const before = await snapshot(stage);
      const refused = told(
        await stage.at('Mei').command('remind create', { text: 'Call home', when: typed }),
      );
      expect(refused.text).toMatch(sentence);
      expect(refused.text).not.toContain('It is set');
      expect(await snapshot(stage)).toEqual(before);
    },
  };
}

function mendedInPreview([typed, problem, sentence]: (typeof ASKED_AGAIN)[number]): Scenario {
  return {
    name: `a proposal whose date ${problem} cannot be published, and its preview says why`,
    async run(stage) {
      const before = await snapshot(stage, ['drafts']);
      const answer = await stage.at('Jonas').command('propose', { ...PICKET, when: typed });
      if (typed === '\u200b\u2060') {
        // Nothing is left of it, so the form asks.
        expect(form(answer).fields.map(({ label }) => label)).toContain('When and where');
      } else {
        const preview = told(answer);
        expect(preview.text).toMatch(sentence);
        expect(preview.text).toContain('When: ');
        expect(preview.labels).toEqual(['Edit', 'Discard']);
        const again = form(await stage.at('Jonas').press(preview, 'Edit'));
        expect(again.fields.find(({ label }) => label === 'When and where')?.value).toBe(typed);
      }
      expect(await snapshot(stage, ['drafts'])).toEqual(before);
      expect(posted(stage.at('Mei'), PICKET.title)).toEqual([]);
    },
  };
}

export const badDates: Theme = {
  about: 'dates that are asked again',
  prepare: inBerlin,
  scenarios: [
    ...ASKED_AGAIN.map(refusedForReminder),
    ...ASKED_AGAIN.map(mendedInPreview),
    {
      name: 'a closing time is asked again just so, and says how it can be given anew',
      async run(stage) {
        const before = await snapshot(stage, ['drafts']);
        for (const closes of ['Wednesday', 'some day', 'yesterday 6pm', '05/03/2027 10:00']) {
          const preview = await previewing(stage, 'Priya', { closes });
          expect(preview.text).toContain('Voting closes: ');
          expect(preview.labels).toEqual(['Edit', 'Discard']);
          // The form has no room for it, so the way is the option.
          expect(preview.text).toContain('Use /propose with the option closes to change it');
          const mended = told(await stage.at('Priya').command('propose', { closes: 'in 1 day' }));
          expect(mended.labels).toContain('Publish');
        }
        expect(await snapshot(stage, ['drafts'])).toEqual(before);
      },
    },
    {
      name: 'an end before its start, and an action of two months, are asked again',
      async run(stage) {
        const order = await previewing(stage, 'Leila', { when: '5 March 2027 6pm to 5 March 2027 2pm' });
        expect(order.text).toContain('the end comes before the start');
        const long = await previewing(stage, 'Leila', { when: '1 April 2027 10:00 to 1 June 2027 10:00' });
        expect(long.text).toContain('lasts longer than 31 days');
        for (const { labels } of [order, long]) expect(labels).toEqual(['Edit', 'Discard']);
      },
    },
    {
      name: 'a date mended in the form lets the proposal be published',
      async run(stage) {
        const preview = await previewing(stage, 'Jonas', { when: 'Friday', where: 'Dock 4' });
        const edit = form(await stage.at('Jonas').press(preview, 'Edit'));
        expect(edit.fields.find(({ label }) => label === 'When and where')?.value).toBe('Friday, Dock 4');
        const mended = seen(await edit.submit({ 'When and where': 'Friday 6pm, Dock 4' }));
        expect(mended.labels).toEqual(['Publish', 'Edit', 'Discard']);
        expectField(mended, 'Where', 'Dock 4');
      },
    },
    {
      name: 'what was typed is shown back as typed, whatever it is',
      async run(stage) {
        const when = '[soon](https://evil.example) @everyone <@1>';
        const refused = told(await stage.at('Mei').command('remind create', { text: 'x', when }));
        expect(refused.text).toContain('\\[soon\\]\\(');
        expect(refused.text).toMatch(/\\<\\?@1\\>/u);
        expect((await previewing(stage, 'Mei', { when })).text).toContain('\\[soon\\]\\(');
      },
    },
  ],
};
