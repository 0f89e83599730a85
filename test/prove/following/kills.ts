import type { ApiRequest } from '../../../src/local-discord/index.js';
import { PLACES, type Front } from './front.js';

/**
 * Where a life ends: at the store's n-th write of a step, right before it begins or right after it is on disk; or at a
 * request to Discord, as it arrives and so without effect, or after its effect and without an answer.
 */
export type Kill = { awayMs: number } & (
  | { at: 'write'; n: number; when: 'before' | 'after' }
  | { at: 'request'; name: string; when: 'before' | 'after' }
);

/** Sets the trap; the answer takes it off. */
export async function setTrap(front: Front, kill: Kill): Promise<() => Promise<void>> {
  const { bot } = front;
  if (kill.at === 'write') {
    await bot.tell({ dieAtWrite: kill.n, when: kill.when });
    return () => bot.tell({ dieAtWrite: 0 });
  }
  const name = namer(front);
  const off = front.local.intercept((request) => {
    if (!bot.alive) return 'drop';
    if (name(request) !== kill.name) return undefined;
    bot.kill();
    return kill.when === 'before' ? 'drop' : undefined;
  });
  return () => Promise.resolve(off());
}

/** Notes the names of all requests; the answer ends it and tells them. */
export function watchRequests(front: Front): () => string[] {
  const name = namer(front);
  const names: string[] = [];
  const off = front.local.intercept((request) => void names.push(name(request)));
  return () => {
    off();
    return names.filter((one) => !one.startsWith('GET /gateway'));
  };
}

/** Names requests by what they are, where, and which of that kind: the same in each course, in whatever order they come. */
function namer(front: Front): (request: Pick<ApiRequest, 'route' | 'path'>) => string {
  const { guilds, channels } = front.local.world.state;
  const placeOf = (id: string | undefined) => {
    const guild = guilds.find((one) => one.id === (channels.find((c) => c.id === id)?.guildId ?? id));
    return PLACES.findIndex(({ server }) => server === guild?.name);
  };
  const counted = new Map<string, number>();
  return ({ route, path }) => {
    const kind = `${route} in ${String(placeOf(path.split('/')[2]))}`;
    const count = (counted.get(kind) ?? 0) + 1;
    counted.set(kind, count);
    return `${kind}, ${String(count)}.`;
  };
}

export function describeKill({ when, awayMs, ...kill }: Kill): string {
  const what = kill.at === 'write' ? `write ${String(kill.n)}` : kill.name;
  return `${when} ${what}${awayMs > 0 ? ', back after ten minutes' : ''}`;
}
