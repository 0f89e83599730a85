import type { Actor } from '../../../src/authority.js';
import { myBallot } from '../../../src/proposals/ballot.js';
import { leaveWithProposals } from '../../../src/proposals/leave.js';
import type { Proposal } from '../../../src/proposals/proposal.js';
import { bringClosingForward, withdrawProposal } from '../../../src/proposals/settle.js';
import {
  drafting,
  draftingAmendment,
  managerOf,
  publishing,
  setUpOrganisation,
  setUpServers,
} from '../../support/coalition.js';
import type { Ground } from '../../support/ground.js';
import { deliverAll, proposalTicks } from '../../support/proposal-deps.js';
import type { StoredDeps } from '../../support/rooms.js';
import { checkEnd, checkOpen } from './check.js';
import { asText, toldBy, words } from './told.js';
import { FrontModel, type Click } from './model.js';
import { same, type Verbs } from './verbs.js';
import { actorIn, BEGIN, organisationsOf, type World } from './world.js';

const MINUTE = 60_000;
const GRACE = 5_000;

/** The real verbs on one proposal, each compared with the model at once. */
export class Bot {
  readonly model = new FrontModel();
  deps: StoredDeps;
  readonly #ground: Ground;
  readonly #world: World;
  readonly #verbs: Verbs;
  #tick: () => Promise<void>;
  #proposalId = '';
  /** Names of the version's organisations, in the bot's order. */
  #names: string[] = [];
  readonly #outOfFront = new Set<string>();

  private constructor(ground: Ground, world: World, verbs: Verbs, deps: StoredDeps) {
    this.#ground = ground;
    this.#world = world;
    this.#verbs = verbs;
    this.deps = deps;
    this.#tick = proposalTicks(deps, ground.clock, deliverAll());
  }

  static async begin(ground: Ground, world: World, verbs: Verbs): Promise<Bot> {
    const deps = await ground.begin();
    const begin = new Date(BEGIN);
    const front = world.front ? { needed: world.needed } : undefined;
    await setUpServers(deps, world.servers, front, world.managerId, begin);
    return new Bot(ground, world, verbs, deps);
  }

  get #now(): Date {
    return this.#ground.clock.now;
  }

  get #home() {
    return this.#world.servers[0]!;
  }

  goTo(at: number): void {
    this.#ground.clock.now = new Date(at);
  }

  async restart(): Promise<void> {
    await this.deps.store.close();
    this.deps = await this.#ground.begin();
    this.#tick = proposalTicks(this.deps, this.#ground.clock, deliverAll());
    await this.#tick();
    this.#closeIfDue();
    await this.#compare('after a restart');
  }

  async tick(): Promise<void> {
    await this.#tick();
    this.#closeIfDue();
    await this.#compare('after a tick');
  }

  async propose(minutes: number): Promise<void> {
    const manager = managerOf(this.#home, this.#world.managerId, this.#now);
    const typed = {
      closes: `in ${String(minutes)} minutes`,
      ...(this.#world.front ? { to: 'the front' } : {}),
    };
    const draft = await drafting(this.deps, this.#home, manager, typed, this.#now);
    const proposal = await publishing(this.deps, this.#home, draft.id, manager, this.#now);
    this.#proposalId = proposal.id;
    await this.#opened(minutes);
    await this.#compare('after publishing');
  }

  /** Amends, and says whether there is a new text. */
  async amend(minutes: number): Promise<boolean> {
    const { model } = this;
    const home = this.#home;
    const manager = managerOf(home, this.#world.managerId, this.#now);
    const told = await toldBy(async () => {
      const typed = { title: `Text ${String(model.version + 1)}`, closes: `in ${String(minutes)} minutes` };
      const draft = await draftingAmendment(this.deps, await this.#proposal(), manager, typed, this.#now);
      await publishing(this.deps, home, draft.id, manager, this.#now);
    });
    const gone = this.#world.front && model.left.has(home.name);
    const expected =
      model.state !== 'open' ? 'refused proposal-not-open' : gone ? 'refused front-none' : 'done';
    same('amending', told, expected);
    if (told === 'done') await this.#opened(minutes);
    await this.#compare('after amending');
    return told === 'done';
  }

  async bringForward(): Promise<boolean> {
    const { model } = this;
    const manager = managerOf(this.#home, this.#world.managerId, this.#now);
    const told = await toldBy(() => bringClosingForward(this.deps, this.#proposalId, manager, this.#now));
    const closesAt = this.#now.getTime() + MINUTE;
    const live = model.organisations.some(({ rule }) => rule.tally === 'live');
    const expected = () => {
      if (model.state !== 'open') return 'refused proposal-not-open';
      if (live) return 'refused close-not-live';
      return model.closesAt <= closesAt ? 'refused closes-anyway' : 'done';
    };
    same('bringing forward', told, expected());
    if (told === 'done') model.closesAt = closesAt;
    return told === 'done';
  }

  async withdraw(): Promise<void> {
    const manager = managerOf(this.#home, this.#world.managerId, this.#now);
    const told = await toldBy(() => withdrawProposal(this.deps, this.#proposalId, manager, this.#now));
    same('withdrawing', told, this.model.state === 'open' ? 'done' : 'refused proposal-not-open');
    if (told === 'done') this.model.state = 'withdrawn';
    await this.#compare('after withdrawing');
  }

  async leave(name: string): Promise<void> {
    const server = this.#world.servers.find((one) => one.name === name)!;
    const manager = managerOf(server, this.#world.managerId, this.#now);
    const told = await toldBy(() => leaveWithProposals(this.deps, server, manager, this.#now));
    const member = this.#world.front && !this.#outOfFront.has(name);
    same('leaving', told, member ? 'done' : 'refused front-none');
    if (!member) return;
    this.#outOfFront.add(name);
    if (this.model.state === 'open') this.model.left.add(name);
    await this.#compare('after leaving');
  }

  /** A role that nobody voted by so far becomes an organisation; it counts from the next text on. */
  async addOrganisation(name: string): Promise<void> {
    const server = this.#world.servers.find((one) => one.name === name)!;
    const roleId = this.#world.spareRoles.get(name)!;
    const planned = { name: `${name}9`, roleId, rule: {} };
    await setUpOrganisation(this.deps, server, planned, managerOf(server, this.#world.managerId, this.#now));
    server.organisations.push(planned);
  }

  grow(counted: string, by: number): void {
    const { counts } = this.#ground.platform;
    counts.set(counted, (counts.get(counted) ?? 0) + by);
  }

  /** Hands the bot a click, so many times at once; what each was answered, all of them as the model says. */
  async arrive(click: Click, together: number): Promise<string[]> {
    const person = this.#world.people.find(({ name }) => name === click.person)!;
    const server = this.#world.servers.find(({ name }) => name === click.server)!;
    const actor: Actor = {
      ...actorIn({ ...person, in: new Map() }, server),
      roleIds: click.roles,
      ...(click.joinedAt === undefined ? {} : { joinedAt: new Date(click.joinedAt) }),
    };
    const input = {
      proposalId: this.#proposalId,
      version: click.version,
      interactionId: String(click.id),
      actedAt: new Date(click.at),
    };
    const { wants } = click;
    const asked = this.#names.indexOf(click.entry ?? '');
    const which = click.entry === undefined ? {} : { entry: asked === -1 ? this.#names.length : asked };
    const move = click.move === undefined ? {} : { move: click.move };
    const once = () =>
      toldBy(async () => {
        if (wants !== 'take back')
          return words(
            await this.#verbs.cast(this.deps, { ...input, ...which, ...move, choice: wants }, actor),
          );
        await this.#verbs.takeBack(this.deps, input, actor);
        const own = await myBallot(this.deps, await this.#proposal(), actor);
        return typeof own === 'string'
          ? 'taken back'
          : `recorded ${own.choice} in ${own.entry.organisation.name}`;
      });
    const told = await Promise.all(Array.from({ length: together }, once));
    for (const answer of told)
      same(`the answer to ${JSON.stringify(click, asText)}`, answer, this.model.answer(click));
    return told;
  }

  /** The end, once nothing more can happen. */
  async checkEnd(): Promise<void> {
    await checkEnd(this.deps, await this.#proposal(), this.model, this.#world.people);
  }

  async #compare(when: string): Promise<void> {
    await checkOpen(when, this.deps, await this.#proposal(), this.model, this.#world.people);
  }

  async #proposal(): Promise<Proposal> {
    const proposal = await this.deps.proposals.get(this.#proposalId);
    if (proposal === undefined) throw new Error('The proposal is gone');
    return proposal;
  }

  /** The new version as the model has it; only how a length of time is read is left to the bot. */
  async #opened(minutes: number): Promise<void> {
    const proposal = await this.#proposal();
    this.#names = proposal.entries.map(({ organisation }) => organisation.name);
    const closesAt = Date.parse(proposal.closesAt);
    const meant = this.#now.getTime() + minutes * MINUTE;
    if (Math.abs(closesAt - meant) >= MINUTE) same('closing', String(closesAt), String(meant));
    const servers = this.#world.servers.filter(({ name }) => !this.#outOfFront.has(name));
    const organisations = servers.flatMap((server) => organisationsOf(server, this.#ground.platform.counts));
    const needed = this.#world.front ? Math.min(this.#world.needed, organisations.length) : 1;
    this.model.open({ openedAt: this.#now.getTime(), closesAt, needed, organisations });
  }

  #closeIfDue(): void {
    if (this.model.state === 'open' && this.#now.getTime() >= this.model.closesAt + GRACE) this.model.close();
  }
}
