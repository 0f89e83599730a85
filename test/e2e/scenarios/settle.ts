import { expect } from 'vitest';
import {
  advanceTo,
  CHANNEL,
  HARBOUR,
  posted,
  proposalId,
  settled,
  stamp,
  told,
} from '../../support/acting.js';
import {
  DOCKERS,
  inFront,
  lastCard,
  notices,
  SHOWN,
  STUDENTS,
  TENANTS,
  THERE,
  toTheFront,
  votingIn,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { snapshot } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';
import type { SeenMessage, TypedOptions } from '../../../src/local-discord/index.js';

const BOTH = [CHANNEL, THERE];

async function opened(
  stage: Stage,
  here: readonly TypedOptions[] = [DOCKERS, TENANTS],
): Promise<[SeenMessage, SeenMessage]> {
  await inFront(stage, here, [STUDENTS], 1);
  return toTheFront(stage, 'Jonas');
}

/** Agreed with one organisation in, in the first server; the other server is out. */
async function agreed(stage: Stage): Promise<void> {
  const [here, there] = await opened(stage);
  await votingIn(stage, here, { Jonas: 'For', Mei: 'For' }, 'Dockworkers');
  await votingIn(stage, there, { Hana: 'Against' }, 'Students', THERE);
  await stage.advance(2 * DAY + MINUTE);
  expect(notices(stage, 'Agreed: Picket at the gate', BOTH)).toEqual([1, 1]);
}

/** What was settled in one way is not called off afterwards. */
async function cannotCallOff(stage: Stage): Promise<void> {
  const late = told(await stage.at('Jonas').command('proposal call-off', SHOWN));
  expect(late.text).toMatch(/^That can be said only of an action that was agreed/u);
}

export const settle: Theme = {
  about: 'settling a proposal to the front',
  scenarios: [
    {
      name: 'closing brought forward is posted in every server, never nearer than the notice, and every card says so',
      alone: true,
      async run(stage) {
        const [here, there] = await opened(stage);
        const done = told(await stage.at('Jonas').command('proposal close', SHOWN));
        const closes = Number(/now closes <t:(\d+):F>/u.exec(done.text)?.[1]) * 1_000;
        expect(Math.abs(closes - stage.local.clock.now().getTime() - HOUR)).toBeLessThan(5_000);
        await settled(stage);
        expect(notices(stage, `Voting now closes ${stamp(closes)}`, BOTH)).toEqual([1, 1]);
        for (const seat of [stage.at('Mei'), stage.at('Hana', THERE)])
          expect(lastCard(seat).text).toContain(`Voting closes ${stamp(closes)}`);
        await votingIn(stage, here ?? there, { Jonas: 'For' }, 'Dockworkers');
        await stage.advance(HOUR + MINUTE);
        expect(notices(stage, 'Agreed: Picket at the gate', BOTH)).toEqual([1, 1]);
        await settled(stage);
        expect(lastCard(stage.at('Hana', THERE)).text).toContain('Agreed on <t:');
        expect(lastCard(stage.at('Hana', THERE)).buttons.map(({ disabled }) => disabled)).toEqual([
          true,
          true,
          true,
          false,
        ]);
      },
    },
    {
      name: 'with a live tally anywhere in it nobody brings closing forward',
      alone: true,
      async run(stage) {
        await opened(stage, [DOCKERS, { ...TENANTS, tally: 'live' }]);
        const before = await snapshot(stage);
        const refused = told(await stage.at('Jonas').command('proposal close', SHOWN));
        expect(refused.text).toBe(
          '“Picket at the gate” shows votes so far, so its closing cannot be moved by somebody who sees them. It closes as planned.',
        );
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'organisers of a receiving server can neither close, amend, withdraw nor call off what came from another',
      alone: true,
      async run(stage) {
        await opened(stage);
        const before = await snapshot(stage);
        for (const act of ['close', 'amend', 'withdraw', 'call-off', 'took-place']) {
          const refused = told(await stage.at('Sofia', THERE).command(`proposal ${act}`, SHOWN));
          expect(refused.text).toMatch(/^Only whoever proposed “Picket at the gate”, and organisers of /u);
          // Which server's organisers those are, is not "this server" to somebody in another.
          expect(refused.text).not.toContain('organisers of this server');
        }
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'a withdrawn proposal is withdrawn in every server, and no vote on it counts',
      alone: true,
      async run(stage) {
        const [, there] = await opened(stage);
        await votingIn(stage, there, { Hana: 'For' }, 'Students', THERE);
        const done = told(await stage.at('Jonas').command('proposal withdraw', SHOWN));
        expect(done.text).toContain('“Picket at the gate” is withdrawn.');
        await settled(stage);
        for (const seat of [stage.at('Mei'), stage.at('Hana', THERE)])
          expect(lastCard(seat).text).toContain('Withdrawn on <t:');
        const refused = told(await stage.at('Hana', THERE).forge(there, `card:for:${proposalId(there)}:1`));
        expect(refused.text).toMatch(/^Your vote was not recorded: “Picket at the gate” was withdrawn\./u);
        await stage.advance(3 * DAY);
        expect(notices(stage, 'greed: Picket', BOTH)).toEqual([0, 0]);
      },
    },
    {
      name: 'called off, only servers with an organisation that is in are told',
      alone: true,
      async run(stage) {
        await agreed(stage);
        const done = told(await stage.at('Jonas').command('proposal call-off', SHOWN));
        expect(done.text).toBe(
          '“Picket at the gate” is called off. The servers with organisations that are in are told.',
        );
        await settled(stage);
        expect(notices(stage, 'The action that was agreed does not take place.', BOTH)).toEqual([1, 0]);
        expect(lastCard(stage.at('Mei')).text).toContain('Agreed, but called off on <t:');
        await cannotCallOff(stage);
      },
    },
    {
      name: 'that it took place is said after it began, and not before',
      alone: true,
      async run(stage) {
        await agreed(stage);
        const before = await snapshot(stage);
        const early = told(await stage.at('Jonas').command('proposal took-place', SHOWN));
        expect(early.text).toContain(`it begins on ${stamp('2027-03-05T17:00:00Z')}. Say afterwards that`);
        expect(await snapshot(stage)).toEqual(before);
        await advanceTo(stage, '2027-03-05T17:00:01Z');
        const done = told(await stage.at('Jonas').command('proposal took-place', SHOWN));
        expect(done.text).toBe('“Picket at the gate” is marked as having taken place.');
        await settled(stage);
        expect(lastCard(stage.at('Mei')).text).toContain('Agreed, and took place.');
        await cannotCallOff(stage);
      },
    },
    {
      name: 'what is open, or not agreed, was neither called off nor took place; only the proposer and organisers say so',
      alone: true,
      async run(stage) {
        await opened(stage);
        for (const act of ['proposal call-off', 'proposal took-place']) {
          const refused = told(await stage.at('Jonas').command(act, SHOWN));
          expect(refused.text).toMatch(/^That can be said only of an action that was agreed, and “Picket/u);
          expect(told(await stage.at('Mei').command(act, SHOWN)).text).toMatch(/^Only whoever proposed/u);
        }
        await stage.advance(2 * DAY + MINUTE);
        expect(posted(stage.at('Mei'), 'Not agreed: Picket at the gate')).toHaveLength(1);
        const refused = told(await stage.at('Amara').command('proposal call-off', SHOWN));
        expect(refused.text).toMatch(/^That can be said only of an action that was agreed/u);
      },
    },
    {
      name: 'each verb suggests titles of its own server',
      alone: true,
      async run(stage) {
        const [here] = await opened(stage);
        const wanted = [{ name: 'Picket at the gate', value: proposalId(here) }];
        for (const act of ['amend', 'call-off', 'took-place', 'export']) {
          for (const seat of [stage.at('Jonas'), stage.at('Hana', THERE)])
            expect(await seat.suggest(`proposal ${act}`, { proposal: 'pick' }, 'proposal')).toEqual(wanted);
        }
        expect(stage.local.person('Jonas').servers()).toEqual([HARBOUR]);
      },
    },
  ],
};
