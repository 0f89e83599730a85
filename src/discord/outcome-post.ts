import type { AppDeps } from '../app-deps.js';
import type { About, Item } from '../outbox/item.js';
import { eventOf, isComing, isToldIn, textOf } from '../proposals/follow-through.js';
import { hasOneIn } from '../proposals/outcome-places.js';
import type { Proposal } from '../proposals/proposal.js';
import type { Translate } from '../texts/texts.js';
import { isLate } from '../time/late.js';
import { calendarOf } from './calendar-file.js';
import { cardLink } from './card-link.js';
import { shortTitle } from './more-views.js';
import { OUTCOME_PICTURE, outcomeFiles } from './outcome-files.js';
import { outcomeView } from './outcome-views.js';
import type { Post } from './posts.js';
import { cut, escapeText, timestamp } from './text.js';
import type { View } from './view.js';

/**
 * The outcome as a server is told it: with its picture, and with the calendar file and the event where one of its
 * organisations is in. That of a text which was changed since says only that.
 */
export async function outcomePost(
  deps: AppDeps,
  about: Extract<About, { kind: 'outcome' }>,
  proposal: Proposal,
  t: Translate,
): Promise<Post> {
  const { guildId, version = proposal.version } = about;
  if (version !== proposal.version) {
    const title = t('proposals:outcome.superseded-title', { title: shortTitle(proposal) });
    const hash = textOf(proposal, version)?.hash.slice(0, 8);
    const footer = hash === undefined ? {} : { footer: t('proposals:card.text', { hash }) };
    const body = t('proposals:outcome.superseded');
    return { view: { title, body, ...footer, tone: 'warning' }, standing: true };
  }
  const view = outcomeView(t, proposal);
  const lines = [
    ...(proposal.state === 'called off' ? [t('proposals:outcome.called-off')] : []),
    ...(await followLines(deps, t, proposal, guildId)),
  ];
  const calendar = isFollowed(proposal, guildId) && calendarOf(t, proposal, { version, cancelled: false });
  const pictures = await outcomeFiles(deps, t, proposal);
  const files = [...pictures, ...(calendar ? [calendar] : [])];
  return {
    view: {
      ...view,
      body: [view.body ?? '', ...lines].join('\n\n'),
      ...(files.length > 0 ? { files } : {}),
      ...(pictures.length > 0 ? { image: OUTCOME_PICTURE } : {}),
    },
    standing: true,
  };
}

/** The notice that an action is called off, with the file that takes it out of calendars. */
export function calledOffFiles(t: Translate, proposal: Proposal, guildId: string): Pick<View, 'files'> {
  const { version } = proposal;
  const calendar = hasOneIn(proposal, guildId) && calendarOf(t, proposal, { version, cancelled: true });
  return calendar ? { files: [calendar] } : {};
}

/** The same for an agreed text that was changed to `version`; nothing where it was not agreed. */
export function lapsedFiles(
  t: Translate,
  proposal: Proposal,
  { guildId, version }: { guildId: string; version: number },
): Pick<View, 'files'> {
  const { agreedBefore } = proposal;
  if (agreedBefore?.version !== version - 1 || !agreedBefore.guildIds.includes(guildId)) return {};
  const calendar = calendarOf(t, proposal, { version: version - 1, cancelled: true });
  return calendar === undefined ? {} : { files: [calendar] };
}

/**
 * One line 7 days, 1 day and 2 hours before an agreed action. Undefined when it is not to be said any more; one that was
 * posted says then that it holds no more, or that the proposal is hidden.
 */
export async function comingPost(
  deps: AppDeps,
  about: Extract<About, { kind: 'coming' }>,
  proposal: Proposal,
  { t, now, posted }: { t: Translate; now: Date; posted: boolean },
): Promise<Post | undefined> {
  const told = await isToldIn(deps, proposal, about.guildId);
  const lapsed = proposal.version !== about.version || proposal.state === 'called off';
  if (posted && lapsed)
    return { view: { body: t('proposals:notice.coming-lapsed', { title: shortTitle(proposal) }) } };
  if (posted && !told)
    return {
      view: {
        title: t('proposals:card.hidden-title'),
        body: t('proposals:card.hidden-organisers'),
        tone: 'warning',
      },
    };
  if (lapsed || !told || !isComing(proposal, about.dueAt, now)) return undefined;
  const { start, where } = proposal.action;
  const late = isLate(about.dueAt, now);
  const lines = [
    t('proposals:notice.coming', {
      title: shortTitle(proposal),
      start: timestamp(start.instant),
      left: timestamp(start.instant, 'R'),
    }),
    ...(where === '' ? [] : [t('proposals:notice.coming-where', { where: cut(escapeText(where), 200) })]),
    ...(late ? [t('proposals:notice.coming-late', { due: timestamp(about.dueAt) })] : []),
  ];
  const link = await cardLink(deps, proposal, about.guildId);
  if (link !== undefined) lines.push(t('proposals:notice.coming-card', { link }));
  return { view: { body: lines.join('\n') } };
}

function isFollowed(proposal: Proposal, guildId: string): boolean {
  return proposal.state === 'agreed' && hasOneIn(proposal, guildId);
}

async function followLines(
  deps: AppDeps,
  t: Translate,
  proposal: Proposal,
  guildId: string,
): Promise<string[]> {
  if (!isFollowed(proposal, guildId)) return [];
  return [...eventLines(t, await eventOf(deps, proposal, guildId), guildId), t('proposals:outcome.calendar')];
}

function eventLines(t: Translate, item: Item | undefined, guildId: string): string[] {
  if (item?.eventId !== undefined)
    return [t('proposals:outcome.event', { link: `https://discord.com/events/${guildId}/${item.eventId}` })];
  if (item?.reason === 'may-not-post') return [t('proposals:outcome.event-missing')];
  if (item?.state === 'parked') return [t('proposals:outcome.event-refused')];
  return [];
}
