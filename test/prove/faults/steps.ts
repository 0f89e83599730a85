import type { Answer, SeenMessage } from '../../../src/local-discord/index.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';
import { told } from '../crash/scene.js';
import { holds } from '../proof.js';

/** Something somebody does while the store fails. */
export interface Step {
  name: string;
  /** Gets everything ready; nothing fails meanwhile. What comes back does it, and says how to see whether it is done. */
  prepare: (stage: Stage, at: number) => Promise<Ready>;
}

interface Ready {
  act: () => Promise<Answer>;
  /** Whether an answer says that it is done. */
  claims: (text: string) => boolean;
  /** Whether it is done, as the person sees it afterwards. */
  isDone: () => Promise<boolean>;
}

const typed = (at: number) => ({
  title: `Picket ${String(at)}`,
  how: 'picket',
  whom: 'employer: Harbour Ltd',
  when: 'in 5 days',
  closes: 'in 2 days',
});

/** Somebody new, so that nobody's own limits are met. */
function somebody(stage: Stage, name: string): string {
  stage.local.addPerson({ name, roles: { 'Harbour City Coalition': [] } });
  return name;
}

async function card(stage: Stage, at: number, closes = 'in 2 days'): Promise<SeenMessage> {
  const maker = stage.at(somebody(stage, `Maker ${String(at)}`));
  const preview = told(await maker.command('propose', { ...typed(at), closes }));
  told(await maker.press(preview, 'Publish'));
  await stage.app.tick();
  const found = maker.messages().filter(({ labels }) => labels.includes('Against'));
  const last = found.at(-1);
  holds(last !== undefined, 'There is no card');
  return last;
}

async function pollCard(stage: Stage, at: number): Promise<SeenMessage> {
  const maker = stage.at('Amara');
  const typed = {
    question: `Which route ${String(at)}?`,
    options: 'River, Market, Station',
    closes: 'in 2 days',
  };
  told(await maker.command('poll', typed));
  await stage.app.tick();
  const last = maker
    .messages()
    .filter(({ labels, ephemeral }) => !ephemeral && labels.includes('Vote'))
    .at(-1);
  holds(last !== undefined, 'There is no poll');
  return last;
}

const says = (stage: Stage, who: string, of: SeenMessage) => async (words: string) => {
  const seat = stage.at(who);
  return told(await seat.press(told(await seat.press(of, 'More')), 'My vote')).text.includes(words);
};

export const STEPS: readonly Step[] = [
  {
    name: 'a first vote',
    async prepare(stage, at) {
      const on = await card(stage, at);
      const who = somebody(stage, `Voter ${String(at)}`);
      return {
        act: () => stage.at(who).press(on, 'For'),
        claims: (text) => text.startsWith('Recorded: For'),
        isDone: () => says(stage, who, on)('For'),
      };
    },
  },
  {
    name: 'another vote instead',
    async prepare(stage, at) {
      const on = await card(stage, at);
      const who = somebody(stage, `Voter ${String(at)}`);
      told(await stage.at(who).press(on, 'For'));
      return {
        act: () => stage.at(who).press(on, 'Against'),
        claims: (text) => text.startsWith('Recorded: Against'),
        isDone: () => says(stage, who, on)('Against'),
      };
    },
  },
  {
    name: 'taking a vote back',
    async prepare(stage, at) {
      const on = await card(stage, at);
      const who = somebody(stage, `Voter ${String(at)}`);
      const seat = stage.at(who);
      told(await seat.press(on, 'For'));
      const behind = told(await seat.press(on, 'More'));
      return {
        act: () => seat.press(behind, 'Take back my vote'),
        claims: (text) => text.includes('is taken back'),
        isDone: () => says(stage, who, on)('no vote'),
      };
    },
  },
  {
    name: 'publishing',
    async prepare(stage, at) {
      const seat = stage.at(somebody(stage, `Maker ${String(at)}`));
      const preview = told(await seat.command('propose', typed(at)));
      return {
        act: () => seat.press(preview, 'Publish'),
        claims: (text) => text.includes('Published.'),
        isDone: async () => {
          const there = () =>
            seat
              .messages()
              .some(
                ({ text, labels }) => labels.includes('Against') && text.includes(`Picket ${String(at)}\n`),
              );
          await stage.app.tick();
          // Where the fault met the posting, that is tried again a few seconds later.
          if (!there()) await stage.advance(MINUTE);
          return there();
        },
      };
    },
  },
  {
    name: 'withdrawing',
    async prepare(stage, at) {
      await card(stage, at);
      const seat = stage.at(`Maker ${String(at)}`);
      const which = { proposal: `Picket ${String(at)}` };
      return {
        act: () => seat.command('proposal withdraw', which),
        claims: (text) => text.includes('is withdrawn'),
        isDone: async () => told(await seat.command('proposal show', which)).text.includes('ithdrawn'),
      };
    },
  },
  {
    name: 'setting a reminder',
    prepare(stage, at) {
      const seat = stage.at(somebody(stage, `Owner ${String(at)}`));
      const text = `Tea ${String(at)}`;
      return Promise.resolve({
        act: () => seat.command('remind create', { text, when: 'in 3 hours', timezone: 'UTC' }),
        claims: (said) => said.includes('It is set'),
        isDone: async () => told(await seat.command('remind list')).text.includes(text),
      });
    },
  },
  {
    name: 'a setting',
    prepare(stage, at) {
      const seat = stage.at('Amara');
      const line = `Be kind ${String(at)}.`;
      return Promise.resolve({
        act: () => seat.command('settings set', { 'conduct-line': line }),
        claims: (said) => said.includes('Saved.') && said.includes(line),
        isDone: async () => told(await seat.command('settings show')).text.includes(line),
      });
    },
  },
  {
    name: 'answering a poll',
    async prepare(stage, at) {
      const poll = await pollCard(stage, at);
      const seat = stage.at(somebody(stage, `Voter ${String(at)}`));
      const menu = told(await seat.press(poll, 'Vote'));
      return {
        act: () => seat.choose(menu, 0, '2. Market'),
        claims: (text) => text.startsWith('Recorded: Market'),
        isDone: async () =>
          told(await seat.press(told(await seat.press(poll, 'More')), 'My answer')).text.includes('Market'),
      };
    },
  },
  {
    name: 'erasing everything about oneself',
    async prepare(stage, at) {
      const on = await card(stage, at);
      const who = somebody(stage, `Voter ${String(at)}`);
      const seat = stage.at(who);
      told(await seat.press(on, 'For'));
      const question = told(await seat.press(told(await seat.command('privacy show')), 'Erase it all'));
      return {
        act: () => seat.press(question, 'Erase now'),
        // What could not be read is named, and not called erased.
        claims: (text) => text.startsWith('Erased\n'),
        isDone: () => says(stage, who, on)('no vote'),
      };
    },
  },
  {
    name: 'closing by the clock',
    async prepare(stage, at) {
      const on = await card(stage, at, 'in 2 hours');
      for (const [place, label] of (['For', 'For', 'Against'] as const).entries())
        told(await stage.at(somebody(stage, `Voter ${String(at)}-${String(place)}`)).press(on, label));
      const seat = stage.at(`Maker ${String(at)}`);
      return {
        act: async () => {
          await stage.advance(2 * HOUR + MINUTE);
          return seat.command('proposal show', { proposal: `Picket ${String(at)}` });
        },
        claims: (text) => text.includes('For 2 · Against 1'),
        isDone: async () => {
          // What failed is tried again within minutes.
          await stage.advance(10 * MINUTE);
          const outcomes = seat
            .messages()
            .filter(({ text }) => text.startsWith(`Agreed: Picket ${String(at)}\n`));
          holds(outcomes.length <= 1, `${String(outcomes.length)} outcomes of one proposal`);
          return outcomes[0]?.text.includes('For 2 · Against 1') === true;
        },
      };
    },
  },
];

/** Votes on one card that no fault may touch: whatever fails, they are counted, once. */
export async function standingVotes(stage: Stage): Promise<() => Promise<void>> {
  const on = await card(stage, 0);
  const voters = Array.from({ length: 12 }, (_, at) => somebody(stage, `Standing ${String(at)}`));
  for (const [at, who] of voters.entries()) told(await stage.at(who).press(on, at < 8 ? 'For' : 'Against'));
  return async () => {
    await stage.advance(2 * DAY + HOUR);
    await stage.app.tick();
    const outcome = stage
      .at('Amara')
      .messages()
      .find(({ text }) => text.startsWith('Agreed: Picket 0\n'));
    holds(
      outcome?.text.includes('For 8 · Against 4') === true,
      `The votes that stood were lost: ${outcome?.text ?? 'no outcome'}`,
    );
  };
}
