import { convertIcsCalendar, type IcsEvent } from 'ts-ics';
import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import { form, posted, publicMessages, settled, told } from '../../support/acting.js';
import { lastCard, SHOWN } from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';
import { agreedInTwo, deciding, PLACES } from '../../support/three-servers.js';

/** The one entry of a message's calendar file, as another parser reads it. */
function entryIn(message: SeenMessage | undefined): IcsEvent | undefined {
  const file = message?.files.find(({ name }) => name.endsWith('.ics'));
  if (file === undefined) return undefined;
  const { events = [] } = convertIcsCalendar(undefined, file.text);
  expect(events).toHaveLength(1);
  return events[0];
}

/** What each server has now: its events' times, and of calendar files what the last one says. */
function standing(stage: Stage): { events: string[]; calendar: string }[] {
  return PLACES.map(({ server, channel, who }) => {
    const events = stage.local.events(server).map(({ start, status }) => `${status} ${start.toISOString()}`);
    const last = publicMessages(stage.at(who, channel))
      .map(entryIn)
      .filter((entry) => entry !== undefined)
      .sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0))
      .at(-1);
    const calendar = last === undefined ? 'none' : `${last.status ?? ''} ${last.start.date.toISOString()}`;
    return { events, calendar };
  });
}

function saidIn(stage: Stage, at: number, text: string): SeenMessage[] {
  const { who, channel } = PLACES[at] ?? PLACES[0];
  return posted(stage.at(who, channel), text);
}

function outcomeIn(stage: Stage, at: number): SeenMessage | undefined {
  return saidIn(stage, at, 'Agreed: Picket at the gate').at(-1);
}

/** Gives the action another date; everyone is asked again. */
async function retime(stage: Stage, when: string): Promise<void> {
  const jonas = stage.at('Jonas');
  const shown = form(await jonas.command('proposal amend', SHOWN));
  const preview = told(await shown.submit({ 'When and where': `${when}, Gate 3` }));
  expect(preview.text).toContain('It is agreed as it stands. With a new text that agreement ends');
  expect(told(await jonas.press(preview, 'Publish')).text).toContain('The new text is out');
  await settled(stage);
  await stage.advance(MINUTE);
}

const FIRST = '2027-03-11T17:00:00.000Z';
const SECOND = '2027-03-13T10:00:00.000Z';
export const followThrough: Theme = {
  about: 'events, calendar files and lines for what was agreed',
  scenarios: [
    {
      name: 'agreed, re-timed, agreed again and called off: right in each of three servers after each step',
      alone: true,
      async run(stage) {
        await agreedInTwo(stage);
        const isIn = { events: [`scheduled ${FIRST}`], calendar: `CONFIRMED ${FIRST}` };
        const isOut = { events: [], calendar: 'none' };
        expect(standing(stage)).toEqual([isIn, isIn, isOut]);
        const [event] = stage.local.events(PLACES[0].server);
        expect(event).toMatchObject({ name: 'Picket at the gate', location: 'Gate 3' });
        expect(event?.end?.toISOString()).toBe('2027-03-11T19:00:00.000Z');
        expect(event?.description).toContain('Begins 2027-03-11 18:00 in Europe/Berlin');
        const first = outcomeIn(stage, 0);
        expect(first?.text).toContain(
          `https://discord.com/events/${event?.raw.guild_id ?? ''}/${event?.id ?? ''}`,
        );
        const uid = entryIn(first)?.uid;
        expect(entryIn(outcomeIn(stage, 1))?.uid).toBe(uid);
        expect(outcomeIn(stage, 2)?.files.map(({ name }) => name)).not.toContainEqual(
          expect.stringMatching(/ics$/u),
        );

        await retime(stage, '2027-03-13 11:00');
        const lapsed = { events: [], calendar: `CANCELLED ${FIRST}` };
        expect(standing(stage)).toEqual([lapsed, lapsed, isOut]);
        for (const { who, channel } of PLACES)
          expect(posted(stage.at(who, channel), 'This was agreed on an earlier text.')).toHaveLength(1);
        expect(outcomeIn(stage, 0)).toBeUndefined();

        await deciding(stage);
        await stage.advance(2 * DAY + MINUTE);
        await settled(stage);
        const again = { events: [`scheduled ${SECOND}`], calendar: `CONFIRMED ${SECOND}` };
        expect(standing(stage)).toEqual([again, again, isOut]);
        expect(entryIn(outcomeIn(stage, 1))).toMatchObject({ uid, sequence: 2 });

        told(await stage.at('Jonas').command('proposal call-off', SHOWN));
        await settled(stage);
        await stage.advance(MINUTE);
        const off = { events: [], calendar: `CANCELLED ${SECOND}` };
        expect(standing(stage)).toEqual([off, off, isOut]);
        expect(outcomeIn(stage, 0)?.text).toContain('It was called off since.');
        expect(outcomeIn(stage, 0)?.files.map(({ name }) => name)).not.toContainEqual(
          expect.stringMatching(/ics$/u),
        );
        // Nobody is reminded of either time.
        for (let day = 0; day < 12; day += 1) await stage.advance(DAY);
        for (const { who, channel } of PLACES) expect(posted(stage.at(who, channel), '” begins')).toEqual([]);
      },
    },
    {
      name: 'seven days, one day and two hours before, one line comes where an organisation is in',
      alone: true,
      async run(stage) {
        await agreedInTwo(stage);
        const lines = (at: number) => saidIn(stage, at, '“Picket at the gate” begins');
        expect(lines(0)).toEqual([]);
        const counts: number[] = [];
        for (let day = 0; day < 9; day += 1) {
          await stage.advance(DAY);
          counts.push(lines(0).length);
        }
        expect(counts).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 2]);
        await stage.advance(4 * HOUR);
        for (const [at, expected] of [3, 3, 0].entries()) expect(lines(at)).toHaveLength(expected);
        expect(lines(0)[0]?.text).toContain('Where: Gate 3');
        expect(lines(0)[0]?.text).toMatch(/What was agreed: https:\/\/discord\.com\/channels\//u);
      },
    },
    {
      name: 'a line that was posted says so when the action is re-timed or called off',
      alone: true,
      async run(stage) {
        const lapsed = 'What was said here of “Picket at the gate” holds no more.';
        const lines = (at: number, text: string) => saidIn(stage, at, text);
        await agreedInTwo(stage);
        for (let day = 0; day < 3; day += 1) await stage.advance(DAY);
        expect([0, 1].map((at) => lines(at, '” begins').length)).toEqual([1, 1]);
        await retime(stage, '2027-03-20 11:00');
        expect([0, 1].map((at) => lines(at, '” begins').length)).toEqual([0, 0]);
        expect([0, 1, 2].map((at) => lines(at, lapsed).length)).toEqual([1, 1, 0]);

        await deciding(stage);
        for (let day = 0; day < 13; day += 1) await stage.advance(DAY);
        expect(lines(0, '” begins')).toHaveLength(1);
        told(await stage.at('Jonas').command('proposal call-off', SHOWN));
        await settled(stage);
        await stage.advance(MINUTE);
        expect([0, 1].map((at) => lines(at, '” begins').length)).toEqual([0, 0]);
        expect([0, 1, 2].map((at) => lines(at, lapsed).length)).toEqual([2, 2, 0]);
      },
    },
    {
      name: 'where the card is hidden the event goes, the lines say only that, and no more of them come',
      alone: true,
      async run(stage) {
        await agreedInTwo(stage);
        for (let day = 0; day < 3; day += 1) await stage.advance(DAY);
        const { server, channel } = PLACES[1];
        const sofia = stage.at('Sofia', channel);
        const behind = told(await sofia.press(lastCard(sofia), 'More'));
        told(await sofia.press(behind, 'Hide here'));
        await settled(stage);
        await stage.advance(MINUTE);
        expect(stage.local.events(server)).toEqual([]);
        expect(stage.local.events(PLACES[0].server)).toHaveLength(1);
        expect(outcomeIn(stage, 1)?.text).not.toContain('It is among this server’s events');
        for (let day = 0; day < 6; day += 1) await stage.advance(DAY);
        expect(posted(sofia, '” begins')).toEqual([]);
        expect(posted(sofia, 'Organisers of this server have hidden this proposal')).toHaveLength(2);
        await stage.advance(4 * HOUR);
        expect(posted(stage.at('Jonas'), '” begins')).toHaveLength(3);
      },
    },
    {
      name: 'after an outage only the latest line comes, marked late, and none once the action has begun',
      alone: true,
      async run(stage) {
        await agreedInTwo(stage);
        await stage.stopBot();
        await stage.local.clock.advance(8 * DAY + 12 * HOUR);
        await stage.startBot();
        await stage.app.tick();
        const lines = () => posted(stage.at('Hana', PLACES[1].channel), '“Picket at the gate” begins');
        expect(lines()).toHaveLength(1);
        expect(lines()[0]?.text).toContain('This comes late');
        await stage.stopBot();
        await stage.local.clock.advance(2 * DAY);
        await stage.startBot();
        await stage.app.tick();
        await stage.advance(HOUR);
        expect(lines()).toHaveLength(1);
      },
    },
    {
      name: 'without the right to make events the outcome says so, and the event comes once it is given',
      alone: true,
      async run(stage) {
        await stage.app.tick();
        const { server } = PLACES[1];
        stage.local.setBotServerPermission(server, ['CreateEvents']);
        await agreedInTwo(stage);
        await stage.advance(MINUTE);
        expect(stage.local.events(server)).toEqual([]);
        expect(stage.local.events(PLACES[0].server)).toHaveLength(1);
        expect(outcomeIn(stage, 1)?.text).toContain('the bot lacks the right Create Events here');
        stage.local.setBotServerPermission(server, []);
        await stage.advance(MINUTE);
        await expect.poll(() => stage.local.events(server).length, { timeout: 5_000 }).toBe(1);
        await stage.advance(MINUTE);
        expect(outcomeIn(stage, 1)?.text).toContain('It is among this server’s events');
      },
    },
    {
      name: 'the outcome has a picture with its facts in words, and comes without where the bot may not attach files',
      alone: true,
      async run(stage) {
        stage.local.setBotPermission(PLACES[1].channel, ['AttachFiles']);
        await agreedInTwo(stage);
        const [picture] = outcomeIn(stage, 0)?.files ?? [];
        expect(picture).toMatchObject({ name: 'outcome.png', inEmbed: true });
        expect(picture?.data.subarray(1, 4).toString('latin1')).toBe('PNG');
        for (const { name } of PLACES) expect(picture?.description).toContain(name);
        expect(outcomeIn(stage, 2)?.pictures).toEqual(['outcome.png']);
        expect(outcomeIn(stage, 1)?.files).toEqual([]);
        expect(outcomeIn(stage, 1)?.text).toContain('the bot lacks the right Attach Files in this channel');
      },
    },
    {
      name: 'an event whose answer is lost is there once, and gone when it is called off meanwhile',
      alone: true,
      async run(stage) {
        const stop = stage.local.intercept(({ route, method }) =>
          method === 'POST' && route.endsWith('/scheduled-events') ? { afterEffect: 'drop' } : undefined,
        );
        await agreedInTwo(stage);
        const counted = () => PLACES.map(({ server }) => stage.local.events(server).length);
        stop();
        for (let minutes = 0; minutes < 10; minutes += 1) await stage.advance(MINUTE);
        expect(counted()).toEqual([1, 1, 0]);
        told(await stage.at('Jonas').command('proposal call-off', SHOWN));
        await stage.advance(MINUTE);
        expect(counted()).toEqual([0, 0, 0]);
      },
    },
    {
      name: 'an outcome whose answer is lost is found although its event was made meanwhile',
      alone: true,
      async run(stage) {
        const lost = new Set<string>();
        const later = stage.local.intercept(({ route, method }) =>
          method === 'POST' && route.endsWith('/scheduled-events') ? { status: 503 } : undefined,
        );
        const stop = stage.local.intercept(({ route, body, path }) => {
          if (route === 'GET /channels/:id/messages') return 'drop';
          const isOutcome = JSON.stringify(body).includes('"Agreed: ');
          if (route !== 'POST /channels/:id/messages' || !isOutcome) return undefined;
          if (lost.has(path)) return 'drop';
          lost.add(path);
          return { afterEffect: 'drop' };
        });
        await agreedInTwo(stage);
        expect(lost.size).toBe(3);
        later();
        for (let minutes = 0; minutes < 20; minutes += 1) await stage.advance(MINUTE);
        expect(stage.local.events(PLACES[0].server)).toHaveLength(1);
        stop();
        for (let hours = 0; hours < 3; hours += 1) await stage.advance(HOUR);
        for (const { who, channel } of PLACES)
          expect(posted(stage.at(who, channel), 'Agreed: Picket at the gate')).toHaveLength(1);
        expect(outcomeIn(stage, 0)?.text).toContain('It is among this server’s events');
      },
    },
    {
      name: 'the calendar file is exported where an organisation is in, and refused elsewhere',
      alone: true,
      async run(stage) {
        await agreedInTwo(stage);
        const ask = { ...SHOWN, format: 'ics' };
        const given = told(await stage.at('Hana', PLACES[1].channel).command('proposal export', ask));
        expect(entryIn(given)).toMatchObject({ summary: 'Picket at the gate', location: 'Gate 3' });
        expect(entryIn(given)?.sequence ?? 0).toBe(0);
        const refused = told(await stage.at('Rosa', PLACES[2].channel).command('proposal export', ask));
        expect(refused.text).toMatch(
          /^There is no calendar file here: no organisation of this server is in/u,
        );
        told(await stage.at('Jonas').command('proposal call-off', SHOWN));
        const off = told(await stage.at('Hana', PLACES[1].channel).command('proposal export', ask));
        expect(entryIn(off)).toMatchObject({ status: 'CANCELLED', sequence: 1 });
      },
    },
    {
      name: 'what has begun cannot be given another text',
      alone: true,
      async run(stage) {
        await agreedInTwo(stage);
        for (let day = 0; day < 10; day += 1) await stage.advance(DAY);
        const refused = told(await stage.at('Jonas').command('proposal amend', SHOWN));
        expect(refused.text).toMatch(/^The text was not changed: “Picket at the gate” has begun\./u);
      },
    },
  ],
};
