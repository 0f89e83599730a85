import type { Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { announceSoon } from './announce.js';
import { BallotBox, versionName } from './ballot-box.js';
import { entriesFor, notHere } from './voters.js';
import {
  cardId,
  isPutTo,
  proposalQueue,
  type Entry,
  type NamedBallots,
  type Proposal,
  type ProposalDeps,
} from './proposal.js';
import type { Ballot } from './sealed-ballot.js';
import { count, type Choice, type Tally } from './tally.js';

/** How often a count that people see may change, in ms. */
const COUNT_EVERY_MS = 10_000;

/** A click on a vote button, on the organisation asked for, or on moving a vote. */
export interface CastBallot {
  proposalId: string;
  version: number;
  choice: Choice;
  interactionId: string;
  /** When the person clicked, by the platform's clock. */
  actedAt: Date;
  /** Which of the proposal's entries, where the person was asked. */
  entry?: number;
  /** The person agreed to move their vote from another organisation. */
  move?: boolean;
}

export type Cast =
  | { kind: 'recorded'; proposal: Proposal; choice: Choice | 'taken back'; entry: Entry }
  /** The person may vote in several organisations here, and has to say in which. Nothing is recorded. */
  | { kind: 'which'; proposal: Proposal; entries: { index: number; entry: Entry }[] }
  /** The person's vote stands in another organisation. Nothing is recorded. */
  | { kind: 'move?'; proposal: Proposal; from: Entry; to: { index: number; entry: Entry } };

/**
 * Casts or changes a ballot; resolves when it is on disk. Refuses who may not vote here, a proposal that is not open, a
 * text that has changed since the card was shown, and a click after closing. One person has one row in the whole
 * front, so that double clicks and replays count once; an older click never overwrites a newer one.
 */
export async function castBallot(deps: ProposalDeps, input: CastBallot, actor: Actor): Promise<Cast> {
  return deps.store.queue.shared(proposalQueue(input.proposalId), async () => {
    const { proposal, box } = await openBox(deps, input, actor);
    const possible = entriesFor(proposal, actor);
    const chosen =
      input.entry === undefined ? undefined : possible.find(({ index }) => index === input.entry);
    if (input.entry !== undefined && chosen === undefined) throw notHere(proposal);
    // An answer already given decides where a person with several roles votes; they are asked only once.
    const standing = possible.length > 1 && chosen === undefined ? await box.get(actor.userId) : undefined;
    const to =
      chosen ??
      (possible.length === 1 ? possible[0] : possible.find(({ index }) => index === standing?.entry));
    if (to === undefined) return { kind: 'which', proposal, entries: possible };
    let elsewhere: Entry | undefined;
    const { before, after } = await box.cast(actor.userId, (current) => {
      elsewhere = undefined;
      const stale = current !== undefined && BigInt(current.interactionId) >= BigInt(input.interactionId);
      if (stale) return current;
      const from = current === undefined ? undefined : proposal.entries[current.entry];
      const standsElsewhere =
        current !== undefined &&
        current.choice !== 'taken back' &&
        current.entry !== to.index &&
        from !== undefined;
      if (standsElsewhere && from.leftAt === undefined && input.move !== true) {
        elsewhere = from;
        return current;
      }
      return ballotOf(input.choice, to, input.interactionId, actor);
    });
    if (elsewhere !== undefined) return { kind: 'move?', proposal, from: elsewhere, to };
    await recount(deps, proposal, [after.entry, before?.entry ?? after.entry]);
    return {
      kind: 'recorded',
      proposal,
      choice: after.choice,
      entry: proposal.entries[after.entry] ?? to.entry,
    };
  });
}

/** Takes a ballot back; refused when there is none, and like casting. */
export async function takeBackBallot(
  deps: ProposalDeps,
  input: Omit<CastBallot, 'choice' | 'entry' | 'move'>,
  actor: Actor,
): Promise<Proposal> {
  return deps.store.queue.shared(proposalQueue(input.proposalId), async () => {
    const { proposal, box } = await openBox(deps, input, actor);
    const none = () => new Refusal('no-ballot', { title: proposal.action.title });
    if ((await box.get(actor.userId)) === undefined) throw none();
    const { after } = await box.change(actor.userId, (current) => {
      if (current === undefined || current.choice === 'taken back') throw none();
      if (BigInt(current.interactionId) >= BigInt(input.interactionId)) return current;
      return { ...current, choice: 'taken back', interactionId: input.interactionId };
    });
    await recount(deps, proposal, [after.entry]);
    return proposal;
  });
}

/**
 * The person's own answer: their choice and organisation, 'none', or 'unknown' once a secret ballot has closed and
 * nothing says any more how, or whether, they voted.
 */
export async function myBallot(
  deps: ProposalDeps,
  proposal: Proposal,
  actor: Actor,
): Promise<{ choice: Choice; entry: Entry } | 'none' | 'unknown'> {
  if (proposal.state !== 'open') {
    for (const [index, entry] of proposal.entries.entries()) {
      if (entry.organisation.rule.ballots !== 'open') continue;
      const own = (await namedBallots(deps, proposal, index)).find(({ userId }) => userId === actor.userId);
      if (own !== undefined) return { choice: own.choice, entry };
    }
    return proposal.entries.some(({ organisation }) => organisation.rule.ballots === 'secret')
      ? 'unknown'
      : 'none';
  }
  const box = await BallotBox.of(deps, proposal);
  const ballot = await box?.get(actor.userId);
  const entry = ballot === undefined ? undefined : proposal.entries[ballot.entry];
  return ballot === undefined || ballot.choice === 'taken back' || entry === undefined
    ? 'none'
    : { choice: ballot.choice, entry };
}

/** The count in one organisation as it stands. There is no count across organisations. */
export function tallyIn(ballots: readonly Ballot[], entry: number): Tally {
  const choices: Choice[] = [];
  for (const ballot of ballots) {
    if (ballot.entry === entry && ballot.choice !== 'taken back') choices.push(ballot.choice);
  }
  return count(choices);
}

/**
 * The count in each organisation of an open proposal, in the order of its entries. At most ten seconds old, and at most
 * every ten seconds new: a counter that moved with each click would show who voted when (threats section 2).
 */
export async function tallies(deps: ProposalDeps, proposal: Proposal, now: Date): Promise<Tally[]> {
  const version = versionName(proposal);
  const kept = deps.counted.get(version);
  if (kept !== undefined && Math.abs(now.getTime() - kept.at) < COUNT_EVERY_MS) return kept.tallies;
  const { ballots } = (await (await BallotBox.of(deps, proposal))?.read()) ?? { ballots: [] };
  const counted = proposal.entries.map((_entry, index) => tallyIn(ballots, index));
  deps.counted.set(version, { at: now.getTime(), tallies: counted });
  return counted;
}

/** Counts shown lately, by version; forgotten when the version ends. */
export type Counted = Map<string, { at: number; tallies: Tally[] }>;

/** Names and choices of an organisation's open ballot after closing, for its own server only. */
export async function namedBallots(
  deps: ProposalDeps,
  proposal: Proposal,
  entry: number,
): Promise<NamedBallots> {
  return (await deps.names.get(namesId(proposal, entry))) ?? [];
}

/** Where the names of an open ballot are kept. */
export function namesId(proposal: Pick<Proposal, 'id'>, entry: number): string {
  return `${proposal.id}:${String(entry)}`;
}

function ballotOf(
  choice: Choice,
  to: { index: number; entry: Entry },
  interactionId: string,
  actor: Actor,
): Ballot {
  const ballot: Ballot = { choice, entry: to.index, interactionId };
  return to.entry.organisation.rule.ballots === 'open' ? { ...ballot, userId: actor.userId } : ballot;
}

async function openBox(
  deps: ProposalDeps,
  input: Pick<CastBallot, 'proposalId' | 'version' | 'actedAt'>,
  actor: Actor,
): Promise<{ proposal: Proposal; box: BallotBox }> {
  const proposal = await deps.proposals.get(input.proposalId);
  // A server it was never put to does not even learn its title.
  if (proposal === undefined || !isPutTo(proposal, actor.guildId)) throw new Refusal('ballot-unknown');
  const values = { title: proposal.action.title };
  if (proposal.state === 'withdrawn') throw new Refusal('ballot-withdrawn', values);
  if (proposal.version !== input.version) throw new Refusal('ballot-text-changed', values);
  if (proposal.state !== 'open' || input.actedAt.getTime() >= Date.parse(proposal.closesAt)) {
    throw new Refusal('ballot-closed', {
      ...values,
      closed: new Date(proposal.closedAt ?? proposal.closesAt),
    });
  }
  const box = (await BallotBox.of(deps, proposal)) ?? (await BallotBox.ofNobody(deps, proposal));
  if (box !== undefined) return { proposal, box };
  // The vote begins again when this comes due.
  await announceSoon(deps, proposal.id, input.actedAt);
  throw new Refusal('ballot-key-lost', values);
}

/**
 * Has the cards of organisations show their new turnout. The ballot is on disk: a card that cannot be brought up to date
 * now is no reason to say that it was not recorded.
 */
async function recount(deps: ProposalDeps, proposal: Proposal, entries: readonly number[]): Promise<void> {
  const guilds = new Set(entries.map((index) => proposal.entries[index]?.organisation.guildId));
  for (const guildId of guilds) {
    if (guildId !== undefined) await deps.outbox.oweEdit(cardId(proposal, guildId)).catch(() => undefined);
  }
}
