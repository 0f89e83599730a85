import type { APIGuildScheduledEvent } from 'discord.js';
import { object, text } from '../json.js';
import { complaints } from './error-tree.js';
import { checkSchema, spec } from './spec.js';
import type { Json } from '../json.js';

const CREATE = {
  1: spec.StageScheduledEventCreateRequestSchema,
  2: spec.VoiceScheduledEventCreateRequestSchema,
  3: spec.ExternalScheduledEventCreateRequestSchema,
} as const;
const PATCH = {
  1: spec.StageScheduledEventPatchRequestPartialSchema,
  2: spec.VoiceScheduledEventPatchRequestPartialSchema,
  3: spec.ExternalScheduledEventPatchRequestPartialSchema,
} as const;

/** Checks a scheduled event's body: its schema, then ends, places, times and status. `before`: the event being changed. */
export function checkEvent(body: Json, now: Date, before?: APIGuildScheduledEvent): void {
  const errors = complaints();
  const kind = Number(body.entity_type ?? before?.entity_type);
  if (kind !== 1 && kind !== 2 && kind !== 3) {
    errors.add(['entity_type'], 'BASE_TYPE_CHOICES', 'Value must be one of (1, 2, 3).');
    return errors.end();
  }
  checkSchema(body, before ? PATCH[kind] : CREATE[kind]);
  if (kind !== 3) {
    // They take a voice or stage channel, and there are none here.
    errors.add(['channel_id'], 'CHANNEL_NOT_FOUND', 'There is no such voice or stage channel.');
    return errors.end();
  }
  const after: Json = { ...(before as unknown as Json | undefined), ...body };
  const start = Date.parse(String(after.scheduled_start_time));
  const ends = text(after.scheduled_end_time);
  const end = ends === undefined ? undefined : Date.parse(ends);
  if (String(after.name).trim() === '') errors.add(['name'], 'BASE_TYPE_REQUIRED', 'This field is required');
  if (text(body.description)?.trim() === '')
    errors.add(['description'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 1000 in length.');
  if (end === undefined) errors.add(['scheduled_end_time'], 'BASE_TYPE_REQUIRED', 'This field is required');
  if (after.channel_id) errors.add(['channel_id'], 'BASE_TYPE_INVALID', 'An external event has no channel.');
  if (!text(object(after.entity_metadata).location)?.trim()) {
    errors.add(['entity_metadata', 'location'], 'BASE_TYPE_REQUIRED', 'This field is required');
  }
  if (after.recurrence_rule) {
    errors.add(
      ['recurrence_rule'],
      'BASE_TYPE_INVALID',
      'Series of events are not part of the local Discord.',
    );
  }
  if (body.scheduled_start_time !== undefined && start <= now.getTime()) {
    errors.add(
      ['scheduled_start_time'],
      'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
      'Cannot schedule event in the past.',
    );
  }
  if (end !== undefined && end <= start) {
    errors.add(
      ['scheduled_end_time'],
      'GUILD_SCHEDULED_EVENT_END_BEFORE_START',
      'The end must be after the start.',
    );
  }
  if (end !== undefined && body.scheduled_end_time !== undefined && end <= now.getTime()) {
    errors.add(
      ['scheduled_end_time'],
      'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
      'Cannot schedule event in the past.',
    );
  }
  const image = text(body.image);
  if (image !== undefined && !/^data:image\/(png|jpeg|gif|webp);base64,/.test(image))
    errors.add(['image'], 'IMAGE_INVALID', 'Must be a picture as a data: address.');
  const status = Number(body.status ?? before?.status ?? 1);
  const was = Number(before?.status ?? 1);
  const allowed =
    status === was || (was === 1 && (status === 2 || status === 4)) || (was === 2 && status === 3);
  if (!allowed)
    errors.add(['status'], 'GUILD_SCHEDULED_EVENT_STATUS_INVALID', 'Not from the present status.');
  errors.end();
}
