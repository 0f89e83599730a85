import { expect } from 'vitest';
import { HARBOUR, inBerlin, previewing, proposing, told, voting } from '../../support/acting.js';
import { opening, polling, ROUTE } from '../../support/poll-acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { DAY, type Stage } from '../../support/stage.js';

/** Somebody whose account, and whose membership, is so many days old. */
function newcomer(stage: Stage, name: string, accountDays: number, memberDays: number): string {
  const ago = (days: number) => new Date(stage.local.clock.now().getTime() - days * DAY);
  const person = { name, joinedAt: ago(memberDays), accountMadeAt: ago(accountDays) };
  stage.local.addPerson({ ...person, roles: { [HARBOUR]: [] } });
  return name;
}

async function asking(stage: Stage, ages: { 'account-age'?: number; membership?: number }): Promise<string> {
  return told(await stage.at('Amara').command('settings set', ages)).text;
}

export const newcomers: Theme = {
  about: 'how old accounts and memberships must be',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'nothing is asked unless a server sets it, and it is set by those who may, within a year',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await voting(stage, card, { [newcomer(stage, 'New', 1, 0.5)]: 'For' });
        expect(await asking(stage, { 'account-age': 30 })).toContain('Account at least\n30 days');
        expect(await asking(stage, { membership: 1 })).toContain('In this server for\n1 day');
        expect(await asking(stage, { 'account-age': 0, membership: 0 })).toContain(
          'Account at least\nany time\nIn this server for\nany time',
        );
        const refused = told(await stage.at('Mei').command('settings set', { 'account-age': 3 }));
        expect(refused.text).toContain('Manage Server');
      },
    },
    {
      name: 'who has not been there so long cannot vote, is told why, and is in the next vote',
      alone: true,
      async run(stage) {
        await asking(stage, { 'account-age': 30, membership: 7 });
        const preview = await previewing(stage, 'Amara');
        expect(preview.text).toContain('; accounts at least 30 days old, in the server for at least 7');
        const card = await proposing(stage, 'Amara', { title: 'First picket' });
        const account = newcomer(stage, 'Account', 29, 8);
        const member = newcomer(stage, 'Member', 100, 6);
        await voting(stage, card, { [newcomer(stage, 'Both', 31, 8)]: 'For' });
        expect(told(await stage.at(account).press(card, 'For')).text).toMatch(
          /^Your vote was not recorded: in this server an account has to be at least 30 days old/u,
        );
        expect(told(await stage.at(member).press(card, 'For')).text).toMatch(
          /^Your vote was not recorded: in this server people vote once they have been here for 7 days/u,
        );
        expect(await countIn(stage.app.deps.ballots)).toBe(1);
        // The rule of a vote is the one it opened with.
        await asking(stage, { 'account-age': 0, membership: 0 });
        expect(told(await stage.at(account).press(card, 'For')).text).toContain('not recorded');
        await asking(stage, { 'account-age': 30, membership: 7 });
        await stage.advance(DAY + 1_000);
        expect(told(await stage.at(member).press(card, 'For')).text).toContain('not recorded');
        const next = await proposing(stage, 'Amara', { title: 'Second picket' });
        await voting(stage, next, { [account]: 'For', [member]: 'Against' });
      },
    },
    {
      name: 'nor answer polls, propose or ask',
      alone: true,
      async run(stage) {
        await asking(stage, { 'account-age': 30, membership: 7 });
        const card = await polling(stage, 'Amara');
        const account = newcomer(stage, 'Account', 29, 8);
        const member = newcomer(stage, 'Member', 100, 6);
        expect((await opening(stage, account, card)).text).toMatch(
          /^Your answer was not recorded: in this server an account has to be at least 30 days old/u,
        );
        expect((await opening(stage, member, card)).text).toMatch(
          /^Your answer was not recorded: in this server people answer polls once/u,
        );
        const typed = { title: 'Mine', how: 'picket', whom: 'employer: Harbour Ltd', when: 'Friday 18:00' };
        for (const [who, reason] of [
          [account, /an account has to be at least 30 days old/u],
          [member, /once they have been here for 7 days/u],
        ] as const) {
          const answers = [
            await stage.at(who).command('propose', typed),
            await stage.at(who).command('poll', ROUTE),
          ];
          for (const answer of answers) expect(told(answer).text).toMatch(reason);
        }
        expect(await countIn(stage.app.deps.drafts)).toBe(0);
        expect(await countIn(stage.app.deps.polls)).toBe(1);
      },
    },
  ],
};
