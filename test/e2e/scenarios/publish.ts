import { expect } from 'vitest';
import { cards, inBerlin, PICKET, previewing, proposalId, told } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { HOUR, MINUTE, NOON } from '../../support/stage.js';

export const publish: Theme = {
  about: 'publishing',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'Publish posts one card for everyone, and the draft is gone',
      alone: true,
      async run(stage) {
        const preview = await previewing(stage, 'Amara', { where: 'Dock 4' });
        const done = told(await stage.at('Amara').press(preview, 'Publish'));
        expect(done.id).toBe(preview.id);
        expect(done.text).toContain(`Published.`);
        expect(done.labels).toEqual([]);
        await stage.app.tick();
        const [card, ...others] = cards(stage.at('Mei'));
        expect(others).toEqual([]);
        expect(card?.labels).toEqual(['For', 'Against', 'Abstain', 'More']);
        expect(card?.text).toMatch(/^Picket at the gate\n/u);
        expect(card?.text).toContain('Proposed by Harbour City Coalition');
        expect(card?.text).toMatch(/0 of about \d+ voted; more For than Against needed/u);
        expect(card?.text).toMatch(/text [0-9a-f]{8}/u);
        expect(card?.text.split(/\s+/u).length).toBeLessThanOrEqual(90);
        expect(await countIn(stage.app.deps.drafts)).toBe(0);
        const kept = await stage.app.deps.proposals.get(proposalId(card as never));
        expect(kept).toMatchObject({ state: 'open', version: 1, action: { title: PICKET.title } });
        // The proposer is not named to anybody.
        expect(card?.text).not.toContain('Amara');
      },
    },
    {
      name: 'publishing twice, at once or later, is publishing once',
      alone: true,
      async run(stage) {
        const amara = stage.at('Amara');
        const preview = await previewing(stage, 'Amara');
        const publish = preview.buttons[0]?.customId ?? '';
        const both = await Promise.all([amara.press(preview, 'Publish'), amara.press(preview, 'Publish')]);
        await stage.app.tick();
        both.push(await amara.forge(preview, publish));
        await stage.app.tick();
        for (const answer of both) expect(told(answer).text).toContain('Published.');
        expect(cards(stage.at('Jonas'))).toHaveLength(1);
        expect(await countIn(stage.app.deps.proposals)).toBe(1);
      },
    },
    {
      name: 'the preview of an earlier draft cannot publish the one begun since',
      alone: true,
      async run(stage) {
        const old = await previewing(stage, 'Amara', { title: 'First thought' });
        await previewing(stage, 'Amara', { title: 'Second thought' });
        for (const label of ['Publish', 'Edit', 'Discard']) {
          const refused = told(await stage.at('Amara').press(old, label));
          expect(refused.text).toContain('This draft is no longer there');
        }
        expect(await countIn(stage.app.deps.proposals)).toBe(0);
        expect(told(await stage.at('Amara').command('propose')).text).toContain('Second thought');
      },
    },
    {
      name: 'voting is counted from Publish: 48 hours, not from when the draft was typed',
      alone: true,
      async run(stage) {
        const preview = await previewing(stage, 'Amara');
        await stage.advance(5 * HOUR);
        const done = told(await stage.at('Amara').press(preview, 'Publish'));
        const closes = Number(/voting closes <t:(\d+):F>/u.exec(done.text)?.[1]) * 1_000;
        expect(closes).toBeGreaterThanOrEqual(NOON + 53 * HOUR);
        expect(closes).toBeLessThan(NOON + 53 * HOUR + MINUTE);
      },
    },
  ],
};
