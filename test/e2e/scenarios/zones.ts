import { expect } from 'vitest';
import {
  dmOf,
  dms,
  expectField,
  form,
  inBerlin,
  PICKET,
  previewing,
  seen,
  stamp,
  told,
} from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn, snapshot, stored } from '../../support/store-snapshot.js';
import { HOUR } from '../../support/stage.js';

const ASKED = 'In which time zone are you?';

export const zones: Theme = {
  about: 'time zones',
  scenarios: [
    {
      name: 'where nobody has said one, the zone is asked once, and the draft goes on by itself',
      alone: true,
      async run(stage) {
        const mei = stage.at('Mei');
        const question = told(await mei.command('propose', PICKET));
        expect(question.text).toContain(ASKED);
        const answer = await mei.choose(question, 'Choose your time zone', 'America/New_York');
        expect(answer.kind).toBe('update');
        expect(told(answer).text).toContain('Preview: Picket at the gate');
        expect(told(answer).text).toContain(stamp('2027-03-05T23:00:00Z'));
        const again = await previewing(stage, 'Mei');
        expect(again.text).not.toContain(ASKED);
        expect(Object.values(await stored(stage.app.deps.people))).toEqual([
          { timezone: 'America/New_York' },
        ]);
      },
    },
    {
      name: 'Another zone takes a big city, and asks again when it knows none of that name',
      alone: true,
      async run(stage) {
        const jonas = stage.at('Jonas');
        const question = told(await jonas.command('propose', PICKET));
        const before = await snapshot(stage);
        const unknown = told(
          await form(await jonas.press(question, 'Another zone')).submit({ 'Time zone': '**Atlantis**' }),
        );
        expect(unknown.text).toContain('“\\*\\*Atlantis\\*\\*” is not a time zone this bot knows.');
        expect(unknown.text).toContain('for example Berlin');
        expect(await snapshot(stage)).toEqual(before);
        const known = form(await jonas.press(question, 'Another zone'));
        const preview = told(await known.submit({ 'Time zone': 'münchen' }));
        expect(preview.text).toContain(stamp('2027-03-05T17:00:00Z'));
      },
    },
    {
      name: 'nobody is asked in a server that has one',
      alone: true,
      async run(stage) {
        await inBerlin(stage);
        expect((await previewing(stage, 'Kofi')).text).not.toContain(ASKED);
        const set = told(
          await stage.at('Kofi').command('remind create', { text: 'Bring the banner', when: 'Friday 6pm' }),
        );
        expect(set.text).not.toContain(ASKED);
        expect(set.text).toContain(stamp('2027-03-05T17:00:00Z'));
      },
    },
    {
      name: 'the form asks too when the form came first',
      alone: true,
      async run(stage) {
        const asked = form(await stage.at('Leila').command('propose'));
        const question = told(
          await asked.submit({
            Title: 'Rent hearing',
            How: 'demonstration',
            'Whom it is addressed to': 'public body: Housing Office',
            'When and where': 'Saturday 10am, Town Hall steps',
          }),
        );
        expect(question.text).toContain(ASKED);
        const preview = told(await stage.at('Leila').choose(question, 0, 'Asia/Tokyo'));
        expect(preview.text).toContain(stamp('2027-03-06T01:00:00Z'));
        expectField(preview, 'Where', 'Town Hall steps');
      },
    },
    {
      name: 'a reminder waits for the answer, in a DM too',
      alone: true,
      async run(stage) {
        const dm = dmOf(stage, 'Hana');
        const question = seen(
          await dm.command('remind create', { text: 'Print posters', when: 'tomorrow 9am' }),
        );
        expect(question.text).toContain(ASKED);
        expect(await countIn(stage.app.deps.reminders)).toBe(0);
        const set = seen(await dm.choose(question, 0, 'Europe/London'));
        expect(set.text).toContain(`It is set. You get a private message ${stamp('2027-03-02T09:00:00Z')}`);
        expect(set.text).toContain('Europe/London');
        expect(await countIn(stage.app.deps.pending)).toBe(0);
        await stage.advance(21 * HOUR);
        expect(dms(stage.local.person('Hana')).at(-1)?.text).toBe('A reminder you set is due.');
      },
    },
    {
      name: 'what waited for an answer is forgotten after an hour; the zone is kept all the same',
      alone: true,
      async run(stage) {
        const question = told(
          await stage.at('Mei').command('remind create', { text: 'Print posters', when: 'tomorrow 9am' }),
        );
        await stage.advance(HOUR);
        expect(await countIn(stage.app.deps.pending)).toBe(0);
        const set = told(await stage.at('Mei').choose(question, 0, 'Europe/London'));
        expect(set.text).toBe('Your time zone is now Europe/London.');
        expect(await countIn(stage.app.deps.reminders)).toBe(0);
      },
    },
  ],
};
