import { announce, announceSoon } from './announce.js';
import { BallotBox, emptyBallotBox, hasSecretBallots, versionName } from './ballot-box.js';
import { dueClosingSoon } from './closing-soon.js';
import { dueClosing } from './open.js';
import { proposalQueue, type Proposal, type ProposalDeps } from './proposal.js';

/** Voting shall end so long before the action, as it does in a new proposal, in ms. */
const BEFORE_ACTION_MS = 2 * 3_600_000;

/**
 * Begins a vote again where the secret of its ballots is gone: a restored backup has the ballots but not the key, and keys
 * in memory do not outlive a restart of the machine. Nobody's ballot can be read then, and nobody can change theirs. The
 * cards say so, and there is as much time again as there was, but no more than the action leaves. With `all` also where the
 * key is there: in a restored backup, ballots given since it was made are missing.
 *
 * Order of writes: the due rows, the proposal, then the ballots' end and the new secret. A proposal whose ballots have no
 * key is found again by the next start.
 */
export async function voteAgain(
  deps: ProposalDeps,
  proposalId: string,
  now: Date,
  all = false,
): Promise<void> {
  const again = await deps.store.queue.exclusive(proposalQueue(proposalId), async () => {
    const proposal = await deps.proposals.get(proposalId);
    if (proposal?.state !== 'open' || !hasSecretBallots(proposal)) return undefined;
    if (!all && (await BallotBox.of(deps, proposal)) !== undefined) return undefined;
    const next: Proposal = {
      ...proposal,
      votedAgain: { at: now.toISOString(), why: all ? 'restored' : 'key lost' },
      closesAt: new Date(laterClosing(proposal, now)).toISOString(),
    };
    await Promise.all([
      dueClosing(deps, next),
      dueClosingSoon(deps, next, now),
      announceSoon(deps, proposalId, now),
    ]);
    await deps.proposals.put(proposalId, next);
    await emptyBallotBox(deps, next);
    await BallotBox.prepare(deps, next);
    deps.counted.delete(versionName(next));
    return next;
  });
  if (again !== undefined) await announce(deps, again);
}

/** Says on the cards of an open ballot that the store is a restored backup: its ballots are those of then. */
export async function markRestored(deps: ProposalDeps, proposalId: string, now: Date): Promise<void> {
  await announceSoon(deps, proposalId, now);
  const marked = await deps.store.queue.exclusive(proposalQueue(proposalId), () =>
    deps.proposals.change(proposalId, (proposal) =>
      proposal?.state === 'open' && !hasSecretBallots(proposal)
        ? { ...proposal, restoredAt: now.toISOString() }
        : proposal,
    ),
  );
  if (marked !== undefined) await announce(deps, marked);
}

function laterClosing({ openedAt, closesAt, action }: Proposal, now: Date): number {
  const closes = Date.parse(closesAt);
  const wanted = now.getTime() + closes - Date.parse(openedAt);
  return Math.max(closes, Math.min(wanted, Date.parse(action.start.instant) - BEFORE_ACTION_MS));
}
