import { randomBytes } from 'node:crypto';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { refuse } from './discord-error.js';
import { interactionPayload } from './interaction-payload.js';
import type { Core } from './core.js';
import type { InteractionPlan } from './interaction-payload.js';
import type { Outcome, StoredChannel, StoredMessage } from './types.js';

/** Real time Discord waits for the first answer. */
const FIRST_ANSWER_MS = 3_000;
/** Age, on the local clock, at which a token dies. */
const TOKEN_MS = 15 * 60_000;
/** So many interactions are remembered at least. */
const KEPT = 5_000;
const NO_ANSWER = 'The application did not respond';

/** What happened with one interaction, for tests and for whoever wonders. */
export interface InteractionRecord {
  id: string;
  kind: 'command' | 'autocomplete' | 'component' | 'form';
  /** Command with subcommands, e.g. `proposal show`. */
  command?: string;
  /** Names of the options used. */
  options: string[];
  /** What was typed into options and fields. */
  typed: string[];
  customId?: string;
  componentType?: number;
  by: string;
  byId: string;
  channelId: string;
  guildId?: string;
  at: Date;
  /** Discord's number of the first answer, once there. */
  callbackType?: number;
  /** Real time until the first answer. */
  answeredAfterMs?: number;
  outcome?: Outcome['kind'];
  /** Whether the answer was for the acting person alone. */
  private?: boolean;
}

/** An interaction on its way. */
export interface Live {
  id: string;
  token: string;
  plan: InteractionPlan;
  channel: StoredChannel;
  startedAt: number;
  state: 'waiting' | 'late' | 'answered';
  callbackType?: number;
  /** The message behind `@original`. */
  original?: StoredMessage;
  /** Ids of the follow-ups made with its token. */
  followUps: Set<string>;
  record: InteractionRecord;
  settled: boolean;
  settle(outcome: Outcome): void;
}

/** A form that was shown and may be sent off. */
export interface OpenForm {
  id: string;
  personId: string;
  channel: StoredChannel;
  data: APIModalInteractionResponseCallbackData;
  source?: StoredMessage;
}

export interface Interactions {
  readonly records: InteractionRecord[];
  readonly forms: Map<string, OpenForm>;
  /** Sends what a person did to the bot and waits for the first thing the person would see. */
  start(plan: InteractionPlan): Promise<Outcome>;
  /** The interaction a first answer is for; throws as Discord does where it is unknown, late or answered. */
  forCallback(id: string, token: string): Live;
  /** The interaction behind a webhook token; throws where it is unknown or too old. */
  forWebhook(token: string): Live;
  /** Marks the first answer. */
  answered(live: Live, callbackType: number): void;
  /** Settles `live` after a while unless something else did. */
  settleLater(live: Live, ms: number, outcome: Outcome): void;
  /** Fails those whose token died while people saw "thinking". */
  expire(): void;
  close(): void;
}

const KINDS = { 2: 'command', 3: 'component', 4: 'autocomplete', 5: 'form' } as const;

/** Every text under the name `value`, however deep: of options and of a form's fields. */
function typedIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(typedIn);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]: [string, unknown]) =>
    name === 'value' && typeof inner === 'string' ? [inner] : typedIn(inner),
  );
}

/** Keeps track of interactions, their deadlines and tokens. */
export function createInteractions(core: Core): Interactions {
  const records: InteractionRecord[] = [];
  const byToken = new Map<string, Live>();
  const timers = new Set<NodeJS.Timeout>();
  const forms = new Map<string, OpenForm>();

  const after = (ms: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
    return timer;
  };
  const tooOld = (live: Live) => core.clock.now().getTime() - live.startedAt >= TOKEN_MS;

  /** Tokens and forms nobody can use any more. */
  const forgetOld = () => {
    if (byToken.size < KEPT) return;
    for (const [key, live] of byToken) if (live.settled && tooOld(live)) byToken.delete(key);
    for (const id of [...forms.keys()].slice(0, -KEPT)) forms.delete(id);
    records.splice(0, records.length - KEPT);
  };

  const start = (plan: InteractionPlan): Promise<Outcome> =>
    new Promise((resolve) => {
      const id = core.ids.next();
      const token = randomBytes(48).toString('base64url');
      const at = core.clock.now();
      const sentAt = performance.now();
      const record: InteractionRecord = {
        id,
        kind: KINDS[plan.type],
        options: plan.options ?? [],
        typed: typedIn(plan.data),
        by: plan.person.name,
        byId: plan.person.id,
        channelId: plan.channel.id,
        at,
        ...(plan.channel.guildId && { guildId: plan.channel.guildId }),
        ...(plan.command !== undefined && { command: plan.command }),
        ...(typeof plan.data.custom_id === 'string' && { customId: plan.data.custom_id }),
        ...(typeof plan.data.component_type === 'number' && { componentType: plan.data.component_type }),
      };
      const live: Live = {
        id,
        token,
        plan,
        channel: plan.channel,
        startedAt: at.getTime(),
        state: 'waiting',
        followUps: new Set(),
        record,
        settled: false,
        settle(outcome) {
          if (live.settled) return;
          live.settled = true;
          record.outcome = outcome.kind;
          if ('private' in outcome) record.private = outcome.private;
          if (live.callbackType !== undefined) record.answeredAfterMs ??= performance.now() - sentAt;
          resolve(outcome);
        },
      };
      forgetOld();
      records.push(record);
      byToken.set(token, live);
      core.gateway.dispatch('INTERACTION_CREATE', interactionPayload(core, plan, id, token), 0);
      after(FIRST_ANSWER_MS, () => {
        if (live.state !== 'waiting') return;
        live.state = 'late';
        live.settle({ kind: 'failed', reason: NO_ANSWER });
      });
    });

  return {
    records,
    forms,
    start,
    forCallback(id, token) {
      const live = byToken.get(token);
      if (!live || live.id !== id || live.state === 'late') throw refuse.unknownInteraction();
      if (live.state === 'answered') throw refuse.alreadyAnswered();
      return live;
    },
    forWebhook(token) {
      const live = byToken.get(token);
      if (!live || live.state !== 'answered') throw refuse.unknownWebhook();
      if (tooOld(live)) throw refuse.oldToken();
      return live;
    },
    answered(live, callbackType) {
      live.state = 'answered';
      live.callbackType = callbackType;
      live.record.callbackType = callbackType;
    },
    settleLater(live, ms, outcome) {
      after(ms, () => live.settle(outcome)).unref();
    },
    expire() {
      for (const live of byToken.values()) {
        if (live.settled || !tooOld(live)) continue;
        live.settle({ kind: 'failed', reason: NO_ANSWER });
      }
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      for (const live of byToken.values()) live.settle({ kind: 'failed', reason: NO_ANSWER });
    },
  };
}
