import type { ClockRequest, PageEvent } from '../page-api.js';
import { api, Refusal } from './api.js';
import { createDesk, type Desk } from './desk.js';
import { watchDue } from './due-watch.js';
import { listen } from './events.js';
import { latest, paced } from './latest.js';
import { helpHidden, hideHelp, readPlace, writePlace, type SideColumn } from './session.js';
import { texts } from './texts.js';
import { firstPlace, nowOf, playable, type ViewState } from './view-state.js';

/** What views may ask for. */
export interface App extends Desk {
  readonly state: ViewState;
  /** Called after every change, with everything already in place. */
  onChange(listener: () => void): void;
  /** Called with everything the server tells, and with `state` after it had been away. */
  onEvent(listener: (event: PageEvent) => void): void;
  start(): Promise<void>;
  becomePerson(id: string): Promise<void>;
  /** Asks the server anew for everything around the messages. */
  refresh(): Promise<void>;
  /** Moves the clock; answers whether the bot is still at work on what became due. */
  moveClock(request: ClockRequest): Promise<boolean>;
  /** Shows all the bot has to do, or no longer. */
  showDue(open: boolean): void;
  /** Shows the scheduled events of a server, or none. */
  showEvents(server: string | undefined): void;
  acceptDms(accept: boolean): Promise<void>;
  closeTrouble(): void;
  showSidebar(open: boolean): void;
  showHelp(shown: boolean): void;
  /** Shows servers side by side, with who looks where as far as that is decided; `undefined` ends it. */
  showSide(columns: SideColumn[] | undefined): void;
}

/** How long after it was written a message elsewhere counts as new, in milliseconds. */
const newFor = 15_000;
/** So many of the last messages elsewhere are looked at; private answers to oneself are among them. */
const lookedAt = 20;

/** Holds the state of one tab and keeps it in step with the server. */
export function createApp(): App {
  const listeners: (() => void)[] = [];
  const hearers: ((event: PageEvent) => void)[] = [];
  const place = readPlace();
  const state: ViewState = {
    page: undefined,
    person: place.person ?? '',
    channel: place.channel,
    messages: undefined,
    earlier: false,
    failures: [],
    unread: new Set(),
    clockAhead: 0,
    connected: true,
    trouble: undefined,
    sidebarOpen: false,
    helpHidden: helpHidden(),
    side: place.side,
    due: undefined,
    dueOpen: false,
    eventsOf: undefined,
  };
  let stopListening = (): void => undefined;
  let listeningAs: string | undefined;
  const readState = latest(async (fresh) => {
    try {
      const page = await api.state(state.person);
      if (fresh()) takePage(page);
    } catch (error) {
      if (!fresh()) return;
      if (error instanceof Refusal && error.answered && state.person) {
        // An address kept from another world: begin as whoever there is.
        state.person = '';
        return void readState();
      }
      state.connected = false;
      window.setTimeout(() => void readState(), 2_000);
      changed();
      if (!(error instanceof Refusal)) throw error;
    }
  });
  const { readMessages, take, dropFailure, showEarlier } = createDesk(state, changed, showTrouble);
  const readDue = watchDue(state, changed);

  function changed(): void {
    for (const listener of listeners) listener();
  }

  function takePage(page: NonNullable<ViewState['page']>): void {
    state.page = page;
    state.connected = true;
    setNow(page.now);
    // The address may name a person instead of giving the id.
    const me = playable(page).find(({ id, name }) => id === state.person || name === state.person);
    const first = me ?? playable(page)[0];
    if (state.person !== first?.id) {
      state.person = first?.id ?? '';
      if (first && !me) return void readState();
    }
    const visible = [...page.servers.flatMap((server) => server.channels), ...page.dms];
    if (!visible.some((channel) => channel.id === state.channel)) {
      state.channel = firstPlace(page);
      state.messages = undefined;
    }
    writePlace(state);
    if (listeningAs !== state.person) {
      stopListening();
      listeningAs = state.person;
      stopListening = listen(state.person, { event: onEvent, back: onBack, lost: onLost });
    }
    if (state.messages === undefined) void readMessages();
    changed();
  }

  function setNow(now: string): void {
    state.clockAhead = Date.parse(now) - Date.now();
  }

  function onEvent(event: PageEvent): void {
    for (const hear of hearers) hear(event);
    void readDue();
    if (event.type === 'state') return void readState();
    if (event.type === 'clock') setNow(event.now);
    else if (event.channel === state.channel) return void readMessages();
    else return void look(event.channel);
    changed();
  }

  const looks = new Map<string, () => Promise<void>>();
  function look(channel: string): Promise<void> {
    const paces = looks.get(channel) ?? paced(() => lookElsewhere(channel));
    looks.set(channel, paces);
    return paces();
  }

  // An event may also mean an edit, or somebody else's private answer; only a message that is new to this person counts.
  async function lookElsewhere(channel: string): Promise<void> {
    const { person, page } = state;
    const visible = [...(page?.servers.flatMap((server) => server.channels) ?? []), ...(page?.dms ?? [])];
    if (!visible.some(({ id }) => id === channel)) return;
    const messages = await api.messages(channel, person, lookedAt).catch(() => []);
    const last = messages.findLast(({ ephemeral }) => !ephemeral)?.message;
    const age = nowOf(state).getTime() - Date.parse(last?.timestamp ?? '');
    if (!(age < newFor) || person !== state.person || channel === state.channel) return;
    state.unread.add(channel);
    changed();
  }

  function onBack(): void {
    state.connected = true;
    for (const hear of hearers) hear({ type: 'state' });
    void readState();
    void readMessages();
  }

  function onLost(): void {
    state.connected = false;
    changed();
  }

  function showTrouble(reason: unknown): void {
    if (!(reason instanceof Refusal)) throw reason;
    state.trouble = texts.trouble.refused(reason.message);
    changed();
  }

  return {
    state,
    now: () => nowOf(state),
    onChange: (listener) => void listeners.push(listener),
    onEvent: (listener) => void hearers.push(listener),
    refresh: readState,
    async start() {
      addEventListener('hashchange', () => {
        const next = readPlace();
        if (next.person && next.person !== state.person) void this.becomePerson(next.person);
        else if (next.channel && next.channel !== state.channel) void this.openChannel(next.channel);
      });
      await Promise.all([readState(), readDue()]);
    },
    async becomePerson(id) {
      Object.assign(state, { person: id, messages: undefined, failures: [], trouble: undefined });
      state.unread.clear();
      writePlace(state);
      changed();
      await readState();
    },
    async openChannel(id) {
      Object.assign(state, { channel: id, messages: undefined, failures: [], sidebarOpen: false });
      state.unread.delete(id);
      writePlace(state);
      changed();
      await readMessages();
    },
    async moveClock(request) {
      try {
        const { now, busy } = await api.moveClock(request);
        setNow(now);
        changed();
        await Promise.all([readState(), readMessages(), readDue()]);
        return busy;
      } catch (error) {
        showTrouble(error);
        return false;
      }
    },
    showDue(open) {
      state.dueOpen = open;
      changed();
      void readDue();
    },
    showEvents(server) {
      Object.assign(state, { eventsOf: server, sidebarOpen: false });
      changed();
    },
    async acceptDms(accept) {
      try {
        await api.acceptDms(state.person, accept);
      } catch (error) {
        showTrouble(error);
      }
      await readState();
    },
    take,
    dropFailure,
    showEarlier,
    showTrouble,
    closeTrouble() {
      state.trouble = undefined;
      changed();
    },
    showSidebar(open) {
      state.sidebarOpen = open;
      changed();
    },
    showHelp(shown) {
      hideHelp(!shown);
      state.helpHidden = !shown;
      changed();
    },
    showSide(columns) {
      state.side = columns;
      writePlace(state);
      changed();
    },
  };
}
