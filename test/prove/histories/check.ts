import { myBallot, namedBallots, tallies } from '../../../src/proposals/ballot.js';
import { verifyRecord } from '../../../src/proposals/outcome-record.js';
import type { Proposal, ProposalDeps } from '../../../src/proposals/proposal.js';
import { CHOICES, positionOf, shows, type FrontModel, type Totals } from './model.js';
import { same } from './verbs.js';
import type { PlannedPerson } from './world.js';

/** The proposal as it is, everybody's own vote, and the counts while there are any. */
export async function checkOpen(
  when: string,
  deps: ProposalDeps,
  proposal: Proposal,
  model: FrontModel,
  people: readonly PlannedPerson[],
): Promise<void> {
  const seen = ({ entries, state, version, needed }: Proposal) =>
    [
      state,
      version,
      needed,
      ...entries.map(({ organisation, leftAt }) => `${organisation.name} ${String(leftAt !== undefined)}`),
    ].join();
  const { state, version, needed, organisations } = model;
  const entries = organisations.map(({ name }) => `${name} ${String(model.hasLeft(name))}`);
  same(`the proposal ${when}`, seen(proposal), [state, version, needed, ...entries].join());
  for (const { name, userId } of people) {
    const own = await myBallot(deps, proposal, { userId, roleIds: [], managesServer: false });
    const words = typeof own === 'string' ? own : `${own.choice} in ${own.entry.organisation.name}`;
    same(`${name}'s vote ${when}`, words, model.own(name));
  }
  if (state !== 'open') return;
  // Else it would be as old as ten seconds.
  deps.counted.clear();
  for (const [index, tally] of (await tallies(deps, proposal, new Date(0))).entries()) {
    const { name } = proposal.entries[index]!.organisation;
    same(`the count in ${name} ${when}`, totals(tally), totals(model.totals(name)));
  }
}

/** The outcome, its record, what is published of it, and that nothing is left of the ballots. */
export async function checkEnd(
  deps: ProposalDeps,
  proposal: Proposal,
  model: FrontModel,
  people: readonly PlannedPerson[],
): Promise<void> {
  await checkOpen('at the end', deps, proposal, model, people);
  same('open at the end', String(model.state === 'open'), 'false');
  same('rows left', String((await deps.ballots.range({ limit: 1_000 })).length), '0');
  same('keys left', (await deps.versionKeys.list()).join(), '');
  const closed = model.state !== 'withdrawn';
  same('there is an outcome', String(proposal.outcome !== undefined), String(closed));
  if (!closed) return;
  const expected = model.organisations
    .filter(({ name }) => !model.hasLeft(name))
    .map((organisation) => {
      const of = model.totals(organisation.name);
      return [
        organisation.name,
        organisation.roll,
        positionOf(organisation, of),
        shows(organisation, of) ? totals(of) : 'withheld',
        0,
      ].join(' ');
    });
  const found = (proposal.outcome ?? []).map(({ entry, position, tally, refused }) => {
    const { organisation, roll } = proposal.entries[entry]!;
    return [
      organisation.name,
      roll,
      position,
      tally === undefined ? 'withheld' : totals(tally),
      refused,
    ].join(' ');
  });
  same('the outcome', found.join('; '), expected.join('; '));
  const nameOf = new Map(people.map(({ userId, name }) => [userId, name]));
  for (const [index, { organisation, leftAt }] of proposal.entries.entries()) {
    const listed = leftAt === undefined && organisation.rule.ballots === 'open';
    const named = await namedBallots(deps, proposal, index);
    const lines = named.map(({ userId, choice }) => `${String(nameOf.get(userId))} ${choice}`).sort();
    same(
      `names in ${organisation.name}`,
      lines.join(),
      listed ? model.names(organisation.name).sort().join() : '',
    );
  }
  const verified = verifyRecord((await deps.records.get(proposal.id)) ?? '');
  same(
    'the record',
    verified.ok ? String(verified.content.agreed) : verified.problems.join(),
    String(model.state === 'agreed'),
  );
}

function totals(of: Totals): string {
  return CHOICES.map((choice) => `${choice} ${String(of[choice])}`).join(' ');
}
