import type { Stage } from './stage.js';

/** Clicks on their way to the bot, as a slow or stuttering network would treat them. */
export interface Clicks {
  /** Keeps what people do from now on until `release`. */
  hold(): void;
  release(): void;
  /** Hands the bot the click of this number (0: the first since) once more, exactly as it was. */
  again(number: number): void;
  /** Ids of the interactions since, oldest first. */
  ids(): string[];
  /** How many answers Discord has refused because it had one already. */
  refusedAsAnswered(): number;
}

/** Discord's code for a second answer to the same interaction. */
export const ALREADY_ANSWERED = 40_060;

/** Steps between the local Discord and the bot. */
export function watchClicks(stage: Stage): Clicks {
  const { gateway } = stage.local;
  const dispatch = gateway.dispatch.bind(gateway);
  const seen: unknown[] = [];
  let held: unknown[] | undefined;
  gateway.dispatch = (type, data, intents) => {
    if (type !== 'INTERACTION_CREATE') return dispatch(type, data, intents);
    seen.push(data);
    if (held === undefined) dispatch(type, data, intents);
    else held.push(data);
  };
  return {
    hold() {
      held ??= [];
    },
    release() {
      const waiting = held ?? [];
      held = undefined;
      for (const data of waiting) dispatch('INTERACTION_CREATE', data, 0);
    },
    again(number) {
      if (number >= seen.length) throw new Error(`Only ${String(seen.length)} clicks were seen.`);
      dispatch('INTERACTION_CREATE', seen[number], 0);
    },
    ids: () => seen.map((data) => (data as { id: string }).id),
    refusedAsAnswered: () => stage.local.requests.filter(({ code }) => code === ALREADY_ANSWERED).length,
  };
}
