import type { Context } from './command.js';
import { cut, escapeText, timestamp } from './text.js';
import type { Reply } from './view.js';

const SHOWN = 5;

/**
 * Adds to a private answer what could not be delivered to the person otherwise. `told` is called once the answer has
 * arrived, and lets the notice go.
 */
export async function withNotices(
  { deps, actor, t }: Context,
  reply: Reply,
): Promise<{ reply: Reply; told: () => Promise<void> }> {
  const nothing = { reply, told: () => Promise.resolve() };
  if (reply.kind !== 'private') return nothing;
  const ids = deps.notices.waitingFor(actor.userId).slice(0, SHOWN);
  if (ids.length === 0) return nothing;
  const reminders = (await deps.reminders.getMany(ids)).filter((reminder) => reminder !== undefined);
  const lines = reminders.map((reminder) =>
    t('reminders:notice.line', {
      text: cut(escapeText(reminder.text), 150),
      due: timestamp(reminder.due.instant),
    }),
  );
  const closedDms = reminders.some(({ target }) => target.kind === 'owner');
  const next = t(closedDms ? 'reminders:notice.next' : 'reminders:notice.next-channel');
  const field = { name: t('reminders:notice.title'), value: [...lines, next].join('\n') };
  return {
    reply: { ...reply, view: { ...reply.view, fields: [...(reply.view.fields ?? []), field] } },
    told: async () => {
      for (const id of ids) await deps.notices.remove(actor.userId, id);
    },
  };
}
