import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LocalDiscord, Person, Seat, SeenMessage } from '../../src/local-discord/index.js';
import { until } from '../support/waiting.js';
import { preview, settleZone, told } from '../prove/crash/scene.js';
import { towards } from '../support/bot-process.js';
import { discord, folder, launch, saidBy } from './running.js';

const CHANNEL = 'Harbour City Coalition#joint-action';
const TITLE = 'Walk out at the ferry terminal';

describe('SIGTERM', () => {
  it('while people click: every answered click is recorded, and it ends with 0 within ten seconds', async () => {
    const local = await discord();
    const where = await folder();
    const crowd = Array.from({ length: 30 }, (_, at) =>
      local.addPerson({ name: `Voter ${String(at + 1)}`, roles: { 'Harbour City Coalition': [] } }),
    );
    const bot = launch(where, towards(local));
    await bot.ready();
    const card = await publish(local);

    // One answer takes its time: the bot is asked to stop while it is on its way, and waits for it.
    let asked: ReturnType<typeof bot.stop> | undefined;
    let answers = 0;
    const off = local.intercept(async ({ route }) => {
      if (route !== 'POST /interactions/:id/:token/callback') return;
      answers += 1;
      if (answers !== 10) return;
      asked = bot.stop();
      await new Promise((resolve) => setTimeout(resolve, 700));
    });
    const clicks = await Promise.all(
      crowd.map(async (person, at) => {
        const label = at % 2 === 0 ? 'For' : 'Against';
        // Some before the signal, some about then, some after.
        await new Promise((resolve) => setTimeout(resolve, at * 8));
        return { person, label, answer: await seatOf(person).press(card, label) };
      }),
    );
    off();
    const ended = await asked;
    expect(ended?.code, saidBy(bot)).toBe(0);
    expect(ended?.afterMs).toBeLessThan(10_000);
    const answered = clicks.filter(({ answer }) => answer.kind === 'message');
    expect(answered.length).toBeGreaterThanOrEqual(10);

    const next = launch(where, towards(local));
    await next.ready();
    for (const { person, label, answer } of answered) {
      const { text } = told(answer);
      expect(text).toMatch(new RegExp(`^Recorded: ${label}\\.`, 'u'));
      const shown = told(await seatOf(person).command('proposal show', { proposal: TITLE }));
      expect(shown.text).toContain(`Your vote on “${TITLE}”: ${label}.`);
    }
    expect(await next.stop()).toMatchObject({ code: 0 });
  });
});

describe('what a process leaves behind', () => {
  it('is files for its own user alone, and a log at info without ids, names and texts', async () => {
    const local = await discord();
    const where = await folder();
    const bot = launch(where, towards(local));
    await bot.ready();
    const card = await publish(local);
    const seat = seatOf(local.person('Mei'));
    told(await seat.press(card, 'For'));
    told(await seat.press(told(await seat.press(card, 'More')), 'Report'));
    told(
      await seat.command('remind create', {
        text: 'Bring the banner',
        when: 'in 3 hours',
        timezone: 'Europe/Berlin',
      }),
    );
    // What goes wrong is logged, too: an answer and a post that Discord refuses, a click of somebody's own making.
    const off = local.intercept(({ route }) =>
      route === 'POST /interactions/:id/:token/callback' || route === 'PATCH /channels/:id/messages/:message'
        ? { status: 400, body: { message: 'Bad Request', code: 50035 } }
        : undefined,
    );
    await seat.press(card, 'Against');
    await until('the bot to say so', () => bot.lines.some((line) => line.includes('"level":40')));
    off();
    await seat.forge(card, 'card:for:no such id:1');

    const files = await readdir(where, { recursive: true, withFileTypes: true });
    for (const file of files) {
      const name = path.join(file.parentPath, file.name);
      const mode = ((await stat(name)).mode & 0o777).toString(8);
      expect(`${mode} ${name}`).toBe(`${file.isDirectory() ? '700' : '600'} ${name}`);
    }
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['bot.sqlite', 'bot.sqlite-wal']));

    expect(await bot.stop()).toMatchObject({ code: 0 });
    const said = saidBy(bot);
    expect(said).not.toMatch(/\d{17,20}/u);
    for (const word of [...local.people(), TITLE, 'ferry', 'banner', 'Harbour', 'Against', local.token])
      expect(said).not.toContain(word);
  });
});

function seatOf(person: Person): Seat {
  return person.in(CHANNEL);
}

/** Publishes a proposal, and gives its card. */
async function publish(local: LocalDiscord): Promise<SeenMessage> {
  const proposer = seatOf(local.person('Tomasz'));
  await settleZone(proposer);
  told(await proposer.press(await preview(proposer, TITLE, 'in 480 hours'), 'Publish'));
  const cards = () => proposer.messages().filter((one) => !one.ephemeral && one.labels.includes('For'));
  await until('the card', () => cards().length > 0);
  return cards()[0]!;
}
