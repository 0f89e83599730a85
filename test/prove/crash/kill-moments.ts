import type { Random } from '../random.js';
import { sleep, soon, until } from '../../support/waiting.js';
import { type Scene } from './scene.js';

/**
 * When the bot is killed: a while after people began to click, with or without the bot still starting; or as an answer
 * of it comes in, which then still arrives, or is lost.
 */
export type Moment =
  { kind: 'time' | 'start'; afterMs: number } | { kind: 'arriving' | 'lost'; answer: number };

/**
 * A fifth each as an answer arrives or is lost, a few while the bot is starting, the rest by time; in any order. `lasting`
 * is how many times as long as usual people click before a kill.
 */
export function momentsOf(random: Random, kills: number, lasting = 1): Moment[] {
  const shares: [Moment['kind'], number][] = [
    ['arriving', Math.ceil(kills / 5)],
    ['lost', Math.ceil(kills / 5)],
    ['start', Math.floor(kills / 7)],
  ];
  const special = shares.flatMap(([kind, count]) => Array.from({ length: count }, () => kind));
  const kinds = Array.from({ length: kills }, (_, at) => special[at] ?? 'time');
  return random
    .shuffled(kinds)
    .map((kind) =>
      kind === 'time' || kind === 'start'
        ? { kind, afterMs: random.between(0, lasting * (kind === 'time' ? 900 : 300)) }
        : { kind, answer: random.between(1, lasting * 100) },
    );
}

/** Kills the bot at the moment meant. Resolves to how many clicks were then on their way without an answer. */
export async function killAt(scene: Scene, moment: Moment, inFlight: () => number): Promise<number> {
  if ('afterMs' in moment) {
    await sleep(moment.afterMs);
    await until('a click in flight', () => inFlight() > 0);
    const caught = inFlight();
    scene.bot.kill();
    return caught;
  }
  let answers = 0;
  let off = () => {};
  const killed = new Promise<number>((resolve) => {
    off = scene.local.intercept(({ route }) => {
      if (route !== 'POST /interactions/:id/:token/callback') return;
      answers += 1;
      if (answers !== moment.answer) return;
      resolve(inFlight());
      scene.bot.kill();
      return moment.kind === 'lost' ? 'drop' : undefined;
    });
  });
  return soon('an answer of the bot', killed).finally(() => off());
}
