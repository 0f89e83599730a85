import type { Cast } from '../../../src/proposals/ballot.js';
import { Refusal } from '../../../src/refusal.js';

/** What an act was answered: its own words, 'done', or why it was refused. */
export async function toldBy(act: () => Promise<unknown>): Promise<string> {
  try {
    const told = await act();
    return typeof told === 'string' ? told : 'done';
  } catch (error) {
    if (error instanceof Refusal) return `refused ${error.reason}`;
    throw error;
  }
}

/** What somebody is told of a vote, in the model's words. */
export function words(cast: Cast): string {
  const name = (entry: { organisation: { name: string } }) => entry.organisation.name;
  switch (cast.kind) {
    case 'recorded':
      return cast.choice === 'taken back' ? 'taken back' : `recorded ${cast.choice} in ${name(cast.entry)}`;
    case 'which':
      return `which ${cast.entries.map(({ entry }) => name(entry)).join()}`;
    case 'move?':
      return `move? from ${name(cast.from)} to ${name(cast.to.entry)}`;
  }
}

/** For JSON: ids as text. */
export function asText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
