import path from 'node:path';
import {
  derivedId,
  reminderCollections,
  type Reminder,
  type ReminderDeps,
} from '../../../src/reminders/reminder.js';
import { writeReminder } from '../../../src/reminders/save.js';
import {
  createDueIndex,
  loadStoreKeys,
  openStore,
  type CollectionDefinition,
  type Store,
} from '../../../src/store/index.js';
import { buildKey } from '../../../src/store/key.js';
import { openSqliteDriver } from '../../../src/store/open-sqlite.js';
import type { SqliteDriver } from '../../../src/store/sqlite-driver.js';
import { encode } from '../../../src/store/record.js';
import { Table } from '../../../src/store/table.js';
import { momentOf } from '../../../src/time/moment.js';
import type { Repeat } from '../../../src/time/repeat.js';
import { Random } from '../../prove/random.js';

const MINUTE_MS = 60_000;
const YEAR_MINUTES = 365 * 24 * 60;
/** As many as the limits allow one person, and one server. */
const PER_PERSON = 50;
const PER_SERVER = 500;
const ROWS_AT_ONCE = 1_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'];

/** Where a bot finds a store. */
export interface Place {
  file: string;
  keyDir: string;
}

export function placeIn(folder: string): Place {
  return { file: path.join(folder, 'bot.sqlite'), keyDir: path.join(folder, 'keys') };
}

/**
 * Fills a new store with reminders of the year after `from`, the first due ten days later: nine of ten for people, one for
 * a channel; a quarter repeat. Rows are made by the verb that writes a reminder, and written many at a time.
 */
export async function seed(place: Place, count: number, from: Date): Promise<void> {
  const keys = await loadStoreKeys(place.keyDir);
  // Makes the file with the row by which a bot knows it as its own.
  await (await openStore({ path: place.file, keys })).close();
  const driver = (await openSqliteDriver(place.file)) as SqliteDriver;
  // Nobody minds losing a half-filled store; the bot opens it with its own settings.
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -200000'])
    await driver.pragma(pragma);
  const table = new Table(driver);
  const waiting = new Map<string, string>();
  const flush = async () => {
    const rows = [...waiting].map(([key, value]) => ({ key, value }));
    waiting.clear();
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
      await table.putMany(rows.slice(at, at + ROWS_AT_ONCE));
  };
  const collection = <T>(definition: CollectionDefinition<T>) => ({
    put(id: string, value: T) {
      const key = buildKey(definition.prefix, id);
      waiting.set(key, encode(definition, keys, key, value).text);
      return Promise.resolve();
    },
  });
  const store = { collection, pseudonym: (userId: string) => keys.pseudonym(userId) } as unknown as Store;
  const deps = { store, due: createDueIndex(store), ...reminderCollections(store) } as ReminderDeps;
  const random = new Random(2027);
  try {
    for (let number = 0; number < count; number += 1) {
      const inMinutes = 10 * 24 * 60 + random.between(0, YEAR_MINUTES);
      const due = new Date(from.getTime() + inMinutes * MINUTE_MS);
      await writeReminder(deps, plan(number, due, random, from));
      if (waiting.size >= ROWS_AT_ONCE) await flush();
    }
    await flush();
  } finally {
    await driver.disconnect();
  }
}

/** The reminder of a number: the same for the same number, due when it is said to be. */
export function plan(number: number, due: Date, random: Random, from: Date): Reminder {
  const moment = momentOf(due, random.pick(ZONES));
  const channel = number % 10 === 0;
  return {
    id: derivedId(`reminder ${String(number)}`),
    ownerId: snowflake(channel ? 1_000_000 : Math.floor(number / PER_PERSON)),
    text: `Bring the banner of branch ${String(number)} to the gate, and the list of who brings what`,
    due: moment,
    given: 0,
    target: channel
      ? {
          kind: 'channel',
          guildId: snowflake(2_000_000 + Math.floor(number / PER_SERVER)),
          channelId: snowflake(3_000_000),
        }
      : { kind: 'owner' },
    createdAt: from.toISOString(),
    ...(number % 4 === 0 ? { repeat: weekly(moment.wall, moment.zone) } : {}),
  };
}

function weekly(wall: string, zone: string): Repeat {
  const day = wall.slice(0, 10);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return {
    pattern: { kind: 'weekly', every: 1, days: [weekday === 0 ? 7 : weekday] },
    time: wall.slice(11),
    zone,
    from: day,
  };
}

function snowflake(number: number): string {
  return (1_000_000_000_000_000_000n + BigInt(number)).toString();
}
