import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Seat } from '../../src/local-discord/index.js';
import { form, HARBOUR, told, UNIVERSITY } from '../support/acting.js';
import { codeIn, lastCard, THERE } from '../support/front-acting.js';
import type { Stage } from '../support/stage.js';
import { inState, outcomeOf, PEOPLE, populated, seatOf, type State, type Who } from './world.js';

/** Something that is shown to somebody who may, and what then becomes of the click. */
interface Shown {
  name: string;
  who: Who;
  state?: State;
  /** Shows it; what comes back clicks it, once. */
  show: (stage: Stage, seat: Seat, id: string) => Promise<() => Promise<Answer>>;
  /** What is needed before it can be shown. */
  before?: (stage: Stage) => Promise<void>;
}

const typed = { title: 'Mine', how: 'picket', whom: 'employer: Harbour Ltd', when: 'in 5 days' };

const SHOWN: readonly Shown[] = [
  {
    name: 'For, on a card',
    who: 'a member',
    show: (_stage, seat) => Promise.resolve(() => seat.press(lastCard(seat), 'For')),
  },
  {
    name: 'Hide here',
    who: 'a manager elsewhere',
    async show(_stage, seat) {
      const behind = told(await seat.press(lastCard(seat), 'More'));
      return () => seat.press(behind, 'Hide here');
    },
  },
  {
    name: 'Publish, of a changed text',
    who: 'an organiser',
    async show(_stage, seat, id) {
      const shown = form(await seat.command('proposal amend', { proposal: id }));
      const preview = told(await shown.submit({ Title: 'Changed' }));
      return () => seat.press(preview, 'Publish');
    },
  },
  {
    name: 'Publish, where only organisers propose',
    who: 'an organiser',
    before: async (stage) => {
      told(await seatOf(stage, 'a manager').command('settings set', { proposers: 'organisers' }));
    },
    async show(_stage, seat) {
      const preview = told(await seat.command('propose', typed));
      return () => seat.press(preview, 'Publish');
    },
  },
  {
    name: 'Save, of what is repeated in a channel',
    who: 'an organiser',
    async show(_stage, seat) {
      const plan = { text: 'x', when: '18:00', repeat: 'weekly', channel: '#joint-action', timezone: 'UTC' };
      const shown = told(await seat.command('remind create', { ...plan, when: 'Friday 18:00' }));
      return () => seat.press(shown, 'Save');
    },
  },
  {
    name: 'Join, of a front',
    who: 'a manager outside',
    async show(stage, seat) {
      const code = codeIn(told(await seatOf(stage, 'a manager').command('front invite')));
      const asked = told(await seat.command('front join', { code }));
      return () => seat.press(asked, 'Join');
    },
  },
  {
    name: 'It took place, below an answer',
    who: 'an organiser',
    state: 'agreed, and begun',
    async show(_stage, seat) {
      const asked = told(await seat.command('help'));
      return () => seat.press(asked, 'It took place');
    },
  },
  {
    name: 'the form for a line in their own words',
    who: 'an organiser',
    state: 'took place',
    async show(_stage, seat, id) {
      const done = told(await seat.command('proposal took-place', { proposal: id }));
      const shown = form(await seat.press(done, 'Add a line'));
      return () => shown.submit({ 'A line in your own words': 'It went well.' });
    },
  },
];

describe('a role taken away between showing and clicking', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await populated();
  });
  afterEach(async () => {
    await stage.close();
  });

  /** Shows it, takes the roles away or not, and clicks. */
  async function clicked({ who, state = 'open', show, before }: Shown, takeAway: boolean): Promise<string> {
    const { id } = await inState(stage, state);
    if (state === 'agreed, and begun') await stage.advance(24 * 3_600_000);
    await before?.(stage);
    const seat = seatOf(stage, who);
    const click = await show(stage, seat, id);
    const person = stage.local.person(PEOPLE[who].name);
    if (takeAway) person.setRoles(PEOPLE[who].server, []);
    return (await outcomeOf(stage, click)).fate;
  }

  it.each(SHOWN)('counts: $name', { timeout: 30_000 }, async (shown) => {
    // With the role it is done, so that the refusal below is the role's doing.
    expect(await clicked(shown, false)).toBe('kept');
    await stage.close();
    stage = await populated();
    expect(await clicked(shown, true)).toBe('refused');
  });

  it.each([
    ['edit', { text: 'y' }],
    ['resume', {}],
  ])('counts for what is said in a channel already: /remind %s', async (command, more) => {
    const seat = seatOf(stage, 'an organiser');
    const set = { text: 'x', when: 'in 2 hours', channel: '#joint-action', timezone: 'UTC' };
    told(await seat.command('remind create', set));
    if (command === 'resume') told(await seat.command('remind pause', { reminder: 'x' }));
    const change = () => seat.command(`remind ${command}`, { reminder: 'x', ...more });
    stage.local.person('Oscar').setRoles(HARBOUR, []);
    expect((await outcomeOf(stage, change)).fate).toBe('refused');
    stage.local.person('Oscar').setRoles(HARBOUR, ['Organiser']);
    expect((await outcomeOf(stage, change)).fate).toBe('kept');
  });

  it('leaves everybody what is their own: a vote can be taken back', async () => {
    await inState(stage, 'open');
    const seat = seatOf(stage, 'a member');
    told(await seat.press(lastCard(seat), 'For'));
    const behind = told(await seat.press(lastCard(seat), 'More'));
    stage.local.person('Mo').setRoles(HARBOUR, []);
    expect((await outcomeOf(stage, () => seat.press(behind, 'Take back my vote'))).fate).toBe('kept');
    expect((await outcomeOf(stage, () => seat.press(lastCard(seat), 'For'))).fate).toBe('refused');
  });

  it('is noticed in another server of the front as well', async () => {
    await inState(stage, 'open');
    const una = seatOf(stage, 'a member elsewhere');
    told(await una.press(lastCard(una), 'For'));
    stage.local.person('Una').setRoles(UNIVERSITY, []);
    expect((await outcomeOf(stage, () => una.press(lastCard(una), 'Against'))).fate).toBe('refused');
    expect(stage.local.person('Una').servers()).not.toContain(HARBOUR);
    expect(una.channelId).toBe(stage.at('Vera', THERE).channelId);
  });
});
