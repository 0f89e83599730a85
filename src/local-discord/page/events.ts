import type { PageEvent } from '../page-api.js';

export interface Listener {
  event(event: PageEvent): void;
  /** Called when the connection is there again after it was lost: anything may have changed meanwhile. */
  back(): void;
  lost(): void;
}

const waits = [500, 1_000, 2_000, 5_000];

/** Listens for one person, and tries again with growing waits when the server goes away. Returns what stops it. */
export function listen(person: string, listener: Listener): () => void {
  let source: EventSource | undefined;
  let timer: number | undefined;
  let failures = 0;
  let stopped = false;

  const open = (): void => {
    source = new EventSource(`/page/events?person=${encodeURIComponent(person)}`);
    source.onopen = () => {
      if (failures > 0) listener.back();
      failures = 0;
    };
    source.onmessage = (message: MessageEvent<string>) =>
      listener.event(JSON.parse(message.data) as PageEvent);
    source.onerror = () => {
      // The browser's own retry gives up after an HTTP error, which is what a restarting server may answer.
      source?.close();
      if (stopped) return;
      failures += 1;
      if (failures === 2) listener.lost();
      timer = window.setTimeout(open, waits[Math.min(failures, waits.length) - 1]);
    };
  };

  open();
  return () => {
    stopped = true;
    source?.close();
    window.clearTimeout(timer);
  };
}
