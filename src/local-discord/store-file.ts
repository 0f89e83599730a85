import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { StoredMessage, WorldState } from './types.js';

const SAVE_AFTER_MS = 150;

/** The shape the rest relies on; what lies deeper was written by this program. */
const shape = z.looseObject({
  format: z.literal(1),
  origin: z.string(),
  token: z.string().min(1),
  clockOffset: z.number().min(0),
  lastId: z.string().regex(/^\d{17,19}$/),
  botId: z.string().regex(/^\d{17,19}$/),
  people: z.array(z.looseObject({ id: z.string(), name: z.string() })).min(1),
  guilds: z.array(
    z.looseObject({ id: z.string(), roles: z.array(z.unknown()), members: z.array(z.unknown()) }),
  ),
  channels: z.array(z.looseObject({ id: z.string(), overwrites: z.array(z.unknown()) })),
  messages: z.record(z.string(), z.array(z.looseObject({ message: z.looseObject({ id: z.string() }) }))),
  commands: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  events: z.array(z.looseObject({ id: z.string() })),
  nonces: z.array(z.looseObject({ nonce: z.string() })),
});

/** Reads a saved world; `undefined` where there is no file yet. A file that cannot be understood is an error. */
export async function readWorldFile(file: string): Promise<WorldState | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return shape.parse(JSON.parse(text)) as unknown as WorldState;
  } catch (cause) {
    throw new Error(
      `The local Discord cannot read its file ${file}: it is damaged. Move it away to begin with a new world.`,
      { cause },
    );
  }
}

/** Saves a world now and then. */
export interface Saver {
  /** Something changed: saves shortly. */
  touch(): void;
  /** Saves now, after whatever is being saved. */
  flush(): Promise<void>;
  stop(): void;
}

/** Writes the world to a file, readable by the owner alone, whole or not at all. */
export function createSaver(file: string, state: () => WorldState, failed: (error: unknown) => void): Saver {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async () => {
    await mkdir(dirname(file), { recursive: true });
    const draft = `${file}.${randomUUID().slice(0, 8)}.tmp`;
    try {
      await writeFile(draft, JSON.stringify(lasting(state())), { mode: 0o600 });
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.catch(() => undefined).then(write);
    return writing;
  };
  return {
    touch() {
      timer ??= setTimeout(() => void flush().catch(failed), SAVE_AFTER_MS);
    },
    flush,
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

/** The state without what lives only behind an interaction. */
function lasting(state: WorldState): WorldState {
  const stays = (stored: StoredMessage) => stored.privateTo === undefined && !stored.thinking;
  const messages = Object.entries(state.messages).map(([id, list]) => [id, list.filter(stays)] as const);
  return { ...state, messages: Object.fromEntries(messages) };
}
