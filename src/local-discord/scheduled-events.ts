/** What becomes of scheduled events by the clock alone, and how a person sees them. */
import type { APIGuildScheduledEvent } from 'discord.js';
import { INTENTS } from './gateway.js';
import type { Core } from './core.js';
import type { StoredGuild } from './types.js';
import type { World } from './world.js';

export type EventStatus = 'scheduled' | 'active' | 'completed' | 'cancelled';

/** A scheduled event as it was when looked at. */
export interface SeenEvent {
  id: string;
  name: string;
  /** Empty where there is none, as the place is. */
  description: string;
  start: Date;
  end: Date | undefined;
  location: string;
  status: EventStatus;
  /** Display name of who made it. */
  creator: string;
  raw: APIGuildScheduledEvent;
}

const STATUSES: Record<number, EventStatus> = {
  1: 'scheduled',
  2: 'active',
  3: 'completed',
  4: 'cancelled',
};

/** Whether an event is still to come, or under way. */
export function isUnfinished(event: APIGuildScheduledEvent): boolean {
  return Number(event.status) < 3;
}

/** Every event of a server that was not deleted, in order of their beginning; also what is over or was cancelled. */
export function seenEvents(world: World, guild: StoredGuild): SeenEvent[] {
  return world.state.events
    .filter((event) => event.guild_id === guild.id)
    .map((event) => seenEvent(world, event))
    .sort((a, b) => a.start.getTime() - b.start.getTime());
}

function seenEvent(world: World, event: APIGuildScheduledEvent): SeenEvent {
  const raw = structuredClone(event);
  return {
    id: raw.id,
    name: raw.name,
    description: raw.description ?? '',
    start: new Date(raw.scheduled_start_time),
    end: raw.scheduled_end_time === null ? undefined : new Date(raw.scheduled_end_time),
    location: raw.entity_metadata?.location ?? '',
    status: STATUSES[Number(raw.status)] ?? 'scheduled',
    creator: world.person(raw.creator_id ?? '')?.name ?? '',
    raw,
  };
}

/** External events begin and end by themselves: at their times, and after a leap of the clock one after the other. */
export function passEvents(core: Core): void {
  const now = core.clock.now().getTime();
  for (const event of core.world.state.events) {
    if (Number(event.entity_type) !== 3) continue;
    if (Number(event.status) === 1 && Date.parse(event.scheduled_start_time) <= now) move(core, event, 2);
    const end = event.scheduled_end_time;
    if (Number(event.status) === 2 && end !== null && Date.parse(end) <= now) move(core, event, 3);
  }
}

function move(core: Core, event: APIGuildScheduledEvent, status: 2 | 3): void {
  event.status = status;
  core.gateway.dispatch('GUILD_SCHEDULED_EVENT_UPDATE', event, INTENTS.events);
  core.bus.emit({ type: 'state' });
}
