import { namedBallots } from '../../../src/proposals/ballot.js';
import { versionName } from '../../../src/proposals/ballot-box.js';
import { verifyRecord } from '../../../src/proposals/outcome-record.js';
import type { Proposal } from '../../../src/proposals/proposal.js';
import { ballotPseudonym } from '../../../src/proposals/sealed-ballot.js';
import { count, positionOf, turnout, type Tally } from '../../../src/proposals/tally.js';
import { HOUR, MINUTE, type Stage } from '../../support/stage.js';
import { execute } from '../../support/store-file.js';
import { holds } from '../proof.js';
import type { Random } from '../random.js';
import { amend, lastTitled, publish, seats, vote, type Voter } from './crowd.js';
import { elsewhere, swapped, TAMPERINGS, type Row } from './tamper.js';

/** What the store holds of a version while it is open, by person. */
export type Copy = ReadonlyMap<Voter, Row>;

/** One proposal, from its publishing to its outcome, with somebody writing to the store in between. */
export class Attack {
  refused = 0;
  /** Whose tampered row was written over by a new vote. */
  again: Voter[] = [];
  /** Whose own earlier ballot was put back. */
  rolledBack: Voter[] = [];
  readonly #stage: Stage;
  readonly #random: Random;
  readonly #voters: readonly Voter[];
  readonly #kinds: Record<string, number>;
  readonly #victims = new Set<Voter>();
  #title = '';
  #proposal: Proposal | undefined;
  #rows: Copy = new Map();
  #earlierText: Copy | undefined;
  #earlierProposal: Copy | undefined;

  constructor(stage: Stage, random: Random, voters: readonly Voter[], kinds: Record<string, number>) {
    this.#stage = stage;
    this.#random = random;
    this.#voters = voters;
    this.#kinds = kinds;
  }

  /** Publishes and has everybody vote, at times on a text that is then amended. Resolves to a copy of all rows. */
  async open(title: string, amended: boolean, earlierProposal: Copy | undefined): Promise<Copy> {
    this.#title = title;
    this.#earlierProposal = earlierProposal;
    this.#proposal = await publish(this.#stage, title);
    await vote(this.#random, this.#voters, title);
    if (amended) {
      this.#earlierText = await this.#copy();
      this.#title = `${title} at noon`;
      this.#proposal = await amend(this.#stage, title, this.#title);
      await vote(this.#random, this.#voters, this.#title);
    }
    this.#rows = await this.#copy();
    return this.#rows;
  }

  async tamper(rows: number): Promise<void> {
    const random = this.#random;
    const order = random.shuffled(this.#voters);
    this.rolledBack = order.splice(0, 5);
    const victims = order.splice(0, rows);
    const honest = order.map((voter) => this.#rows.get(voter)!.value);
    const tenth = Math.ceil(rows / 10);
    const [turned, moved, single] = [victims.splice(0, tenth), victims.splice(0, tenth), victims];

    const next = swapped(turned.map((voter) => this.#rows.get(voter)!));
    for (const [at, voter] of turned.entries())
      await this.#write('swapped with others', voter, next[at]!.value);
    for (const voter of moved) {
      const row = this.#rows.get(voter)!;
      await this.#ballots.put(elsewhere(random, row), row.value);
      await this.#ballots.remove(row.id);
      this.#note('moved to a name nobody has', voter);
    }
    const kinds = Object.entries(TAMPERINGS);
    for (const [at, voter] of single.entries()) {
      for (let turn = at; ; turn += 1) {
        const [kind, tampering] = kinds[turn % kinds.length]!;
        const value = tampering(random, this.#rows.get(voter)!.value, {
          others: honest,
          earlierText: this.#earlierText?.get(voter)?.value,
          earlierProposal: this.#earlierProposal?.get(voter)?.value,
        });
        if (value === undefined) continue;
        await this.#write(kind, voter, value);
        break;
      }
    }

    // Whoever votes again writes over what was done to their row.
    this.again = random.shuffled([...turned, ...single]).slice(0, 5);
    await vote(random, this.again, this.#title);
    for (const voter of this.again) this.#victims.delete(voter);
    this.refused -= this.again.length;

    // The same person's own earlier ballot on the same text: validly sealed, for this row.
    const first = new Map(this.rolledBack.map((voter) => [voter, voter.choice]));
    await vote(random, this.rolledBack, this.#title, 'against');
    for (const voter of this.rolledBack) {
      const { id, value } = this.#rows.get(voter)!;
      await this.#ballots.put(id, value);
      voter.choice = first.get(voter)!;
    }
  }

  /** Past the bot, in the file itself, while the bot is stopped. */
  async damage(rows: number): Promise<void> {
    const chosen = this.counted().slice(0, rows);
    await this.#stage.stopBot();
    for (const [at, voter] of chosen.entries()) {
      const value = ['', '{', '{"value":{"v":1,"d":"', '{"value":{"v":1,"d":7}}', 'x'.repeat(5_000)][at % 5]!;
      const { id } = this.#rows.get(voter)!;
      await execute(
        `${this.#stage.folder}/bot.sqlite`,
        `UPDATE keyv SET value = '${value}' WHERE key = 'ballot:${id}'`,
      );
      this.#note('no row of the store at all', voter);
    }
    await this.#stage.startBot();
  }

  /** Whose ballots have to count. */
  counted(): Voter[] {
    return this.#voters.filter((voter) => !this.#victims.has(voter));
  }

  /** Lets the clock close it, and looks at everything that says how it ended. */
  async close(): Promise<void> {
    const stage = this.#stage;
    const version = versionName(this.#open);
    await stage.advance(48 * HOUR + MINUTE);
    const { deps } = stage.app;
    const proposal = await deps.proposals.get(this.#open.id);
    const outcome = proposal?.outcome ?? [];
    holds(outcome.length === 3, `It did not close: ${String(proposal?.state)}`);
    const said = `${String(this.refused)} stored ballots had been changed from outside and counted for nobody.`;
    for (const seat of seats(stage)) {
      const post = lastTitled(seat, `greed: ${this.#title}`)?.text ?? '';
      holds(post.includes(said), `Not "${said}" but: ${post}`);
      for (const { entry } of outcome)
        holds(post.includes(figures(this.#tally(proposal!, entry))), `Not as people voted: ${post}`);
    }
    for (const { entry, position, tally, refused } of outcome) {
      const expected = this.#tally(proposal!, entry);
      const { organisation, roll } = proposal!.entries[entry]!;
      holds(
        JSON.stringify(tally) === JSON.stringify(expected),
        `${JSON.stringify(tally)}, not ${JSON.stringify(expected)}`,
      );
      holds(
        position === positionOf(organisation.rule, expected, roll),
        `${organisation.name} is ${position}`,
      );
      holds(refused === this.refused, `${String(refused)} refused, not ${String(this.refused)}`);
      const names = await namedBallots(deps, proposal!, entry);
      const named = organisation.rule.ballots === 'open' ? turnout(expected) : 0;
      holds(names.length === named, `${String(names.length)} names of ${String(named)}`);
    }
    const record = verifyRecord((await deps.records.get(this.#open.id)) ?? '');
    holds(
      record.ok && record.content.organisations.every(({ refused }) => refused === this.refused),
      'The record does not hold, or does not say what was refused',
    );
    const left = await deps.ballots.range({ within: `${version}:`, limit: 1_000 });
    holds(left.length === 0, `${String(left.length)} rows are left`);
    holds((await deps.versionKeys.get(version)) === undefined, 'The key is still there');
  }

  get #open(): Proposal {
    if (this.#proposal === undefined) throw new Error('Nothing is open');
    return this.#proposal;
  }

  get #ballots() {
    return this.#stage.app.deps.ballots;
  }

  #tally(proposal: Proposal, entry: number): Tally {
    const { name } = proposal.entries[entry]!.organisation;
    return count(
      this.counted()
        .filter(({ organisation }) => organisation === name)
        .map(({ choice }) => choice),
    );
  }

  async #write(kind: string, voter: Voter, value: string): Promise<void> {
    await this.#ballots.put(this.#rows.get(voter)!.id, value);
    this.#note(kind, voter);
  }

  #note(kind: string, voter: Voter): void {
    this.#kinds[kind] = (this.#kinds[kind] ?? 0) + 1;
    this.#victims.add(voter);
    this.refused += 1;
  }

  /** All rows, told apart by person with the key that only the bot and this proof have. */
  async #copy(): Promise<Copy> {
    const { versionKeys, ballots } = this.#stage.app.deps;
    const version = versionName(this.#open);
    const keys = await versionKeys.get(version);
    if (keys === undefined) throw new Error('There is no key');
    const rows = new Map(
      (await ballots.range({ within: `${version}:`, limit: 1_000 })).map((row) => [row.id, row]),
    );
    holds(rows.size === this.#voters.length, `${String(rows.size)} rows of ${String(this.#voters.length)}`);
    return new Map(
      this.#voters.map((voter) => {
        const row = rows.get(`${version}:${ballotPseudonym(keys, version, voter.person.id)}`);
        if (row === undefined) throw new Error('Somebody has no row');
        return [voter, row];
      }),
    );
  }
}

function figures(tally: Tally): string {
  return `For ${String(tally.for)} · Against ${String(tally.against)} · Abstain ${String(tally.abstain)}`;
}
