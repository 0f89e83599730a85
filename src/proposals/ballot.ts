import { z } from 'zod';
import { mayVote, type Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import type { Collection, Store } from '../store/types.js';
import { entryIn, proposalQueue, type Proposal, type ProposalDeps } from './proposal.js';
import { CHOICES, count, turnout, type Choice, type Tally } from './tally.js';

/** One person's current answer on one version. Its key is a pseudonym, its value sealed: the row ties a person to a choice. */
const ballotSchema = z.strictObject({
  /** Taken back leaves a row, so that a late or repeated older click cannot bring the vote back. */
  choice: z.enum([...CHOICES, 'taken back']),
  /** For the list of names that an open ballot shows to its own server. */
  userId: z.string(),
  organisationId: z.string(),
  /** The click that it came from; ids of later clicks are larger. */
  interactionId: z.string().regex(/^\d+$/u),
});

export type BallotRecord = z.infer<typeof ballotSchema>;

/** The collection of ballots. */
export function ballotCollection(store: Store): Collection<BallotRecord> {
  return store.collection({ prefix: 'ballot', version: 1, schema: ballotSchema, sealed: true });
}

/** A click on a vote button, or on taking back. */
export interface CastBallot {
  proposalId: string;
  version: number;
  choice: Choice | 'taken back';
  interactionId: string;
  /** When the person clicked, by the platform's clock. */
  actedAt: Date;
}

export interface Cast {
  proposal: Proposal;
  /** What is recorded now; after an older click came late, the newer one's. */
  choice: Choice | 'taken back';
}

/**
 * Casts, changes or takes back a ballot; resolves when it is on disk. Refuses who may not vote there, a proposal that
 * is not open, a text that has changed since the card was shown, and a click after closing. One person has one row, so
 * that double clicks and replays count once; an older click never overwrites a newer one.
 */
export async function castBallot(deps: ProposalDeps, input: CastBallot, actor: Actor): Promise<Cast> {
  return deps.store.queue.shared(proposalQueue(input.proposalId), async () => {
    const proposal = await deps.proposals.get(input.proposalId);
    if (proposal === undefined) throw new Refusal('ballot-unknown');
    const entry = entryIn(proposal, actor.guildId);
    // Never put to this server: here it is as good as not there, title and all.
    if (entry === undefined) throw new Refusal('ballot-unknown');
    refuseUnlessOpen(proposal, input);
    const right = mayVote(actor, entry.organisation, new Date(proposal.openedAt));
    if (right === 'elsewhere') throw new Refusal('ballot-elsewhere', { title: proposal.action.title });
    if (right === 'joined-later')
      throw new Refusal('ballot-joined-later', { opened: new Date(proposal.openedAt) });
    let changed = false;
    const stored = await deps.ballots.change(ballotId(deps, proposal, actor.userId), (current) => {
      if (input.choice === 'taken back' && (current === undefined || current.choice === 'taken back')) {
        throw new Refusal('no-ballot', { title: proposal.action.title });
      }
      if (current !== undefined && BigInt(current.interactionId) >= BigInt(input.interactionId))
        return current;
      changed = true;
      return {
        choice: input.choice,
        userId: actor.userId,
        organisationId: entry.organisation.id,
        interactionId: input.interactionId,
      };
    });
    // The ballot is on disk: a card that cannot be brought up to date now is no reason to say it was not recorded.
    if (changed)
      await deps.outbox.oweEdit(cardId(proposal, entry.organisation.guildId)).catch(() => undefined);
    return { proposal, choice: stored.choice };
  });
}

/** The person's own answer, or undefined when they have none in this version. */
export async function myBallot(
  deps: ProposalDeps,
  proposal: Proposal,
  actor: Actor,
): Promise<Choice | undefined> {
  const ballot = await deps.ballots.get(ballotId(deps, proposal, actor.userId));
  return ballot === undefined || ballot.choice === 'taken back' ? undefined : ballot.choice;
}

/** The count in one organisation as it stands. */
export async function tallyOf(
  deps: ProposalDeps,
  proposal: Proposal,
  organisationId: string,
): Promise<Tally> {
  const choices: Choice[] = [];
  for await (const ballot of ballotsOf(deps, proposal)) {
    if (ballot.organisationId === organisationId && ballot.choice !== 'taken back')
      choices.push(ballot.choice);
  }
  return count(choices);
}

/** How many took part so far in one organisation. */
export async function turnoutOf(
  deps: ProposalDeps,
  proposal: Proposal,
  organisationId: string,
): Promise<number> {
  return turnout(await tallyOf(deps, proposal, organisationId));
}

/** Names and choices of an open ballot, for the organisation's own server only; user ids, in no telling order. */
export async function openBallots(
  deps: ProposalDeps,
  proposal: Proposal,
  organisationId: string,
): Promise<{ userId: string; choice: Choice }[]> {
  const listed: { userId: string; choice: Choice }[] = [];
  for await (const { userId, choice, organisationId: organisation } of ballotsOf(deps, proposal)) {
    if (organisation === organisationId && choice !== 'taken back') listed.push({ userId, choice });
  }
  return listed;
}

/** The outbox id of a proposal's card in a server; the same for every version, so that amending edits it. */
export function cardId(proposal: Pick<Proposal, 'id'>, guildId: string): string {
  return `card-${proposal.id}-${guildId}`;
}

async function* ballotsOf(deps: ProposalDeps, proposal: Proposal): AsyncGenerator<BallotRecord> {
  const within = `${versionKey(proposal)}:`;
  let after: string | undefined;
  for (;;) {
    const page = await deps.ballots.range({
      within,
      limit: 1_000,
      ...(after === undefined ? {} : { after }),
    });
    for (const { value } of page) yield value;
    if (page.length < 1_000) return;
    after = page.at(-1)?.id;
  }
}

function ballotId(deps: ProposalDeps, proposal: Proposal, userId: string): string {
  // The version is part of what is hashed, so that rows of two proposals cannot be matched by their keys.
  return `${versionKey(proposal)}:${deps.store.pseudonym(`ballot ${versionKey(proposal)} ${userId}`)}`;
}

function versionKey(proposal: Pick<Proposal, 'id' | 'version'>): string {
  return `${proposal.id}-${proposal.version}`;
}

function refuseUnlessOpen(proposal: Proposal, input: CastBallot): void {
  const values = { title: proposal.action.title };
  if (proposal.state === 'withdrawn') throw new Refusal('ballot-withdrawn', values);
  if (proposal.version !== input.version) throw new Refusal('ballot-text-changed', values);
  if (proposal.state !== 'open' || input.actedAt.getTime() >= Date.parse(proposal.closesAt)) {
    throw new Refusal('ballot-closed', {
      ...values,
      closed: new Date(proposal.closedAt ?? proposal.closesAt),
    });
  }
}
