import type { Answer, Seat } from '../../src/local-discord/index.js';
import { form } from '../support/acting.js';
import { messageOf, type Meant, type State, type Who } from './world.js';

/** What an act may come to: something is kept, it is only answered, or it is refused and nothing is kept. */
export type Fate = 'kept' | 'answered' | 'refused';

/** Something people do to a proposal, and who may do it when; everybody else is refused. */
export interface Act {
  name: string;
  run: (seat: Seat, meant: Meant) => Promise<Answer>;
  who: readonly Who[];
  when: readonly State[];
  fate?: Fate;
  /** Where it is not as the rest says. */
  but?: (who: Who, state: State) => Fate | undefined;
}

/** Written once more by hand from the rules in src/authority.ts. */
const ORGANISERS: Who[] = ['an organiser', 'a manager'];
const OWNER_TOO: Who[] = ['its proposer', ...ORGANISERS];
const VOTERS: Who[] = ['its proposer', 'a member', 'a member elsewhere'];
const IN_THE_FRONT: Who[] = [
  ...OWNER_TOO,
  'a member',
  'one in no organisation',
  'a member elsewhere',
  'a manager elsewhere',
];
const ANY: State[] = [
  'open',
  'agreed',
  'agreed, and begun',
  'not agreed',
  'withdrawn',
  'called off',
  'took place',
];
const AGREED: State[] = ['agreed', 'agreed, and begun'];
const DECIDED: State[] = [...AGREED, 'not agreed', 'called off', 'took place'];

const command =
  (name: string, more = {}) =>
  (seat: Seat, { id }: Meant) =>
    seat.command(`proposal ${name}`, { proposal: id, ...more });

/** Presses what nobody showed them: any message of theirs will do, as ids may be forged. */
export async function forge(seat: Seat, customId: string): Promise<Answer> {
  const below = messageOf(await seat.command('help'));
  if (below === undefined) throw new Error('There is no help.');
  return seat.forge(below, customId);
}

const button =
  (prefix: string) =>
  (seat: Seat, { id, version }: Meant) =>
    forge(seat, `${prefix}:${id}:${String(version)}`);

/** So that each line differs from the one before. */
let lines = 0;

export const ACTS: readonly Act[] = [
  { name: '/proposal show', run: command('show'), who: IN_THE_FRONT, when: ANY, fate: 'answered' },
  { name: '/proposal withdraw', run: command('withdraw'), who: OWNER_TOO, when: ['open'] },
  { name: '/proposal close', run: command('close'), who: OWNER_TOO, when: ['open'] },
  { name: '/proposal call-off', run: command('call-off'), who: OWNER_TOO, when: AGREED },
  {
    name: '/proposal took-place',
    run: command('took-place'),
    who: OWNER_TOO,
    when: ['agreed, and begun', 'took place'],
    but: (_who, state) => (state === 'took place' ? 'answered' : undefined),
  },
  {
    name: '/proposal amend',
    async run(seat, { id, title }) {
      const answer = await seat.command('proposal amend', { proposal: id });
      if (answer.kind !== 'form') return answer;
      const preview = messageOf(await form(answer).submit({ Title: `${title}, changed` }));
      if (preview === undefined) throw new Error('There is no preview.');
      return seat.press(preview, 'Publish');
    },
    who: OWNER_TOO,
    when: ['open', 'agreed'],
  },
  {
    name: '/proposal export',
    run: command('export', { format: 'json' }),
    who: IN_THE_FRONT,
    when: DECIDED,
    fate: 'answered',
  },
  ...(['for', 'against', 'abstain'] as const).map((choice) => ({
    name: choice,
    run: button(`card:${choice}`),
    who: VOTERS,
    when: ['open' as const],
  })),
  {
    name: 'take back',
    async run(seat, { id, version }) {
      await forge(seat, `card:for:${id}:${String(version)}`);
      return forge(seat, `more:take-back:${id}:${String(version)}`);
    },
    who: VOTERS,
    when: ['open'],
  },
  {
    name: 'in that organisation',
    run: (seat, { id, version }) => forge(seat, `cast:in:for:${id}:${String(version)}:0`),
    who: ['its proposer', 'a member'],
    when: ['open'],
  },
  {
    name: 'move it',
    run: (seat, { id, version }) => forge(seat, `cast:move:for:${id}:${String(version)}:1`),
    who: ['a member elsewhere'],
    when: ['open'],
  },
  { name: 'More', run: button('card:more'), who: IN_THE_FRONT, when: ANY, fate: 'answered' },
  { name: 'Who can see what', run: button('more:sees'), who: IN_THE_FRONT, when: ANY, fate: 'answered' },
  { name: 'What is this', run: button('more:what'), who: IN_THE_FRONT, when: ANY, fate: 'answered' },
  { name: 'My vote', run: button('more:mine'), who: IN_THE_FRONT, when: ANY, fate: 'answered' },
  { name: 'Remind me', run: button('more:remind'), who: IN_THE_FRONT, when: ['open', 'agreed'] },
  { name: 'Nudge me', run: button('more:nudge'), who: VOTERS, when: ['open'] },
  { name: 'Report', run: button('more:report'), who: IN_THE_FRONT, when: ANY },
  { name: 'Hide here', run: button('more:hide'), who: ['a manager elsewhere'], when: ANY },
  {
    name: 'It took place',
    run: (seat, { id }) => forge(seat, `afterwards:took-place:${id}`),
    who: OWNER_TOO,
    when: ['agreed, and begun', 'took place'],
    but: (_who, state) => (state === 'took place' ? 'answered' : undefined),
  },
  {
    name: 'It was called off',
    run: (seat, { id }) => forge(seat, `afterwards:called-off:${id}`),
    who: OWNER_TOO,
    when: AGREED,
  },
  {
    name: 'Add a line',
    async run(seat, { id }) {
      const answer = await forge(seat, `afterwards:line:${id}`);
      return answer.kind === 'form'
        ? form(answer).submit({ 'A line in your own words': `It went well ${String((lines += 1))}.` })
        : answer;
    },
    who: OWNER_TOO,
    when: ['took place'],
  },
];

/** What has to become of an act. */
export function fateOf(act: Act, who: Who, state: State): Fate {
  if (!act.who.includes(who) || !act.when.includes(state)) return 'refused';
  return act.but?.(who, state) ?? act.fate ?? 'kept';
}
