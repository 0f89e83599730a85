import type { Command, CommandContext, OptionDefinition } from '../src/discord/command.js';
import { pausedView, remindersView, wishedView } from '../src/discord/reminder-views.js';
import { cut, escapeText } from '../src/discord/text.js';
import type { Reply, View } from '../src/discord/view.js';
import { zoneQuestion } from '../src/discord/zone-views.js';
import { Refusal } from '../src/refusal.js';
import { createReminder } from '../src/reminders/create.js';
import { editReminder, pauseReminder, resumeReminder } from '../src/reminders/edit.js';
import { deleteReminder, listReminders } from '../src/reminders/list.js';
import { keepPending } from '../src/reminders/pending.js';
import { zoneOf } from '../src/settings/person-zone.js';
import { readZone, suggestZones } from '../src/time/zones.js';

const WHICH: OptionDefinition = { name: 'reminder', type: 'string', required: true, autocomplete: true };
const HOW: readonly OptionDefinition[] = [
  { name: 'repeat', type: 'string' },
  { name: 'channel', type: 'channel' },
  { name: 'mention', type: 'role' },
  { name: 'timezone', type: 'string', autocomplete: true },
];

/** `/remind create`, `list`, `edit`, `pause`, `resume` and `delete`. */
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
          ...HOW,
        ],
      },
      { name: 'list' },
      {
        name: 'edit',
        options: [WHICH, { name: 'text', type: 'string' }, { name: 'when', type: 'string' }, ...HOW],
      },
      { name: 'pause', options: [WHICH] },
      { name: 'resume', options: [WHICH] },
      { name: 'delete', options: [WHICH] },
    ],
  },

  async run(context) {
    const { deps, actor, t, now, subcommand, options } = context;
    const meant = options.string('reminder') ?? '';
    const good = (view: View): Reply => ({ kind: 'private', view });
    switch (subcommand) {
      case 'create':
        return create(context);
      case 'edit':
        return good(await edit(context, meant));
      case 'pause':
        return good(pausedView(t, await pauseReminder(deps, meant, actor)));
      case 'resume':
        return good(pausedView(t, await resumeReminder(deps, meant, actor, now)));
      case 'delete': {
        const { text } = await deleteReminder(deps, meant, actor);
        return good({ body: t('reminders:deleted', { text: cut(escapeText(text), 200) }), tone: 'good' });
      }
      default:
        return good(remindersView(t, await listReminders(deps, actor), 0, deps.mentions));
    }
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

async function create(context: CommandContext): Promise<Reply> {
  const { deps, actor, t, now, locale, place, options } = context;
  const channel = await channelOf(context);
  if (channel === undefined && options.role('mention') !== undefined)
    throw new Refusal('mention-needs-channel');
  const zone = namedZone(options) ?? (await zoneOf(deps, actor.userId, place.guild?.id));
  const input = {
    text: options.string('text') ?? '',
    when: options.string('when') ?? '',
    repeat: options.string('repeat'),
    locale,
    channel,
  };
  if (zone === undefined) {
    await keepPending(deps, input, actor, now);
    return { kind: 'private', view: zoneQuestion(t, 'remind', now) };
  }
  const wished = await createReminder(deps, { ...input, zone }, actor, now);
  return { kind: 'private', view: wishedView(t, wished, deps.mentions) };
}

async function edit(context: CommandContext, meant: string): Promise<View> {
  const { deps, actor, t, now, locale, options } = context;
  const changes = {
    text: options.string('text'),
    when: options.string('when'),
    repeat: options.string('repeat'),
    zone: namedZone(options),
    channel: await channelOf(context),
    mentionRoleId: options.role('mention'),
    locale,
  };
  return wishedView(t, await editReminder(deps, meant, changes, actor, now), deps.mentions);
}

/** The channel chosen, where the bot may post, with the role to be mentioned there. */
async function channelOf({ deps, place, options }: CommandContext) {
  const channelId = options.channel('channel');
  if (channelId === undefined) return undefined;
  if (place.guild !== undefined) {
    const rights = await deps.platform.missingRights(place.guild.id, channelId);
    if (rights.length > 0) {
      throw new Refusal('bot-may-not-post', { channel: { channel: channelId }, rights: { rights } });
    }
  }
  const mentionRoleId = options.role('mention');
  return { channelId, ...(mentionRoleId === undefined ? {} : { mentionRoleId }) };
}

function namedZone(options: CommandContext['options']): string | undefined {
  const asked = options.string('timezone');
  if (asked === undefined) return undefined;
  const named = readZone(asked);
  if (named === undefined) throw new Refusal('zone-unknown', { typed: asked.slice(0, 100) });
  return named;
}
