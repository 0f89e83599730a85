import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Item } from '../outbox/item.js';
import type { DueIndex } from '../store/due.js';
import type { Collection, Store } from '../store/types.js';
import type { Counts } from './counts.js';
import { render, single, type Metric } from './metrics.js';
import { outboxCounter } from './outbox-counts.js';

/** How long the store may take for one row, in ms. */
const STORE_MS = 5_000;
/** Whether the store writes is looked at anew after so long: who asks often must not wear the disk. */
const WRITABLE_FOR_MS = 5_000;
/** Of what is due, the first of so many that can be read. */
const OVERDUE_ROWS = 50;

export interface HealthDeps {
  store: Pick<Store, 'probe' | 'full'>;
  due: DueIndex;
  items: Collection<Item>;
  counts: Counts;
  now: () => Date;
  /** Whether the gateway is connected. */
  connected: () => boolean;
  /** Whether Discord has the commands as they now are. */
  registered: () => boolean;
}

/** What an answer says: whether all is well, and each part by name. */
export interface Checked {
  ok: boolean;
  parts: Record<string, string>;
}

/** What whoever runs the bot may know of it at any time; nothing of anybody in particular. */
export interface Health {
  /** Whether it makes sense to leave this process running: that it answers at all shows that its loop turns. */
  alive(): Promise<Checked>;
  /** Whether people are answered and what they do is kept. */
  ready(): Promise<Checked>;
  /** Prometheus' text format. */
  metrics(): Promise<string>;
  stop(): void;
}

/** Looks when asked; the only thing it does by itself is to watch how late the event loop is. */
export function createHealth(deps: HealthDeps): Health {
  const { store, due, now } = deps;
  const lag = monitorEventLoopDelay({ resolution: 20 });
  lag.enable();
  const outbox = outboxCounter(deps.items);
  let writing: { answer: Promise<boolean>; until: number } | undefined;

  const answers = () => inTime(() => due.next());
  const writable = (): Promise<boolean> => {
    if (writing !== undefined && performance.now() < writing.until) return writing.answer;
    const answer = inTime(() => store.probe());
    // One at a time: while it runs nobody begins another.
    const mine = { answer, until: Infinity };
    writing = mine;
    void answer.then(() => (mine.until = performance.now() + WRITABLE_FOR_MS));
    return answer;
  };

  return {
    async alive() {
      const ok = await answers();
      return { ok, parts: { store: ok ? 'answers' : 'does not answer' } };
    },
    async ready() {
      const writes = !store.full && (await writable());
      const [connected, registered] = [deps.connected(), deps.registered()];
      return {
        ok: connected && registered && writes,
        parts: {
          gateway: connected ? 'connected' : 'not connected',
          commands: registered ? 'registered' : 'not registered',
          store: writes ? 'writable' : store.full ? 'read-only, the disk is full' : 'not writable',
        },
      };
    },
    async metrics() {
      const [counted, overdue] = await Promise.all([outbox(), overdueSeconds(due, now())]);
      const text = render([
        ...deps.counts.metrics(),
        ...(counted === undefined ? [] : [outboxMetric(counted)]),
        ...(overdue === undefined
          ? []
          : [single('due_overdue_seconds', 'gauge', 'Age of the oldest work that is due.', overdue)]),
        single('gateway_connected', 'gauge', 'Whether Discord’s gateway is connected.', +deps.connected()),
        single('commands_registered', 'gauge', 'Whether the commands are registered.', +deps.registered()),
        single('store_full', 'gauge', 'Whether the disk is full and the store read-only.', +store.full),
        ...ofProcess(lag),
      ]);
      lag.reset();
      return text;
    },
    stop: () => void lag.disable(),
  };
}

function outboxMetric({ waiting, parked }: { waiting: number; parked: number }): Metric {
  return {
    name: 'outbox_items',
    help: 'Posts and edits owed to Discord, at the last count.',
    type: 'gauge',
    samples: [
      { labels: { state: 'waiting' }, value: waiting },
      { labels: { state: 'parked' }, value: parked },
    ],
  };
}

/** How long the oldest work that is due has been due; 0 where nothing is, undefined where the store does not say. */
async function overdueSeconds(due: DueIndex, now: Date): Promise<number | undefined> {
  try {
    const rows = await due.until(now, OVERDUE_ROWS);
    // A row whose key was damaged has no time of its own.
    const oldest = rows.find(({ at }) => Date.parse(at) > 0);
    return oldest === undefined ? 0 : (now.getTime() - Date.parse(oldest.at)) / 1_000;
  } catch {
    return undefined;
  }
}

function ofProcess(lag: ReturnType<typeof monitorEventLoopDelay>): Metric[] {
  const { rss, heapUsed } = process.memoryUsage();
  // Before the first measure it is not a number.
  const worst = Number.isFinite(lag.max) && lag.max > 0 ? lag.max / 1e9 : 0;
  return [
    single(
      'event_loop_delay_seconds',
      'gauge',
      'Longest delay of the event loop since the last look.',
      worst,
    ),
    single('resident_memory_bytes', 'gauge', 'Memory of the process.', rss),
    single('heap_used_bytes', 'gauge', 'Memory of what the process holds.', heapUsed),
    single('uptime_seconds', 'counter', 'How long the process runs.', process.uptime()),
  ];
}

/** Whether this ends well, and soon enough. */
async function inTime(work: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), STORE_MS).unref();
  });
  const done = Promise.resolve()
    .then(work)
    .then(
      () => true,
      () => false,
    );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
