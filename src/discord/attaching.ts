import type { Client } from 'discord.js';
import type { AppDeps } from '../app-deps.js';
import type { Target } from '../outbox/item.js';
import { FILES, missingOf } from './permissions.js';
import { translatorFor, type Post } from './posts.js';

/**
 * A post as it can be sent to a target: where the bot may not attach files, without them and with a line that says so,
 * because Discord would refuse the whole message.
 */
export async function attachable(deps: AppDeps, client: Client, target: Target, post: Post): Promise<Post> {
  if (target.kind !== 'channel' || (post.view.files ?? []).length === 0) return post;
  const channel = client.channels.cache.get(target.channelId);
  const self = client.guilds.cache.get(target.guildId)?.members.me;
  if (channel === undefined || channel.isDMBased() || self == null) return post;
  if (missingOf(channel.permissionsFor(self), FILES).length === 0) return post;
  const t = await translatorFor(deps, target.guildId);
  const { files: _files, image: _image, ...view } = post.view;
  return { ...post, view: { ...view, body: `${view.body ?? ''}\n\n${t('common:files-missing')}` } };
}
