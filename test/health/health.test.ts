import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveHealth, HealthUnavailable } from '../../src/health/server.js';
import { outboxCollection } from '../../src/outbox/outbox.js';
import { setStage, type Stage } from '../support/stage.js';

let stage: Stage;
let server: { port: number; close(): Promise<void> };

beforeEach(async () => {
  stage = await setStage();
  server = await serveHealth(stage.app.health, { host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await server.close();
  await stage.close();
});

interface Answer {
  status: number;
  text: string;
}

/** Asks as a program of this machine; headers may pretend to be somebody else. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, headers, method }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** The value of a metric, by its name with labels. */
async function metric(name: string): Promise<number> {
  const { text } = await ask('/metrics');
  const line = text.split('\n').find((one) => one.startsWith(`strike_together_${name} `));
  if (line === undefined) throw new Error(`No ${name} in\n${text}`);
  return Number(line.split(' ')[1]);
}

describe('what the bot says of itself', () => {
  it('is ready while people are answered and what they do is kept', async () => {
    expect(await ask('/healthz')).toEqual({ status: 200, text: '{"status":"alive","store":"answers"}\n' });
    expect(await ask('/readyz')).toEqual({
      status: 200,
      text: '{"status":"ready","gateway":"connected","commands":"registered","store":"writable"}\n',
    });
  });

  it('is not ready without the gateway, says so, and is ready again when it is back', async () => {
    stage.local.gateway.outage(true);
    await expect.poll(() => ask('/readyz')).toMatchObject({ status: 503 });
    const { text } = await ask('/readyz');
    expect(text).toContain('"status":"not ready","gateway":"not connected","commands":"registered"');
    expect(await metric('gateway_connected')).toBe(0);
    // It lives all the same: starting it anew would help nobody.
    expect((await ask('/healthz')).status).toBe(200);
    stage.local.gateway.outage(false);
    await expect.poll(() => ask('/readyz'), { timeout: 15_000 }).toMatchObject({ status: 200 });
  });

  it('is neither ready nor alive where the store does not answer', async () => {
    await stage.app.deps.store.close();
    expect(await ask('/healthz')).toMatchObject({ status: 503 });
    const ready = await ask('/readyz');
    expect(ready.status).toBe(503);
    expect(ready.text).toContain('"store":"not writable"');
    // What can still be told is told.
    expect(await metric('gateway_connected')).toBe(1);
  });

  it('writes to the disk at most once in five seconds, however often it is asked', async () => {
    let probes = 0;
    const { store } = stage.app.deps;
    const probe = store.probe.bind(store);
    store.probe = () => {
      probes += 1;
      return probe();
    };
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask('/readyz')));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(probes).toBe(1);
  });
});

describe('metrics', () => {
  it('count clicks by what became of them, and writes', async () => {
    const amara = stage.at('Amara');
    const writes = await metric('store_write_seconds_count');
    await amara.command('help');
    await amara.command('settings set', { timezone: 'Europe/Berlin' });
    await stage.at('Jonas').command('settings set', { timezone: 'Europe/Berlin' });
    expect(await metric('clicks_total{result="done"}')).toBe(2);
    expect(await metric('clicks_total{result="refused"}')).toBe(1);
    expect(await metric('clicks_total{result="failed"}')).toBe(0);
    expect(await metric('answer_seconds_count')).toBe(3);
    expect(await metric('answer_seconds_bucket{le="+Inf"}')).toBe(3);
    expect(await metric('store_write_seconds_count')).toBeGreaterThan(writes);
    expect(await metric('store_write_failures_total')).toBe(0);
    expect(await metric('due_overdue_seconds')).toBe(0);
    expect(await metric('resident_memory_bytes')).toBeGreaterThan(1e7);
  });

  it('tell how long the oldest work is due', async () => {
    const { due, now } = stage.app.deps;
    await due.add({
      kind: 'nobody-does-this',
      id: 'one',
      at: new Date(now().getTime() - 90_000).toISOString(),
    });
    const seconds = await metric('due_overdue_seconds');
    expect(seconds).toBeGreaterThanOrEqual(90);
    expect(seconds).toBeLessThan(100);
  });

  it('tell what waits in the outbox and what is parked', async () => {
    const items = outboxCollection(stage.app.deps.store);
    const at = stage.app.deps.now().toISOString();
    const item = {
      about: { kind: 'called off', proposalId: 'none', guildId: '1' },
      target: { kind: 'server', guildId: '1' },
      nonce: 'none',
      ...{ owedAt: at, nextAt: at, attempts: 0 },
    } as const;
    const states = { owed: 3, claimed: 1, parked: 2, sent: 600, dropped: 5 } as const;
    for (const [state, times] of Object.entries(states)) {
      for (let n = 0; n < times; n += 1)
        await items.put(`health-${state}-${String(n)}`, { ...item, state: state as keyof typeof states });
    }
    expect(await metric('outbox_items{state="parked"}')).toBe(2);
    expect(await metric('outbox_items{state="waiting"}')).toBe(4);
  });

  it('hold the id and the name of nobody', async () => {
    await stage.at('Amara').command('help');
    const { text } = await ask('/metrics');
    expect(text).not.toMatch(/\d{17,20}/u);
    for (const name of stage.local.people()) expect(text).not.toContain(name);
    // As Prometheus reads it: a help and a type for each, and lines of a name and a number.
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) strike_together_\w+ .+|strike_together_\w+(?:\{\w+="[^"]+"\})? \S+)$/u,
      );
  });
});

describe('who may ask', () => {
  it('not a page of somebody else, under a name bent to this machine or from its own', async () => {
    expect((await ask('/metrics', { host: 'evil.example' })).status).toBe(403);
    expect((await ask('/metrics', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask('/metrics', { host: `localhost:${String(server.port)}` })).status).toBe(200);
  });

  it('bound to every address, whoever reaches it', async () => {
    await server.close();
    server = await serveHealth(stage.app.health, { host: '0.0.0.0', port: 0 });
    expect((await ask('/healthz', { host: 'bot.internal:9100' })).status).toBe(200);
  });

  it('and only that is there which there is', async () => {
    expect((await ask('/')).status).toBe(404);
    expect((await ask('/readyz', {}, 'POST')).status).toBe(405);
  });
});

it('a port in use, or an address of another machine, is a sentence', async () => {
  const again = serveHealth(stage.app.health, { host: '127.0.0.1', port: server.port });
  await expect(again).rejects.toThrow(HealthUnavailable);
  await expect(again).rejects.toThrow(/^Port \d+ is in use, which HEALTH_PORT names\. .+\.$/u);
  const elsewhere = serveHealth(stage.app.health, { host: '203.0.113.7', port: 0 });
  await expect(elsewhere).rejects.toThrow(/^This machine has no address 203\.0\.113\.7/u);
});
