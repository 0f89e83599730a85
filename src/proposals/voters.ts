import { mayVote, type Actor } from '../authority.js';
import { votingRole } from '../organisations/organisation.js';
import { Refusal } from '../refusal.js';
import { entriesIn, type Entry, type Proposal } from './proposal.js';

/** Whether somebody may vote on a proposal where they are now, in whatever organisation. */
export function mayVoteOn(proposal: Proposal, actor: Actor): boolean {
  return rightsHere(proposal, actor).some(({ right }) => right === 'yes');
}

/** The organisations of a proposal that somebody may vote in, here and now. Refuses with the reason when there is none. */
export function entriesFor(proposal: Proposal, actor: Actor): { index: number; entry: Entry }[] {
  const rights = rightsHere(proposal, actor);
  const possible = rights.filter(({ right }) => right === 'yes');
  if (possible.length === 0) {
    if (rights.some(({ right }) => right === 'joined-later'))
      throw new Refusal('ballot-joined-later', { opened: new Date(proposal.openedAt) });
    for (const { right, entry } of rights) {
      const { accountDays = 0, memberDays = 0 } = entry.ages ?? {};
      if (right === 'account-too-new') throw new Refusal('ballot-account-too-new', { days: accountDays });
      if (right === 'member-too-new') throw new Refusal('ballot-member-too-new', { days: memberDays });
    }
    throw notHere(proposal);
  }
  return possible.map(({ entry }) => ({ index: proposal.entries.indexOf(entry), entry }));
}

function rightsHere(proposal: Proposal, actor: Actor): { entry: Entry; right: ReturnType<typeof mayVote> }[] {
  const openedAt = new Date(proposal.openedAt);
  return entriesIn(proposal, actor.guildId).map((entry) => {
    const { guildId } = entry.organisation;
    const { ages } = entry;
    const right = mayVote(actor, { guildId, votingRoleId: votingRole(entry.organisation), ages }, openedAt);
    return { entry, right };
  });
}

/** Whoever is in no organisation here that a proposal is put to. */
export function notHere(proposal: Proposal): Refusal {
  return new Refusal('ballot-elsewhere', { title: proposal.action.title });
}
