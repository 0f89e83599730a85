import type { AppDeps } from '../app-deps.js';
import { digestContents } from '../digest/contents.js';
import { dayOf, DIGEST_LATEST_MS } from '../digest/schedule.js';
import type { About } from '../outbox/item.js';
import type { Proposal } from '../proposals/proposal.js';
import { readSettings } from '../settings/server-settings.js';
import type { Translate } from '../texts/texts.js';
import { isLate } from '../time/late.js';
import { cardLink } from './card-link.js';
import { publicExplainerView } from './explainer-views.js';
import { LIMITS } from './limits.js';
import { shortTitle } from './more-views.js';
import type { Post } from './posts.js';
import { timestamp } from './text.js';
import type { View } from './view.js';

/** So many of each list are named; the rest is counted. */
const NAMED = 5;

/**
 * The weekly post of a server: what is open, what is coming, and one explainer. Only the explainer where there is nothing
 * else. Undefined when it was switched off since, when it is over a day late, and when there is nothing to say at all.
 */
export async function digestPost(
  deps: AppDeps,
  about: Extract<About, { kind: 'digest' }>,
  t: Translate,
  locale: string,
  now: Date,
): Promise<Post | undefined> {
  const gone = now.getTime() - Date.parse(about.dueAt) > DIGEST_LATEST_MS;
  if (gone || dayOf(await readSettings(deps, about.guildId)) === undefined) return undefined;
  const { open, coming } = await digestContents(deps, about.guildId, now);
  const parts = [
    ...(await listOf(deps, t, about.guildId, 'open', open)),
    ...(await listOf(deps, t, about.guildId, 'coming', coming)),
  ];
  const explained = explainerOf(deps, about.topic, t, locale);
  if (parts.length === 0 && explained === undefined) return undefined;
  if (isLate(about.dueAt, now)) parts.push(t('digest:late', { due: timestamp(about.dueAt) }));
  if (parts.length === 0 && explained !== undefined) return { view: explained };
  return { view: { title: t('digest:title'), ...withExplainer(t, parts, explained, deps) } };
}

/** One list under its heading, of proposals whose card people can go to; empty where there are none. */
async function listOf(
  deps: AppDeps,
  t: Translate,
  guildId: string,
  kind: 'open' | 'coming',
  proposals: readonly Proposal[],
): Promise<string[]> {
  const lines: string[] = [];
  for (const proposal of proposals) {
    const link = await cardLink(deps, proposal, guildId);
    if (link === undefined) continue;
    const at = kind === 'open' ? proposal.closesAt : proposal.action.start.instant;
    const values = { title: shortTitle(proposal), at: timestamp(at), left: timestamp(at, 'R'), link };
    lines.push(t(`digest:${kind}.line`, values));
  }
  if (lines.length === 0) return [];
  const rest = lines.length - NAMED;
  const more = rest > 0 ? [t('digest:more', { count: rest, list: deps.mentions.of('proposal list') })] : [];
  return [[t(`digest:${kind}.heading`), ...lines.slice(0, NAMED), ...more].join('\n')];
}

function explainerOf(
  deps: AppDeps,
  topic: string | undefined,
  t: Translate,
  locale: string,
): View | undefined {
  const { library } = deps;
  // One that is gone since it was chosen: then the first there is.
  const explainer = library.get(topic ?? '', locale) ?? library.contents(locale)[0];
  return explainer === undefined ? undefined : publicExplainerView({ library, locale, t }, explainer);
}

/** The explainer whole below the lists, with where it comes from; only its title where it does not fit. */
function withExplainer(
  t: Translate,
  parts: readonly string[],
  explained: View | undefined,
  deps: AppDeps,
): Pick<View, 'body' | 'footer'> {
  const lists = parts.join('\n\n');
  if (explained === undefined) return { body: lists };
  const { title = '', body = '', footer } = explained;
  const whole = `${lists}\n\n${t('digest:explainer', { title })}\n${body}`;
  if (whole.length <= LIMITS.embedDescription)
    return { body: whole, ...(footer === undefined ? {} : { footer }) };
  return {
    body: `${lists}\n\n${t('digest:explainer-short', { title, explain: deps.mentions.of('explain') })}`,
  };
}
