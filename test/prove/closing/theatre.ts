import type { ProposalDeps } from '../../../src/proposals/proposal.js';
import { versionName } from '../../../src/proposals/ballot-box.js';
import { closeWhenDue } from '../../../src/proposals/close.js';
import { nonceOf } from '../../../src/outbox/outbox.js';
import { Refusal } from '../../../src/refusal.js';
import type { Ground } from '../../support/ground.js';
import { deliverAll, proposalTicks } from '../../support/proposal-deps.js';
import type { StoredDeps } from '../../support/rooms.js';
import { holds } from '../proof.js';
import type { Act, Stand } from './acts.js';
import { Mortal, type Way } from './mortal.js';
import { GRACE_MS, NOON, OPEN_MS, Scene, type Mix } from './scene.js';
import { leftovers, visible } from './visible.js';

/** People who have voted in each server; from ten on totals are shown. */
const VOTED = 12;
/** Repairs of what a crash left come so long after it. */
const REPAIR_MS = 11_000;

/** What was before an act, what is after it, and what comes of it in the end; as everybody sees it. */
interface Course {
  before: string;
  after: string;
  end: string;
}

/** One act on one mix of ballots, again and again from the same beginning. */
export class Theatre {
  readonly #ground: Ground;
  readonly #act: Act;
  readonly #stand: Stand;
  readonly #again: () => Promise<void>;
  #course: Course = { before: '', after: '', end: '' };

  private constructor(ground: Ground, act: Act, stand: Stand, again: () => Promise<void>) {
    this.#ground = ground;
    this.#act = act;
    this.#stand = stand;
    this.#again = again;
  }

  static async open(ground: Ground, act: Act, mix: Mix): Promise<Theatre> {
    const scene = new Scene(ground, mix);
    const deps = await ground.begin();
    await scene.setUp(deps);
    const draftId = await scene.draft(deps);
    const [newcomer, mover] = [scene.voter(0), scene.voter(0)];
    const stand: Stand = {
      scene,
      ground,
      draftId,
      proposalId: draftId,
      people: [newcomer, mover],
      newcomer,
      mover,
    };
    if (act.at !== NOON) {
      const proposal = await scene.publish(deps, draftId);
      stand.people.push(...(await scene.votes(deps, proposal, VOTED)).map(({ actor }) => actor));
      await scene.votesOf(deps, proposal, mover);
      // Cards and their edits are out of the way.
      const tick = proposalTicks(deps, ground.clock, deliverAll());
      for (const ms of [0, 12_000, 24_000]) {
        ground.clock.now = new Date(NOON + ms);
        await tick();
      }
    }
    await act.prepare?.(deps, stand);
    ground.clock.now = new Date(act.at);
    const before = await visible(deps, stand);
    await deps.store.close();
    const theatre = new Theatre(ground, act, stand, await ground.remember());
    await theatre.#undisturbed(before);
    return theatre;
  }

  /** What becomes of it when nothing goes wrong. */
  async #undisturbed(before: string): Promise<void> {
    const deps = await this.#ground.begin();
    await this.#act.run(deps, this.#stand);
    const after = await visible(deps, this.#stand);
    holds(before !== after, `${this.#act.name} changes nothing`);
    const end = await this.#toTheEnd(deps, []);
    this.#course = { before, after, end };
    await deps.store.close();
  }

  /** Ends the act at a step. Says as what it came out after the restart; undefined when it has fewer steps. */
  async endAt(at: number, way: Way): Promise<'before' | 'after' | undefined> {
    await this.#again();
    const mortal = new Mortal({ at, way });
    const { deps, end } = await this.#ground.beginBehind(
      (driver) => mortal.driver(driver),
      mortal.platform(this.#ground.platform),
    );
    const told = await mortal.live(() => this.#act.run(deps, this.#stand));
    await end();
    if (mortal.steps < at) return undefined;
    try {
      return await this.#restarted(told !== 'died' && 'answered' in told);
    } catch (error) {
      const where = `${this.#act.name}, step ${String(at)} (${mortal.last}), ${way}`;
      throw new Error(`Ended: ${where}`, { cause: error });
    }
  }

  async #restarted(answered: boolean): Promise<'before' | 'after'> {
    const { clock } = this.#ground;
    const { before, after, end } = this.#course;
    const deps = await this.#ground.begin();
    const posted: string[] = [];
    const found = await visible(deps, this.#stand);
    const came = found === after ? 'after' : 'before';
    holds(
      found === after || found === before,
      `Between the states: ${found}, and neither ${before} nor ${after}`,
    );
    holds(!answered || came === 'after', 'It was called done, and is not');

    const tick = proposalTicks(
      deps,
      clock,
      deliverAll((nonce) => posted.push(nonce)),
    );
    await tick();
    clock.now = new Date(clock.now.getTime() + REPAIR_MS);
    // What is owed in one look is delivered in the next.
    for (let looks = 2; looks > 0; looks -= 1) await tick();
    const settled = await visible(deps, this.#stand);
    const clockCloses = this.#act.at > NOON + OPEN_MS;
    holds(settled === (clockCloses ? after : found), `Something else came of it later: ${settled}`);
    const proposal = await deps.proposals.get(this.#stand.proposalId);
    const isOpen = proposal?.state === 'open';
    const version = isOpen ? versionName(proposal) : '';
    const left = await leftovers(deps);
    const keys =
      isOpen && proposal.entries.some(({ organisation }) => organisation.rule.ballots === 'secret');
    const rows = isOpen && settled.includes(' in ');
    const expected = `keys of ${keys ? version : ''}, rows of ${rows ? version : ''}`;
    holds(left === expected, `Left of ballots: ${left}, and not ${expected}`);
    const isDone = came === 'after' || clockCloses;
    const closesAt = Date.parse(proposal?.closesAt ?? '');
    this.#expectPosts(posted, new Set(isDone ? this.#act.posts : []), closesAt);

    await this.#repeat(deps, clockCloses ? 'after' : came);
    const again = await visible(deps, this.#stand);
    holds(again === after, `Done again it is ${again}, and not ${after}`);
    const ended = await this.#toTheEnd(deps, posted);
    holds(ended === end, `In the end it is ${ended}, and not ${end}`);
    await deps.store.close();
    return came;
  }

  /** Whoever got no answer tries again. */
  async #repeat(deps: ProposalDeps, came: 'before' | 'after'): Promise<void> {
    const told: string = await this.#act.run(deps, this.#stand).then(
      () => 'done',
      (error: unknown) => {
        if (error instanceof Refusal) return error.reason;
        throw error;
      },
    );
    const expected: readonly string[] = (came === 'after' ? this.#act.again : undefined) ?? ['done'];
    holds(expected.includes(told), `Done again it is answered ${told}, and not ${expected.join(' or ')}`);
  }

  /** Lets the time of closing come, and everything be posted; what everybody sees then. */
  async #toTheEnd(deps: StoredDeps, posted: string[]): Promise<string> {
    const { clock } = this.#ground;
    const { proposalId } = this.#stand;
    const tick = proposalTicks(
      deps,
      clock,
      deliverAll((nonce) => posted.push(nonce)),
    );
    const closesAt = Date.parse((await deps.proposals.get(proposalId))?.closesAt ?? '');
    for (const ms of [0, REPAIR_MS, 2 * REPAIR_MS, 3 * REPAIR_MS]) {
      clock.now = new Date(closesAt + GRACE_MS + ms);
      await tick();
    }
    const record = await deps.records.get(proposalId);
    await closeWhenDue(deps, proposalId, clock.now);
    holds((await deps.records.get(proposalId)) === record, 'Closing again gave another record');
    holds((await leftovers(deps)) === 'keys of , rows of ', `Left in the end: ${await leftovers(deps)}`);
    const proposal = await deps.proposals.get(proposalId);
    const isClosed = proposal?.outcome !== undefined;
    this.#expectPosts(posted, new Set([...this.#act.posts, ...(isClosed ? ['outcome'] : [])]), closesAt);
    return visible(deps, this.#stand);
  }

  /** Each kind once in each server, and nothing else. */
  #expectPosts(posted: readonly string[], kinds: ReadonlySet<string>, closesAt: number): void {
    const { proposalId, scene } = this.#stand;
    const ids = scene.servers.flatMap(({ id }) =>
      [...kinds].map((kind) => this.#postId(kind, proposalId, id, closesAt)),
    );
    const [found, expected] = [posted.toSorted().join(), ids.map(nonceOf).sort().join()];
    holds(found === expected, `Posted ${found}, and not ${ids.join()} once each`);
  }

  #postId(kind: string, proposalId: string, guildId: string, closesAt: number): string {
    const middle = kind === 'amended' ? '2-' : kind === 'moved' ? `${String(closesAt)}-` : '';
    return `${kind}-${proposalId}-${middle}${guildId}`;
  }
}
