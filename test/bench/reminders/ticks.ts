import { DELIVERY, DueWork } from '../../../src/due-work.js';
import { createLog } from '../../../src/log.js';
import { frontCollections } from '../../../src/organisations/front.js';
import { organisationCollections } from '../../../src/organisations/organisation.js';
import { Outbox, outboxCollection, type Courier } from '../../../src/outbox/outbox.js';
import { proposalCollections } from '../../../src/proposals/proposal.js';
import { forgetOccurrence, remindWhenDue, reminderSettled } from '../../../src/reminders/deliver.js';
import { Notices } from '../../../src/reminders/notices.js';
import { pendingCollection } from '../../../src/reminders/pending.js';
import { planCollection } from '../../../src/reminders/plan.js';
import { reminderCollections, type ReminderDeps } from '../../../src/reminders/reminder.js';
import { writeReminder } from '../../../src/reminders/save.js';
import { peopleCollection } from '../../../src/settings/person-zone.js';
import { settingsCollection } from '../../../src/settings/server-settings.js';
import { createDueIndex, loadStoreKeys, openStore } from '../../../src/store/index.js';
import { Random } from '../../prove/random.js';
import { plan, type Place } from './seed.js';

const MINUTE_MS = 60_000;

/** A store in this process with the due work of reminders on it, and a courier that answers at once. */
export class Ticker {
  readonly #deps: ReminderDeps;
  readonly #work: DueWork;
  readonly #random = new Random(1);
  readonly #failures: unknown[] = [];
  #now: Date;
  #made: number;
  #sent = 0;

  private constructor(join: (now: () => Date) => ReminderDeps, from: Date, stored: number) {
    this.#now = from;
    this.#made = stored;
    this.#deps = join(() => this.#now);
    const log = createLog('silent');
    const heard: typeof log.error = (about: unknown) => void this.#failures.push(about);
    log.error = heard;
    this.#work = new DueWork({
      due: this.#deps.due,
      now: () => this.#now,
      log,
      handlers: this.#handlers(),
    });
  }

  /** Opens a store that holds so many reminders, none of them due at `from` or soon. */
  static async open({ file, keyDir }: Place, stored: number, from: Date): Promise<Ticker> {
    const store = await openStore({ path: file, keys: await loadStoreKeys(keyDir) });
    const notices = await Notices.load(store);
    const due = createDueIndex(store);
    const join = (now: () => Date): ReminderDeps => ({
      ...reminderCollections(store),
      ...proposalCollections(store),
      ...organisationCollections(store),
      ...frontCollections(store),
      store,
      due,
      outbox: new Outbox({
        store,
        items: outboxCollection(store),
        due,
        now,
        kick: () => ticker.#work.kick(),
      }),
      pending: pendingCollection(store),
      plans: planCollection(store),
      people: peopleCollection(store),
      settings: settingsCollection(store),
      notices,
      defaultZone: 'UTC',
    });
    const ticker: Ticker = new Ticker(join, from, stored);
    return ticker;
  }

  /** Makes so many reminders due in the next minute, lets that minute come, and measures the tick, in ms. */
  async tick(count: number): Promise<number> {
    const due = new Date(this.#now.getTime() + MINUTE_MS);
    const writes: Promise<void>[] = [];
    for (let number = 0; number < count; number += 1) {
      writes.push(writeReminder(this.#deps, plan(this.#made, due, this.#random, this.#now)));
      this.#made += 1;
    }
    await Promise.all(writes);
    await this.#deps.store.drain();
    this.#now = due;
    const sentBefore = this.#sent;
    const startedAt = performance.now();
    await this.#work.tick();
    const ms = performance.now() - startedAt;
    if (this.#failures.length > 0) throw new Error('Due work failed', { cause: this.#failures[0] });
    const sent = this.#sent - sentBefore;
    if (sent !== count) throw new Error(`Due were ${String(count)} reminders, sent ${String(sent)}`);
    return ms;
  }

  async close(): Promise<void> {
    await this.#work.stop();
    await this.#deps.store.close();
  }

  /** As `src/app.ts` joins them. */
  #handlers() {
    const deps = this.#deps;
    const courier: Courier = (item) => {
      this.#sent += 1;
      const channelId = item.target.kind === 'channel' ? item.target.channelId : item.target.userId;
      return Promise.resolve({ kind: 'sent', channelId, messageId: String(this.#sent) });
    };
    return {
      reminder: (id: string, at: Date) => remindWhenDue(deps, id, at),
      forget: (id: string) => forgetOccurrence(deps, id).then(() => true),
      [DELIVERY]: async (id: string, _at: Date, row: { id: string; at: string }) => {
        const { done, item } = await deps.outbox.attempt(row, courier);
        const settled = item ?? (done ? await deps.outbox.find(id) : undefined);
        if (settled !== undefined) await reminderSettled(deps, settled);
        return done;
      },
    };
  }
}
