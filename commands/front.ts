import type { Command, CommandContext } from '../src/discord/command.js';
import { codeWords, frontView, joinView } from '../src/discord/front-views.js';
import { escapeText } from '../src/discord/text.js';
import type { Reply } from '../src/discord/view.js';
import {
  foundFront,
  inviteToFront,
  lookAtInvitation,
  needFront,
  serversOf,
} from '../src/organisations/front.js';
import { leaveWithProposals } from '../src/proposals/leave.js';
import { Refusal } from '../src/refusal.js';

/** `/front found`, `invite`, `join`, `leave` and `show`. */
const front: Command = {
  definition: {
    name: 'front',
    texts: 'fronts',
    places: ['server'],
    subcommands: [
      {
        name: 'found',
        options: [
          { name: 'name', type: 'string', required: true },
          { name: 'needed', type: 'integer', min: 1, max: 100 },
        ],
      },
      { name: 'invite' },
      { name: 'join', options: [{ name: 'code', type: 'string', required: true, maxLength: 100 }] },
      { name: 'leave' },
      { name: 'show' },
    ],
  },

  async run(context) {
    const { deps, actor, t, now, place, subcommand, options } = context;
    const { guild } = place;
    if (guild === undefined) throw new Refusal('server-only');
    switch (subcommand) {
      case 'found': {
        const rights = await missingRights(context, guild.id);
        if (rights !== undefined) throw rights;
        const needed = options.integer('needed');
        const input = { name: options.string('name') ?? '', ...(needed === undefined ? {} : { needed }) };
        const founded = await foundFront(deps, input, guild, actor, now);
        const values = { name: escapeText(founded.front.name), count: founded.front.needed };
        return good(`${t('fronts:founded', values)}\n\n${codeWords(context, founded.code)}`);
      }
      case 'invite': {
        const { code } = await inviteToFront(deps, guild.id, actor, now);
        return good(codeWords(context, code));
      }
      case 'join': {
        const rights = await missingRights(context, guild.id);
        if (rights !== undefined) throw rights;
        const typed = options.string('code') ?? '';
        return {
          kind: 'private',
          view: joinView(t, await lookAtInvitation(deps, { typed }, guild.id, actor, now)),
        };
      }
      case 'leave': {
        const left = await leaveWithProposals(deps, guild, actor, now);
        return good(t('fronts:left', { name: escapeText(left.name) }));
      }
      default: {
        const current = await needFront(deps, guild.id);
        return { kind: 'private', view: frontView(t, current, await serversOf(deps, current.id)) };
      }
    }
  },
};

export default front;

/** What is missing before others can be let in: the bot has to be able to post in the channel that is set. */
async function missingRights({ deps }: CommandContext, guildId: string): Promise<Refusal | undefined> {
  const channelId = (await deps.settings.get(guildId))?.channelId;
  const rights = channelId === undefined ? [] : await deps.platform.missingRights(guildId, channelId);
  if (channelId === undefined || rights.length === 0) return undefined;
  return new Refusal('bot-may-not-post', { channel: { channel: channelId }, rights: { rights } });
}

function good(body: string): Reply {
  return { kind: 'private', view: { body, tone: 'good' } };
}
