import { chmod, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import type { Logger } from '../log.js';

/** What the tools of whoever operates the bot may ask of the running bot. */
const requestSchema = z.discriminatedUnion('ask', [
  /** `text`: at least the eight digits of the text's hash that a card shows. */
  z.strictObject({ ask: z.literal('take down'), text: z.string().regex(/^[0-9a-f]{8,64}$/u) }),
]);

export type OperatorRequest = z.infer<typeof requestSchema>;
export interface OperatorAnswer {
  ok: boolean;
  /** A sentence for the operator. */
  said: string;
}

/** One line of JSON each way; longer requests are none of ours. */
const LONGEST = 10_000;

/** Where the running bot listens: in the key folder, which only its own user can enter. */
export function socketPath(keyDir: string): string {
  return path.join(keyDir, 'bot.sock');
}

/**
 * Listens for the operator's tools. The caller holds the store, so a socket file that is there is left from a crash.
 * Where the socket cannot be opened (a path over about 100 characters) the bot runs without it and says so in the log.
 * Resolves to what closes it.
 */
export async function listenToOperator(
  keyDir: string,
  answer: (request: OperatorRequest) => Promise<OperatorAnswer>,
  log: Logger,
): Promise<() => Promise<void>> {
  const file = socketPath(keyDir);
  await rm(file, { force: true });
  const server = createServer((socket) => void serve(socket, answer, log));
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(file, resolve);
  });
  try {
    await listening;
    await chmod(file, 0o600);
  } catch (error) {
    log.warn({ err: error }, 'the operator’s tools cannot reach this bot; use a shorter path for KEY_DIR');
  }
  return async () => {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await rm(file, { force: true });
  };
}

async function serve(
  socket: Socket,
  answer: (request: OperatorRequest) => Promise<OperatorAnswer>,
  log: Logger,
): Promise<void> {
  const text = await firstLine(socket);
  let said: OperatorAnswer = {
    ok: false,
    said: 'This was not understood. Use the npm commands that come with the bot.',
  };
  try {
    const request = requestSchema.safeParse(JSON.parse(text));
    if (request.success) said = await answer(request.data);
  } catch (error) {
    log.error({ err: error }, 'an operator’s request failed');
  }
  if (!socket.destroyed) socket.end(`${JSON.stringify(said)}\n`);
}

/** What comes up to the first line end; '' from somebody who sends too much, too slowly, or hangs up. */
function firstLine(socket: Socket): Promise<string> {
  socket.setEncoding('utf8');
  socket.setTimeout(10_000, () => socket.destroy());
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (part) => {
      text += String(part);
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
      else if (text.length > LONGEST) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(''));
  });
}
