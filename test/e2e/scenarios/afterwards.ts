import { expect } from 'vitest';
import {
  advanceTo,
  CHANNEL,
  dmOf,
  dms,
  form,
  inBerlin,
  posted,
  pressMore,
  proposalId,
  proposing,
  seen,
  settled,
  stamp,
  told,
  voting,
} from '../../support/acting.js';
import {
  inFront,
  SHOWN,
  sofiaAt,
  STUDENTS,
  THERE,
  toTheFront,
  votingIn,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { agreedBy, ANSWERS, ASKED, asked, BEGUN, isAsked, QUESTION } from '../../support/settling.js';
import { countIn } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';
import { takeDown } from './hide.js';

const DM = 'Something you asked to be told about is waiting.';
const REMINDER = 'A reminder you set is due';

/** What the bot wrote to somebody beside their reminders. */
function got(stage: Stage, who: string) {
  return dms(stage.local.person(who)).filter(({ text }) => !text.startsWith(REMINDER));
}

export const afterwards: Theme = {
  about: 'whether an action took place',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'from ten the next morning the proposer and organisers are asked below a private answer, once a day; nobody else is',
      alone: true,
      async run(stage) {
        await agreedBy(stage, { until: '2027-03-06T08:59:00Z' });
        expect(await isAsked(stage.at('Mei'))).toBe(false);
        await advanceTo(stage, ASKED);
        const mei = await asked(stage.at('Mei'));
        expect(mei.text).toContain(
          `${QUESTION}\n“Picket at the gate” was to take place on ${stamp('2027-03-05T17:00:00Z')}. Did it?`,
        );
        expect(mei.labels).toEqual(ANSWERS);
        expect(await isAsked(stage.at('Mei'))).toBe(false);
        expect(await isAsked(stage.at('Amara'))).toBe(true);
        expect(await isAsked(stage.at('Jonas'))).toBe(false);
        await stage.restart();
        expect(await isAsked(stage.at('Amara'))).toBe(false);
        await stage.advance(DAY);
        for (const who of ['Mei', 'Amara']) expect(await isAsked(stage.at(who)), who).toBe(true);
        for (const who of ['Mei', 'Amara', 'Jonas']) expect(got(stage, who), who).toEqual([]);
        expect(posted(stage.at('Mei'), 'was to take place')).toEqual([]);
      },
    },
    {
      name: 'one answer settles it for all: later ones change nothing, and nobody is asked again',
      alone: true,
      async run(stage) {
        const card = await agreedBy(stage);
        const [mei, amara] = [await asked(stage.at('Mei')), await asked(stage.at('Amara'))];
        const both = await Promise.all([
          stage.at('Mei').press(mei, 'It took place'),
          stage.at('Amara').press(amara, 'It took place'),
        ]);
        const said = both.map((answer) => told(answer));
        expect(said.map(({ text }) => text.replace(/A line about it.*/u, '').trim()).sort()).toEqual([
          '“Picket at the gate” is marked as having taken place.',
          '“Picket at the gate” is marked as having taken place.',
        ]);
        for (const answer of said) expect(answer.labels).toEqual(['Add a line']);
        await settled(stage);
        expect(stage.at('Jonas').message(card.id).text).toContain('Agreed, and took place.');
        const late = told(await stage.at('Amara').forge(card, `afterwards:called-off:${proposalId(card)}`));
        expect(late.text).toMatch(/^“Picket at the gate” has been answered for already/u);
        const later = told(await stage.at('Amara').forge(card, `afterwards:later:${proposalId(card)}`));
        expect(later.text).toMatch(/^“Picket at the gate” has been answered for already/u);
        await stage.advance(2 * DAY);
        for (const who of ['Mei', 'Amara']) expect(await isAsked(stage.at(who)), who).toBe(false);
        await stage.advance(13 * DAY);
        expect(await countIn(stage.app.deps.askedPeople)).toBe(0);
      },
    },
    {
      name: 'that it was called off is said with one click, once',
      alone: true,
      async run(stage) {
        const card = await agreedBy(stage);
        const question = await asked(stage.at('Mei'));
        const done = told(await stage.at('Mei').press(question, 'It was called off'));
        expect(done.text).toMatch(/^“Picket at the gate” is called off\./u);
        await settled(stage);
        expect(stage.at('Jonas').message(card.id).text).toContain('Agreed, but called off on');
        for (const act of ['took-place', 'called-off', 'later', 'show']) {
          const again = told(await stage.at('Mei').forge(card, `afterwards:${act}:${proposalId(card)}`));
          expect(again.text, act).toMatch(/^“Picket at the gate” has been answered for already/u);
        }
        expect(posted(stage.at('Mei'), 'Called off: Picket at the gate')).toHaveLength(1);
      },
    },
    {
      name: 'Ask me later asks again a day later; after fourteen days it is asked no more',
      alone: true,
      async run(stage) {
        await agreedBy(stage);
        const question = await asked(stage.at('Mei'));
        const later = told(await stage.at('Mei').press(question, 'Ask me later'));
        expect(later.text).toContain('You are asked again about “Picket at the gate” in a day');
        await stage.advance(DAY - MINUTE);
        expect(await isAsked(stage.at('Mei'))).toBe(false);
        await stage.advance(2 * MINUTE);
        expect(await isAsked(stage.at('Mei'))).toBe(true);
        await advanceTo(stage, '2027-03-20T08:00:00Z');
        const last = await asked(stage.at('Mei'));
        const over = told(await stage.at('Mei').press(last, 'Ask me later'));
        expect(over.text).toContain('It can still be said with /proposal took-place');
        expect(await isAsked(stage.at('Amara'))).toBe(true);
        await stage.advance(2 * DAY);
        for (const who of ['Mei', 'Amara']) expect(await isAsked(stage.at(who)), who).toBe(false);
        expect(await countIn(stage.app.deps.askedPeople)).toBe(0);
        // The old buttons say so themselves, and the command is still there.
        expect(told(await stage.at('Mei').forge(last, last.buttons[2]?.customId ?? '')).text).toContain(
          'is not asked about',
        );
        told(await stage.at('Mei').command('proposal took-place', SHOWN));
      },
    },
    {
      name: 'a proposer who pressed Remind me is asked by a discreet DM, and can answer there; other followers get none',
      alone: true,
      async run(stage) {
        const card = await agreedBy(stage, { remind: ['Mei', 'Jonas', 'Amara'] });
        expect(got(stage, 'Mei').map(({ text, labels }) => [text, labels])).toEqual([[DM, ['Show']]]);
        for (const who of ['Jonas', 'Amara']) expect(got(stage, who), who).toEqual([]);
        const [dm] = got(stage, 'Mei');
        expect(JSON.stringify(dm?.raw)).not.toMatch(/Picket|Harbour/iu);
        const seat = dmOf(stage, 'Mei');
        const shown = seen(await seat.press(dm?.id ?? '', 'Show'));
        expect(shown.text).toContain('“Picket at the gate” was to take place on');
        expect(shown.labels).toEqual(ANSWERS);
        expect(await isAsked(stage.at('Mei'))).toBe(false);
        seen(await seat.press(dm?.id ?? '', 'Ask me later'));
        await stage.advance(DAY + MINUTE);
        expect(got(stage, 'Mei')).toHaveLength(2);
        await stage.restart();
        const again = got(stage, 'Mei')[1];
        seen(await seat.press(again?.id ?? '', 'Show'));
        const done = seen(await seat.press(again?.id ?? '', 'It took place'));
        expect(done.text).toBe('“Picket at the gate” is marked as having taken place.');
        await settled(stage);
        expect(stage.at('Jonas').message(card.id).text).toContain('Agreed, and took place.');
        await stage.advance(3 * DAY);
        expect(got(stage, 'Mei')).toHaveLength(2);
      },
    },
    {
      name: 'with private messages closed, or the reminders deleted, the proposer is asked below a private answer only',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Mei', { title: 'Second picket' });
        await pressMore(stage, 'Mei', card, 'Remind me');
        await voting(stage, card, { Jonas: 'For' });
        const mine = await stage.at('Mei').suggest('remind delete', { reminder: '' }, 'reminder');
        expect(mine).toHaveLength(2);
        for (const { value } of mine)
          told(await stage.at('Mei').command('remind delete', { reminder: String(value) }));
        await agreedBy(stage, { who: 'Kofi', remind: ['Kofi'] });
        for (const who of ['Kofi', 'Mei']) {
          expect(got(stage, who), who).toEqual([]);
          expect(await isAsked(stage.at(who)), who).toBe(true);
        }
      },
    },
    {
      name: 'after an outage it is asked late, and not after fourteen days',
      alone: true,
      async run(stage) {
        await agreedBy(stage, { remind: ['Mei'], until: BEGUN });
        await stage.stopBot();
        await stage.advance(3 * DAY);
        await stage.startBot();
        await stage.app.tick();
        expect(got(stage, 'Mei').map(({ text }) => text)).toEqual([DM]);
        expect(await isAsked(stage.at('Amara'))).toBe(true);
        await stage.restart();
        expect(got(stage, 'Mei')).toHaveLength(1);
        expect(await isAsked(stage.at('Mei'))).toBe(true);
        await stage.stopBot();
        await stage.advance(30 * DAY);
        await stage.startBot();
        await stage.app.tick();
        for (const who of ['Mei', 'Amara']) expect(await isAsked(stage.at(who)), who).toBe(false);
        expect(got(stage, 'Mei')).toHaveLength(1);
      },
    },
    {
      name: 'with another date, agreed anew, it is asked after that one and not after the first',
      alone: true,
      async run(stage) {
        const card = await agreedBy(stage, { remind: ['Mei'], until: '2027-03-03T13:00:00Z' });
        const shown = form(await stage.at('Mei').command('proposal amend', SHOWN));
        const preview = told(await shown.submit({ 'When and where': '9 March 2027 6pm, the gate' }));
        told(await stage.at('Mei').press(preview, 'Publish'));
        await settled(stage);
        await voting(stage, stage.at('Jonas').message(card.id), { Jonas: 'For' });
        await advanceTo(stage, ASKED);
        expect(await isAsked(stage.at('Mei'))).toBe(false);
        await advanceTo(stage, '2027-03-10T08:59:00Z');
        expect(await isAsked(stage.at('Mei'))).toBe(false);
        await advanceTo(stage, '2027-03-10T09:00:01Z');
        expect((await asked(stage.at('Mei'))).text).toContain(stamp('2027-03-09T17:00:00Z'));
        expect(got(stage, 'Mei')).toHaveLength(1);
      },
    },
    {
      name: 'only people who may say so can answer: others, other servers and other people’s messages are refused',
      alone: true,
      async run(stage) {
        await inFront(stage, [], [STUDENTS], 1);
        const [here, there] = await toTheFront(stage, 'Mei');
        await votingIn(stage, there, { Hana: 'For' }, 'Students', THERE);
        await advanceTo(stage, ASKED);
        const id = proposalId(here);
        expect(await isAsked(sofiaAt(stage))).toBe(false);
        for (const act of ['show', 'took-place', 'called-off', 'later', 'line', 'form']) {
          const forged = `afterwards:${act}:${id}`;
          expect(told(await stage.at('Jonas').forge(here, forged)).text, act).toMatch(
            /^Only whoever proposed/u,
          );
          expect(told(await sofiaAt(stage).forge(there, forged)).text, act).toMatch(
            /^Only whoever proposed/u,
          );
        }
        expect((await stage.app.deps.proposals.get(id))?.state).toBe('agreed');
        expect(await isAsked(stage.at('Amara'))).toBe(true);
      },
    },
    {
      name: 'not agreed, called off before, or taken down, nothing is asked',
      alone: true,
      async run(stage) {
        await agreedBy(stage, { remind: ['Mei'], until: BEGUN });
        told(await stage.at('Mei').command('proposal call-off', SHOWN));
        const second = await agreedOn(stage, 'Second picket');
        await stage.advance(4 * DAY);
        expect(await isAsked(stage.at('Mei'))).toBe(true);
        expect((await takeDown(stage, second.text.slice(-8))).code).toBe(0);
        expect(await isAsked(stage.at('Amara'))).toBe(false);
        const gone = told(
          await stage.at('Amara').forge(second, `afterwards:took-place:${proposalId(second)}`),
        );
        expect(gone.text).toMatch(/^There is no such proposal/u);
        expect(got(stage, 'Mei')).toEqual([]);
        expect(posted(stage.at('Mei', CHANNEL), QUESTION)).toEqual([]);
      },
    },
  ],
};

/** Another one, agreed, two days from now. */
async function agreedOn(stage: Stage, title: string) {
  const preview = told(
    await stage.at('Mei').command('propose', {
      title,
      how: 'picket',
      whom: 'employer: Harbour Ltd',
      when: 'in 2 days',
      closes: 'in 2 hours',
    }),
  );
  told(await stage.at('Mei').press(preview, 'Publish'));
  await stage.app.tick();
  const card = stage
    .at('Mei')
    .messages()
    .filter(({ labels, text }) => labels.includes('Against') && text.includes(title))
    .at(-1);
  if (card === undefined) throw new Error('There is no card.');
  told(await stage.at('Jonas').press(card, 'For'));
  await stage.advance(3 * HOUR);
  return stage.at('Mei').message(card.id);
}
