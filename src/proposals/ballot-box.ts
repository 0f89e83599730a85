import { z } from 'zod';
import type { Collection, Store } from '../store/types.js';
import type { Proposal } from './proposal.js';
import { BALLOTS, type Ballot } from './sealed-ballot.js';
import { emptySealedBox, SealedBox, type BallotBoxDeps } from './sealed-box.js';
import type { BallotKeys } from './version-keys.js';

export type { BallotBoxDeps } from './sealed-box.js';

const sealedSchema = z.string().max(200);

/** The collection of ballots: `BOX:PSEUDONYM` → the sealed ballot. Sealed by us, under the box's own key. */
export function ballotCollection(store: Store): Collection<string> {
  return store.collection({ prefix: 'ballot', version: 1, schema: sealedSchema, sealed: false });
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
export class BallotBox extends SealedBox<Ballot> {
  private constructor(deps: BallotBoxDeps, version: string, keys: BallotKeys) {
    super(deps, version, keys, BALLOTS);
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

  /** With a new secret where the version's is gone and nobody has voted: nothing is lost with it. Else undefined. */
  static async ofNobody(deps: BallotBoxDeps, proposal: Proposal): Promise<BallotBox | undefined> {
    const within = `${versionName(proposal)}:`;
    if ((await deps.ballots.range({ within, limit: 1 }, '')).length > 0) return undefined;
    await BallotBox.prepare(deps, proposal);
    return BallotBox.of(deps, proposal);
  }
}

/** Destroys a version's secret, then removes its rows. Repeatable at any point. */
export async function emptyBallotBox(
  deps: BallotBoxDeps,
  proposal: Pick<Proposal, 'id' | 'version'>,
): Promise<void> {
  await emptySealedBox(deps, versionName(proposal));
}
