import { api, Refusal } from './api.js';
import { paced } from './latest.js';
import type { ViewState } from './view-state.js';

const mostRows = 200;
const everyMs = 3_000;

/**
 * Keeps what the bot has to do in `state.due`: asks every few seconds while somebody looks at the page, and whenever
 * the answer is called. Rows are asked for while they are shown; the instant of the next is always known.
 */
export function watchDue(
  state: Pick<ViewState, 'due' | 'dueOpen'>,
  changed: () => void,
): () => Promise<void> {
  const read = paced(async () => {
    try {
      const due = await api.due(state.dueOpen ? mostRows : 0);
      const known = JSON.stringify(due) === JSON.stringify(state.due);
      state.due = due;
      if (!known || state.dueOpen) changed();
    } catch (error) {
      // That nobody answers is said already, by those who listen for changes.
      if (!(error instanceof Refusal)) throw error;
    }
  });
  window.setInterval(() => {
    if (!document.hidden) void read();
  }, everyMs);
  return read;
}
