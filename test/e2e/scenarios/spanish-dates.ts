import { expect } from 'vitest';
import {
  advanceTo,
  dms,
  form,
  inBerlin,
  previewing,
  proposalId,
  publicMessages,
  seen,
  stamp,
  told,
} from '../../support/acting.js';
import type { Scenario, Theme } from '../../support/scenario.js';
import { snapshot, stored } from '../../support/store-snapshot.js';

/** Diego uses Discord in Spanish; the clock stands at noon UTC of Monday 1 March 2027, an hour later in Berlin. */
const ONCE: readonly [typed: string, instant: string][] = [
  ['viernes a las 18h', '2027-03-05T17:00:00Z'],
  ['mañana a las 6 de la tarde', '2027-03-02T17:00:00Z'],
  ['1 de mayo de 2027 10:00', '2027-05-01T08:00:00Z'],
  ['domingo 28 de marzo a las 6 de la mañana', '2027-03-28T04:00:00Z'],
  ['Friday 6pm', '2027-03-05T17:00:00Z'],
];

/** What is typed, and an example of what is understood. */
const ASKED_AGAIN: readonly [typed: string, problem: string, example: string][] = [
  ['cuando haya luna llena', 'is unreadable', '“viernes 18:00”'],
  ['viernes', 'has no hour', '“viernes 18:00”'],
  ['viernes a las 6', 'has an hour in doubt', '“viernes a las 6 de la tarde”'],
  ['el próximo viernes 18:00', 'is of this week or the next', '“1 de mayo de 2027 10:00”'],
  ['ayer a las 18h', 'is past', '“mañana 18:00”'],
  ['05/03/2027 10:00', 'has day and month in doubt', '“5 de marzo de 2027 10:00”'],
];

const refusedForReminder = ([typed, problem, example]: (typeof ASKED_AGAIN)[number]): Scenario => ({
  name: `a reminder whose date in Spanish ${problem} is asked again with a Spanish example, and nothing is kept`,
  async run(stage) {
    const before = await snapshot(stage);
    const diego = stage.at('Diego');
    const refused = told(await diego.command('remind create', { text: 'Llamar', when: typed }));
    expect(refused.text).toContain(`“${typed}”`);
    expect(refused.text).toContain(example);
    expect(await snapshot(stage)).toEqual(before);
    // What is offered instead is understood.
    const again = { text: 'Llamar', when: example.slice(1, -1) };
    expect(told(await diego.command('remind create', again)).text).toMatch(/<t:\d+:F>/u);
    expect(await snapshot(stage)).not.toEqual(before);
  },
});

export const spanishDates: Theme = {
  about: 'dates typed in Spanish',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'a reminder is set for the moment that was typed, in Spanish or in English, and comes then',
      alone: true,
      async run(stage) {
        const diego = stage.at('Diego');
        for (const [typed, instant] of ONCE) {
          const set = told(await diego.command('remind create', { text: `Pancarta, ${typed}`, when: typed }));
          expect(set.text, typed).toContain(stamp(instant));
        }
        await advanceTo(stage, '2027-03-02T17:00:00Z');
        await stage.advance(1_000);
        expect(dms(stage.local.person('Diego'))).toHaveLength(1);
      },
    },
    {
      name: 'a repeat shows its next three times, and comes on each after it is saved',
      alone: true,
      async run(stage) {
        const fridays = ['2027-03-05T17:00:00Z', '2027-03-12T17:00:00Z', '2027-03-19T17:00:00Z'];
        const diego = stage.at('Diego');
        const typed = { text: 'Turno', when: 'todos los viernes a las 18h', repeat: 'hasta el 1 de junio' };
        const look = told(await diego.command('remind create', typed));
        expect(look.text).toContain(fridays.map((instant) => `- ${stamp(instant)}`).join('\n'));
        await diego.press(look, look.labels[0] ?? '');
        for (const [index, friday] of fridays.entries()) {
          await advanceTo(stage, friday);
          await stage.advance(1_000);
          expect(dms(stage.local.person('Diego'))).toHaveLength(index + 1);
        }
      },
    },
    {
      name: 'a repeat beside a date is read with it',
      async run(stage) {
        const typed = { text: 'Reunión', when: 'mañana 9:00', repeat: 'primer lunes de cada mes' };
        const look = told(await stage.at('Diego').command('remind create', typed));
        expect(look.text).toContain(`- ${stamp('2027-04-05T07:00:00Z')}\n- ${stamp('2027-05-03T07:00:00Z')}`);
      },
    },
    {
      name: 'a proposal takes place and closes when it was typed, and is published as it was previewed',
      async run(stage) {
        const diego = stage.at('Diego');
        const typed = { when: 'viernes de 18:00 a 20:00', closes: 'en 2 días', where: 'Muelle 4' };
        const preview = await previewing(stage, 'Diego', typed);
        expect(preview.text).toContain(stamp('2027-03-05T17:00:00Z'));
        await diego.press(preview, preview.labels[0] ?? '');
        await stage.app.tick();
        const card = publicMessages(diego).findLast(({ text }) => text.includes('Muelle 4'));
        if (card === undefined) throw new Error('No card was posted.');
        const proposal = (await stored(stage.app.deps.proposals))[proposalId(card)];
        expect(proposal?.closesAt).toMatch(/^2027-03-03T12:/u);
        expect(proposal?.action).toMatchObject({
          start: { instant: '2027-03-05T17:00:00.000Z', wall: '2027-03-05T18:00' },
          end: { instant: '2027-03-05T19:00:00.000Z' },
        });
      },
    },
    {
      name: 'when and where typed in one line of the form are told apart',
      async run(stage) {
        const preview = await previewing(stage, 'Diego', { when: 'viernes', where: '' });
        const diego = stage.at('Diego');
        const edit = form(await diego.press(preview, preview.labels[0] ?? ''));
        const { label = '', value } = edit.fields[3] ?? {};
        expect(value).toBe('viernes');
        const mended = seen(await edit.submit({ [label]: 'viernes a las 18h en la Plaza Mayor' }));
        expect(mended.text).toContain(stamp('2027-03-05T17:00:00Z'));
        expect(mended.text).toContain('Plaza Mayor');
      },
    },
    ...ASKED_AGAIN.map(refusedForReminder),
  ],
};
