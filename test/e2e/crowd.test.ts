import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Seat, SeenMessage } from '../../src/local-discord/index.js';
import { ClickSource, type Template } from '../bench/click-source.js';
import { HARBOUR, seen, UNIVERSITY } from '../support/acting.js';
import { BotProcess } from '../support/bot-process.js';

/** With CROWD=1000 as many as the product promises; fewer otherwise, so that all tests together stay quick. */
const PEOPLE = Number(process.env.CROWD ?? 200);
/** All of them click within so long. */
const WITHIN_MS = 2_000;
const ANSWERED_MS = 3_000;
const EDIT_MS = 10_000;
const SERVERS = [
  { name: HARBOUR, role: "Dockworkers' Branch", manager: 'Amara' },
  { name: UNIVERSITY, role: 'Student Group', manager: 'Sofia' },
];

it('a crowd in two servers votes within two seconds: all are answered within three, and no card flickers', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'strike-together-crowd-'));
  const source = await ClickSource.start(
    PEOPLE,
    SERVERS.map(({ name, role }) => ({ server: name, roles: [role] })),
  );
  const { local } = source;
  const bot = new BotProcess({ folder, environment: { ...source.environment, LOG_LEVEL: 'info' } });
  const seatIn = (who: string, server: string): Seat => local.person(who).in(`${server}#joint-action`);
  try {
    await bot.ready();
    let code = '';
    for (const [index, { name, role, manager }] of SERVERS.entries()) {
      const seat = seatIn(manager, name);
      seen(await seat.command('settings set', { channel: 'joint-action', timezone: 'Europe/Berlin' }));
      seen(await seat.command('organisation add', { name: role, members: role }));
      if (index === 0) {
        code = /`([^`]+)`/u.exec(seen(await seat.command('front found', { name: 'Crowd' })).text)?.[1] ?? '';
      } else {
        const asked = seen(await seat.command('front join', { code }));
        seen(await seat.press(asked, 'Join'));
      }
    }
    const amara = seatIn('Amara', HARBOUR);
    const action = { title: 'All at once', how: 'rally', whom: 'employer: Harbour Ltd', when: 'in 5 days' };
    const preview = seen(await amara.command('propose', { ...action, to: 'the front' }));
    expect(seen(await amara.press(preview, 'Publish')).text).toContain('Published.');
    const cards = new Map<string, SeenMessage>();
    while (cards.size < 2) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const { name, manager } of SERVERS) {
        const card = seatIn(manager, name)
          .messages()
          .find(({ labels }) => labels.includes('Against'));
        if (card !== undefined) cards.set(name, card);
      }
    }
    const edits = new Map<string, number[]>([...cards.values()].map(({ id }) => [id, []]));
    local.intercept(({ method, path: asked }) => {
      if (method === 'PATCH') edits.get(asked.split('/').at(-1) ?? '')?.push(performance.now());
    });

    // What a click of each server looks like, from somebody who is not of the crowd.
    const templates: Template[] = [];
    for (const { name, manager } of SERVERS) {
      const card = cards.get(name)?.id ?? '';
      templates.push(await source.capture(() => seatIn(manager, name).press(card, 'For')));
    }
    source.begin('Recorded: For', true);
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: PEOPLE }, async (_none, index) => {
        await new Promise((resolve) => setTimeout(resolve, (index / PEOPLE) * WITHIN_MS));
        const clicked = performance.now() - began;
        return { waited: await source.click(templates[index % 2] ?? {}), clicked };
      }),
    );
    const waits = answers.map(({ waited }) => waited).sort((a, b) => a - b);
    const at = (share: number) => Math.round(waits[Math.floor((waits.length - 1) * share)] ?? Number.NaN);
    const lastClick = Math.round(Math.max(...answers.map(({ clicked }) => clicked)));
    // Until every card says how many voted, which one edit after the last vote does.
    const wanted = (server: string) => {
      // With the one whose click was the template.
      const voted = 1 + (server === HARBOUR ? Math.ceil(PEOPLE / 2) : Math.floor(PEOPLE / 2));
      return new RegExp(`\\b${String(voted)} of \\d+ voted`, 'u');
    };
    const told = () =>
      SERVERS.every(({ name, manager }) =>
        wanted(name).test(seatIn(manager, name).message(cards.get(name)?.id ?? '').text),
      );
    for (const until = performance.now() + 3 * EDIT_MS; !told() && performance.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const gaps = [...edits.values()].flatMap((times) =>
      times.slice(1).map((time, i) => time - (times[i] ?? 0)),
    );
    const numbers = [
      `${String(PEOPLE)} people, last click after ${String(lastClick)} ms`,
      `answered: p50 ${String(at(0.5))} ms, p99 ${String(at(0.99))} ms, last ${String(at(1))} ms`,
      `card edits ${[...edits.values()].map((times) => times.length).join(' and ')}`,
      `shortest gap ${gaps.length === 0 ? 'none' : String(Math.round(Math.min(...gaps)))} ms`,
    ];
    process.stdout.write(`crowd: ${numbers.join('; ')}\n`);
    expect(told(), 'every card tells the turnout').toBe(true);
    expect(at(1)).toBeLessThan(ANSWERED_MS);
    // The timer of the bot and the clock here need not agree to the millisecond.
    for (const gap of gaps) expect(gap).toBeGreaterThan(EDIT_MS - 250);
    expect(local.unknownRoutes).toEqual([]);
  } finally {
    bot.kill();
    await bot.ended;
    await source.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 90_000);
