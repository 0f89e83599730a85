import { expect } from 'vitest';
import {
  advanceTo,
  dmOf,
  dms,
  HARBOUR,
  inBerlin,
  makeMentionable,
  publicMessages,
  seen,
  stamp,
  told,
} from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { snapshot } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE } from '../../support/stage.js';

const FRIDAYS = ['2027-03-05T17:00:00Z', '2027-03-12T17:00:00Z', '2027-03-19T17:00:00Z'];

export const remindRepeat: Theme = {
  about: 'reminders that repeat, and what can be done with one that has come',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'the next three times are shown first, and nothing is set before Save',
      alone: true,
      async run(stage) {
        const mei = stage.at('Mei');
        const typed = { text: 'Picket rota', when: 'every Friday 18:00' };
        const look = told(await mei.command('remind create', typed));
        expect(look.labels).toEqual(['Save', 'Discard']);
        expect(look.text).toContain(FRIDAYS.map((instant) => `- ${stamp(instant)}`).join('\n'));
        expect(look.text).toContain('Nothing is set yet.');
        expect(told(await mei.command('remind list')).text).toContain('No reminders are waiting');
        const set = told(await mei.press(look, 'Save'));
        expect(set.text).toContain('It is set.');
        expect(told(await mei.command('remind list')).text).toContain(
          `- ${stamp(FRIDAYS[0] ?? '')}, repeating: Picket rota`,
        );
        for (const [index, friday] of FRIDAYS.entries()) {
          await advanceTo(stage, friday);
          await stage.advance(1_000);
          expect(dms(stage.local.person('Mei'))).toHaveLength(index + 1);
        }
      },
    },
    {
      name: 'Discard leaves everything as it was',
      async run(stage) {
        const mei = stage.at('Mei');
        const typed = { text: 'Rota', when: 'Friday 6pm', repeat: 'first Friday of the month' };
        const look = told(await mei.command('remind create', typed));
        expect(look.text).toContain(`- ${stamp('2027-03-05T17:00:00Z')}\n- ${stamp('2027-04-02T16:00:00Z')}`);
        expect(told(await mei.press(look, 'Discard')).text).toBe('Discarded. Nothing was changed.');
        expect(told(await mei.command('remind list')).text).toContain('No reminders are waiting');
      },
    },
    {
      name: 'a person who has not said where they are is asked first, and then looks at the times',
      alone: true,
      unprepared: true,
      async run(stage) {
        const mei = stage.at('Mei');
        const typed = { text: 'Rota', when: 'tomorrow 9am', repeat: 'weekdays' };
        const asked = told(await mei.command('remind create', typed));
        const look = told(await mei.choose(asked, 'Choose your time zone', 'Europe/Berlin'));
        expect(look.text).toContain(`- ${stamp('2027-03-02T08:00:00Z')}\n- ${stamp('2027-03-03T08:00:00Z')}`);
        expect(told(await mei.press(look, 'Save')).text).toContain('It is set.');
      },
    },
    {
      name: 'what cannot be read as a repeat is asked again with an example',
      async run(stage) {
        const mei = stage.at('Mei');
        const before = await snapshot(stage);
        const wanted: [Record<string, string>, string][] = [
          [{ when: 'Friday 6pm', repeat: 'when the moon is full' }, 'could not be read as a repeat'],
          [{ when: 'Friday 6pm', repeat: '* * * * *' }, 'Leave at least 15 minutes'],
          [{ when: 'Friday 6pm', repeat: '0 9 31 2 *' }, 'never happens'],
          [{ when: 'every Friday' }, 'does not say at what hour'],
          [{ when: 'every Friday 18:00 until 2 March 2027' }, 'ends before it has begun'],
        ];
        for (const [typed, answer] of wanted) {
          const refused = told(await mei.command('remind create', { text: 'x', ...typed }));
          expect(refused.text).toContain(answer);
        }
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'after seven days offline one late message comes, and then the next in time',
      alone: true,
      async run(stage) {
        const mei = stage.at('Mei');
        for (const when of ['every day 14:00', 'tomorrow 9am']) {
          const answer = told(await mei.command('remind create', { text: when, when }));
          if (answer.labels.includes('Save')) told(await mei.press(answer, 'Save'));
        }
        await stage.stopBot();
        await stage.local.clock.advance(7 * DAY);
        await stage.startBot();
        await stage.app.tick();
        const got = () => dms(stage.local.person('Mei')).map(({ text }) => text);
        const late = 'A reminder you set is due. It is late: it could not be sent in time.';
        expect(got()).toEqual([late, late]);
        await advanceTo(stage, '2027-03-08T13:00:01Z');
        expect(got()).toEqual([late, late, 'A reminder you set is due.']);
        // The day between was missed; only the last is told of.
        await advanceTo(stage, '2027-03-10T13:00:01Z');
        expect(got().slice(3)).toEqual(['A reminder you set is due.']);
      },
    },
    {
      name: 'one that could not be sent is not told of any more when the next was missed too',
      alone: true,
      async run(stage) {
        const mei = stage.at('Mei');
        for (const text of ['Rota', 'Keys']) {
          const look = told(await mei.command('remind create', { text, when: 'every day 14:00' }));
          told(await mei.press(look, 'Save'));
        }
        const back = stage.local.intercept(({ route }) =>
          route === 'POST /channels/:id/messages' ? { status: 503 } : undefined,
        );
        await advanceTo(stage, '2027-03-02T13:01:00Z');
        expect(dms(stage.local.person('Mei'))).toEqual([]);
        await stage.stopBot();
        back();
        await stage.local.clock.advance(30 * HOUR);
        await stage.startBot();
        await stage.app.tick();
        await stage.advance(HOUR);
        const got = dms(stage.local.person('Mei')).map(({ text }) => text);
        const late = 'A reminder you set is due. It is late: it could not be sent in time.';
        expect(got).toEqual([late, late]);
      },
    },
    {
      name: 'Done, the snoozes and Tomorrow are below the text, and do what they say',
      alone: true,
      async run(stage) {
        const mei = stage.at('Mei');
        told(await mei.command('remind create', { text: 'Call the lawyer', when: 'tomorrow 9am' }));
        await advanceTo(stage, '2027-03-02T08:00:01Z');
        const dm = dmOf(stage, 'Mei');
        const newest = () => dms(stage.local.person('Mei')).at(-1)?.id ?? '';
        const shown = seen(await dm.press(newest(), 'Show'));
        expect(shown.labels).toEqual(['Done', 'Snooze 10 min', '1 h', 'Tomorrow']);
        expect(seen(await dm.press(shown, 'Snooze 10 min')).text).toContain('You are reminded again');
        await stage.advance(10 * MINUTE);
        expect(seen(await dm.press(seen(await dm.press(newest(), 'Show')), '1 h')).labels).toEqual([]);
        await stage.advance(HOUR);
        seen(await dm.press(seen(await dm.press(newest(), 'Show')), 'Tomorrow'));
        await stage.advance(DAY);
        expect(dms(stage.local.person('Mei'))).toHaveLength(4);
        const last = seen(await dm.press(newest(), 'Show'));
        expect(last.text).toContain('Call the lawyer');
        expect(seen(await dm.press(last, 'Done')).text).toBe('Done.');
        await stage.advance(9 * DAY);
        expect(dms(stage.local.person('Mei'))).toHaveLength(4);
        expect(JSON.stringify(await snapshot(stage))).not.toMatch(/"reminder:/u);
      },
    },
    {
      name: 'pausing and resuming, by a name that is suggested',
      alone: true,
      async run(stage) {
        const mei = stage.at('Mei');
        told(
          await mei.press(
            told(await mei.command('remind create', { text: 'Rota', when: 'every day 14:00' })),
            'Save',
          ),
        );
        const [wanted] = await mei.suggest('remind pause', { reminder: 'ro' }, 'reminder');
        const reminder = wanted?.value ?? '';
        expect(told(await mei.command('remind pause', { reminder })).text).toContain('Paused: Rota.');
        expect(told(await mei.command('remind list')).text).toContain(
          'Paused. It goes on with /remind resume.',
        );
        await stage.advance(3 * DAY);
        expect(dms(stage.local.person('Mei'))).toEqual([]);
        const [again] = await mei.suggest('remind resume', { reminder: '' }, 'reminder');
        const goesOn = told(await mei.command('remind resume', { reminder: again?.value ?? '' }));
        expect(goesOn.text).toContain(`Goes on: Rota. Next: ${stamp('2027-03-04T13:00:00Z')}`);
        expect(told(await mei.command('remind resume', { reminder: 'Rota' })).text).toContain(
          'is not paused',
        );
        await stage.advance(DAY);
        expect(dms(stage.local.person('Mei'))).toHaveLength(1);
      },
    },
    {
      name: 'everything about a reminder can be edited',
      alone: true,
      async run(stage) {
        const tenants = makeMentionable(stage, "Tenants' Union");
        const amara = stage.at('Amara');
        told(await amara.command('remind create', { text: 'Tea', when: 'tomorrow 9am' }));
        const [wanted] = await amara.suggest('remind edit', { reminder: 'te' }, 'reminder');
        const reminder = wanted?.value ?? '';
        const moved = told(
          await amara.command('remind edit', {
            reminder,
            text: 'Coffee',
            when: 'tomorrow 10am',
            timezone: 'UTC',
          }),
        );
        expect(moved.text).toContain(stamp('2027-03-02T10:00:00Z'));
        const [zone] = await amara.suggest('remind edit', { reminder, timezone: 'toky' }, 'timezone');
        expect(zone?.value).toBe('Asia/Tokyo');
        const posted = told(
          await amara.command('remind edit', { reminder, channel: '#general', mention: "Tenants' Union" }),
        );
        expect(posted.text).toContain('It is posted in');
        const look = told(await amara.command('remind edit', { reminder, repeat: 'daily, 2 times' }));
        expect(look.text).toContain(`- ${stamp('2027-03-02T10:00:00Z')}\n- ${stamp('2027-03-03T10:00:00Z')}`);
        told(await amara.press(look, 'Save'));
        for (let days = 0; days < 3; days += 1) await stage.advance(DAY);
        const general = publicMessages(stage.at('Jonas', `${HARBOUR}#general`));
        expect(general.map(({ raw }) => raw.content)).toEqual([`<@&${tenants}>`, `<@&${tenants}>`]);
        expect(general[0]?.text).toContain('Coffee');
        expect(dms(stage.local.person('Amara'))).toEqual([]);
      },
    },
  ],
};
