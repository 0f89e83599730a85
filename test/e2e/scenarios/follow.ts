import { expect } from 'vitest';
import {
  advanceTo,
  dmOf,
  dms,
  inBerlin,
  makeMentionable,
  more,
  posted,
  pressMore,
  proposing,
  seen,
  stamp,
  told,
  voting,
} from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn, snapshot } from '../../support/store-snapshot.js';
import { DAY } from '../../support/stage.js';

/** Friday 6 pm in Berlin: a day before, and two hours before. */
const DAY_BEFORE = stamp('2027-03-04T17:00:00Z');
const TWO_HOURS_BEFORE = stamp('2027-03-05T15:00:00Z');

export const follow: Theme = {
  about: 'Remind me and Report',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'once agreed, a DM comes a day and two hours before the action',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const answer = await pressMore(stage, 'Mei', card, 'Remind me');
        expect(answer.text).toContain(`- ${DAY_BEFORE}\n- ${TWO_HOURS_BEFORE}`);
        expect(answer.text).toContain('if the proposal is agreed');
        await voting(stage, card, { Jonas: 'For' });
        await advanceTo(stage, '2027-03-04T16:59:00Z');
        const mei = stage.local.person('Mei');
        expect(dms(mei)).toEqual([]);
        await advanceTo(stage, '2027-03-04T17:00:01Z');
        expect(dms(mei).map(({ text }) => text)).toEqual(['A reminder you set is due.']);
        const shown = seen(await dmOf(stage, 'Mei').press(dms(mei)[0]?.id ?? '', 'Show'));
        expect(shown.text).toContain('Picket at the gate');
        await advanceTo(stage, '2027-03-05T15:00:01Z');
        expect(dms(mei)).toHaveLength(2);
        await stage.advance(3 * DAY);
        expect(dms(mei)).toHaveLength(2);
      },
    },
    {
      name: 'not agreed or withdrawn, none comes and none is left in the list',
      alone: true,
      async run(stage) {
        const lost = await proposing(stage, 'Amara');
        const gone = await proposing(stage, 'Amara', { title: 'Second picket' });
        await pressMore(stage, 'Mei', lost, 'Remind me');
        await pressMore(stage, 'Mei', gone, 'Remind me');
        told(await stage.at('Amara').command('proposal withdraw', { proposal: 'Second picket' }));
        await stage.advance(10 * DAY);
        expect(dms(stage.local.person('Mei'))).toEqual([]);
        expect(await countIn(stage.app.deps.reminders)).toBe(0);
        expect(told(await stage.at('Mei').command('remind list')).text).toContain('No reminders');
      },
    },
    {
      name: 'asking twice, at once or later, is asking once',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const opened = await more(stage, 'Mei', card);
        const both = await Promise.all([
          stage.at('Mei').press(opened, 'Remind me'),
          stage.at('Mei').press(opened, 'Remind me'),
        ]);
        for (const answer of both) expect(told(answer).text).toContain(DAY_BEFORE);
        expect((await pressMore(stage, 'Mei', card, 'Remind me')).text).toContain('You already asked');
        expect(await countIn(stage.app.deps.reminders)).toBe(2);
      },
    },
    {
      name: 'it can be stopped in /remind list, and asked for again',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await pressMore(stage, 'Mei', card, 'Remind me');
        const mine = await stage.at('Mei').suggest('remind delete', {}, 'reminder');
        expect(mine).toHaveLength(2);
        for (const { value } of mine)
          told(await stage.at('Mei').command('remind delete', { reminder: value }));
        expect((await pressMore(stage, 'Mei', card, 'Remind me')).text).toContain(DAY_BEFORE);
      },
    },
    {
      name: 'it works after the vote as well, and is refused once the action has begun',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { Jonas: 'For' });
        await stage.advance(3 * DAY);
        expect((await pressMore(stage, 'Leila', card, 'Remind me')).text).toContain(TWO_HOURS_BEFORE);
        await stage.advance(3 * DAY);
        const before = await snapshot(stage);
        const late = await pressMore(stage, 'Kofi', card, 'Remind me');
        expect(late.text).toContain('begins too soon for a reminder');
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'a report goes to the organisers, mentions their role and does not name who reported',
      alone: true,
      async run(stage) {
        const organisers = makeMentionable(stage, 'Organiser');
        told(await stage.at('Amara').command('settings set', { 'organiser-role': 'Organiser' }));
        const card = await proposing(stage, 'Amara');
        const answer = await pressMore(stage, 'Kofi', card, 'Report');
        expect(answer.text).toContain('Your name is not given to them.');
        await stage.app.tick();
        const [note] = posted(stage.at('Tomasz'), 'Reported: Picket at the gate');
        expect(note?.raw.mention_roles).toEqual([organisers]);
        expect(note?.text).toContain('/proposal withdraw');
        const { id } = stage.local.person('Kofi');
        expect(JSON.stringify(note?.raw)).not.toMatch(new RegExp(`Kofi|${id}`, 'u'));
      },
    },
    {
      name: 'reporting twice is refused; a second reporter makes no second note',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await pressMore(stage, 'Kofi', card, 'Report');
        const before = await snapshot(stage, ['outbox']);
        const twice = await pressMore(stage, 'Kofi', card, 'Report');
        expect(twice.text).toContain('You already asked the organisers');
        expect(await snapshot(stage, ['outbox'])).toEqual(before);
        await pressMore(stage, 'Mei', card, 'Report');
        await stage.app.tick();
        const notes = posted(stage.at('Tomasz'), 'Reported: Picket at the gate');
        expect(notes).toHaveLength(1);
        // No role is set, so none is mentioned.
        expect(notes[0]?.raw.content).toBe('');
      },
    },
  ],
};
