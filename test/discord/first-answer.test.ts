import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DiscordAPIError, REST } from 'discord.js';
import { afterEach, expect, it } from 'vitest';
import { FirstAnswers } from '../../src/discord/first-answer.js';

const ANSWER = { type: 4 as const, data: { content: 'Recorded: For' } };
let server: Server | undefined;
let answers: FirstAnswers | undefined;

afterEach(async () => {
  await answers?.close();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
});

/** A Discord that answers the first try so, and 204 from then on; what is heard of its answers. */
async function answering(status: number, headers: Record<string, string>) {
  let asked = 0;
  server = createServer((_request, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(status, { 'content-type': 'application/json', ...headers });
    else response.writeHead(204);
    response.end(asked === 1 ? '{"code":40060,"message":"x"}' : undefined);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const heard: [number, string | null][] = [];
  answers = new FirstAnswers(
    new REST({ api: `http://127.0.0.1:${String(port)}/api` }),
    (...answer) => void heard.push(answer),
  );
  return { heard, asked: () => asked };
}

it('tells of a refusal, which counts like every other, and does not try again', async () => {
  const { heard, asked } = await answering(403, {});
  await expect(answers?.send('1', 'token', ANSWER)).rejects.toThrow(DiscordAPIError);
  expect(heard).toEqual([[403, null]]);
  expect(asked()).toBe(1);
});

it('tells whose limit a 429 was, and goes the library’s way then', async () => {
  const headers = { 'X-RateLimit-Scope': 'shared', 'retry-after': '0' };
  const { heard, asked } = await answering(429, headers);
  await answers?.send('1', 'token', ANSWER);
  expect(heard).toEqual([[429, 'shared']]);
  expect(asked()).toBe(2);
});
