import type { AppDeps } from '../app-deps.js';
import type { About, Item } from '../outbox/item.js';
import { tallies } from '../proposals/ballot.js';
import type { Proposal } from '../proposals/proposal.js';
import { isTakenDown } from '../proposals/taken-down.js';
import { readSettings } from '../settings/server-settings.js';
import type { Translate } from '../texts/texts.js';
import { digestPost } from './digest-posts.js';
import { afterwardsPost } from './afterwards-views.js';
import { closingSoonPost, nudgePost } from './nudge-views.js';
import { calledOffFiles, comingPost, lapsedFiles, outcomePost } from './outcome-post.js';
import { differenceLines } from './outcome-views.js';
import { pollPost } from './poll-posts.js';
import { withPing } from './ping-views.js';
import { cardView } from './proposal-views.js';
import { reminderPost } from './reminder-posts.js';
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
    return reminderPost(deps, about, await translatorFor(deps, guildId), now);
  }
  const locale = await localeFor(deps, about.guildId);
  const t = deps.texts.in(locale);
  if (about.kind === 'digest') return digestPost(deps, about, t, locale, now);
  if (about.kind === 'left the front') {
    const body = t('proposals:notice.left', {
      server: escapeText(about.server),
      front: escapeText(about.frontName),
    });
    return { view: { title: t('proposals:notice.left-title'), body, tone: 'warning' } };
  }
  if (about.kind === 'nudge') {
    return target.kind === 'person' ? nudgePost(deps, about, target.userId, t, now) : undefined;
  }
  // No messages: see event-delivery.ts and thread-delivery.ts.
  if (about.kind === 'event' || about.kind === 'thread') return undefined;
  if (about.kind === 'poll' || about.kind === 'poll result') return pollPost(deps, about, t);
  if (about.kind === 'afterwards') return afterwardsPost(deps, about, t, now);
  const proposal = await deps.proposals.get(about.proposalId);
  if (proposal === undefined) return undefined;
  if (about.kind !== 'card' && (await isTakenDown(deps, proposal.id))) {
    // Nothing of it goes out any more, and what was posted says only that, as its cards do.
    const said = { title: t('proposals:card.hidden-title'), body: t('proposals:card.hidden-operator') };
    return item.message && { view: { ...said, tone: 'warning' } };
  }
  return withPing(deps, item, proposal, await proposalPost(deps, about, proposal, t, now));
}

async function proposalPost(
  deps: AppDeps,
  about: Exclude<
    About,
    {
      kind:
        | 'reminder'
        | 'left the front'
        | 'nudge'
        | 'digest'
        | 'event'
        | 'afterwards'
        | 'thread'
        | 'poll'
        | 'poll result';
    }
  >,
  proposal: Proposal,
  t: Translate,
  now: Date,
): Promise<Post | undefined> {
  const title = cut(escapeText(proposal.action.title), 200);
  const { guildId } = about;
  const notice = (key: string, values: Record<string, string> = {}): Post => ({
    view: {
      title: t(`proposals:notice.${key}-title`, { title }),
      body: t(`proposals:notice.${key}`, values),
      tone: 'warning',
    },
  });
  switch (about.kind) {
    case 'card': {
      const counted = proposal.state === 'open' ? await tallies(deps, proposal, now) : [];
      const hidden = await deps.hidden.get(`${proposal.id}:${guildId}`);
      return { view: cardView(t, { proposal, guildId, tallies: counted, hidden }) };
    }
    case 'outcome':
      return outcomePost(deps, about, proposal, t);
    case 'coming':
      return comingPost(deps, about, proposal, t, now);
    case 'closing moved': {
      // Overtaken by a new text or an end: the card says what holds.
      if (proposal.state !== 'open' || proposal.closesAt !== about.closesAt) return undefined;
      return notice('moved', { closes: timestamp(about.closesAt), left: timestamp(about.closesAt, 'R') });
    }
    case 'closing soon':
      return closingSoonPost(deps, about, proposal, t, now);
    case 'amended': {
      if (proposal.state !== 'open' || proposal.version !== about.version) return undefined;
      const { previous, action, closesAt } = proposal;
      const diff = differenceLines(t, previous ?? action, action);
      const { view } = notice('amended', { diff, closes: timestamp(closesAt) });
      const files = lapsedFiles(t, proposal, about);
      const lapsed = 'files' in files ? `\n\n${t('proposals:notice.amended-agreed')}` : '';
      return { view: { ...view, body: `${view.body ?? ''}${lapsed}`, ...files } };
    }
    case 'called off':
      return { view: { ...notice('called-off').view, ...calledOffFiles(t, proposal, guildId) } };
    case 'report': {
      const { organiserRoleId } = await readSettings(deps, guildId);
      const post = guildId === proposal.guildId ? notice('report') : notice('report-there');
      return organiserRoleId === undefined ? post : { ...post, mentionRoleId: organiserRoleId };
    }
  }
}

/** The language of what everyone in a server sees: its setting, else Discord's for that server, else the default. */
export async function translatorFor(deps: AppDeps, guildId: string | undefined): Promise<Translate> {
  return deps.texts.in(guildId === undefined ? deps.defaultLocale : await localeFor(deps, guildId));
}

async function localeFor(deps: AppDeps, guildId: string): Promise<string> {
  const { language } = await readSettings(deps, guildId);
  return language ?? deps.guildLocale(guildId) ?? deps.defaultLocale;
}
