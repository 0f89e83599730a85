/** What can be recorded of somebody on a proposal. */
export type Said = 'For' | 'Against' | 'Abstain' | 'none';

export interface Click {
  /** What it asks to be recorded; taking back asks for none. */
  readonly said: Said;
  /** What the answer said is recorded; absent while there is none. Refused: nothing was written. */
  answer?: Said | 'refused';
}

/**
 * What one person's vote on one proposal may be after a crash, and nothing more: the last vote they were told is
 * recorded, or that of a click sent after it which was never answered. What is once seen is known: an unanswered click
 * of a process that is gone can no longer come true.
 */
export class VoteRecord {
  #known: Said = 'none';
  #clicks: Click[] = [];

  get known(): Said {
    return this.#known;
  }

  /** Notes a click on its way, in the order in which the bot is handed them. */
  sent(said: Said): Click {
    const click: Click = { said };
    this.#clicks.push(click);
    return click;
  }

  /**
   * Compares with what the bot says now; what is right becomes what is known. Says whether it could be nothing else, and
   * if it could, whether a click without an answer came true. Throws where it is wrong.
   */
  see(said: Said): 'certain' | 'came true' | 'did not' {
    const { last, open } = this.#standing();
    const allowed = new Set([last, ...open]);
    if (!allowed.has(said))
      throw new Error(`Recorded is ${said}, but it should be ${[...allowed].join(' or ')}`);
    this.#known = said;
    this.#clicks = [];
    return allowed.size === 1 ? 'certain' : said === last ? 'did not' : 'came true';
  }

  /** The same again, to try something on. */
  copy(): VoteRecord {
    const copy = new VoteRecord();
    copy.#known = this.#known;
    copy.#clicks = this.#clicks.map((click) => ({ ...click }));
    return copy;
  }

  /** What was last confirmed, and what was asked for since without an answer. */
  #standing(): { last: Said; open: Said[] } {
    let at = -1;
    for (const [index, { said, answer }] of this.#clicks.entries()) {
      if (answer === undefined || answer === 'refused') continue;
      // A click that came late hears what a newer one of the same person had recorded by then.
      const meant =
        answer === said
          ? index
          : this.#clicks.findIndex((one, place) => place > index && one.said === answer);
      if (meant === -1)
        throw new Error(`The answer to ${said} says ${answer}, which no later click asked for`);
      at = Math.max(at, meant);
    }
    const open = this.#clicks.slice(at + 1).filter(({ answer }) => answer === undefined);
    return { last: this.#clicks[at]?.said ?? this.#known, open: open.map(({ said }) => said) };
  }
}

/** Totals as people read them: "For 3 · Against 1 · Abstain 1". */
export function totalsOf(said: Iterable<Said>): string {
  const count = { For: 0, Against: 0, Abstain: 0, none: 0 };
  for (const one of said) count[one] += 1;
  return `For ${String(count.For)} · Against ${String(count.Against)} · Abstain ${String(count.Abstain)}`;
}
