import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Seat, SeenMessage } from '../../src/local-discord/index.js';
import { HARBOUR, told } from '../support/acting.js';
import { forge } from './acts.js';
import type { Stage } from '../support/stage.js';
import { EVERYBODY, outcomeOf, populated, seatOf, type Who } from './world.js';

const MANAGERS: Who[] = ['a manager', 'a manager elsewhere', 'a manager outside'];
const ORGANISERS: Who[] = ['an organiser', ...MANAGERS];
const HERE: Who[] = ['its proposer', 'a member', 'one in no organisation', 'an organiser', 'a manager'];
const IN_THE_FRONT: Who[] = EVERYBODY.filter((who) => who !== 'a manager outside');
const PETRA: Who[] = ['its proposer'];

/** What is there to act on: a draft, a reminder and a poll of Petra's. */
interface Things {
  draft: string;
  reminder: string;
  poll: string;
}

/** Something people do that is not about a proposal; everybody not named is refused. */
interface Act {
  name: string;
  run: (seat: Seat, things: Things, who: Who) => Promise<Answer>;
  kept?: readonly Who[];
  answered?: readonly Who[];
}

const typed = { title: 'Mine', how: 'picket', whom: 'employer: Harbour Ltd', when: 'in 5 days' };
const reminder = (name: string, more = {}) => ({
  name: `/remind ${name} of another`,
  run: (seat: Seat, things: Things) => seat.command(`remind ${name}`, { reminder: things.reminder, ...more }),
});
const draft = (act: string) => ({
  name: `${act} a draft of another`,
  run: (seat: Seat, things: Things) => forge(seat, `draft:${act}:${things.draft}`),
});
const poll = (act: string) => ({
  name: `${act} on a poll`,
  run: (seat: Seat, things: Things) => forge(seat, `poll:${act}:${things.poll}:0`),
});

const ACTS: readonly Act[] = [
  { name: '/help', run: (seat) => seat.command('help'), answered: EVERYBODY },
  { name: '/explain', run: (seat) => seat.command('explain'), answered: EVERYBODY },
  { name: '/settings show', run: (seat) => seat.command('settings show'), answered: EVERYBODY },
  { name: '/proposal list', run: (seat) => seat.command('proposal list'), answered: EVERYBODY },
  { name: '/organisation list', run: (seat) => seat.command('organisation list'), answered: EVERYBODY },
  { name: '/front show', run: (seat) => seat.command('front show'), answered: IN_THE_FRONT },
  { name: '/settings set', run: (seat) => seat.command('settings set', { notice: 30 }), kept: MANAGERS },
  {
    name: '/settings set ballots',
    run: (seat) => seat.command('settings set', { threshold: '2/3' }),
    kept: MANAGERS,
  },
  {
    name: '/settings set my-timezone',
    run: (seat) => seat.command('settings set', { 'my-timezone': 'Europe/Madrid' }),
    kept: EVERYBODY,
  },
  {
    name: '/organisation add',
    run: (seat) => seat.command('organisation add', { name: 'Another', members: '@everyone' }),
    kept: MANAGERS,
  },
  {
    name: '/organisation edit',
    run: (seat, _things, who) => seat.command('organisation edit', { name: named(who), quorum: '5' }),
    kept: ['a manager', 'a manager elsewhere'],
  },
  {
    name: '/organisation remove',
    run: (seat, _things, who) => seat.command('organisation remove', { name: named(who) }),
    kept: ['a manager', 'a manager elsewhere'],
  },
  {
    name: '/front found',
    run: (seat) => seat.command('front found', { name: 'Another front' }),
    kept: ['a manager outside'],
  },
  {
    name: '/front invite',
    run: (seat) => seat.command('front invite'),
    kept: ['a manager', 'a manager elsewhere'],
  },
  { name: '/front join, guessing', run: (seat) => seat.command('front join', { code: 'abcd-efgh-jkmn' }) },
  { name: 'Join, guessing', run: (seat) => forge(seat, `front:join:${'0'.repeat(32)}`) },
  {
    name: '/front leave',
    run: (seat) => seat.command('front leave'),
    kept: ['a manager', 'a manager elsewhere'],
  },
  {
    name: '/remind create',
    run: (seat) => seat.command('remind create', { text: 'x', when: 'in 2 hours', timezone: 'UTC' }),
    kept: EVERYBODY,
  },
  {
    name: '/remind create in a channel',
    run: (seat) =>
      seat.command('remind create', {
        text: 'x',
        when: 'in 2 hours',
        timezone: 'UTC',
        channel: '#joint-action',
      }),
    kept: ORGANISERS,
  },
  { ...reminder('edit', { text: 'y' }), kept: PETRA },
  { ...reminder('pause'), kept: PETRA },
  { ...reminder('delete'), kept: PETRA },
  { ...draft('publish'), kept: PETRA },
  { ...draft('discard'), kept: PETRA },
  { ...draft('edit'), answered: PETRA },
  { name: '/propose', run: (seat) => seat.command('propose', typed), kept: EVERYBODY },
  {
    name: '/poll',
    run: (seat) => seat.command('poll', { question: 'Which?', options: 'A, B', closes: 'in 3 hours' }),
    kept: EVERYBODY,
  },
  { ...poll('vote'), answered: HERE },
  { ...poll('more'), answered: HERE },
  { ...poll('mine'), answered: HERE },
];

/** The organisation of somebody's own server. */
function named(who: Who): string {
  return who.endsWith('elsewhere') ? 'Students' : 'Dockworkers';
}

function draftId(preview: SeenMessage): string {
  return preview.buttons.find(({ label }) => label === 'Publish')?.customId?.split(':')[2] ?? '';
}

describe('who may do what else', () => {
  let stage: Stage;
  let things: Things;
  let cells = 0;
  beforeEach(async () => {
    stage = await populated();
    const petra = seatOf(stage, 'its proposer');
    const preview = told(await petra.command('propose', typed));
    told(await petra.command('remind create', { text: 'mine', when: 'in 3 days', timezone: 'UTC' }));
    told(await petra.command('poll', { question: 'Where?', options: 'A, B', closes: 'in 3 hours' }));
    const [reminders, polls] = await Promise.all([
      stage.app.deps.reminders.range({ limit: 1 }),
      stage.app.deps.polls.range({ limit: 1 }),
    ]);
    things = { draft: draftId(preview), reminder: reminders[0]?.id ?? '', poll: polls[0]?.id ?? '' };
  });
  afterEach(async () => {
    await stage.close();
  });
  afterAll(() => {
    process.stdout.write(`${String(cells)} cells: acts and people\n`);
  });

  it.each(ACTS)(
    'is as the rules say: $name',
    { timeout: 30_000 },
    async ({ run, kept = [], answered = [] }) => {
      const found: [Who, string][] = [];
      // Those who may come last, so that what they do is not in the way of others.
      const may = [...kept, ...answered];
      const order = [...EVERYBODY.filter((who) => !may.includes(who)), ...may];
      for (const who of order) {
        cells += 1;
        const { fate, said } = await outcomeOf(stage, () => run(seatOf(stage, who), things, who));
        found.push([
          who,
          fate === 'kept' || fate === 'answered' ? fate : `${fate}: ${fate === 'refused' ? '' : said}`,
        ]);
      }
      expect(found).toEqual(
        order.map((who) => [
          who,
          kept.includes(who) ? 'kept' : answered.includes(who) ? 'answered' : 'refused: ',
        ]),
      );
    },
  );

  it.each([
    ['everyone', HERE],
    ['delegates', ['a member', 'an organiser', 'a manager']],
    ['organisers', ['an organiser', 'a manager']],
  ] as const)('proposing and asking are as the setting says: %s', async (proposers, may) => {
    const manager = seatOf(stage, 'a manager');
    stage.local.addRole(HARBOUR, 'Speakers');
    stage.local.person('Mo').setRoles(HARBOUR, ["Dockworkers' Branch", 'Speakers']);
    told(await manager.command('organisation edit', { name: 'Dockworkers', delegates: 'Speakers' }));
    told(await manager.command('settings set', { proposers }));
    for (const who of HERE) {
      cells += 2;
      const wanted = (may as readonly Who[]).includes(who) ? 'kept' : 'refused';
      const seat = seatOf(stage, who);
      const question = { question: 'Which?', options: 'A, B', closes: 'in 3 hours' };
      expect((await outcomeOf(stage, () => seat.command('propose', typed))).fate, who).toBe(wanted);
      expect((await outcomeOf(stage, () => seat.command('poll', question))).fate, who).toBe(wanted);
    }
  });
});
