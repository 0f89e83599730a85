import { z } from 'zod';
import type { Collection, Store } from '../store/types.js';

const questionSchema = z.strictObject({
  /** When it was asked first. */
  askedAt: z.iso.datetime(),
  /** When it is asked no more; a row in the due index points here. */
  until: z.iso.datetime(),
  /** When the proposer is, or was last, asked by a direct message, if they asked for such; so does one here. */
  messageAt: z.iso.datetime(),
});

/** "Did it take place?", asked of the proposer and the organisers of the proposing server. */
export type Question = z.infer<typeof questionSchema>;

const PAGE = 1_000;

/**
 * The questions that stand, by proposing server and proposal. Which there are is kept in memory besides the store, so
 * that an ordinary click costs no look-up.
 */
export class Questions {
  readonly #rows: Collection<Question>;
  /** Ids of proposals, by server; undefined until they were read. */
  #standing: Promise<Map<string, Set<string>>> | undefined;

  constructor(store: Store) {
    this.#rows = store.collection({ prefix: 'question', version: 1, schema: questionSchema, sealed: false });
  }

  /** Asks; asking again changes nothing. */
  async open(guildId: string, proposalId: string, question: Question): Promise<void> {
    const standing = await this.#all();
    await this.#rows.insert(keyOf(guildId, proposalId), question);
    standing.set(guildId, (standing.get(guildId) ?? new Set()).add(proposalId));
  }

  async get(guildId: string, proposalId: string): Promise<Question | undefined> {
    return this.#rows.get(keyOf(guildId, proposalId));
  }

  /** Says when the next direct message is due; nothing where the question stands no more. */
  async moveMessage(guildId: string, proposalId: string, at: string): Promise<void> {
    await this.#rows.change(
      keyOf(guildId, proposalId),
      (current) => current && { ...current, messageAt: at },
    );
  }

  /** Asks no more. Nothing there is fine. */
  async end(guildId: string, proposalId: string): Promise<void> {
    const standing = await this.#all();
    await this.#rows.remove(keyOf(guildId, proposalId));
    standing.get(guildId)?.delete(proposalId);
    if (standing.get(guildId)?.size === 0) standing.delete(guildId);
  }

  /** Ids of the proposals asked about in a server; empty nearly always. */
  async standingIn(guildId: string): Promise<string[]> {
    return [...((await this.#all()).get(guildId) ?? [])];
  }

  #all(): Promise<Map<string, Set<string>>> {
    this.#standing ??= this.#read().catch((error: unknown) => {
      this.#standing = undefined;
      throw error;
    });
    return this.#standing;
  }

  async #read(): Promise<Map<string, Set<string>>> {
    const standing = new Map<string, Set<string>>();
    for (let after: string | undefined; ;) {
      const page = await this.#rows.range({ limit: PAGE, ...(after === undefined ? {} : { after }) });
      for (const { id } of page) {
        const [guildId = '', proposalId = ''] = id.split(':');
        standing.set(guildId, (standing.get(guildId) ?? new Set()).add(proposalId));
      }
      if (page.length < PAGE) return standing;
      after = page.at(-1)?.id;
    }
  }
}

function keyOf(guildId: string, proposalId: string): string {
  return `${guildId}:${proposalId}`;
}
