import { Refusal } from '../refusal.js';
import { calendarFile } from '../proposals/calendar.js';
import { textOf } from '../proposals/follow-through.js';
import { hasOneIn } from '../proposals/outcome-places.js';
import type { Proposal } from '../proposals/proposal.js';
import type { Translate } from '../texts/texts.js';
import { shortTitle } from './more-views.js';
import type { Reply, ViewFile } from './view.js';

/**
 * The calendar file of a version of an action; undefined where its text is not known any more. The same action has one
 * UID for ever; each later state has a higher SEQUENCE, so that calendars change the entry they have.
 */
export function calendarOf(
  t: Translate,
  proposal: Proposal,
  { version, cancelled }: { version: number; cancelled: boolean },
): ViewFile | undefined {
  const text = textOf(proposal, version);
  if (text === undefined) return undefined;
  const { action } = text;
  const { start, end, where } = action;
  const lines = [
    t('proposals:event.how', { how: action.how, whom: action.whom.name }),
    t('proposals:event.local', { start: start.wall.replace('T', ' '), zone: start.zone }),
    ...(action.details === '' ? [] : [action.details]),
    t('proposals:card.text', { hash: text.hash.slice(0, 8) }),
  ];
  const over = version === proposal.version ? proposal.settledAt : proposal.openedAt;
  const data = calendarFile({
    uid: `${proposal.id}@strike-together`,
    sequence: (version - 1) * 2 + (cancelled ? 1 : 0),
    decidedAt: (cancelled ? over : proposal.closedAt) ?? proposal.openedAt,
    start,
    end,
    title: action.title,
    place: where,
    details: lines.join('\n'),
    cancelled,
  });
  return { name: `action-${text.hash.slice(0, 8)}.ics`, data };
}

/**
 * The calendar file as an export: of an agreed action, or to take one that was called off out of calendars. Refused where
 * nothing is agreed, and in a server of which no organisation is in.
 */
export function calendarReply(t: Translate, proposal: Proposal, guildId: string): Reply {
  const { state, version } = proposal;
  const { title } = proposal.action;
  if (state !== 'agreed' && state !== 'called off' && state !== 'took place')
    throw new Refusal('calendar-none', { title });
  if (!hasOneIn(proposal, guildId)) throw new Refusal('calendar-not-in', { title });
  const file = calendarOf(t, proposal, { version, cancelled: state === 'called off' });
  const key = state === 'called off' ? 'calendar-cancelled' : 'calendar';
  return {
    kind: 'private',
    view: {
      body: t(`proposals:export.${key}`, { title: shortTitle(proposal) }),
      tone: 'good',
      ...(file === undefined ? {} : { files: [file] }),
    },
  };
}
