import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import { CHANNEL, form, posted, pressMore, proposalId, told } from '../../support/acting.js';
import {
  ballotKeys,
  DOCKERS,
  lastCard,
  notices,
  opened,
  SHOWN,
  THERE,
  votingIn,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn, snapshot } from '../../support/store-snapshot.js';
import { DAY, MINUTE, type Stage } from '../../support/stage.js';

const GATE = { where: 'Gate 3' };

/** Sends the form of an amendment off; what comes back is the preview. */
async function amending(stage: Stage, who: string, values: Record<string, string>): Promise<SeenMessage> {
  const shown = form(await stage.at(who).command('proposal amend', SHOWN));
  return told(await shown.submit(values));
}

export const amend: Theme = {
  about: 'changing the text',
  scenarios: [
    {
      name: 'the form holds the text as it is, the preview says what would change and what that does',
      alone: true,
      async run(stage) {
        await opened(stage, GATE);
        const shown = form(await stage.at('Jonas').command('proposal amend', SHOWN));
        const values = Object.fromEntries(shown.fields.map(({ label, value }) => [label, value]));
        expect(values).toMatchObject({
          Title: 'Picket at the gate',
          How: 'picket',
          'Whom it is addressed to': 'employer: Harbour Ltd',
          'When and where': '2027-03-05 18:00 – 20:00, Gate 3',
        });
        const preview = told(await shown.submit({ Title: 'Picket at both gates' }));
        expect(preview.text).toContain('**Title**: ~~Picket at the gate~~ → Picket at both gates');
        expect(preview.text).toContain('All votes on the old text lapse, openly.');
        // Nothing else changes by being read again.
        expect(preview.text.match(/~~/gu)).toHaveLength(2);
        expect(preview.labels).toEqual(['Publish', 'Edit', 'Discard']);
        expect(lastCard(stage.at('Mei')).text).toContain('Picket at the gate');
      },
    },
    {
      name: 'published, every server is told the difference, old votes lapse, and the cards ask again',
      alone: true,
      async run(stage) {
        const [here, there] = await opened(stage, GATE);
        const id = proposalId(here);
        await votingIn(stage, here, { Jonas: 'For', Mei: 'For' }, 'Dockworkers');
        await votingIn(stage, there, { Hana: 'Against' }, 'Students', THERE);
        const before = here.text.slice(-8);
        const preview = await amending(stage, 'Jonas', { Title: 'Picket at both gates' });
        expect(told(await stage.at('Jonas').press(preview, 'Publish')).text).toContain(
          'The new text is out, and the cards ask again;',
        );
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
        expect((await ballotKeys(stage)).map(({ name }) => name)).toEqual([`${id}-2`]);
        await stage.advance(15_000);
        expect(notices(stage, 'Text changed: Picket at both gates', [CHANNEL, THERE])).toEqual([1, 1]);
        const [notice] = posted(stage.at('Hana', THERE), 'Text changed:');
        expect(notice?.text).toContain('**Title**: ~~Picket at the gate~~ → Picket at both gates');
        expect(notice?.text).toContain('All votes on the old text have lapsed.');
        const cards = [lastCard(stage.at('Mei')), lastCard(stage.at('Hana', THERE))];
        expect(cards.map((card) => card.id)).toEqual([here.id, there.id]);
        expect(cards[0]?.text.slice(-8)).toBe(cards[1]?.text.slice(-8));
        expect(cards[0]?.text.slice(-8)).not.toBe(before);
        expect((await pressMore(stage, 'Jonas', here, 'My vote')).text).toContain('You have no vote on');
        // A button of the old text, as it may still be on a screen.
        const refused = told(await stage.at('Mei').forge(here.id, `card:for:${id}:1`));
        expect(refused.text).toBe(
          'Your vote was not recorded: the text of “Picket at both gates” has changed. Read the new text on its card and vote there.',
        );
        const taken = told(await stage.at('Mei').forge(here.id, `more:take-back:${id}:1`));
        expect(taken.text).toContain('has changed');
        await votingIn(stage, here, { Mei: 'For' }, 'Dockworkers');
        await votingIn(stage, there, { Hana: 'For' }, 'Students', THERE);
        await stage.advance(2 * DAY + MINUTE);
        const [outcome, ...more] = posted(stage.at('Hana', THERE), 'greed: Picket at both gates');
        expect(more).toEqual([]);
        expect(outcome?.text).toContain('Agreed: Picket at both gates');
        expect(outcome?.text).toContain('Students is in');
      },
    },
    {
      name: 'the same text is no change, and nothing lapses',
      alone: true,
      async run(stage) {
        const [here] = await opened(stage, GATE);
        await votingIn(stage, here, { Jonas: 'For' }, 'Dockworkers');
        const preview = await amending(stage, 'Jonas', {});
        const refused = preview.labels.includes('Publish')
          ? told(await stage.at('Jonas').press(preview, 'Publish'))
          : preview;
        expect(refused.text).toContain(
          'Nothing was changed: the text is the same as before. Press Edit and change something.',
        );
        expect(await countIn(stage.app.deps.ballots)).toBe(1);
        expect((await pressMore(stage, 'Jonas', here, 'My vote')).text).toContain(': For.');
        expect(notices(stage, 'Text changed', [CHANNEL, THERE])).toEqual([0, 0]);
      },
    },
    {
      name: 'others than the proposer and organisers of its server cannot, nor can those of another server',
      alone: true,
      async run(stage) {
        await opened(stage, GATE);
        const before = await snapshot(stage);
        for (const seat of [stage.at('Mei'), stage.at('Hana', THERE), stage.at('Sofia', THERE)]) {
          const refused = told(await seat.command('proposal amend', SHOWN));
          expect(refused.text).toMatch(/^Only whoever proposed “Picket at the gate”, and organisers/u);
        }
        expect(await snapshot(stage)).toEqual(before);
        expect(form(await stage.at('Amara').command('proposal amend', SHOWN)).title).toBeDefined();
      },
    },
    {
      name: 'where it was closed, or changed by somebody else meanwhile, it is too late',
      alone: true,
      async run(stage) {
        await opened(stage, GATE);
        const mine = await amending(stage, 'Jonas', { Title: 'By Jonas' });
        const theirs = await amending(stage, 'Amara', { Title: 'By Amara' });
        told(await stage.at('Amara').press(theirs, 'Publish'));
        const late = told(await stage.at('Jonas').press(mine, 'Publish'));
        expect(late.text).toMatch(
          /^The text was not changed: the proposal is no longer open, or was changed meanwhile/u,
        );
        await stage.advance(15_000);
        expect(lastCard(stage.at('Mei')).text).toContain('By Amara');
        const shown = form(await stage.at('Jonas').command('proposal amend', { proposal: 'By Amara' }));
        const again = told(await shown.submit({ Title: 'Later' }));
        told(await stage.at('Amara').command('proposal withdraw', { proposal: 'By Amara' }));
        expect(told(await stage.at('Jonas').press(again, 'Publish')).text).toMatch(
          /^The text was not changed:/u,
        );
        const over = told(await stage.at('Jonas').command('proposal amend', { proposal: 'By Amara' }));
        expect(over.text).toMatch(/^“By Amara” is no longer open/u);
      },
    },
    {
      name: 'rolls are counted again, and who came between the texts can vote on the new one',
      alone: true,
      async run(stage) {
        const [here] = await opened(stage, GATE);
        await stage.advance(MINUTE);
        const joinedAt = stage.local.clock.now();
        stage.local.addPerson({
          name: 'Later',
          roles: { 'Harbour City Coalition': [DOCKERS.members] },
          joinedAt,
        });
        expect(told(await stage.at('Later').press(here, 'For')).text).toContain('only people who were in');
        await stage.advance(MINUTE);
        const preview = await amending(stage, 'Jonas', { Title: 'Second text' });
        told(await stage.at('Jonas').press(preview, 'Publish'));
        await stage.advance(15_000);
        expect(lastCard(stage.at('Mei')).text).toContain('**Dockworkers**: 6 can vote;');
        await votingIn(stage, here, { Later: 'For' }, 'Dockworkers');
      },
    },
  ],
};
