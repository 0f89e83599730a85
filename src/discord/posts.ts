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
  /**
   * It says what is true now and is edited when that changes: so it is known again by its buttons or its footer, and an
   * earlier copy of it is brought up to date. Others are known by their text, which stays as it was sent.
   */
  standing?: true;
  /** The only role it may ping: one chosen through an option or in the settings. */
  mentionRoleId?: string;
}

/** What is told of one proposal in one server. */
type AboutProposal = Extract<
  About,
  {
    kind:
      'card' | 'outcome' | 'coming' | 'closing moved' | 'closing soon' | 'amended' | 'called off' | 'report';
  }
>;

/** Composes an owed message, or says by undefined that there is nothing to say any more. */
export async function composePost(deps: AppDeps, item: Item, now: Date): Promise<Post | undefined> {
  const { about, target } = item;
  if (about.kind === 'reminder') {
    const guildId = target.kind === 'channel' ? target.guildId : undefined;
    return reminderPost(deps, about, await translatorFor(deps, guildId), now);
  }
  const locale = await localeFor(deps, about.guildId);
  const t = deps.texts.in(locale);
  switch (about.kind) {
    case 'digest':
      return digestPost(deps, about, t, locale, now);
    case 'left the front':
      return { view: leftView(t, about) };
    case 'nudge':
      return target.kind === 'person' ? nudgePost(deps, about, target.userId, t, now) : undefined;
    case 'poll':
    case 'poll result':
      return pollPost(deps, about, t);
    case 'afterwards':
      return afterwardsPost(deps, about, t, now);
    // No messages: see event-delivery.ts and thread-delivery.ts.
    case 'event':
    case 'thread':
      return undefined;
    default:
      return postOfProposal(deps, item, about, t, now);
  }
}

async function postOfProposal(
  deps: AppDeps,
  item: Item,
  about: AboutProposal,
  t: Translate,
  now: Date,
): Promise<Post | undefined> {
  const proposal = await deps.proposals.get(about.proposalId);
  if (proposal === undefined) return undefined;
  if (about.kind !== 'card' && (await isTakenDown(deps, proposal.id))) {
    // Nothing of it goes out any more, and what was posted says only that, as its cards do.
    const said = { title: t('proposals:card.hidden-title'), body: t('proposals:card.hidden-operator') };
    return item.message && { view: { ...said, tone: 'warning' } };
  }
  const post = await proposalPost(deps, about, proposal, { t, now, posted: item.message !== undefined });
  return withPing(deps, item, proposal, post);
}

function leftView(t: Translate, about: Extract<About, { kind: 'left the front' }>): View {
  const body = t('proposals:notice.left', {
    server: escapeText(about.server),
    front: escapeText(about.frontName),
  });
  return { title: t('proposals:notice.left-title'), body, tone: 'warning' };
}

async function proposalPost(
  deps: AppDeps,
  about: AboutProposal,
  proposal: Proposal,
  { t, now, posted }: { t: Translate; now: Date; posted: boolean },
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
      return { view: cardView(t, { proposal, guildId, tallies: counted, hidden }), standing: true };
    }
    case 'outcome':
      return outcomePost(deps, about, proposal, t);
    case 'coming':
      return comingPost(deps, about, proposal, { t, now, posted });
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
