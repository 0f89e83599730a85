import type { Command, CommandContext } from '../src/discord/command.js';
import { remindersView, reminderSetView } from '../src/discord/reminder-views.js';
import { cut, escapeText } from '../src/discord/text.js';
import type { Reply } from '../src/discord/view.js';
import { zoneQuestion } from '../src/discord/zone-views.js';
import { Refusal } from '../src/refusal.js';
import { createReminder } from '../src/reminders/create.js';
import { deleteReminder, listReminders } from '../src/reminders/list.js';
import { keepPending } from '../src/reminders/pending.js';
import { zoneOf } from '../src/settings/person-zone.js';
import { readZone, suggestZones } from '../src/time/zones.js';

/** `/remind create`, `list` and `delete`. */
const remind: Command = {
  definition: {
    name: 'remind',
    texts: 'reminders',
    places: ['server', 'dm'],
    subcommands: [
      {
        name: 'create',
        options: [
          { name: 'text', type: 'string', required: true },
          { name: 'when', type: 'string', required: true },
          { name: 'channel', type: 'channel' },
          { name: 'mention', type: 'role' },
          { name: 'timezone', type: 'string', autocomplete: true },
        ],
      },
      { name: 'list' },
      { name: 'delete', options: [{ name: 'reminder', type: 'string', required: true, autocomplete: true }] },
    ],
  },

  async run(context) {
    const { deps, actor, t, subcommand, options } = context;
    if (subcommand === 'create') return create(context);
    if (subcommand === 'list') {
      return { kind: 'private', view: remindersView(t, await listReminders(deps, actor), 0, deps.mentions) };
    }
    const reminder = await deleteReminder(deps, options.string('reminder') ?? '', actor);
    const body = t('reminders:deleted', { text: cut(escapeText(reminder.text), 200) });
    return { kind: 'private', view: { body, tone: 'good' } };
  },

  async suggest({ deps, actor, now }, { name, typed }) {
    if (name === 'timezone')
      return suggestZones(typed, 25, now).map(({ zone, label }) => ({ name: label, value: zone }));
    const wanted = typed.trim().toLowerCase();
    return (await listReminders(deps, actor))
      .filter(({ reminder }) => reminder.text.toLowerCase().includes(wanted))
      .map(({ reminder }) => ({ name: cut(reminder.text.replace(/\s+/gu, ' '), 100), value: reminder.id }));
  },
};

export default remind;

async function create({ deps, actor, t, now, locale, place, options }: CommandContext): Promise<Reply> {
  const channelId = options.channel('channel');
  const mentionRoleId = options.role('mention');
  if (channelId === undefined && mentionRoleId !== undefined) throw new Refusal('mention-needs-channel');
  if (channelId !== undefined && place.guild !== undefined) {
    const rights = await deps.platform.missingRights(place.guild.id, channelId);
    if (rights.length > 0) {
      throw new Refusal('bot-may-not-post', { channel: { channel: channelId }, rights: rights.join(', ') });
    }
  }
  const asked = options.string('timezone');
  const named = asked === undefined ? undefined : readZone(asked);
  if (asked !== undefined && named === undefined)
    throw new Refusal('zone-unknown', { typed: asked.slice(0, 100) });
  const zone = named ?? (await zoneOf(deps, actor.userId, place.guild?.id));
  const input = {
    text: options.string('text') ?? '',
    when: options.string('when') ?? '',
    locale,
    ...(channelId === undefined
      ? {}
      : { channel: { channelId, ...(mentionRoleId === undefined ? {} : { mentionRoleId }) } }),
  };
  if (zone === undefined) {
    await keepPending(deps, input, actor, now);
    return { kind: 'private', view: zoneQuestion(t, 'remind', now) };
  }
  return {
    kind: 'private',
    view: reminderSetView(t, await createReminder(deps, { ...input, zone }, actor, now), deps.mentions),
  };
}
