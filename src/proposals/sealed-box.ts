import { StoredValueInvalid, type Collection, type Store } from '../store/types.js';
import { ballotPseudonym } from './sealed-block.js';
import type { BallotKeys, VersionKeys } from './version-keys.js';

/** A row is removed with so many others at a time (threats section 3). */
const REMOVE_AT_ONCE = 500;
/** Ballots opened at a time: between two pages clicks are answered, which must not wait for a count of thousands. */
const PAGE = 100;
/** Stands for a row that is not even readable as one: it does not open, like any other that was changed from outside. */
const DAMAGED = '';

export interface BallotBoxDeps {
  store: Store;
  /** `BOX:PSEUDONYM` → the sealed ballot. */
  ballots: Collection<string>;
  versionKeys: VersionKeys;
}

/** How one kind of ballot is written into a row and read from it. */
export interface BallotCodec<B> {
  seal(keys: BallotKeys, box: string, pseudonym: string, ballot: B): string;
  /** Undefined for what `seal` did not make for this box and pseudonym. */
  open(keys: BallotKeys, box: string, pseudonym: string, row: string): B | undefined;
}

/** All ballots under one name - those of one version of a proposal, or of one poll: one row per person. */
export class SealedBox<B extends object> {
  readonly #deps: BallotBoxDeps;
  readonly #name: string;
  readonly #keys: BallotKeys;
  readonly #codec: BallotCodec<B>;

  constructor(deps: BallotBoxDeps, name: string, keys: BallotKeys, codec: BallotCodec<B>) {
    this.#deps = deps;
    this.#name = name;
    this.#keys = keys;
    this.#codec = codec;
  }

  /** The person's ballot; undefined when they have none, or one that does not open. */
  async get(userId: string): Promise<B | undefined> {
    return this.#of(this.#pseudonym(userId));
  }

  /**
   * The same as {@link change}, for whoever most likely has no ballot yet: tries first without reading, which spares
   * nearly every click the way to the database and back.
   */
  async cast(
    userId: string,
    decide: (current: B | undefined) => B,
  ): Promise<{ before: B | undefined; after: B }> {
    const pseudonym = this.#pseudonym(userId);
    const first = decide(undefined);
    const row = this.#seal(pseudonym, first);
    if (await this.#deps.ballots.insert(this.#rowOf(pseudonym), row)) {
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
    decide: (current: B | undefined) => B,
  ): Promise<{ before: B | undefined; after: B }> {
    const pseudonym = this.#pseudonym(userId);
    let before: B | undefined;
    let after: B | undefined;
    await this.#deps.ballots.change(this.#rowOf(pseudonym), (row) => {
      before = row === undefined ? undefined : this.#open(pseudonym, row);
      after = decide(before);
      if (after === before && row !== undefined) return row;
      return this.#seal(pseudonym, after);
    });
    if (after === undefined) throw new Error('A ballot was not decided');
    return { before, after };
  }

  /** Removes the person's row, as if they had never answered. Nothing there is fine. */
  async remove(userId: string): Promise<void> {
    await this.#deps.ballots.remove(this.#rowOf(this.#pseudonym(userId)));
  }

  /**
   * Every ballot in the box, and how many rows do not open (swapped, flipped or replayed: they count for nobody). A count
   * is for good, so a row that does not open is read a second time before it is refused.
   */
  async read(): Promise<{ ballots: B[]; refused: number }> {
    const ballots: B[] = [];
    let refused = 0;
    for await (const { pseudonym, row } of this.#rows()) {
      const ballot = this.#open(pseudonym, row) ?? (await this.#again(pseudonym));
      if (ballot === undefined) refused += 1;
      else ballots.push(ballot);
    }
    return { ballots, refused };
  }

  async #of(pseudonym: string): Promise<B | undefined> {
    const row = await this.#deps.ballots.get(this.#rowOf(pseudonym));
    return row === undefined ? undefined : this.#open(pseudonym, row);
  }

  async #again(pseudonym: string): Promise<B | undefined> {
    try {
      return await this.#of(pseudonym);
    } catch (error) {
      if (!(error instanceof StoredValueInvalid)) throw error;
      return undefined;
    }
  }

  #pseudonym(userId: string): string {
    return ballotPseudonym(this.#keys, this.#name, userId);
  }

  #rowOf(pseudonym: string): string {
    return `${this.#name}:${pseudonym}`;
  }

  #seal(pseudonym: string, ballot: B): string {
    return this.#codec.seal(this.#keys, this.#name, pseudonym, ballot);
  }

  #open(pseudonym: string, row: string): B | undefined {
    return this.#codec.open(this.#keys, this.#name, pseudonym, row);
  }

  async *#rows(): AsyncGenerator<{ pseudonym: string; row: string }> {
    const within = `${this.#name}:`;
    for (let after: string | undefined; ;) {
      const range = { within, limit: PAGE, ...(after === undefined ? {} : { after }) };
      const page = await this.#deps.ballots.range(range, DAMAGED);
      for (const { id, value } of page) yield { pseudonym: id.slice(within.length), row: value };
      if (page.length < PAGE) return;
      after = page.at(-1)?.id;
    }
  }
}

/** Destroys the secret of a box, then removes its rows. Repeatable at any point. */
export async function emptySealedBox(deps: BallotBoxDeps, name: string): Promise<void> {
  await deps.versionKeys.destroy(name);
  for (;;) {
    const rows = await deps.ballots.range({ within: `${name}:`, limit: REMOVE_AT_ONCE }, DAMAGED);
    await Promise.all(rows.map(({ id }) => deps.ballots.remove(id)));
    if (rows.length < REMOVE_AT_ONCE) return;
  }
}
