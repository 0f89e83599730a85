import { CHOICES, type Choice } from '../../../src/proposals/tally.js';
import { holds, type Counts } from '../proof.js';
import { BitWatch } from './bits.js';
import { together, type Score } from './chance.js';
import { BY_CARDS, BY_KEY, BY_ORDER, type Organisation } from './linking.js';

/** So many standard deviations from chance no way of linking comes by chance, all of them and all votes taken together. */
const MOST_Z = 4.5;
/** The same for the most striking of some 1,200 bits. */
const MOST_BIT_Z = 5.5;
/** What a way of linking has to reach at least where it is known to work. */
const LEAST_Z = 10;

/** Ways that read or conclude, and do not guess: without the key they have nothing to say. */
const SURE: readonly string[] = [BY_KEY, ...BY_ORDER, BY_CARDS];

/** What is counted over all votes. */
export class Ledger {
  proposals = 0;
  voters = 0;
  files = 0;
  rowsWhileOpen = 0;
  named = 0;
  /** People whose row is known to be theirs, in copies made while it was open: without the key, and with it. */
  recognised = 0;
  recognisedWithKey = 0;
  readonly bits = new BitWatch();
  readonly #without = new Map<string, Score[]>();
  readonly #withKey = new Map<string, Score[]>();
  /** Of those who voted secretly: all, and how many anybody guesses right who knows the outcome and nothing else. */
  #secret = 0;
  #byOutcome = 0;

  /** How a way did in one organisation of one vote. */
  linked(way: string, score: Score): void {
    this.#without.set(way, [...(this.#without.get(way) ?? []), score]);
  }

  /** The same with a copy of the key. */
  linkedWithKey(way: string, score: Score): void {
    this.#withKey.set(way, [...(this.#withKey.get(way) ?? []), score]);
  }

  /** Notes what the outcome alone tells: the largest side, where there are totals, else the side that won. */
  outcomeTells({ totals, position }: Organisation, truth: ReadonlyMap<string, Choice>): void {
    const bySize = [...CHOICES].sort((one, other) => (totals?.[other] ?? 0) - (totals?.[one] ?? 0));
    const best = totals === undefined ? (position === 'out' ? 'against' : 'for') : bySize[0]!;
    this.#secret += truth.size;
    this.#byOutcome += [...truth.values()].filter((choice) => choice === best).length;
  }

  /** Throws unless nobody was linked, and everybody with the key. */
  judge(log: (line: string) => void): Counts {
    const all = this.#secret;
    const sure = (count: number, of: number) => `${String(count)} of ${String(of)}`;
    for (const [way, scores] of this.#without) {
      const { right, guessed, expected, variance, z } = together(scores);
      const sd = Math.sqrt(variance);
      log(
        `${way}: ${sure(right, guessed)} right, by chance ${expected.toFixed(1)} ± ${sd.toFixed(1)}, z ${z.toFixed(2)}`,
      );
      holds(
        guessed === 0 || !SURE.includes(way),
        `"${way}" says of ${String(guessed)} people how they voted`,
      );
      holds(Math.abs(z) <= MOST_Z, `"${way}" links people: ${z.toFixed(2)} standard deviations from chance`);
      holds(right <= this.#byOutcome + MOST_Z * sd, `"${way}" is right more often than the outcome alone`);
    }
    for (const [way, scores] of this.#withKey) {
      const { right, z } = together(scores);
      log(`with the key kept, ${way}: ${sure(right, all)} right, z ${z.toFixed(1)}`);
      if (way === BY_KEY) holds(right === all, `With the key kept only ${sure(right, all)} are linked`);
      else holds(z >= LEAST_Z || all < 100, `With the key kept "${way}" links nobody: z ${z.toFixed(1)}`);
    }
    holds(this.recognised === 0, `Copies show of ${String(this.recognised)} people that they took part`);
    holds(
      this.recognisedWithKey === this.voters,
      `With the key kept, of only ${sure(this.recognisedWithKey, this.voters)} is it known that they took part`,
    );
    const { compared, z } = this.bits.most;
    log(`bits of rows: the most striking of ${String(compared)} is ${z.toFixed(2)} from chance`);
    holds(z <= MOST_BIT_Z, `A bit of the rows goes with the choice: z ${z.toFixed(2)}`);
    const best = [...this.#without.values()].map((scores) => together(scores)).sort((a, b) => b.z - a.z)[0];
    return {
      'secret proposals closed': this.proposals,
      voters: this.voters,
      'files searched after closing, and copies made before': this.files,
      'rows the search found in the last backup before closing': this.rowsWhileOpen,
      'names of open ballots found where they may stand': this.named,
      'people who voted secretly': all,
      'guessed right by the outcome alone': sure(this.#byOutcome, all),
      'ways to link tried': this.#without.size,
      'linked by any of them, above chance': `none (at most z ${best?.z.toFixed(2) ?? '–'})`,
      'bits of rows that go with a choice': `none of ${String(compared)}, over ${String(this.bits.rows)} rows`,
      'known from copies to have taken part': this.recognised,
      'known to have taken part with the key kept': sure(this.recognisedWithKey, this.voters),
      'linked with the key kept': sure(together(this.#withKey.get(BY_KEY) ?? []).right, all),
    };
  }
}
