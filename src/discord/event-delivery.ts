import {
  DiscordAPIError,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  RESTJSONErrorCodes,
  Routes,
  type APIGuildScheduledEvent,
  type Client,
  type RESTPostAPIGuildScheduledEventJSONBody,
} from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import type { About, Delivery, Item } from '../outbox/item.js';
import { textOf, wantsEvent } from '../proposals/follow-through.js';
import type { Proposal } from '../proposals/proposal.js';
import { cardLink } from './card-link.js';
import { LIMITS } from './limits.js';
import { translatorFor } from './posts.js';
import { cut, escapeText } from './text.js';

type EventAbout = Extract<About, { kind: 'event' }>;

/**
 * Brings a server's list of events in line with what has become of an action: makes its event, leaves it, or takes it
 * back. An event has no nonce; where an earlier attempt may have made it, it is looked for first.
 */
export async function bringEvent(
  deps: AppDeps,
  client: Client,
  { item, about, now }: { item: Item; about: EventAbout; now: Date },
): Promise<Delivery> {
  const proposal = await deps.proposals.get(about.proposalId);
  const wanted = proposal !== undefined && (await wantsEvent(deps, proposal, about, now));
  if (wanted === 'kept' && item.eventId !== undefined) return { kind: 'made', eventId: item.eventId };
  const body = proposal === undefined ? undefined : await bodyOf(deps, proposal, about);
  const unsure = item.unsureAt !== undefined || item.claimedAt !== undefined;
  const eventId =
    item.eventId ?? (unsure && body !== undefined ? await findEvent(client, about.guildId, body) : undefined);
  if (wanted === true && body !== undefined)
    return { kind: 'made', eventId: eventId ?? (await makeEvent(client, about.guildId, body)) };
  if (wanted !== 'kept' && eventId !== undefined) await removeEvent(client, about.guildId, eventId);
  return { kind: 'dropped' };
}

async function bodyOf(
  deps: AppDeps,
  proposal: Proposal,
  { guildId, version }: EventAbout,
): Promise<RESTPostAPIGuildScheduledEventJSONBody | undefined> {
  const text = textOf(proposal, version);
  if (text === undefined) return undefined;
  const { action, hash } = text;
  const t = await translatorFor(deps, guildId);
  const link = await cardLink(deps, proposal, guildId);
  const { wall, zone } = action.start;
  const lines = [
    t('proposals:event.how', { how: escapeText(action.how), whom: escapeText(action.whom.name) }),
    t('proposals:event.local', { start: wall.replace('T', ' '), zone }),
    ...(link === undefined ? [] : [t('proposals:event.card', { link })]),
    t('proposals:card.text', { hash: hash.slice(0, 8) }),
  ];
  return {
    name: cut(action.title, LIMITS.eventName),
    description: cut(lines.join('\n'), LIMITS.eventDescription),
    privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
    entity_type: GuildScheduledEventEntityType.External,
    entity_metadata: {
      location: cut(action.where === '' ? t('proposals:event.no-place') : action.where, LIMITS.eventLocation),
    },
    scheduled_start_time: action.start.instant,
    scheduled_end_time: action.end.instant,
  };
}

/** The bot's own event for the same text: nothing else has its name, start and hash. */
async function findEvent(
  client: Client,
  guildId: string,
  { name, description, scheduled_start_time: start }: RESTPostAPIGuildScheduledEventJSONBody,
): Promise<string | undefined> {
  const events = (await client.rest.get(Routes.guildScheduledEvents(guildId))) as APIGuildScheduledEvent[];
  return events.find(
    (event) =>
      event.creator_id === client.user?.id &&
      event.name === name &&
      event.description?.split('\n').at(-1) === description?.split('\n').at(-1) &&
      Date.parse(event.scheduled_start_time) === Date.parse(start),
  )?.id;
}

async function makeEvent(
  client: Client,
  guildId: string,
  body: RESTPostAPIGuildScheduledEventJSONBody,
): Promise<string> {
  const made = (await client.rest.post(Routes.guildScheduledEvents(guildId), {
    body,
  })) as APIGuildScheduledEvent;
  return made.id;
}

/** One that somebody has removed already is removed. */
async function removeEvent(client: Client, guildId: string, eventId: string): Promise<void> {
  try {
    await client.rest.delete(Routes.guildScheduledEvent(guildId, eventId));
  } catch (error) {
    const gone = RESTJSONErrorCodes.UnknownGuildScheduledEvent;
    if (!(error instanceof DiscordAPIError) || error.code !== gone) throw error;
  }
}
