import { performance } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { publicMessages, HARBOUR, told, UNIVERSITY } from '../support/acting.js';
import { HOUR, MINUTE, setStage } from '../support/stage.js';

/** With BURST=1000 as many as the product promises; fewer otherwise, so that all tests together stay quick. */
const MESSAGES = Number(process.env.BURST ?? 200);
/** Two rate-limit windows of each channel. */
const PER_CHANNEL = 10;
const CHANNELS = MESSAGES / PER_CHANNEL;
/** What Discord allows a bot in a second, and what it commonly allows in a channel. */
const A_SECOND = 50;
const WINDOW = { limit: 5, perMs: 5_000 };
const SERVERS = [
  { name: HARBOUR, organiser: 'Amara' },
  { name: UNIVERSITY, organiser: 'Sofia' },
];

it(
  'all that is due in one minute in many channels goes out once, as fast as the rate limits allow, and none is exceeded',
  { timeout: 180_000 },
  async () => {
    const stage = await setStage({
      local: { messageRate: WINDOW, globalRate: { limit: A_SECOND, perMs: 1_000 } },
    });
    const { local } = stage;
    try {
      const channels: string[] = [];
      for (let index = 0; index < CHANNELS; index += 1) {
        const { name, organiser } = SERVERS[index % 2] ?? { name: '', organiser: '' };
        const channel = `burst-${String(index)}`;
        local.addChannel(name, channel);
        channels.push(`${name}#${channel}`);
        for (let reminder = 0; reminder < PER_CHANNEL; reminder += 1) {
          const text = `Number ${String(reminder)}`;
          const typed = { when: 'in 2 hours', timezone: 'UTC', text, channel: `#${channel}` };
          const seat = local.person(organiser).in(`${name}#joint-action`);
          expect(told(await seat.command('remind create', typed)).text).toContain('It is set');
        }
      }
      const counted = () => local.requests.filter(({ route }) => route === 'POST /channels/:id/messages');
      let slow = 0;
      const sentAt: number[] = [];
      local.intercept(({ route }) => {
        if (route !== 'POST /channels/:id/messages') return undefined;
        sentAt.push(performance.now());
        // One that hangs for ten seconds: the library gives up after that, and asks again.
        return slow++ === 0 ? 'hang' : undefined;
      });
      const began = performance.now();
      await stage.advance(2 * HOUR + MINUTE);
      const took = performance.now() - began;
      const statuses = counted().map(({ status }) => status);
      const texts = channels.map((channel) => {
        const [server = ''] = channel.split('#');
        const who = SERVERS.find(({ name }) => name === server)?.organiser ?? '';
        return publicMessages(local.person(who).in(channel)).map(({ text }) => /Number \d+/u.exec(text)?.[0]);
      });
      // The slow one's channel apart, everything had gone out by then.
      const bound = Math.max((MESSAGES / A_SECOND) * 1_000, WINDOW.perMs * (PER_CHANNEL / WINDOW.limit - 1));
      const others = (sentAt.sort((a, b) => a - b).at(-1 - PER_CHANNEL) ?? Infinity) - began;
      process.stdout.write(
        `burst: ${String(MESSAGES)} in ${String(CHANNELS)} channels: ${String(statuses.filter((status) => status === 200).length)} sent, ` +
          `${String(statuses.filter((status) => status === 429).length)} answers of 429; ` +
          `all but the channel that hung after ${String(Math.round(others))} ms (limits allow ${String(bound)}), all after ${String(Math.round(took))} ms\n`,
      );
      expect(statuses.filter((status) => status !== 200)).toEqual([]);
      for (const text of texts)
        expect(text.sort()).toEqual(Array.from({ length: PER_CHANNEL }, (_, n) => `Number ${String(n)}`));
      expect(others).toBeLessThan(bound * 1.25 + 2_000);
      expect(local.unknownRoutes).toEqual([]);
    } finally {
      await stage.close();
    }
  },
);
