/** What a proof counted, by what it counted. */
export type Counts = Record<string, number | string>;

export interface ProofRun {
  /** Decides everything that is chosen at random. */
  seed: number;
  log: (line: string) => void;
}

/** Something that must hold however the dice fall. `run` throws where it does not. */
export interface Proof {
  name: string;
  /** One line: what it shows. */
  claim: string;
  run(run: ProofRun): Promise<Counts>;
}

/** Throws, with what was found, unless a claim holds. */
export function holds(claim: boolean, otherwise: string): asserts claim {
  if (!claim) throw new Error(otherwise);
}
