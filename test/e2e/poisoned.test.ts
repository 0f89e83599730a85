import path from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { occurrenceId } from '../../src/reminders/reminder.js';
import { loadStoreKeys, openStore } from '../../src/store/index.js';
import { dms, HARBOUR, inBerlin, told } from '../support/acting.js';
import { HOUR, MINUTE, setStage, type Stage } from '../support/stage.js';

/** With POISONED=1000 as many as the product promises; fewer otherwise, so that all tests together stay quick. */
const REMINDERS = Number(process.env.POISONED ?? 150);
/** A person's limit. */
const EACH = 50;
const POST = 'POST /channels/:id/messages';

/** Sets all of them by the real door, due in two hours; the first of the second person's is the poisoned one. */
async function remindAll(stage: Stage): Promise<{ people: string[]; poisoned: string; owner: string }> {
  const people = Array.from({ length: REMINDERS / EACH }, (_, index) => `Person ${String(index)}`);
  for (const name of people) {
    stage.local.addPerson({ name, roles: { [HARBOUR]: ["Tenants' Union"] } });
    for (let count = 0; count < EACH; count += 1) {
      const text = `Number ${String(count)} of ${name}`;
      const set = told(await stage.at(name).command('remind create', { when: 'in 2 hours', text }));
      expect(set.text).toContain('It is set');
    }
  }
  const owner = people[1] ?? '';
  const { reminders } = stage.app.deps;
  for (let after: string | undefined; ;) {
    const page = await reminders.range({ limit: 500, ...(after === undefined ? {} : { after }) });
    const found = page.find(({ value }) => value.text === `Number 0 of ${owner}`);
    if (found !== undefined) return { people, poisoned: found.id, owner };
    after = page.at(-1)?.id;
    if (after === undefined) throw new Error('It is not there.');
  }
}

/** Damages a record as a broken disk or another program would, while the bot is stopped. */
async function damage(stage: Stage, reminderId: string): Promise<void> {
  await stage.stopBot();
  const keys = await loadStoreKeys(path.join(stage.folder, 'keys'));
  const store = await openStore({ path: path.join(stage.folder, 'bot.sqlite'), keys });
  const anything = z.record(z.string(), z.boolean());
  const rows = store.collection({ prefix: 'reminder', version: 1, schema: anything, sealed: true });
  await rows.put(reminderId, { damaged: true });
  await store.close();
  await stage.startBot();
  await expect(stage.app.deps.reminders.get(reminderId)).rejects.toThrow();
}

/** Ways in which one can be poisoned, and what its owner learns. */
const poisons: {
  name: string;
  before?: (stage: Stage, reminderId: string) => Promise<void> | void;
  /** Done when it has fallen due. */
  after?: (stage: Stage, reminderId: string) => Promise<void>;
  /** Asked of Discord in vain at most so often in a day. */
  asked: number;
  told: boolean;
}[] = [
  {
    name: 'Discord refuses its body',
    before: (stage, id) =>
      void stage.local.intercept(({ route, body }) =>
        route === POST && JSON.stringify(body).includes(id)
          ? { status: 400, body: { code: 50035, message: 'Invalid Form Body' } }
          : undefined,
      ),
    asked: 1,
    told: true,
  },
  { name: 'its record cannot be read', before: damage, asked: 0, told: false },
  {
    name: 'it cannot be composed any more, after it was owed',
    before: (stage, id) =>
      void stage.local.intercept(({ route, body }) =>
        route === POST && JSON.stringify(body).includes(id) ? { status: 503, body: {} } : undefined,
      ),
    after: damage,
    // The library asks four times by itself; until it is damaged there may have been three attempts.
    asked: 12,
    told: false,
  },
];

it.each(poisons)(
  'one poisoned reminder among many, because $name: all others come in time, and it is given up',
  { timeout: 120_000 },
  async ({ name, before, after, asked, told: isTold }) => {
    const stage = await setStage();
    try {
      await inBerlin(stage);
      const { people, poisoned, owner } = await remindAll(stage);
      const { due } = (await stage.app.deps.reminders.get(poisoned)) ?? {};
      const outboxId = occurrenceId(poisoned, due?.instant ?? '');
      await before?.(stage, poisoned);
      const dueAt = stage.local.clock.now().getTime() + 2 * HOUR;
      await stage.advance(2 * HOUR + 1_000);
      const came = people.flatMap((who) => dms(stage.local.person(who)));
      expect(came).toHaveLength(REMINDERS - 1);
      const late = came.filter(({ raw }) => Math.abs(Date.parse(raw.timestamp) - dueAt) > MINUTE);
      expect(late).toEqual([]);
      await after?.(stage, poisoned);
      const requests = () =>
        stage.local.requests.filter(({ body }) => JSON.stringify(body).includes(poisoned)).length;
      for (let minutes = 0; minutes < 30; minutes += 1) await stage.advance(MINUTE);
      for (let hours = 0; hours < 24; hours += 1) await stage.advance(HOUR);
      expect(requests()).toBeLessThanOrEqual(asked);
      // Nobody was written to twice.
      expect(people.flatMap((who) => dms(stage.local.person(who)))).toHaveLength(REMINDERS - 1);
      if (after !== undefined) {
        const row = (await stage.app.deps.outbox.find(outboxId)) ?? {};
        expect(row).toMatchObject({ state: 'parked', reason: 'cannot-compose' });
      }
      if (isTold) expect(told(await stage.at(owner).command('help')).text).toContain(`Number 0 of ${owner}`);
      process.stdout.write(
        `poisoned (${name}): ${String(came.length)} of ${String(REMINDERS)} in time, the other asked about ${String(requests())} times in a day\n`,
      );
    } finally {
      await stage.close();
    }
  },
);
