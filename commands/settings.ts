import type { Command, CommandContext } from '../src/discord/command.js';
import { RULE_OPTIONS } from '../src/discord/organisation-options.js';
import { suggestLanguages } from '../src/discord/languages.js';
import { rightsWords } from '../src/discord/rights-words.js';
import { MOST_MINUTES, setSettings } from '../src/discord/settings-set.js';
import { settingsView } from '../src/discord/settings-views.js';
import type { Reply } from '../src/discord/view.js';
import { serverRule } from '../src/organisations/organisation.js';
import { Refusal } from '../src/refusal.js';
import { ownZone } from '../src/settings/person-zone.js';
import {
  DIGEST_DAYS,
  MOST_AGE_DAYS,
  pingRoleOf,
  readSettings,
  RETENTION_DAYS,
} from '../src/settings/server-settings.js';
import { suggestZones } from '../src/time/zones.js';

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
          { name: 'shortest-vote', type: 'integer', min: 1, max: MOST_MINUTES },
          { name: 'notice', type: 'integer', min: 1, max: MOST_MINUTES },
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
    if (subcommand === 'set') await setSettings(context, guildId);
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
