import { readReminders, type Reminder } from '../reminders/reminder.js';
import { withQuestion } from './afterwards-views.js';
import type { Context } from './command.js';
import { cut, escapeText, timestamp } from './text.js';
import type { Reply } from './view.js';

const SHOWN = 5;

/**
 * Adds to a private answer what could not be delivered to the person otherwise, and what is to be asked of them. `told`
 * is called once the answer has arrived, and lets the notice go.
 */
export async function withNotices(
  context: Context,
  reply: Reply,
): Promise<{ reply: Reply; told: () => Promise<void> }> {
  return withQuestion(context, await withReminders(context, reply));
}

async function withReminders(
  { deps, actor, t }: Context,
  reply: Reply,
): Promise<{ reply: Reply; told: () => Promise<void> }> {
  const nothing = { reply, told: () => Promise.resolve() };
  if (reply.kind !== 'private') return nothing;
  const ids = deps.notices.waitingFor(actor.userId).slice(0, SHOWN);
  if (ids.length === 0) return nothing;
  const found = await readReminders(deps, ids);
  const lines = found.map((reminder) =>
    reminder === undefined
      ? t('reminders:notice.unreadable')
      : t('reminders:notice.line', {
          text: cut(escapeText(reminder.text), 150),
          due: timestamp(reminder.due.instant),
        }),
  );
  const reminders = found.filter((reminder) => reminder !== undefined);
  const next = t(`reminders:notice.${await nextFor(deps, reminders)}`);
  const field = { name: t('reminders:notice.title'), value: [...lines, next].join('\n') };
  return {
    reply: { ...reply, view: { ...reply.view, fields: [...(reply.view.fields ?? []), field] } },
    told: async () => {
      for (const id of ids) await deps.notices.remove(actor.userId, id);
    },
  };
}

/** What can be done about it: of several reasons the one that is the person's own to mend. */
async function nextFor(deps: Context['deps'], reminders: readonly Reminder[]): Promise<string> {
  if (reminders.some(({ target }) => target.kind === 'owner')) return 'next';
  for (const { target } of reminders) {
    const left = target.kind === 'channel' && (await deps.goneServers.get(target.guildId)) !== undefined;
    if (!left) return 'next-channel';
  }
  return 'next-left';
}
