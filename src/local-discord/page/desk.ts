import type { PageAnswer, PageMessage, PageState } from '../page-api.js';
import { api } from './api.js';
import { latest } from './latest.js';

/** One person in one channel, with what the server last said about both. */
export interface DeskState {
  /** What the server last said; undefined until it did. */
  page: PageState | undefined;
  /** Who one is. */
  person: string;
  /** The channel or DM that is open. */
  channel: string | undefined;
  /** Messages of the open channel; undefined while they are on their way. */
  messages: PageMessage[] | undefined;
  /** Answers that never came, in the open channel. */
  failures: { id: string }[];
}

export type FormAnswer = Extract<PageAnswer, { kind: 'form' }>;

/** What messages, their buttons and forms work with. */
export interface Desk {
  readonly state: DeskState;
  now(): Date;
  openChannel(id: string): Promise<void>;
  /** Takes in what came back after a command, press or form; returns the form if it is one. */
  take(answer: PageAnswer, notice: boolean): FormAnswer | undefined;
  dropFailure(id: string): void;
  showTrouble(reason: unknown): void;
}

/** The part of a desk that is the same wherever it stands: reading messages and taking in answers. */
export function createDesk(
  state: DeskState,
  changed: () => void,
  showTrouble: (reason: unknown) => void,
): Pick<Desk, 'take' | 'dropFailure'> & { readMessages(): Promise<void> } {
  let failureCount = 0;
  const readMessages = latest(async (fresh) => {
    const { channel, person } = state;
    if (!channel) return;
    try {
      const messages = await api.messages(channel, person);
      if (!fresh() || channel !== state.channel || person !== state.person) return;
      state.messages = messages;
      changed();
    } catch (error) {
      if (fresh()) showTrouble(error);
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
    dropFailure(id) {
      state.failures = state.failures.filter((failure) => failure.id !== id);
      changed();
    },
  };
}
