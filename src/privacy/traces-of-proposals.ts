import { askedKey } from '../afterwards/ask.js';
import { BallotBox } from '../proposals/ballot-box.js';
import { eraseBallot, eraseName, eraseProposer } from '../proposals/erase-person.js';
import { takeNudgeBack } from '../proposals/nudge.js';
import type { Proposal } from '../proposals/proposal.js';
import { reportKey } from '../proposals/report.js';
import { followKey } from '../reminders/follow.js';
import { entriesOf, pagesOf } from '../store/entries.js';
import { proposalUntil } from './retention.js';
import type { Person, PrivacyDeps, Trace } from './trace.js';

/** What a person did about proposals: proposed, voted, asked to be told, reported. */
export async function* tracesOfProposals(deps: PrivacyDeps, person: Person): AsyncGenerator<Trace> {
  for await (const page of pagesOf(deps.proposals, '', person.leftOut)) {
    const proposals = page.map(({ value }) => value);
    for (const proposal of proposals) {
      if (proposal.proposerId === person.userId) yield await proposedTrace(deps, proposal);
      const ballot = proposal.state === 'open' ? await ballotTrace(deps, person, proposal) : undefined;
      if (ballot !== undefined) yield ballot;
    }
    yield* markedTraces(deps, person, proposals);
  }
  yield* nudgeTraces(deps, person);
  yield* namedTraces(deps, person);
}

async function proposedTrace(deps: PrivacyDeps, proposal: Proposal): Promise<Trace> {
  const { id, action, state, guildId } = proposal;
  const data = { proposal: id, title: action.title, state, server: guildId };
  const until = await proposalUntil(deps, proposal, guildId);
  const kind = until === undefined ? 'proposal-open' : 'proposal-over';
  return { kind, until, data, erase: () => eraseProposer(deps, id) };
}

/** The person's ballot as **My vote** shows it to them; nobody else is answered with it. */
async function ballotTrace(
  deps: PrivacyDeps,
  { userId }: Person,
  proposal: Proposal,
): Promise<Trace | undefined> {
  const ballot = await (await BallotBox.of(deps, proposal))?.get(userId);
  if (ballot === undefined) return undefined;
  const { id, action, closesAt, entries } = proposal;
  const organisation = entries[ballot.entry]?.organisation;
  const data = {
    proposal: id,
    title: action.title,
    organisation: organisation?.name,
    ballots: organisation?.rule.ballots,
    yourVote: ballot.choice,
  };
  return { kind: 'ballot', until: closesAt, data, erase: () => eraseBallot(deps, id, userId) };
}

/** **Remind me**, **Report** and "Did it take place?": one row per proposal and person, under a pseudonym of its own. */
async function* markedTraces(
  deps: PrivacyDeps,
  { userId }: Person,
  proposals: readonly Proposal[],
): AsyncGenerator<Trace> {
  const keys = {
    follow: proposals.map(({ id }) => followKey(deps, id, userId)),
    report: proposals.map((proposal) => reportKey(deps, proposal, userId)),
    asked: proposals.map((proposal) => askedKey(deps, proposal, userId)),
  };
  const [follows, reports, asked] = await Promise.all([
    deps.follows.getMany(keys.follow),
    deps.reports.getMany(keys.report),
    deps.askedPeople.getMany(keys.asked),
  ]);
  for (const [index, proposal] of proposals.entries()) {
    const data = { proposal: proposal.id, title: proposal.action.title };
    const [follow, report, ask] = [keys.follow[index], keys.report[index], keys.asked[index]];
    const until = await proposalUntil(deps, proposal, proposal.guildId);
    if (follow !== undefined && follows[index] !== undefined)
      yield { kind: 'follow', until, data, erase: () => deps.follows.remove(follow) };
    if (report !== undefined && reports[index] !== undefined)
      yield { kind: 'report', until, data, erase: () => deps.reports.remove(report) };
    if (ask === undefined || asked[index] === undefined) continue;
    const question = await deps.questions.get(proposal.guildId, proposal.id);
    const said = { ...data, notAskedBefore: asked[index].notBefore };
    const erase = () => deps.askedPeople.remove(ask);
    yield { kind: 'asked', until: question?.until ?? asked[index].notBefore, data: said, erase };
  }
}

async function* nudgeTraces(deps: PrivacyDeps, person: Person): AsyncGenerator<Trace> {
  for await (const { id: key, value } of entriesOf(deps.nudges, '', person.leftOut)) {
    if (value.userId !== person.userId) continue;
    const [, id = '', version = ''] = /^([a-z0-9]+)-(\d+):/u.exec(key) ?? [];
    const proposal = await deps.proposals.get(id);
    const data = { proposal: id, title: proposal?.action.title, at: value.at, server: value.guildId };
    const erase = () => takeNudgeBack(deps, { id, version: Number(version) }, person);
    yield { kind: 'nudge', until: proposal?.closesAt ?? value.at, data, erase };
  }
}

/** The person's name and choice in the lists of open ballots, which their own server may look at after closing. */
async function* namedTraces(deps: PrivacyDeps, { userId, leftOut }: Person): AsyncGenerator<Trace> {
  for await (const { id: key, value } of entriesOf(deps.names, '', leftOut)) {
    const own = value.find((one) => one.userId === userId);
    if (own === undefined) continue;
    const [id = '', entry = ''] = key.split(':');
    const proposal = await deps.proposals.get(id);
    const organisation = proposal?.entries[Number(entry)]?.organisation;
    const data = {
      proposal: id,
      title: proposal?.action.title,
      organisation: organisation?.name,
      yourVote: own.choice,
    };
    const guildId = organisation?.guildId ?? '';
    const until = proposal && (await proposalUntil(deps, proposal, guildId));
    yield { kind: 'named-ballot', until, data, erase: () => eraseName(deps, key, userId) };
  }
}
