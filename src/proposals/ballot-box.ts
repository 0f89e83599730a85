import { z } from 'zod';
import type { Collection, Store } from '../store/types.js';
import type { Proposal } from './proposal.js';
import { ballotPseudonym, openBallot, sealBallot, type Ballot } from './sealed-ballot.js';
import type { BallotKeys, VersionKeys } from './version-keys.js';

/** A row is removed with so many others at a time (threats section 3). */
const REMOVE_AT_ONCE = 500;
/** Ballots opened at a time: between two pages clicks are answered, which must not wait for a count of thousands. */
const PAGE = 100;
/** Stands for a row that is not even readable as one: it does not open, like any other that was changed from outside. */
const DAMAGED = '';

const sealedSchema = z.string().max(200);

/** The collection of ballots: `VERSION:PSEUDONYM` → the sealed ballot. Sealed by us, under the version's own key. */
export function ballotCollection(store: Store): Collection<string> {
  return store.collection({ prefix: 'ballot', version: 1, schema: sealedSchema, sealed: false });
}

export interface BallotBoxDeps {
  store: Store;
  ballots: Collection<string>;
  versionKeys: VersionKeys;
}

/** How a version is named in keys of rows and files. */
export function versionName(proposal: Pick<Proposal, 'id' | 'version'>): string {
  return `${proposal.id}-${String(proposal.version)}`;
}

/** Whether any organisation votes secretly; then all ballots of the version are under a key that gets destroyed. */
export function hasSecretBallots(proposal: Pick<Proposal, 'entries'>): boolean {
  return proposal.entries.some(({ organisation }) => organisation.rule.ballots === 'secret');
}

/**
 * All ballots of one version: one row per person in the whole front, whatever organisation it is given in. Where a
 * secret ballot is among them, the rows are under the version's own secret; otherwise under a key derived from the
 * store's, so that a restored backup still has open ballots.
 */
export class BallotBox {
  readonly #deps: BallotBoxDeps;
  readonly #version: string;
  readonly #keys: BallotKeys;

  private constructor(deps: BallotBoxDeps, version: string, keys: BallotKeys) {
    this.#deps = deps;
    this.#version = version;
    this.#keys = keys;
  }

  /** Makes what a new version needs; call before the version is written. */
  static async prepare(deps: BallotBoxDeps, proposal: Proposal): Promise<void> {
    if (hasSecretBallots(proposal)) await deps.versionKeys.make(versionName(proposal));
  }

  /** Undefined when the version's secret is gone: its ballots can be read by nobody. */
  static async of(deps: BallotBoxDeps, proposal: Proposal): Promise<BallotBox | undefined> {
    const version = versionName(proposal);
    const keys = hasSecretBallots(proposal)
      ? await deps.versionKeys.get(version)
      : deps.versionKeys.derived(version, () => deps.store.secretFor(`ballots of ${version}`));
    return keys === undefined ? undefined : new BallotBox(deps, version, keys);
  }

  /** The person's ballot; undefined when they have none, or one that does not open. */
  async get(userId: string): Promise<Ballot | undefined> {
    const pseudonym = ballotPseudonym(this.#keys, this.#version, userId);
    const row = await this.#deps.ballots.get(`${this.#version}:${pseudonym}`);
    return row === undefined ? undefined : openBallot(this.#keys, this.#version, pseudonym, row);
  }

  /**
   * The same as {@link change}, for whoever most likely has no ballot yet: tries first without reading, which spares
   * nearly every click the way to the database and back.
   */
  async cast(
    userId: string,
    decide: (current: Ballot | undefined) => Ballot,
  ): Promise<{ before: Ballot | undefined; after: Ballot }> {
    const pseudonym = ballotPseudonym(this.#keys, this.#version, userId);
    const first = decide(undefined);
    const row = sealBallot(this.#keys, this.#version, pseudonym, first);
    if (await this.#deps.ballots.insert(`${this.#version}:${pseudonym}`, row)) {
      return { before: undefined, after: first };
    }
    return this.change(userId, decide);
  }

  /**
   * Reads, decides, writes once, in the row's queue. `decide` gets the present ballot and returns the new one, or the
   * present one to leave it; throwing leaves it too. Resolves, when it is on disk, to what stands before and after.
   */
  async change(
    userId: string,
    decide: (current: Ballot | undefined) => Ballot,
  ): Promise<{ before: Ballot | undefined; after: Ballot }> {
    const pseudonym = ballotPseudonym(this.#keys, this.#version, userId);
    let before: Ballot | undefined;
    let after: Ballot | undefined;
    await this.#deps.ballots.change(`${this.#version}:${pseudonym}`, (row) => {
      before = row === undefined ? undefined : openBallot(this.#keys, this.#version, pseudonym, row);
      after = decide(before);
      if (after === before && row !== undefined) return row;
      return sealBallot(this.#keys, this.#version, pseudonym, after);
    });
    if (after === undefined) throw new Error('A ballot was not decided');
    return { before, after };
  }

  /** Every ballot in the box, and how many rows do not open (swapped, flipped or replayed: they count for nobody). */
  async read(): Promise<{ ballots: Ballot[]; refused: number }> {
    const ballots: Ballot[] = [];
    let refused = 0;
    for await (const { pseudonym, row } of this.#rows()) {
      const ballot = openBallot(this.#keys, this.#version, pseudonym, row);
      if (ballot === undefined) refused += 1;
      else ballots.push(ballot);
    }
    return { ballots, refused };
  }

  async *#rows(): AsyncGenerator<{ pseudonym: string; row: string }> {
    const within = `${this.#version}:`;
    for (let after: string | undefined; ;) {
      const range = { within, limit: PAGE, ...(after === undefined ? {} : { after }) };
      const page = await this.#deps.ballots.range(range, DAMAGED);
      for (const { id, value } of page) yield { pseudonym: id.slice(within.length), row: value };
      if (page.length < PAGE) return;
      after = page.at(-1)?.id;
    }
  }
}

/** Destroys a version's secret, then removes its rows. Repeatable at any point. */
export async function emptyBallotBox(
  deps: BallotBoxDeps,
  proposal: Pick<Proposal, 'id' | 'version'>,
): Promise<void> {
  const version = versionName(proposal);
  await deps.versionKeys.destroy(version);
  for (;;) {
    const rows = await deps.ballots.range({ within: `${version}:`, limit: REMOVE_AT_ONCE }, DAMAGED);
    await Promise.all(rows.map(({ id }) => deps.ballots.remove(id)));
    if (rows.length < REMOVE_AT_ONCE) return;
  }
}
