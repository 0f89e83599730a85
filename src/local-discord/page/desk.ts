import type { PageAnswer, PageMessage, PageState } from '../page-api.js';
import { api } from './api.js';
import { paced } from './latest.js';

/** One person in one channel, with what the server last said about both. */
export interface DeskState {
  /** What the server last said; undefined until it did. */
  page: PageState | undefined;
  /** Who one is. */
  person: string;
  /** The channel or DM that is open. */
  channel: string | undefined;
  /** The last messages of the open channel; undefined while they are on their way. */
  messages: PageMessage[] | undefined;
  /** Whether there are messages before these. */
  earlier: boolean;
  /** Answers that never came, in the open channel. */
  failures: { id: string }[];
}

/** So many messages are shown at first, and with each wish for earlier ones. */
const step = 100;

export type FormAnswer = Extract<PageAnswer, { kind: 'form' }>;

/** What messages, their buttons and forms work with. */
export interface Desk {
  readonly state: DeskState;
  now(): Date;
  openChannel(id: string): Promise<void>;
  /** Takes in what came back after a command, press or form; returns the form if it is one. */
  take(answer: PageAnswer, notice: boolean): FormAnswer | undefined;
  dropFailure(id: string): void;
  /** Shows more of what was written before. */
  showEarlier(): Promise<void>;
  showTrouble(reason: unknown): void;
}

/** The part of a desk that is the same wherever it stands: reading messages and taking in answers. */
export function createDesk(
  state: DeskState,
  changed: () => void,
  showTrouble: (reason: unknown) => void,
): Pick<Desk, 'take' | 'dropFailure' | 'showEarlier'> & { readMessages(): Promise<void> } {
  let failureCount = 0;
  let most = step;
  let place = '';
  const readMessages = paced(async () => {
    const { channel, person } = state;
    const moved = (): boolean => channel !== state.channel || person !== state.person;
    if (!channel) return;
    if (place !== `${person} ${channel}`) most = step;
    place = `${person} ${channel}`;
    try {
      // One more than is shown, to know whether there is one.
      const messages = await api.messages(channel, person, most + 1);
      if (moved()) return;
      state.earlier = messages.length > most;
      state.messages = messages.slice(-most);
      changed();
    } catch (error) {
      if (!moved()) showTrouble(error);
    }
  });
  return {
    readMessages,
    take(answer, notice) {
      if (answer.kind === 'form') return answer;
      if (answer.kind === 'failed' && notice) {
        failureCount += 1;
        state.failures = [...state.failures, { id: String(failureCount) }];
        changed();
      }
      void readMessages();
      return undefined;
    },
    showEarlier() {
      most += step;
      return readMessages();
    },
    dropFailure(id) {
      state.failures = state.failures.filter((failure) => failure.id !== id);
      changed();
    },
  };
}
