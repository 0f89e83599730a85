import type { Command } from '../src/discord/command.js';
import { isOrganiser } from '../src/authority.js';
import { operatorLine } from '../src/discord/privacy-views.js';
import { readSettings } from '../src/settings/server-settings.js';

const EVERYWHERE = [
  'explain',
  ...['create', 'list', 'edit', 'pause', 'resume', 'delete'].map((name) => `remind ${name}`),
  ...['show', 'export', 'erase'].map((name) => `privacy ${name}`),
];
const IN_SERVERS = [
  'propose',
  'poll',
  'proposal list',
  'proposal show',
  'proposal export',
  'organisation list',
  'front show',
  'settings show',
];
const FOR_ORGANISERS = [
  'proposal amend',
  'proposal close',
  'proposal withdraw',
  'proposal call-off',
  'proposal took-place',
  'settings set',
];
const FOR_MANAGERS = [
  'organisation add',
  'organisation edit',
  'organisation remove',
  'front found',
  'front invite',
  'front join',
  'front leave',
];

/** `/help`: what can I do here, with commands to click. */
const help: Command = {
  definition: { name: 'help', texts: 'help', places: ['server', 'dm'] },

  async run({ deps, actor, t }) {
    const line = (path: string) =>
      t('help:line', { command: deps.mentions.of(path), what: t(`help:what.${path}`) });
    const guildId = actor.guildId;
    const fields = [{ name: t('help:everywhere'), value: EVERYWHERE.map(line).join('\n') }];
    if (guildId !== undefined) {
      fields.unshift({ name: t('help:server'), value: IN_SERVERS.map(line).join('\n') });
      const organises = isOrganiser(actor, { guildId, settings: await readSettings(deps, guildId) });
      const key = organises ? 'help:organiser' : 'help:others';
      fields.push({ name: t(key), value: FOR_ORGANISERS.map(line).join('\n') });
      fields.push({ name: t('help:managers'), value: FOR_MANAGERS.map(line).join('\n') });
    }
    const body = t(guildId === undefined ? 'help:intro-dm' : 'help:intro');
    const parts = [body, operatorLine(t, deps)];
    return { kind: 'private', view: { title: t('help:title'), body: parts.join('\n\n'), fields } };
  },
};

export default help;
