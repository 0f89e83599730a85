import { expect } from 'vitest';
import {
  advanceTo,
  CHANNEL,
  form,
  inBerlin,
  posted,
  proposalId,
  settled,
  told,
} from '../../support/acting.js';
import {
  inFront,
  notices,
  SHOWN,
  STUDENTS,
  THERE,
  toTheFront,
  votingIn,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { addingLine, agreedBy, BEGUN } from '../../support/settling.js';
import { DAY, MINUTE } from '../../support/stage.js';

const LINE = 'Two hundred came, and the gate stayed shut.';

export const closingWords: Theme = {
  about: 'a line about how it went',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'it is added after took-place, shown on every outcome and in /proposal show, changed and removed again',
      alone: true,
      async run(stage) {
        await inFront(stage, [], [STUDENTS], 1);
        const [here, there] = await toTheFront(stage, 'Mei');
        await votingIn(stage, there, { Hana: 'For' }, 'Students', THERE);
        await advanceTo(stage, BEGUN);
        const done = told(await stage.at('Mei').command('proposal took-place', SHOWN));
        expect(done.text).toBe('“Picket at the gate” is marked as having taken place.');
        expect(done.labels).toEqual(['Add a line']);
        const written = await addingLine(stage.at('Mei'), done, `  ${LINE}\u202e @everyone `);
        expect(written.text).toContain(`now reads:\n> ${LINE} \\@everyone`);
        await settled(stage);
        expect(notices(stage, `> ${LINE} \\@everyone`, [CHANNEL, THERE])).toEqual([1, 1]);
        expect(told(await stage.at('Hana', THERE).command('proposal show', SHOWN)).text).toContain(
          `> ${LINE}`,
        );
        // Another organiser changes it, by the same command; the form has the present line.
        const again = told(await stage.at('Amara').command('proposal took-place', SHOWN));
        expect(again.text).toContain('A line about it can be added, changed or removed until <t:');
        const shown = form(await stage.at('Amara').press(again, 'Add a line'));
        expect(JSON.stringify(shown)).toContain(LINE);
        const changed = await addingLine(stage.at('Amara'), again, 'Three hundred came.');
        expect(changed.text).toContain('> Three hundred came.');
        await settled(stage);
        expect(posted(stage.at('Hana', THERE), LINE)).toEqual([]);
        expect(posted(stage.at('Hana', THERE), '> Three hundred came.')).toHaveLength(1);
        const removed = await addingLine(stage.at('Amara'), changed, ' ');
        expect(removed.text).toContain('has no line.');
        await settled(stage);
        expect(posted(stage.at('Hana', THERE), 'Three hundred')).toEqual([]);
        // Nothing but the line is stored of it.
        const kept = await stage.app.deps.proposals.get(proposalId(here));
        expect(kept).not.toHaveProperty('closingWords');
        expect(posted(stage.at('Hana', THERE), 'Agreed: Picket at the gate')).toHaveLength(1);
      },
    },
    {
      name: 'what names somebody’s id is refused, and nothing is written',
      alone: true,
      async run(stage) {
        const card = await agreedBy(stage, { until: BEGUN });
        const done = told(await stage.at('Mei').command('proposal took-place', SHOWN));
        const refused = await addingLine(stage.at('Mei'), done, 'Thanks to <@123456789012345678>');
        expect(refused.text).toMatch(/^It holds a mention, or a number of 17 digits/u);
        expect(await stage.app.deps.proposals.get(proposalId(card))).not.toHaveProperty('closingWords');
      },
    },
    {
      name: 'only of what took place, for fourteen days, and only by the proposer and organisers',
      alone: true,
      async run(stage) {
        const card = await agreedBy(stage, { until: BEGUN });
        const id = proposalId(card);
        const early = told(await stage.at('Mei').forge(card, `afterwards:line:${id}`));
        expect(early.text).toMatch(/^A line can be added only to an action that took place/u);
        const done = told(await stage.at('Mei').command('proposal took-place', SHOWN));
        expect(told(await stage.at('Jonas').forge(card, `afterwards:line:${id}`)).text).toMatch(
          /^Only whoever proposed/u,
        );
        const shown = form(await stage.at('Mei').press(done, 'Add a line'));
        await stage.advance(14 * DAY - MINUTE);
        expect(told(await stage.at('Amara').command('proposal took-place', SHOWN)).labels).toEqual([
          'Add a line',
        ]);
        await stage.advance(2 * MINUTE);
        const late = told(await shown.submit({ 'A line in your own words': LINE }));
        expect(late.text).toMatch(/its line can no longer be changed/u);
        const over = told(await stage.at('Amara').command('proposal took-place', SHOWN));
        expect(over.text).toMatch(/its line can no longer be changed/u);
        expect(await stage.app.deps.proposals.get(id)).not.toHaveProperty('closingWords');
      },
    },
  ],
};
