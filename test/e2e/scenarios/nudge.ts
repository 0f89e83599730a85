import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import {
  CHANNEL,
  dmOf,
  dms,
  form,
  HARBOUR,
  inBerlin,
  more,
  publicMessages,
  pressMore,
  proposalId,
  proposing,
  told,
  voting,
  seen,
} from '../../support/acting.js';
import {
  amaraAt,
  crowd,
  DOCKERS,
  inFront,
  SHOWN,
  sofiaAt,
  TENANTS,
  THERE,
  toTheFront,
  votingIn,
} from '../../support/front-acting.js';
import { outboxCollection } from '../../../src/outbox/outbox.js';
import type { Theme } from '../../support/scenario.js';
import { countIn, stored } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';

const DM = 'Something you asked to be told about is waiting.';

/** The texts of the bot's private messages to somebody. */
function got(stage: Stage, who: string): string[] {
  return dms(stage.local.person(who)).map(({ text }) => text);
}

/** What the outbox knows of nudges. */
async function owed(stage: Stage): Promise<string[]> {
  const items = await stored(outboxCollection(stage.app.deps.store));
  return Object.keys(items).filter((id) => id.startsWith('nudge-'));
}

async function asking(stage: Stage, card: SeenMessage, ...people: string[]): Promise<void> {
  for (const who of people) {
    const answer = await pressMore(stage, who, card, 'Nudge me');
    expect(answer.text).toContain('you get one private message');
  }
}

export const nudge: Theme = {
  about: 'Nudge me',
  ballots: 'secret',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'who asked and has not voted gets one discreet DM a day before closing; who has voted gets none',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await asking(stage, card, 'Mei', 'Jonas', 'Priya');
        await voting(stage, card, { Jonas: 'Against', Priya: 'For', Leila: 'For' });
        await pressMore(stage, 'Priya', card, 'Take back my vote');
        await stage.advance(DAY - MINUTE);
        expect(got(stage, 'Mei')).toEqual([]);
        await stage.advance(2 * MINUTE);
        expect(['Mei', 'Jonas', 'Priya', 'Leila'].map((who) => got(stage, who))).toEqual([
          [DM],
          [],
          [DM],
          [],
        ]);
        const [dm] = dms(stage.local.person('Mei'));
        expect(dm?.labels).toEqual(['Show']);
        expect(JSON.stringify(dm?.raw)).not.toMatch(/Picket|vote|Harbour/iu);
        const shown = seen(await dmOf(stage, 'Mei').press(dm?.id ?? '', 'Show'));
        expect(shown.text).toContain('Voting on “Picket at the gate” closes <t:');
        expect(shown.text).toContain(`/${card.id}`);
        await stage.restart();
        await stage.advance(2 * DAY);
        expect(got(stage, 'Mei')).toHaveLength(1);
        expect(got(stage, 'Jonas')).toEqual([]);
      },
    },
    {
      name: 'when it comes depends on how much is left: 24 hours before, 2 hours before, half way',
      alone: true,
      async run(stage) {
        for (const [left, after] of [
          [31 * HOUR, 7 * HOUR],
          [29 * HOUR, 27 * HOUR],
          [2 * HOUR, HOUR],
        ] as const) {
          const title = `Picket ${String(left / HOUR)}`;
          const closes = `in ${String(left / HOUR)} hours`;
          const card = await proposing(stage, 'Amara', { title, closes });
          const closing = Number(/Voting closes <t:(\d+):F>/u.exec(card.text)?.[1]) * 1_000;
          const answer = await pressMore(stage, 'Mei', card, 'Nudge me');
          const at = Number(/by <t:(\d+):F>/u.exec(answer.text)?.[1]) * 1_000;
          // The click comes a moment after the card.
          expect(Math.abs(at - (closing - left + after)), title).toBeLessThan(20_000);
          told(await amaraAt(stage).command('proposal withdraw', { proposal: title }));
        }
      },
    },
    {
      name: 'asking twice is asking once, and pressing again takes it back',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        const opened = await more(stage, 'Mei', card);
        expect(opened.labels).not.toContain('Do not nudge me');
        const both = await Promise.all([
          stage.at('Mei').press(opened, 'Nudge me'),
          stage.at('Mei').press(opened, 'Nudge me'),
        ]);
        for (const answer of both) expect(told(answer).labels).toContain('Do not nudge me');
        expect(await countIn(stage.app.deps.nudges)).toBe(1);
        await asking(stage, card, 'Jonas');
        const back = await pressMore(stage, 'Jonas', card, 'Do not nudge me');
        expect(back.text).toContain('You will not be nudged about “Picket at the gate”.');
        expect(back.labels).toContain('Nudge me');
        await stage.advance(DAY + MINUTE);
        expect(got(stage, 'Mei')).toEqual([DM]);
        expect(got(stage, 'Jonas')).toEqual([]);
        // Once it has come one may ask for another.
        await asking(stage, card, 'Mei');
        await stage.advance(22 * HOUR);
        expect(got(stage, 'Mei')).toEqual([DM, DM]);
      },
    },
    {
      name: 'nothing kept tells apart who was nudged and who had voted, and after closing nothing is kept',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await asking(stage, card, 'Mei', 'Jonas', 'Kofi');
        await voting(stage, card, { Jonas: 'For' });
        await stage.advance(DAY + MINUTE);
        expect(got(stage, 'Mei')).toEqual([DM]);
        // Kofi's private messages are closed: nothing comes, and nothing is said of it.
        expect(told(await stage.at('Kofi').command('help')).text).not.toMatch(/could not reach/u);
        const kept = Object.values(await stored(stage.app.deps.nudges));
        expect(new Set(kept.map(({ done }) => done))).toEqual(new Set([true]));
        expect(new Set(kept.flatMap((one) => Object.keys(one)))).toEqual(
          new Set(['userId', 'guildId', 'askedAt', 'at', 'done', 'locale']),
        );
        expect(await owed(stage)).toEqual([]);
        await stage.advance(2 * DAY);
        expect(await countIn(stage.app.deps.nudges)).toBe(0);
        const late = seen(
          await dmOf(stage, 'Mei').press(dms(stage.local.person('Mei'))[0]?.id ?? '', 'Show'),
        );
        expect(late.text).toMatch(/^There is nothing to vote on behind this any more/u);
      },
    },
    {
      name: 'withdrawn or with a new text nobody is nudged, and nothing is kept of who asked',
      alone: true,
      async run(stage) {
        const gone = await proposing(stage, 'Amara');
        const changed = await proposing(stage, 'Amara', { title: 'Second picket' });
        await asking(stage, gone, 'Mei');
        await asking(stage, changed, 'Jonas');
        told(await amaraAt(stage).command('proposal withdraw', SHOWN));
        expect(await countIn(stage.app.deps.nudges)).toBe(1);
        const shown = form(await amaraAt(stage).command('proposal amend', { proposal: 'Second picket' }));
        const preview = told(await shown.submit({ Title: 'Third picket' }));
        told(await amaraAt(stage).press(preview, 'Publish'));
        expect(await countIn(stage.app.deps.nudges)).toBe(0);
        await stage.advance(3 * DAY);
        expect([...got(stage, 'Mei'), ...got(stage, 'Jonas')]).toEqual([]);
      },
    },
    {
      name: 'closing brought forward brings the nudge forward',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await asking(stage, card, 'Mei');
        told(await amaraAt(stage).command('proposal close', SHOWN));
        await stage.advance(29 * MINUTE);
        expect(got(stage, 'Mei')).toEqual([]);
        await stage.advance(2 * MINUTE);
        expect(got(stage, 'Mei')).toEqual([DM]);
        await stage.advance(2 * DAY);
        expect(got(stage, 'Mei')).toHaveLength(1);
      },
    },
    {
      name: 'it is only for those who may vote there, while voting is open',
      alone: true,
      async run(stage) {
        await inFront(stage, [DOCKERS]);
        const [here] = await toTheFront(stage, 'Jonas');
        const opened = await more(stage, 'Mei', here);
        expect(opened.labels).toContain('Nudge me');
        const leila = await more(stage, 'Leila', here);
        expect(leila.labels).not.toContain('Nudge me');
        const id = proposalId(here);
        const refused = told(await stage.at('Leila').forge(leila, `more:nudge:${id}:1`));
        expect(refused.text).toMatch(/^There is nothing to nudge you about: you cannot vote on/u);
        // A button behind which somebody else's nudge is.
        await asking(stage, here, 'Mei');
        const forged = told(await stage.at('Leila').forge(leila, `nudge:show:${id}:1`));
        expect(forged.text).toMatch(/^There is nothing to vote on/u);
        await stage.advance(2 * DAY + MINUTE);
        expect((await more(stage, 'Jonas', here)).labels).not.toContain('Nudge me');
        const late = told(await stage.at('Mei').forge(opened, `more:nudge:${id}:1`));
        expect(late.text).toContain('is no longer open');
        expect(await countIn(stage.app.deps.nudges)).toBe(0);
      },
    },
    {
      name: 'organisers and the proposer see how many asked, none of few in a secret ballot, and nobody sees who',
      alone: true,
      async run(stage) {
        const people = crowd(stage, 12, 'Docker', { [HARBOUR]: [DOCKERS.members] });
        await inFront(stage, [DOCKERS]);
        const [here] = await toTheFront(stage, 'Jonas');
        const shown = async (who: string) => told(await stage.at(who).command('proposal show', SHOWN)).text;
        const few = 'Fewer than 10 people here asked to be nudged before voting closes';
        expect(await shown('Amara')).toContain(few);
        await asking(stage, here, ...people.slice(0, 9));
        expect(await shown('Amara')).toContain(few);
        expect(await shown('Jonas')).toContain(few);
        await asking(stage, here, people[9] ?? '');
        expect(await shown('Amara')).toContain('10 people here asked to be nudged');
        expect(await shown('Mei')).not.toContain('nudged');
        // In each server its own.
        const sofia = told(await sofiaAt(stage).command('proposal show', SHOWN)).text;
        expect(sofia).toContain(few);
        // Neither a vote nor a message moves it.
        await votingIn(stage, here, { [people[0] ?? '']: 'For' }, 'Dockworkers');
        await stage.advance(DAY + MINUTE);
        expect(got(stage, people[0] ?? '')).toEqual([]);
        expect(got(stage, people[1] ?? '')).toEqual([DM]);
        expect(await shown('Amara')).toContain('10 people here asked to be nudged');
        for (const channel of [CHANNEL, THERE])
          expect(JSON.stringify(publicMessages(stage.at('Freya', channel)))).not.toMatch(/nudge/iu);
      },
    },
    {
      name: 'of an open ballot the number is told, whatever it is',
      alone: true,
      async run(stage) {
        await inFront(stage, [TENANTS]);
        const [here] = await toTheFront(stage, 'Leila');
        const shown = async () => told(await stage.at('Leila').command('proposal show', SHOWN)).text;
        expect(await shown()).toContain('0 people here asked to be nudged');
        await asking(stage, here, 'Kofi');
        expect(await shown()).toContain('1 person here asked to be nudged');
      },
    },
    {
      name: 'after an outage it comes late while voting is open, and not after',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara');
        await asking(stage, card, 'Mei');
        await stage.stopBot();
        await stage.advance(30 * HOUR);
        await stage.startBot();
        await stage.app.tick();
        expect(got(stage, 'Mei')).toEqual([DM]);
        const second = await proposing(stage, 'Amara', { title: 'Second picket' });
        await asking(stage, second, 'Mei');
        await stage.stopBot();
        await stage.advance(3 * DAY);
        await stage.startBot();
        await stage.app.tick();
        expect(got(stage, 'Mei')).toEqual([DM]);
        expect(await countIn(stage.app.deps.nudges)).toBe(0);
        expect(await owed(stage)).toEqual([]);
      },
    },
  ],
};
