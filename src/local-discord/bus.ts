import type { WorldEvent } from './types.js';

/** Tells the page, the file and waiting people that something changed. */
export interface Bus {
  emit(event: WorldEvent): void;
  on(listener: (event: WorldEvent) => void): () => void;
}

/** A bus that calls its listeners at once, in the order they came. */
export function createBus(): Bus {
  const listeners = new Set<(event: WorldEvent) => void>();
  return {
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
