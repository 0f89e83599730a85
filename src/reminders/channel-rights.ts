import { may, type Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { readSettings } from '../settings/server-settings.js';
import type { Reminder, ReminderDeps } from './reminder.js';

/** Whether somebody may have things said in the channels of the server they are in. */
export async function mayRemindChannels(deps: ReminderDeps, actor: Actor): Promise<boolean> {
  return actor.guildId !== undefined && mayRemindIn(deps, actor.guildId, actor);
}

/** Refuses to have something said in a channel to whoever is no organiser there, or no longer, or acts elsewhere. */
export async function needMayRemind(
  deps: ReminderDeps,
  target: Reminder['target'],
  actor: Actor,
): Promise<void> {
  if (target.kind === 'owner') return;
  if (!(await mayRemindIn(deps, target.guildId, actor))) throw new Refusal('organisers-only');
}

async function mayRemindIn(deps: ReminderDeps, guildId: string, actor: Actor): Promise<boolean> {
  return may(actor, 'remind a channel', { guildId, settings: await readSettings(deps, guildId) });
}
