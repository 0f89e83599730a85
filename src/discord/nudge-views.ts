import type { AppDeps } from '../app-deps.js';
import { needsNudge, nudgeKey, nudgesAsked, showNudge } from '../proposals/nudge.js';
import { isOrganiser, type Actor } from '../authority.js';
import { isAskedIn } from '../proposals/closing-soon.js';
import type { Proposal } from '../proposals/proposal.js';
import type { About } from '../outbox/item.js';
import { readSettings } from '../settings/server-settings.js';
import type { Translate } from '../texts/texts.js';
import { cardLink } from './card-link.js';
import { customId } from './custom-ids.js';
import { shortTitle } from './more-views.js';
import type { Post } from './posts.js';
import { timestamp } from './text.js';
import type { View } from './view.js';

/** The line 24 hours before closing: title, when, and where the card is. Undefined once it would not be true any more. */
export async function closingSoonPost(
  deps: AppDeps,
  about: Extract<About, { kind: 'closing soon' }>,
  proposal: Proposal,
  t: Translate,
  now: Date,
): Promise<Post | undefined> {
  const { closesAt } = proposal;
  if (closesAt !== about.closesAt || now.getTime() >= Date.parse(closesAt)) return undefined;
  if (!(await isAskedIn(deps, proposal, about.guildId))) return undefined;
  const link = await cardLink(deps, proposal, about.guildId);
  // Where the card could not be posted there is nothing to vote on.
  if (link === undefined) return undefined;
  return { view: { body: t('proposals:notice.closing-soon', closing(proposal, link)) } };
}

/** The private message of a nudge, for lock screens: nothing of what it is about. Undefined for who has voted. */
export async function nudgePost(
  deps: AppDeps,
  about: Extract<About, { kind: 'nudge' }>,
  userId: string,
  t: Translate,
  now: Date,
): Promise<Post | undefined> {
  if (!(await needsNudge(deps, about, userId, now))) return undefined;
  const id = customId('nudge', { act: 'show', proposal: about.proposalId, version: String(about.version) });
  const nudge = await deps.nudges.get(
    nudgeKey(deps, { id: about.proposalId, version: about.version }, userId),
  );
  const own = nudge?.locale === undefined ? t : deps.texts.in(nudge.locale);
  const show = { label: own('proposals:nudge.show'), id, style: 'primary' } as const;
  return { view: { body: own('proposals:nudge.dm'), rows: [[show]] } };
}

/** What is behind **Show** in that message. Refused like `showNudge`. */
export async function shownNudgeView(
  deps: AppDeps,
  t: Translate,
  meant: { proposalId: string; version: number },
  actor: Actor,
): Promise<View> {
  const { proposal, guildId } = await showNudge(deps, meant, actor);
  const link = await cardLink(deps, proposal, guildId);
  const key = link === undefined ? 'proposals:nudge.shown-no-card' : 'proposals:nudge.shown';
  return { body: t(key, closing(proposal, link ?? '')) };
}

/** How many asked to be nudged, for the proposer and the organisers of the server they look in; nothing for others. */
export async function nudgeLines(
  deps: AppDeps,
  t: Translate,
  proposal: Proposal,
  actor: Actor,
): Promise<string[]> {
  const { guildId } = actor;
  if (guildId === undefined) return [];
  const settings = await readSettings(deps, guildId);
  if (proposal.proposerId !== actor.userId && !isOrganiser(actor, { guildId, settings })) return [];
  const asked = await nudgesAsked(deps, proposal, guildId);
  if (asked === undefined) return [];
  return [
    'asked' in asked
      ? t('proposals:nudge.asked', { count: asked.asked })
      : t('proposals:nudge.few', { smallest: asked.fewerThan }),
  ];
}

function closing(proposal: Proposal, link: string): Record<string, string> {
  const { closesAt } = proposal;
  return {
    title: shortTitle(proposal),
    closes: timestamp(closesAt),
    left: timestamp(closesAt, 'R'),
    link,
  };
}
