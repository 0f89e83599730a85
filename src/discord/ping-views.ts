import type { Item } from '../outbox/item.js';
import type { DraftRecord } from '../proposals/draft.js';
import { pingChoice } from '../proposals/ping.js';
import { previewDraft } from '../proposals/preview.js';
import type { Proposal } from '../proposals/proposal.js';
import { pingRoleOf, readSettings } from '../settings/server-settings.js';
import type { AppDeps } from '../app-deps.js';
import type { Context, GuildPlace } from './command.js';
import { customId } from './custom-ids.js';
import { previewView } from './draft-views.js';
import type { Post } from './posts.js';
import { cut } from './text.js';
import type { View } from './view.js';

/** A button's label holds 80 characters. */
const ROLE_NAME = 50;

/** A draft as its author sees it; an organiser can choose whether it pings. */
export async function draftView(
  { deps, t, actor, locale, now }: Context,
  draft: DraftRecord,
  guild: GuildPlace,
): Promise<View> {
  const view = previewView(t, await previewDraft(deps, draft, guild, locale, now));
  const ping = await pingChoice(deps, draft, actor);
  if (ping === undefined) return view;
  const name = deps.roleName(guild.id, ping.roleId);
  const key = ping.on ? 'proposals:preview.ping-is-on' : 'proposals:preview.ping-is-off';
  const button = {
    label: t(key, { role: cut(name ?? t('proposals:preview.ping-role'), ROLE_NAME) }),
    id: customId('draft', { act: ping.on ? 'ping-off' : 'ping-on', draft: draft.id }),
  };
  return { ...view, rows: [...(view.rows ?? []), [button]] };
}

/**
 * Adds the role that a server wants pinged for new proposals and outcomes, where whoever published it chose so: to the
 * card of a new proposal and to its outcome when they are posted, and to nothing else. An edit names it too: it pings
 * nobody and adds no mention, but without that the one in the message would be taken off it.
 */
export async function withPing(
  deps: AppDeps,
  item: Item,
  proposal: Proposal,
  post: Post | undefined,
): Promise<Post | undefined> {
  const { about } = item;
  if (post === undefined || proposal.ping !== true) return post;
  if (about.kind !== 'card' && about.kind !== 'outcome') return post;
  const { guildId } = about;
  if (about.kind === 'card' && item.message === undefined) {
    if (proposal.version > 1 || proposal.state !== 'open') return post;
    if ((await deps.hidden.get(`${proposal.id}:${guildId}`)) !== undefined) return post;
  }
  const mentionRoleId = pingRoleOf(await readSettings(deps, guildId));
  return mentionRoleId === undefined ? post : { ...post, mentionRoleId };
}
