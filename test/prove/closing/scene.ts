import type { Actor } from '../../../src/authority.js';
import { castBallot, type CastBallot } from '../../../src/proposals/ballot.js';
import type { Proposal, ProposalDeps } from '../../../src/proposals/proposal.js';
import type { Choice } from '../../../src/proposals/tally.js';
import {
  drafting,
  managerOf,
  publishing,
  setUpServers,
  snowflake,
  type PlannedServer,
} from '../../support/coalition.js';
import type { Ground } from '../../support/ground.js';

export const MINUTE = 60_000;
/** Start of the clock: a Monday at noon, UTC. */
export const NOON = Date.parse('2027-03-01T12:00:00Z');
/** Proposals here close so long after they open. */
export const OPEN_MS = 60 * MINUTE;
/** Closing waits so long for clicks under way. */
export const GRACE_MS = 5_000;
const DAY = 24 * 60 * MINUTE;
/** Large enough that totals are shown. */
const ROLL = 60;

/** Which organisations vote secretly. */
export type Mix = 'secret' | 'open' | 'mixed';
export const MIXES: readonly Mix[] = ['secret', 'open', 'mixed'];

/** Two servers in a front, each one organisation, and everybody who may vote. */
export class Scene {
  readonly servers: readonly [PlannedServer, PlannedServer];
  readonly proposer: Actor;
  #ids = 0;
  #clicks = 0;

  constructor(ground: Ground, mix: Mix) {
    const server = (name: string, secret: boolean): PlannedServer => {
      const ballots = secret ? 'secret' : 'open';
      return { id: this.#id(), name, channelId: this.#id(), organisations: [], rule: { ballots } };
    };
    this.servers = [server('Harbour', mix !== 'open'), server('University', mix === 'secret')];
    this.proposer = managerOf(this.servers[0], this.#id(), new Date(NOON));
    for (const { id } of this.servers) ground.platform.counts.set(id, ROLL);
    ground.clock.now = new Date(NOON);
  }

  async setUp(deps: ProposalDeps): Promise<void> {
    await setUpServers(deps, this.servers, { needed: 1 }, this.proposer.userId, new Date(NOON));
  }

  /** A draft to the front that closes in an hour. */
  async draft(deps: ProposalDeps): Promise<string> {
    const typed = { to: 'the front', closes: 'in 1 hour' };
    return (await drafting(deps, this.servers[0], this.proposer, typed, new Date(NOON))).id;
  }

  async publish(deps: ProposalDeps, draftId: string): Promise<Proposal> {
    return publishing(deps, this.servers[0], draftId, this.proposer, new Date(NOON));
  }

  /** Somebody new in the first or second server, or in both (then acting in the first). */
  voter(in_: 0 | 1): Actor {
    const { id } = this.servers[in_];
    return {
      userId: this.#id(),
      guildId: id,
      roleIds: [],
      managesServer: false,
      joinedAt: new Date(NOON - DAY),
    };
  }

  /** A click at an instant; later calls are later clicks. */
  click(proposal: Pick<Proposal, 'id' | 'version'>, choice: Choice, at: number): CastBallot {
    this.#clicks += 1;
    const interactionId = snowflake(at, this.#clicks);
    return {
      proposalId: proposal.id,
      version: proposal.version,
      choice,
      interactionId,
      actedAt: new Date(at),
    };
  }

  /** So many people of each server vote, soon after opening: for, against and abstain in turn. */
  async votes(
    deps: ProposalDeps,
    proposal: Proposal,
    each: number,
  ): Promise<{ actor: Actor; choice: Choice }[]> {
    const voters = Array.from({ length: 2 * each }, (_none, index) => ({
      actor: this.voter(index % 2 === 0 ? 0 : 1),
      choice: (['for', 'for', 'against', 'abstain'] as const)[Math.floor(index / 2) % 4]!,
    }));
    const cast = ({ actor, choice }: { actor: Actor; choice: Choice }) =>
      castBallot(deps, this.click(proposal, choice, NOON + MINUTE), actor);
    await Promise.all(voters.map(cast));
    return voters;
  }

  /** One person's vote for, soon after opening. */
  async votesOf(deps: ProposalDeps, proposal: Proposal, actor: Actor): Promise<void> {
    await castBallot(deps, this.click(proposal, 'for', NOON + MINUTE), actor);
  }

  #id(): string {
    this.#ids += 1;
    return snowflake(NOON - 100 * DAY, this.#ids);
  }
}
