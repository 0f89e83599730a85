import type { AppDeps } from '../app.js';
import type { Item } from '../outbox/item.js';
import { turnoutOf } from '../proposals/ballot.js';
import { entryIn } from '../proposals/proposal.js';
import { isLate } from '../reminders/deliver.js';
import { readSettings } from '../settings/server-settings.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { cardView, outcomeView } from './proposal-views.js';
import { cut, escapeText, timestamp } from './text.js';
import type { View } from './view.js';

/** A message owed, composed from what is true now. */
export interface Post {
  view: View;
  /** The only role it may ping: one chosen through an option or in the settings. */
  mentionRoleId?: string;
}

/** Composes an owed message, or says by undefined that there is nothing to say any more. */
export async function composePost(deps: AppDeps, item: Item, now: Date): Promise<Post | undefined> {
  const { about, target } = item;
  if (about.kind === 'reminder') {
    const guildId = target.kind === 'channel' ? target.guildId : undefined;
    return reminderPost(deps, about.reminderId, await translatorFor(deps, guildId), now);
  }
  const proposal = await deps.proposals.get(about.proposalId);
  const entry = proposal === undefined ? undefined : entryIn(proposal, about.guildId);
  if (proposal === undefined || entry === undefined) return undefined;
  const t = await translatorFor(deps, about.guildId);
  const title = cut(escapeText(proposal.action.title), 200);
  switch (about.kind) {
    case 'card':
      return { view: cardView(t, proposal, entry, await turnoutOf(deps, proposal, entry.organisation.id)) };
    case 'outcome':
      return { view: outcomeView(t, proposal) };
    case 'closing moved': {
      const closes = timestamp(about.closesAt);
      const body = t('proposals:notice.moved', { closes, left: timestamp(about.closesAt, 'R') });
      return { view: { title: t('proposals:notice.moved-title', { title }), body, tone: 'warning' } };
    }
    case 'report': {
      const { organiserRoleId } = await readSettings(deps, about.guildId);
      const view: View = {
        title: t('proposals:notice.report-title', { title }),
        body: t('proposals:notice.report'),
        tone: 'warning',
      };
      return organiserRoleId === undefined ? { view } : { view, mentionRoleId: organiserRoleId };
    }
  }
}

/** The language of what everyone in a server sees: its setting, else Discord's for that server, else the default. */
export async function translatorFor(deps: AppDeps, guildId: string | undefined): Promise<Translate> {
  if (guildId === undefined) return deps.texts.in(deps.defaultLocale);
  const { language } = await readSettings(deps, guildId);
  return deps.texts.in(language ?? deps.guildLocale(guildId) ?? deps.defaultLocale);
}

async function reminderPost(
  deps: AppDeps,
  reminderId: string,
  t: Translate,
  now: Date,
): Promise<Post | undefined> {
  const reminder = await deps.reminders.get(reminderId);
  if (reminder === undefined) return undefined;
  const late = isLate(reminder, now);
  if (reminder.target.kind === 'owner') {
    // For lock screens: nothing of what it is about.
    const view: View = {
      body: t(late ? 'reminders:dm.late' : 'reminders:dm.due'),
      rows: [
        [
          {
            label: t('reminders:dm.show'),
            id: customId('reminder', { act: 'show', reminder: reminder.id }),
            style: 'primary',
          },
        ],
      ],
    };
    return { view };
  }
  const due = timestamp(reminder.due.instant);
  const view: View = {
    title: t('reminders:post.title'),
    body: escapeText(reminder.text) + (late ? `\n\n${t('reminders:post.late', { due })}` : ''),
  };
  const { mentionRoleId } = reminder.target;
  return mentionRoleId === undefined ? { view } : { view, mentionRoleId };
}
