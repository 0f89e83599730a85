import type { Command, CommandContext } from '../src/discord/command.js';
import { RULE_OPTIONS, ruleOf } from '../src/discord/organisation-options.js';
import { languageNames, readLanguage, suggestLanguages } from '../src/discord/languages.js';
import { rightsWords } from '../src/discord/rights-words.js';
import { settingsView } from '../src/discord/settings-views.js';
import type { Reply } from '../src/discord/view.js';
import { changeServer } from '../src/digest/schedule.js';
import { serverRule } from '../src/organisations/organisation.js';
import { changeServerRule } from '../src/organisations/set-up.js';
import { moveAllStranded } from '../src/proposals/stranded.js';
import { Refusal } from '../src/refusal.js';
import { ownZone, setOwnZone } from '../src/settings/person-zone.js';
import {
  DIGEST_DAYS,
  MOST_AGE_DAYS,
  pingRoleOf,
  readSettings,
  RETENTION_DAYS,
  type SettingsChange,
} from '../src/settings/server-settings.js';
import { clean } from '../src/texts/clean.js';
import { readZone, suggestZones } from '../src/time/zones.js';

const CONDUCT_MAX = 300;
const WEEK_MINUTES = 10_080;

/** `/settings show` and `set`; everything but one's own time zone needs Manage Server. */
const settings: Command = {
  definition: {
    name: 'settings',
    texts: 'settings',
    places: ['server'],
    subcommands: [
      { name: 'show' },
      {
        name: 'set',
        options: [
          { name: 'my-timezone', type: 'string', autocomplete: true, maxLength: 100 },
          { name: 'channel', type: 'channel' },
          { name: 'organiser-role', type: 'role' },
          { name: 'proposers', type: 'string', choices: ['everyone', 'delegates', 'organisers'] },
          { name: 'timezone', type: 'string', autocomplete: true, maxLength: 100 },
          { name: 'language', type: 'string', autocomplete: true, maxLength: 20 },
          { name: 'conduct-line', type: 'string' },
          { name: 'shortest-vote', type: 'integer', min: 1, max: WEEK_MINUTES },
          { name: 'notice', type: 'integer', min: 1, max: WEEK_MINUTES },
          { name: 'digest', type: 'string', choices: ['off', ...DIGEST_DAYS] },
          { name: 'discussion-threads', type: 'string', choices: ['on', 'off'] },
          { name: 'ping-role', type: 'role' },
          { name: 'retention', type: 'integer', min: RETENTION_DAYS.least, max: RETENTION_DAYS.most },
          { name: 'account-age', type: 'integer', min: 0, max: MOST_AGE_DAYS },
          { name: 'membership', type: 'integer', min: 0, max: MOST_AGE_DAYS },
          ...RULE_OPTIONS,
        ],
      },
    ],
  },

  async run(context) {
    const { subcommand } = context;
    const { guildId } = context.actor;
    if (guildId === undefined) throw new Refusal('server-only');
    if (subcommand === 'set') await set(context, guildId);
    return shown(context, guildId, subcommand === 'set');
  },

  suggest({ deps, now }, { name, typed }) {
    const choices =
      name === 'language'
        ? suggestLanguages(deps.texts, typed)
        : suggestZones(typed, 25, now).map(({ zone, label }) => ({ name: label, value: zone }));
    return Promise.resolve(choices);
  },
};

export default settings;

async function set({ deps, actor, now, options, place, t }: CommandContext, guildId: string): Promise<void> {
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

async function shown({ deps, actor, t }: CommandContext, guildId: string, saved: boolean): Promise<Reply> {
  const view = settingsView(
    t,
    await readSettings(deps, guildId),
    await ownZone(deps, actor.userId),
    await serverRule(deps, guildId),
    (language) => deps.texts.in(language)('common:language'),
  );
  if (!saved) return { kind: 'private', view };
  const trouble = actor.managesServer ? await stillMissing({ deps, t }, guildId) : [];
  const body = [t('settings:saved'), ...trouble].join('\n\n');
  return { kind: 'private', view: { ...view, body, tone: 'good' } };
}

/** What is set, but does not work as things are: threads in that channel, a role that the bot cannot ping. */
async function stillMissing(
  { deps, t }: Pick<CommandContext, 'deps' | 't'>,
  guildId: string,
): Promise<string[]> {
  const settings = await readSettings(deps, guildId);
  const { discussionThreads, channelId } = settings;
  const lines: string[] = [];
  if (discussionThreads === true && channelId !== undefined) {
    const rights = deps.missingThreadRights(guildId, channelId);
    const channel = `<#${channelId}>`;
    if (rights === undefined) lines.push(t('settings:threads-not-there', { channel }));
    else if (rights.length > 0)
      lines.push(t('settings:threads-not-allowed', { channel, rights: rightsWords(t, rights) }));
  }
  const role = pingRoleOf(settings);
  if (role !== undefined && !deps.canPing(guildId, role))
    lines.push(t('settings:ping-not-allowed', { role: `<@&${role}>` }));
  return lines;
}

function minutesOf(options: CommandContext['options'], name: string): number | undefined {
  const minutes = options.integer(name);
  if (minutes !== undefined && (minutes < 1 || minutes > WEEK_MINUTES)) {
    throw new Refusal('minutes-out-of-range', { most: WEEK_MINUTES });
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
