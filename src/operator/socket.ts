import { chmod, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import type { Logger } from '../log.js';

/** What the tools of whoever operates the bot may ask of the running bot. */
const requestSchema = z.discriminatedUnion('ask', [
  /** `text`: at least the eight digits of the text's hash that a card shows. */
  z.strictObject({ ask: z.literal('take down'), text: z.string().regex(/^[0-9a-f]{8,64}$/u) }),
  /** How it is, and which channels servers have set. */
  z.strictObject({ ask: z.literal('state') }),
  /** A backup of the store in a new file; `file`: an absolute path, absent: a name of its own in the usual place. */
  z.strictObject({ ask: z.literal('backup'), file: z.string().startsWith('/').max(4_000).optional() }),
]);

export type OperatorRequest = z.infer<typeof requestSchema>;
export interface OperatorAnswer {
  ok: boolean;
  /** A sentence for the operator. */
  said: string;
  /** The answer to `state`. */
  state?: RunningState;
}

/** What the running bot tells of itself. */
export interface RunningState {
  /** Each part, and whether it is as it should be. */
  parts: Record<string, string>;
  ready: boolean;
  places: SetPlace[];
}

/** A server that has settings, and the channel it has set for cards and outcomes. */
export interface SetPlace {
  guildId: string;
  channelId?: string;
  /** Whether cards get threads there. */
  threads: boolean;
}

/** Answers a request; `progress` lets whoever asked know meanwhile how far it is. */
export type AnswerOperator = (
  request: OperatorRequest,
  progress: (said: string) => void,
) => Promise<OperatorAnswer>;

/** One line of JSON each way, and lines `{"progress":"…"}` before the answer; longer requests are none of ours. */
const LONGEST = 10_000;
/** How long answers may still take when the bot stops, in ms. */
const LAST_ANSWERS_MS = 1_000;

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
  answer: AnswerOperator,
  log: Logger,
): Promise<() => Promise<void>> {
  const file = socketPath(keyDir);
  await rm(file, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    void serve(socket, answer, log);
  });
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
    // Somebody who waits for a long answer shall not hold up the stop.
    const late = setTimeout(() => sockets.forEach((socket) => socket.destroy()), LAST_ANSWERS_MS);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    clearTimeout(late);
    await rm(file, { force: true });
  };
}

async function serve(socket: Socket, answer: AnswerOperator, log: Logger): Promise<void> {
  const text = await firstLine(socket);
  let said: OperatorAnswer = {
    ok: false,
    said: 'This was not understood. Use the npm commands that come with the bot.',
  };
  try {
    const request = requestSchema.safeParse(JSON.parse(text));
    const progress = (now: string) => {
      if (!socket.destroyed) socket.write(`${JSON.stringify({ progress: now })}\n`);
    };
    if (request.success) said = await answer(request.data, progress);
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
      // From here on it is for the other side to wait.
      if (end !== -1) socket.setTimeout(0);
      if (end !== -1) resolve(text.slice(0, end));
      else if (text.length > LONGEST) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(''));
  });
}
