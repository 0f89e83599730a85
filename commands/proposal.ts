import type { Command } from '../src/discord/command.js';
import { shortTitle } from '../src/discord/more-views.js';
import { proposalsView, proposalView } from '../src/discord/proposal-list-views.js';
import { cut, timestamp } from '../src/discord/text.js';
import { bringClosingForward, withdrawProposal } from '../src/proposals/close.js';
import { listProposals, needProposal, suggestProposals } from '../src/proposals/list.js';
import { Refusal } from '../src/refusal.js';

const which = [
  { name: 'proposal', type: 'string', required: true, autocomplete: true, maxLength: 100 },
] as const;

/** `/proposal list`, `show`, `withdraw` and `close`. */
const proposal: Command = {
  definition: {
    name: 'proposal',
    texts: 'proposals',
    places: ['server'],
    subcommands: [
      { name: 'list' },
      { name: 'show', options: which },
      { name: 'withdraw', options: which },
      { name: 'close', options: which },
    ],
  },

  async run({ deps, actor, t, now, place, subcommand, options }) {
    if (place.guild === undefined) throw new Refusal('server-only');
    if (subcommand === 'list') {
      const page = await listProposals(deps, place.guild.id, 0);
      return { kind: 'private', view: proposalsView(t, page, place.guild.name) };
    }
    const meant = await needProposal(deps, options.string('proposal') ?? '', actor);
    if (subcommand === 'show') return { kind: 'private', view: await proposalView(deps, t, meant, actor) };
    if (subcommand === 'withdraw') {
      await withdrawProposal(deps, meant.id, actor, now);
      return {
        kind: 'private',
        view: { body: t('proposals:done.withdrawn', { title: shortTitle(meant) }), tone: 'good' },
      };
    }
    const { closesAt } = await bringClosingForward(deps, meant.id, actor, now);
    const values = { title: shortTitle(meant), closes: timestamp(closesAt), left: timestamp(closesAt, 'R') };
    return { kind: 'private', view: { body: t('proposals:done.closing', values), tone: 'good' } };
  },

  async suggest({ deps, actor }, { typed }) {
    if (actor.guildId === undefined) return [];
    const found = await suggestProposals(deps, actor.guildId, typed);
    return found.map(({ id, action }) => ({ name: cut(action.title, 100), value: id }));
  },
};

export default proposal;
