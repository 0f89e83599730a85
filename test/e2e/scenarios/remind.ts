import { expect } from 'vitest';
import { dmOf, dms, inBerlin, publicMessages, seen, stamp, told } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn, snapshot } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE } from '../../support/stage.js';

export const remind: Theme = {
  about: 'reminders to oneself',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'a reminder comes as a DM that tells nothing before Show, and is then off the list',
      alone: true,
      async run(stage) {
        const mei = stage.at('Mei');
        const set = told(
          await mei.command('remind create', { text: 'Call the *lawyer*', when: 'tomorrow 9am' }),
        );
        expect(set.text).toContain(`It is set. You get a private message ${stamp('2027-03-02T08:00:00Z')}`);
        expect(set.text).toContain('Call the \\*lawyer\\*');
        expect(told(await mei.command('remind list')).text).toContain('Call the \\*lawyer\\*');
        await stage.advance(20 * HOUR);
        const [dm, ...others] = dms(stage.local.person('Mei'));
        expect(others).toEqual([]);
        expect(dm?.text).toBe('A reminder you set is due.');
        expect(JSON.stringify(dm?.raw)).not.toContain('lawyer');
        expect(dm?.labels).toEqual(['Show']);
        const shown = seen(await dmOf(stage, 'Mei').press(dm?.id ?? '', 'Show'));
        expect(shown.id).toBe(dm?.id);
        expect(shown.text).toBe(
          `Your reminder\nCall the \\*lawyer\\*\n\nDue ${stamp('2027-03-02T08:00:00Z')}`,
        );
        const empty = told(await mei.command('remind list'));
        expect(empty.text).toMatch(/No reminders are waiting\. Set one with <\/remind create:\d+>\./u);
      },
    },
    {
      name: 'it comes once, however often the bot looks or starts again',
      alone: true,
      async run(stage) {
        told(await stage.at('Mei').command('remind create', { text: 'Once', when: 'in 2 hours' }));
        await stage.advance(2 * HOUR + 1_000);
        await stage.app.tick();
        await stage.restart();
        await stage.advance(HOUR);
        expect(dms(stage.local.person('Mei'))).toHaveLength(1);
      },
    },
    {
      name: 'the date is read in the zone given, which is suggested while it is typed',
      async run(stage) {
        const jonas = stage.at('Jonas');
        const typed = { text: 'Call Tokyo', when: 'tomorrow 9am' };
        const suggested = await jonas.suggest('remind create', { ...typed, timezone: 'toky' }, 'timezone');
        expect(suggested[0]).toEqual({ name: 'Asia/Tokyo (UTC+09:00)', value: 'Asia/Tokyo' });
        const set = told(await jonas.command('remind create', { ...typed, timezone: 'Asia/Tokyo' }));
        expect(set.text).toContain(stamp('2027-03-02T00:00:00Z'));
        expect(set.text).toContain('read in the zone Asia/Tokyo');
      },
    },
    {
      name: 'an unknown zone is asked again with an example',
      async run(stage) {
        const before = await snapshot(stage);
        const refused = told(
          await stage
            .at('Jonas')
            .command('remind create', { text: 'x', when: 'tomorrow 9am', timezone: 'Middle Earth' }),
        );
        expect(refused.text).toContain('“Middle Earth” is not a time zone this bot knows.');
        expect(refused.text).toContain('for example Berlin');
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'it can be set, listed and deleted in a DM',
      alone: true,
      async run(stage) {
        const dm = dmOf(stage, 'Hana');
        seen(await dm.command('remind create', { text: 'Posters', when: 'tomorrow 9am', timezone: 'UTC' }));
        expect(seen(await dm.command('remind list')).text).toContain('Posters');
        const [wanted] = await dm.suggest('remind delete', { reminder: 'post' }, 'reminder');
        expect(wanted?.name).toBe('Posters');
        const gone = seen(await dm.command('remind delete', { reminder: wanted?.value ?? '' }));
        expect(gone.text).toBe('Deleted: Posters');
        await stage.advance(DAY);
        expect(publicMessages(dm).filter(({ text }) => text.includes('is due'))).toEqual([]);
      },
    },
    {
      name: 'a list of more than ten has pages, in order of time',
      alone: true,
      async run(stage) {
        const mei = stage.at('Mei');
        for (let number = 12; number >= 1; number -= 1) {
          told(
            await mei.command('remind create', {
              text: `Number ${String(number)}`,
              when: `in ${String(number)} hours`,
            }),
          );
        }
        const first = told(await mei.command('remind list'));
        expect(first.text.match(/Number \d+/gu)?.slice(0, 2)).toEqual(['Number 1', 'Number 2']);
        expect(first.text).not.toContain('Number 11');
        expect(first.text).toContain('Page 1 of 2');
        const second = told(await mei.press(first, 'Later'));
        expect(second.text.match(/Number \d+/gu)).toEqual(['Number 11', 'Number 12']);
        expect(second.buttons.map(({ label, disabled }) => [label, disabled])).toEqual([
          ['Earlier', false],
          ['Later', true],
        ]);
        expect(told(await mei.press(second, 'Earlier')).text).toBe(first.text);
      },
    },
    {
      name: 'a deleted reminder never comes, and deleting it twice is refused',
      alone: true,
      async run(stage) {
        const mei = stage.at('Mei');
        told(await mei.command('remind create', { text: 'Never mind', when: 'in 2 hours' }));
        const [wanted] = await mei.suggest('remind delete', {}, 'reminder');
        const meant = { reminder: wanted?.value ?? '' };
        expect(told(await mei.command('remind delete', meant)).text).toBe('Deleted: Never mind');
        const refused = told(await mei.command('remind delete', meant));
        expect(refused.text).toBe('There is no such reminder of yours. See /remind list.');
        expect(await countIn(stage.app.deps.reminders)).toBe(0);
        await stage.advance(3 * HOUR);
        expect(dms(stage.local.person('Mei'))).toEqual([]);
      },
    },
    {
      name: "nobody can list, delete or show somebody else's",
      alone: true,
      async run(stage) {
        told(await stage.at('Mei').command('remind create', { text: 'My own', when: 'in 2 hours' }));
        const [wanted] = await stage.at('Mei').suggest('remind delete', {}, 'reminder');
        const id = String(wanted?.value);
        for (const other of ['Jonas', 'Amara']) {
          const seat = stage.at(other);
          expect(await seat.suggest('remind delete', {}, 'reminder')).toEqual([]);
          const listed = told(await seat.command('remind list'));
          expect(listed.text).not.toContain('My own');
          for (const meant of [id, 'My own'])
            expect(told(await seat.command('remind delete', { reminder: meant })).text).toContain(
              'no such reminder of yours',
            );
          for (const act of ['show', 'done', 'snooze-10', 'tomorrow']) {
            const forged = told(await seat.forge(listed, `reminder:${act}:${id}:mdx3kq00`));
            expect(forged.text).toContain('no such reminder');
          }
        }
        expect(await countIn(stage.app.deps.reminders)).toBe(1);
      },
    },
    {
      name: 'seven days after its time nothing is kept of it, and Show says so',
      alone: true,
      async run(stage) {
        told(await stage.at('Mei').command('remind create', { text: 'Call home', when: 'in 2 hours' }));
        await stage.advance(2 * HOUR + 1_000);
        await stage.advance(7 * DAY);
        const { reminders, remindersByOwner } = await snapshot(stage);
        expect({ reminders, remindersByOwner }).toEqual({ reminders: {}, remindersByOwner: {} });
        expect((await snapshot(stage)).outbox).toEqual({});
        const [dm] = dms(stage.local.person('Mei'));
        const refused = await dmOf(stage, 'Mei').press(dm?.id ?? '', 'Show');
        expect(seen(refused).text).toContain('There is no such reminder of yours.');
      },
    },
    {
      name: 'fifty may wait at a time; one delivered or deleted makes room',
      alone: true,
      async run(stage) {
        const mei = stage.at('Mei');
        const set = (text: string) => mei.command('remind create', { text, when: 'in 2 hours' });
        for (let number = 1; number <= 50; number += 1) told(await set(`Number ${String(number)}`));
        const before = await snapshot(stage);
        const refused = told(await set('One more'));
        expect(refused.text).toContain('You have 50 reminders waiting');
        expect(refused.text).toContain('/remind delete');
        expect(await snapshot(stage)).toEqual(before);
        told(await mei.command('remind delete', { reminder: 'Number 7' }));
        expect(told(await set('One more')).text).toContain('It is set.');
        await stage.advance(2 * HOUR + MINUTE);
        expect(dms(stage.local.person('Mei'))).toHaveLength(50);
        expect(told(await set('And another')).text).toContain('It is set.');
      },
    },
  ],
};
