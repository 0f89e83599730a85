import { sayTookPlace } from '../src/afterwards/closing-words.js';
import { tookPlaceView } from '../src/discord/afterwards-views.js';
import { draftForm } from '../src/discord/draft-views.js';
import type { Command, CommandContext } from '../src/discord/command.js';
import { calendarReply } from '../src/discord/calendar-file.js';
import { exportFormat, exportReply } from '../src/discord/export-views.js';
import { shortTitle } from '../src/discord/more-views.js';
import { proposalsView, proposalView } from '../src/discord/proposal-list-views.js';
import { cut, timestamp } from '../src/discord/text.js';
import type { Reply } from '../src/discord/view.js';
import { startAmending } from '../src/proposals/amend.js';
import { listProposals, needProposal, suggestProposals } from '../src/proposals/list.js';
import type { Proposal } from '../src/proposals/proposal.js';
import { bringClosingForward, settleAction, withdrawProposal } from '../src/proposals/settle.js';
import { Refusal } from '../src/refusal.js';

const which = [
  { name: 'proposal', type: 'string', required: true, autocomplete: true, maxLength: 100 },
] as const;

/** `/proposal` with its subcommands; list and show are for everybody, the verbs say who may do the others. */
const proposal: Command = {
  definition: {
    name: 'proposal',
    texts: 'proposals',
    places: ['server'],
    subcommands: [
      { name: 'list' },
      { name: 'show', options: which },
      { name: 'amend', options: which },
      { name: 'withdraw', options: which },
      { name: 'close', options: which },
      { name: 'call-off', options: which },
      { name: 'took-place', options: which },
      {
        name: 'export',
        options: [
          ...which,
          { name: 'format', type: 'string', required: true, choices: ['json', 'csv', 'png', 'ics'] },
        ],
      },
    ],
  },

  async run(context) {
    const { deps, actor, t, place, subcommand, options } = context;
    if (place.guild === undefined) throw new Refusal('server-only');
    if (subcommand === 'list') {
      const page = await listProposals(deps, place.guild.id, 0);
      return { kind: 'private', view: proposalsView(t, page, place.guild.name) };
    }
    return actOn(context, await needProposal(deps, options.string('proposal') ?? '', actor));
  },

  async suggest({ deps, actor }, { typed }) {
    if (actor.guildId === undefined) return [];
    const found = await suggestProposals(deps, actor.guildId, typed);
    return found.map(({ id, action }) => ({ name: cut(action.title, 100), value: id }));
  },
};

export default proposal;

async function actOn(context: CommandContext, meant: Proposal): Promise<Reply> {
  const { deps, actor, t, now, subcommand, options } = context;
  const title = shortTitle(meant);
  const done = (key: string, values: Record<string, string> = {}): Reply => ({
    kind: 'private',
    view: { body: t(`proposals:done.${key}`, { title, ...values }), tone: 'good' },
  });
  switch (subcommand) {
    case 'show':
      return { kind: 'private', view: await proposalView(deps, t, meant, actor) };
    case 'amend':
      return { kind: 'form', form: draftForm(t, await startAmending(deps, meant, actor, now)) };
    case 'withdraw':
      await withdrawProposal(deps, meant.id, actor, now);
      return done('withdrawn');
    case 'close': {
      const { closesAt } = await bringClosingForward(deps, meant.id, actor, now);
      return done('closing', { closes: timestamp(closesAt), left: timestamp(closesAt, 'R') });
    }
    case 'call-off':
      await settleAction(deps, meant.id, 'called off', actor, now);
      return done('called-off');
    case 'took-place': {
      const { proposal: settled, already } = await sayTookPlace(deps, meant.id, actor, now);
      return { kind: 'private', view: tookPlaceView(t, settled, already) };
    }
    default:
      if (options.string('format') === 'ics') return calendarReply(t, meant, actor.guildId ?? '');
      return exportReply(deps, t, meant, exportFormat(options.string('format')));
  }
}
