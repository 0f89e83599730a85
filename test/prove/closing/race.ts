import { castBallot } from '../../../src/proposals/ballot.js';
import { closeWhenDue } from '../../../src/proposals/close.js';
import type { Proposal, ProposalDeps } from '../../../src/proposals/proposal.js';
import { count, type Choice, type Tally } from '../../../src/proposals/tally.js';
import { Refusal } from '../../../src/refusal.js';
import { Ground } from '../../support/ground.js';
import { outboxCollection } from '../../../src/outbox/outbox.js';
import type { Counts, ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { MIXES, NOON, OPEN_MS, Scene } from './scene.js';

const SECOND = 1_000;
const CLOSES = NOON + OPEN_MS;
/** Clicks in a round, and people who had voted before, in each server. */
const CLICKS = 50;
const VOTED = 18;

export interface RaceRun extends ProofRun {
  rounds: number;
  /** How many of them on SQLite. */
  onDisk: number;
}

/** A round that did not end as it must. */
export class Unfair extends Error {
  override name = 'Unfair';
}

/** Rounds of clicks racing the closing, each with one outcome, in which every click is counted or was refused. */
export async function racing(run: RaceRun): Promise<Counts> {
  const random = new Random(run.seed);
  const seen = {
    recorded: 0,
    'refused, clicked after closing': 0,
    'refused, clicked before and come too late': 0,
  };
  for (let round = 0; round < run.rounds; round += 1) {
    const ground = await (round < run.onDisk ? Ground.onDisk() : Ground.inMemory());
    try {
      await race(random.branch(), ground, seen, true);
    } finally {
      await ground.remove();
    }
  }
  return {
    'rounds of the race': run.rounds,
    'clicks in them': run.rounds * CLICKS,
    ...seen,
    'confirmed and missing': 0,
  };
}

/** The same without anything that keeps clicks and closing apart; the number of the round that goes wrong. */
export async function racingUnguarded(run: ProofRun & { atMost: number }): Promise<number | undefined> {
  const random = new Random(run.seed);
  for (let round = 1; round <= run.atMost; round += 1) {
    // On disk, where a write takes time in which something else can happen.
    const ground = await Ground.onDisk();
    try {
      await race(random.branch(), ground, {}, false);
    } catch {
      // Confirmed and missing, counted twice, or stopped by the check on what was written.
      return round;
    } finally {
      await ground.remove();
    }
  }
  return undefined;
}

async function race(
  random: Random,
  ground: Ground,
  seen: Record<string, number>,
  guarded: boolean,
): Promise<void> {
  const scene = new Scene(ground, random.pick(MIXES));
  const opened = await ground.begin();
  const deps = guarded ? opened : withoutQueue(opened);
  await scene.setUp(deps);
  const proposal = await scene.publish(deps, await scene.draft(deps));
  const stands = new Map<string, { server: string; choice: Choice; clicked: bigint }>();
  const people = (await scene.votes(deps, proposal, VOTED)).map(({ actor, choice }) => {
    stands.set(actor.userId, { server: actor.guildId ?? '', choice, clicked: 0n });
    return actor;
  });
  for (let left = 16; left > 0; left -= 1) people.push(scene.voter(random.pick([0, 1])));

  // Everything starts at a step of its own, so that each meets the others at some other point.
  const steps = random.pick([2, 6, 20, 60]);
  const later = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let left = random.between(0, steps); left > 0; left -= 1)
      await new Promise((done) => setImmediate(done));
    return work();
  };
  const clicks = Array.from({ length: CLICKS }, () => {
    const at = CLOSES + random.between(-8 * SECOND, 2 * SECOND);
    const actor = random.pick(people);
    const choice = random.pick(['for', 'against', 'abstain'] as const);
    return { at, actor, input: scene.click(proposal, choice, at) };
  });
  ground.clock.now = new Date(CLOSES + 6 * SECOND);
  const writes = watchOutcomes(deps);
  const answers = clicks.map(({ input, actor }) =>
    later(() => castBallot(deps, input, actor)).then(
      ({ kind }): string => kind,
      (error: unknown) => {
        if (error instanceof Refusal) return error.reason;
        throw error;
      },
    ),
  );
  const closings = Array.from({ length: random.between(1, 3) }, () =>
    later(() => closeWhenDue(deps, proposal.id, ground.clock.now)),
  );
  const [told] = await Promise.all([Promise.all(answers), Promise.all(closings)]);

  for (const [index, answer] of told.entries()) {
    const { at, actor, input } = clicks[index]!;
    const inTime = at < CLOSES;
    if (answer === 'recorded') {
      if (!inTime) throw new Unfair('A click after closing was recorded');
      seen.recorded = (seen.recorded ?? 0) + 1;
      const before = stands.get(actor.userId);
      const clicked = BigInt(input.interactionId);
      if (before === undefined || before.clicked < clicked)
        stands.set(actor.userId, { server: actor.guildId ?? '', choice: input.choice, clicked });
      continue;
    }
    if (answer !== 'ballot-closed') throw new Unfair(`A click was answered ${answer}`);
    const why = inTime ? 'refused, clicked before and come too late' : 'refused, clicked after closing';
    seen[why] = (seen[why] ?? 0) + 1;
  }
  await oneOutcome(deps, proposal, (server) =>
    count([...stands.values()].filter((one) => one.server === server).map(({ choice }) => choice)),
  );
  if (writes.count !== 1) throw new Unfair(`An outcome was written ${String(writes.count)} times`);
  await deps.store.close();
}

/** One outcome with exactly these totals, the same however often it closes, and nothing left of the ballots. */
async function oneOutcome(
  deps: ProposalDeps,
  { id }: Proposal,
  totals: (server: string) => Tally,
): Promise<void> {
  const record = await deps.records.get(id);
  await closeWhenDue(deps, id, new Date(CLOSES + 60 * SECOND));
  const proposal = await deps.proposals.get(id);
  if (record === undefined || (await deps.records.get(id)) !== record)
    throw new Unfair('Closing again changed the record');
  for (const { entry, tally, refused } of proposal?.outcome ?? []) {
    const expected = totals(proposal?.entries[entry]?.organisation.guildId ?? '');
    const [found, meant] = [JSON.stringify(tally), JSON.stringify(expected)];
    if (found !== meant || refused > 0) throw new Unfair(`Counted ${found}, confirmed ${meant}`);
  }
  if (proposal?.outcome?.length !== 2) throw new Unfair('There is no outcome');
  const owed = await outboxCollection(deps.store).range({ within: 'outcome-', limit: 100 });
  if (owed.length !== 2) throw new Unfair(`${String(owed.length)} outcomes are owed`);
  const rows = await deps.ballots.range({ limit: 1_000 });
  if (rows.length > 0 || (await deps.versionKeys.list()).length > 0)
    throw new Unfair('Ballots or keys are left');
}

function watchOutcomes({ proposals }: ProposalDeps): { count: number } {
  const writes = { count: 0 };
  const put = proposals.put.bind(proposals);
  proposals.put = (id, value) => {
    if (value.outcome !== undefined) writes.count += 1;
    return put(id, value);
  };
  return writes;
}

/** Clicks and closing do not wait for each other. */
function withoutQueue(deps: ProposalDeps): ProposalDeps {
  const run = <T>(_name: string, work: () => Promise<T>) => work();
  return { ...deps, store: { ...deps.store, queue: { exclusive: run, shared: run } } };
}
