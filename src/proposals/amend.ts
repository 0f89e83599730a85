import { may, type Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { readSettings } from '../settings/server-settings.js';
import type { Action } from './action.js';
import { EMPTY_DRAFT, saveDraft, type DraftRecord, type Typed } from './draft.js';
import { canAmend, ownOnly } from './list.js';
import type { Proposal, ProposalDeps } from './proposal.js';

/**
 * Begins a draft with a proposal's text, to become its next version. For the proposer and organisers of the proposing
 * server, in that server; refused when it is neither open nor agreed, or the action has begun.
 */
export async function startAmending(
  deps: ProposalDeps,
  proposal: Proposal,
  actor: Actor,
  now: Date,
): Promise<DraftRecord> {
  const { guildId } = proposal;
  const settings = await readSettings(deps, guildId);
  const subject = { guildId, settings, ownerId: proposal.proposerId };
  const { title } = proposal.action;
  if (!may(actor, 'amend a proposal', subject)) throw ownOnly(proposal, actor);
  if (!canAmend(proposal, now))
    throw new Refusal(proposal.state === 'agreed' ? 'amend-begun' : 'proposal-not-open', { title });
  const own = proposal.entries.find(({ organisation }) => organisation.guildId === guildId);
  const amends = { proposalId: proposal.id, version: proposal.version };
  const input = { guildId, channelId: own?.channelId ?? '', typed: typedOf(proposal.action), amends };
  return saveDraft(deps, input, actor, now);
}

/** The text as it would be typed: the date by its wall time and length, in the zone it was meant in. */
function typedOf(action: Action): Typed {
  const [startDay = '', startTime = ''] = action.start.wall.split('T');
  const [endDay = '', endTime = ''] = action.end.wall.split('T');
  const end = endDay === startDay ? endTime : `${endDay} ${endTime}`;
  return {
    ...EMPTY_DRAFT,
    title: action.title,
    how: action.how,
    whom: `${action.whom.kind}: ${action.whom.name}`,
    // A dash is read in every language.
    when: `${startDay} ${startTime} – ${end}`,
    where: action.where,
    details: action.details,
  };
}
