import { expect } from 'vitest';
import {
  HARBOUR,
  more,
  posted,
  pressMore,
  proposalId,
  previewing,
  settled,
  told,
} from '../../support/acting.js';
import {
  ballotKeys,
  crowd,
  DOCKERS,
  inFront,
  lastCard,
  opened,
  SHOWN,
  STUDENTS,
  TENANTS,
  THERE,
  toTheFront,
  votingIn,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { DAY, MINUTE, type Stage } from '../../support/stage.js';

/** Everybody's vote in an organisation, the same for all. */
function all(names: readonly string[], choice: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, choice]));
}

const SECRET_TENANTS = { name: 'Tenants', members: "Tenants' Union" };

/** The line of an organisation on the card in the first server. */
function lineOf(stage: Stage, name: string): string {
  const lines = lastCard(stage.at('Mei')).text.split('\n');
  return lines.find((line) => line.startsWith(`**${name}**`)) ?? '';
}

export const secret: Theme = {
  about: 'secret ballots',
  scenarios: [
    {
      name: 'of few the card tells no turnout, of more "fewer than 10", and from ten on the number',
      alone: true,
      async run(stage) {
        const people = crowd(stage, 12, 'Docker', { [HARBOUR]: [DOCKERS.members] });
        await inFront(stage, [DOCKERS, SECRET_TENANTS]);
        const [card] = await toTheFront(stage, 'Jonas');
        await votingIn(stage, card, { Leila: 'For', Kofi: 'For' }, 'Tenants');
        await votingIn(stage, card, all(people.slice(0, 9), 'For'), 'Dockworkers');
        await settled(stage);
        expect(lineOf(stage, 'Dockworkers')).toContain(
          'fewer than 10 of 17 voted; more For than Against needed',
        );
        expect(lineOf(stage, 'Tenants')).toBe(
          '**Tenants**: 5 can vote; how many did is not shown of so few; more For than Against needed',
        );
        await votingIn(stage, card, all(people.slice(9, 10), 'Against'), 'Dockworkers');
        await settled(stage);
        expect(lineOf(stage, 'Dockworkers')).toContain('10 of 17 voted;');
        expect(lineOf(stage, 'Dockworkers')).not.toContain('fewer');
        expect(lastCard(stage.at('Mei')).text).not.toMatch(/So far|For \d/u);
        await stage.advance(2 * DAY + MINUTE);
        const [outcome] = posted(stage.at('Mei'), 'Agreed: Picket at the gate');
        expect(outcome?.text).toContain('Dockworkers is in\nFor 9 · Against 1 · Abstain 0');
        expect(outcome?.text).toContain(
          'Tenants is in\nTotals are not shown: fewer than 10 could vote or voted',
        );
      },
    },
    {
      name: 'nine of seventeen keep their totals to themselves',
      alone: true,
      async run(stage) {
        const people = crowd(stage, 12, 'Docker', { [HARBOUR]: [DOCKERS.members] });
        await inFront(stage, [DOCKERS]);
        const [card] = await toTheFront(stage, 'Jonas');
        await votingIn(stage, card, all(people.slice(0, 9), 'For'), 'Dockworkers');
        await stage.advance(2 * DAY + MINUTE);
        const [outcome] = posted(stage.at('Mei'), 'greed: Picket at the gate');
        expect(outcome?.text).toContain('Dockworkers is in\nTotals are not shown');
        expect(outcome?.text).not.toMatch(/For \d/u);
        const shown = told(await stage.at('Jonas').command('proposal show', SHOWN)).text;
        expect(shown).not.toMatch(/For \d|<@/u);
      },
    },
    {
      name: 'one’s own vote is shown and taken back while voting is open, and after closing nothing is stored',
      alone: true,
      async run(stage) {
        const [card] = await opened(stage);
        await votingIn(stage, card, { Jonas: 'For', Mei: 'Against' }, 'Dockworkers');
        expect((await pressMore(stage, 'Jonas', card, 'My vote')).text).toContain(
          'Your vote on “Picket at the gate”: For. You can change it until',
        );
        expect((await pressMore(stage, 'Mei', card, 'Take back my vote')).text).toContain('is taken back.');
        expect((await pressMore(stage, 'Mei', card, 'My vote')).text).toContain('You have no vote on');
        const behind = await more(stage, 'Mei', card);
        const sees = told(await stage.at('Mei').press(behind, 'Who can see what'));
        expect(sees.text).toContain(
          '**This is a secret ballot.** Members and organisers cannot see how you vote',
        );
        expect(sees.text).toContain(
          'whoever runs this bot’s computer could find out, and Discord sees your click',
        );
        await stage.advance(2 * DAY + MINUTE);
        const gone = 'Nothing is stored any more about how, or whether, anybody voted.';
        for (const who of ['Jonas', 'Mei', 'Tomasz']) {
          expect((await pressMore(stage, who, card, 'My vote')).text).toContain(gone);
          expect(told(await stage.at(who).command('proposal show', SHOWN)).text).toContain(gone);
        }
        const late = told(await stage.at('Mei').forge(card, `card:for:${proposalId(card)}:1`));
        expect(late.text).toMatch(
          /^Your vote was not recorded: voting on “Picket at the gate” closed on <t:/u,
        );
      },
    },
    {
      name: 'the key of a version is a file of its own, for the bot’s user alone, and gone with its rows at closing',
      alone: true,
      async run(stage) {
        const [card] = await opened(stage);
        const id = proposalId(card);
        expect(await ballotKeys(stage)).toEqual([{ name: `${id}-1`, mode: 0o600 }]);
        await votingIn(stage, card, { Jonas: 'For', Mei: 'Against' }, 'Dockworkers');
        await stage.restart();
        await votingIn(stage, card, { Mei: 'For' }, 'Dockworkers');
        expect(await countIn(stage.app.deps.ballots)).toBe(2);
        await stage.advance(2 * DAY + MINUTE);
        expect(await ballotKeys(stage)).toEqual([]);
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
        expect((await stage.app.deps.proposals.get(id))?.outcome?.map(({ position }) => position)).toEqual([
          'in',
          'no quorum',
          'no quorum',
        ]);
      },
    },
    {
      name: 'it is gone, too, when a proposal is withdrawn; and where every ballot is open there is none',
      alone: true,
      async run(stage) {
        const [card] = await opened(stage);
        await votingIn(stage, card, { Jonas: 'For' }, 'Dockworkers');
        expect(await ballotKeys(stage)).toHaveLength(1);
        told(await stage.at('Jonas').command('proposal withdraw', SHOWN));
        expect(await ballotKeys(stage)).toEqual([]);
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
        for (const name of ['Dockworkers', 'Students']) {
          const seat = name === 'Students' ? stage.at('Sofia', THERE) : stage.at('Amara');
          told(await seat.command('organisation edit', { name, ballots: 'open' }));
        }
        await toTheFront(stage, 'Jonas', { title: 'In the open' });
        expect(await ballotKeys(stage)).toEqual([]);
      },
    },
    {
      name: 'a proposer can ask all for secret ballots, which also takes a live tally away; never for open ones',
      alone: true,
      async run(stage) {
        await inFront(stage, [DOCKERS, { ...TENANTS, tally: 'live' }], [STUDENTS]);
        const asked = await previewing(stage, 'Jonas', { to: 'the front', ballots: 'secret' });
        expect(asked.text).not.toContain('open ballot');
        expect(asked.text).toContain('**This is a secret ballot.**');
        told(await stage.at('Jonas').press(asked, 'Publish'));
        await stage.app.tick();
        const card = lastCard(stage.at('Mei'));
        expect(card.text).not.toContain('So far');
        await votingIn(stage, card, { Leila: 'For' }, 'Tenants');
        await stage.advance(2 * DAY + MINUTE);
        const shown = told(await stage.at('Leila').command('proposal show', SHOWN)).text;
        expect(shown).toContain('Tenants is in\nTotals are not shown');
        expect(shown).not.toContain('<@');
        const choices = stage.local.botCommands().find(({ name }) => name === 'propose')?.options;
        const ballots = choices?.find(({ name }) => name === 'ballots') as { choices?: { value: string }[] };
        expect(ballots.choices?.map(({ value }) => value)).toEqual(['secret']);
      },
    },
    {
      name: 'a server that counts as one organisation votes secretly once its settings say so',
      alone: true,
      async run(stage) {
        const rule = {
          ballots: 'secret',
          tally: 'at close',
          quorum: '2',
          threshold: '3/5',
          base: 'all cast',
        };
        const set = await stage.at('Amara').command('settings set', { ...rule, timezone: 'Europe/Berlin' });
        expect(told(set).text).toContain(
          'Secret ballots; votes shown at close; quorum: 2; 3/5 of all votes must be For',
        );
        const refused = told(await stage.at('Amara').command('settings set', { tally: 'live' }));
        expect(refused.text).toMatch(/^Votes so far cannot be shown in a secret ballot\./u);
        const preview = await previewing(stage, 'Jonas');
        expect(preview.text).toContain('**This is a secret ballot.**');
        told(await stage.at('Jonas').press(preview, 'Publish'));
        expect(await ballotKeys(stage)).toHaveLength(1);
      },
    },
  ],
};
