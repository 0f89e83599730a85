import { changeServer } from '../digest/schedule.js';
import { changeServerRule } from '../organisations/set-up.js';
import { moveAllStranded } from '../proposals/stranded.js';
import { Refusal } from '../refusal.js';
import { setOwnZone } from '../settings/person-zone.js';
import {
  DIGEST_DAYS,
  MOST_AGE_DAYS,
  RETENTION_DAYS,
  type SettingsChange,
} from '../settings/server-settings.js';
import { clean } from '../texts/clean.js';
import { readZone } from '../time/zones.js';
import type { CommandContext } from './command.js';
import { languageNames, readLanguage } from './languages.js';
import { ruleOf } from './organisation-options.js';

const CONDUCT_MAX = 300;
/** A week. */
export const MOST_MINUTES = 10_080;

/**
 * Sets what was chosen in `/settings set`; all of it is read before anything is changed. Refuses what cannot be read, a
 * channel the bot may not post in, whoever may not, and a command without any choice.
 */
export async function setSettings(
  { deps, actor, now, options, place, t }: CommandContext,
  guildId: string,
): Promise<void> {
  const change: SettingsChange = {};
  const mine = options.string('my-timezone');
  const own = mine === undefined ? undefined : needZone(mine);
  const channelId = options.channel('channel');
  if (channelId !== undefined) {
    const rights = await deps.platform.missingRights(guildId, channelId);
    if (rights.length > 0) {
      throw new Refusal('bot-may-not-post', { channel: { channel: channelId }, rights: { rights } });
    }
    change.channelId = channelId;
  }
  const role = options.role('organiser-role');
  if (role !== undefined) {
    if (role === place.guild?.id) throw new Refusal('organiser-role-everyone');
    change.organiserRoleId = role;
  }
  const proposers = options.string('proposers');
  if (proposers === 'everyone' || proposers === 'delegates' || proposers === 'organisers') {
    change.proposers = proposers;
  }
  const timezone = options.string('timezone');
  if (timezone !== undefined) change.timezone = needZone(timezone);
  const language = options.string('language');
  if (language !== undefined) {
    const known = readLanguage(deps.texts, language);
    if (known === undefined) {
      const languages = languageNames(deps.texts).map(({ name }) => name);
      throw new Refusal('language-unknown', { languages: languages.join(', ') });
    }
    change.language = known;
  }
  const conduct = options.string('conduct-line');
  if (conduct !== undefined) change.conductLine = needLine(conduct);
  const shortest = minutesOf(options, 'shortest-vote');
  if (shortest !== undefined) change.shortestVoteMinutes = shortest;
  const notice = minutesOf(options, 'notice');
  if (notice !== undefined) change.noticeMinutes = notice;
  const digest = options.string('digest');
  const day = DIGEST_DAYS.find((one) => one === digest);
  if (day !== undefined || digest === 'off') change.digest = day ?? 'off';
  const threads = options.string('discussion-threads');
  if (threads === 'on' || threads === 'off') change.discussionThreads = threads === 'on';
  const ping = options.role('ping-role');
  // Everyone is never pinged: choosing it takes the role back.
  if (ping !== undefined) change.pingRoleId = ping === place.guild?.id ? 'none' : ping;
  const retentionDays = retentionOf(options);
  if (retentionDays !== undefined) change.retentionDays = retentionDays;
  const accountDays = daysOf(options, 'account-age');
  if (accountDays !== undefined) change.accountDays = accountDays;
  const memberDays = daysOf(options, 'membership');
  if (memberDays !== undefined) change.memberDays = memberDays;
  const rule = ruleOf(options, t);
  const rules = Object.keys(rule).length > 0;
  if (own === undefined && !rules && Object.keys(change).length === 0) throw new Refusal('nothing-to-change');
  if (Object.keys(change).length > 0) await changeServer(deps, guildId, change, actor, now);
  if (channelId !== undefined) await moveAllStranded(deps, guildId);
  if (rules) await changeServerRule(deps, guildId, rule, actor);
  if (own !== undefined) await setOwnZone(deps, actor.userId, own);
}

function minutesOf(options: CommandContext['options'], name: string): number | undefined {
  const minutes = options.integer(name);
  if (minutes !== undefined && (minutes < 1 || minutes > MOST_MINUTES)) {
    throw new Refusal('minutes-out-of-range', { most: MOST_MINUTES });
  }
  return minutes;
}

function daysOf(options: CommandContext['options'], name: string): number | undefined {
  const days = options.integer(name);
  if (days !== undefined && (days < 0 || days > MOST_AGE_DAYS))
    throw new Refusal('days-out-of-range', { least: 0, most: MOST_AGE_DAYS });
  return days;
}

function retentionOf(options: CommandContext['options']): number | undefined {
  const days = options.integer('retention');
  const { least, most } = RETENTION_DAYS;
  if (days !== undefined && (days < least || days > most))
    throw new Refusal('days-out-of-range', { least, most });
  return days;
}

function needZone(typed: string): string {
  const zone = readZone(typed);
  if (zone === undefined) throw new Refusal('zone-unknown', { typed: typed.slice(0, 100) });
  return zone;
}

function needLine(typed: string): string {
  const line = clean(typed);
  if (line === '') throw new Refusal('text-empty');
  if (line.length > CONDUCT_MAX)
    throw new Refusal('text-too-long', { max: CONDUCT_MAX, length: line.length });
  return line;
}
