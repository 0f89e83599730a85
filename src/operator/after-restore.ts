import { pollName, type PollDeps } from '../polls/poll.js';
import { answerAgain } from '../polls/vote-again.js';
import { hasSecretBallots, versionName } from '../proposals/ballot-box.js';
import { markRestored, voteAgain } from '../proposals/vote-again.js';
import { entriesOf, firstPartsOf } from '../store/entries.js';
import { RESTORED, restoredCollection } from './restored.js';

const POLL = /^poll-(.+)$/u;

/**
 * At start, before anybody is answered: begins every vote again whose key is gone, and in a restored backup every secret
 * one. Looks at one row of each vote, and only after a restore at all proposals and polls. Repeatable: that a backup was
 * restored is forgotten last. Resolves to how many votes it was about.
 */
export async function beginVotesAgain(deps: PollDeps, now: Date): Promise<number> {
  const restored = restoredCollection(deps.store);
  const all = (await restored.get(RESTORED)) !== undefined;
  const { proposals, polls } = all ? await everyOpen(deps) : await withoutKey(deps);
  for (const id of proposals) {
    await voteAgain(deps, id, now, all);
    if (all) await markRestored(deps, id, now);
  }
  for (const id of polls) await answerAgain(deps, id, now, all);
  if (all) await restored.remove(RESTORED);
  return proposals.length + polls.length;
}

interface Votes {
  proposals: string[];
  polls: string[];
}

async function everyOpen(deps: PollDeps): Promise<Votes> {
  const votes: Votes = { proposals: [], polls: [] };
  for await (const { id, value } of entriesOf(deps.proposals))
    if (value.state === 'open') votes.proposals.push(id);
  for await (const { id, value } of entriesOf(deps.polls))
    if (value.result === undefined) votes.polls.push(id);
  return votes;
}

/** The votes that have ballots, and no key to them. */
async function withoutKey(deps: PollDeps): Promise<Votes> {
  const votes: Votes = { proposals: [], polls: [] };
  for await (const name of firstPartsOf(deps.ballots)) {
    if ((await deps.versionKeys.get(name)) !== undefined) continue;
    const pollId = POLL.exec(name)?.[1];
    if (pollId !== undefined) {
      const poll = await deps.polls.get(pollId);
      if (poll !== undefined && poll.result === undefined && pollName(poll) === name)
        votes.polls.push(pollId);
      continue;
    }
    const proposal = await deps.proposals.get(name.split('-')[0] ?? '');
    if (proposal?.state !== 'open' || versionName(proposal) !== name) continue;
    if (hasSecretBallots(proposal)) votes.proposals.push(proposal.id);
  }
  return votes;
}
