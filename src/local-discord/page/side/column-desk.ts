import type { PageEvent, PagePerson } from '../../page-api.js';
import { api } from '../api.js';
import type { App } from '../app.js';
import { createDesk, type Desk, type DeskState } from '../desk.js';
import { latest } from '../latest.js';
import type { SideColumn } from '../session.js';

/** One server beside others: somebody of it, looking at one of its channels. */
export interface ColumnDesk extends Desk {
  readonly server: string;
  becomePerson(id: string): Promise<void>;
  hear(event: PageEvent): void;
}

/** Those who can look at a server: its members one can be. */
export function lookers(app: App, server: string): PagePerson[] {
  const { page } = app.state;
  const members = page?.allServers.find(({ id }) => id === server)?.members ?? [];
  const people = new Map(page?.people.map((person) => [person.id, person]));
  return members.flatMap(({ id }) => people.get(id) ?? []).filter((person) => !person.bot);
}

/** Opens a server beside others. `wanted` is the name of the channel to begin with where none is chosen yet. */
export function createColumnDesk(
  app: App,
  start: SideColumn,
  wanted: string | undefined,
  changed: () => void,
): ColumnDesk {
  const state: DeskState = {
    page: undefined,
    person: start.person,
    channel: start.channel || undefined,
    messages: undefined,
    earlier: false,
    failures: [],
  };
  const showTrouble = (reason: unknown): void => app.showTrouble(reason);
  const { readMessages, take, dropFailure, showEarlier } = createDesk(state, changed, showTrouble);

  const readState = latest(async (fresh) => {
    const { person } = state;
    // Whoever has left the server looks no more; somebody else does.
    const here = lookers(app, start.server);
    if (!here.some(({ id }) => id === person)) {
      const next = here[0];
      return next && become(next.id);
    }
    try {
      const page = await api.state(person);
      if (!fresh() || person !== state.person) return;
      state.page = page;
      const channels = page.servers.find(({ id }) => id === start.server)?.channels ?? [];
      if (!channels.some(({ id }) => id === state.channel)) {
        const named = channels.find(({ name, canRead }) => canRead && name === wanted);
        state.channel = (named ?? channels.find(({ canRead }) => canRead))?.id;
        state.messages = undefined;
      }
      changed();
      if (state.messages === undefined) await readMessages();
    } catch (error) {
      if (fresh()) showTrouble(error);
    }
  });

  async function become(id: string): Promise<void> {
    Object.assign(state, { person: id, messages: undefined, failures: [] });
    changed();
    await readState();
  }

  // Not before whoever opened it knows it.
  queueMicrotask(() => void readState());
  return {
    server: start.server,
    state,
    now: () => app.now(),
    take,
    dropFailure,
    showEarlier,
    showTrouble,
    becomePerson: become,
    async openChannel(id) {
      // A link may lead to another server, which has a column of its own.
      const here = state.page?.servers.find((server) => server.id === start.server)?.channels ?? [];
      if (!here.some((channel) => channel.id === id)) return;
      Object.assign(state, { channel: id, messages: undefined, failures: [] });
      changed();
      await readMessages();
    },
    hear(event) {
      if (event.type === 'state') {
        void readState();
        void readMessages();
      } else if (event.type === 'messages' && event.channel === state.channel) void readMessages();
    },
  };
}
