import { castBallot, takeBackBallot } from '../../../src/proposals/ballot.js';
import { ballotPseudonym } from '../../../src/proposals/sealed-ballot.js';
import { versionName } from '../../../src/proposals/ballot-box.js';
import { REAL, type Verbs } from './verbs.js';

/** Faults put in front of the real verbs. Each has to be noticed by the model, or the model checks nothing. */
export function plantedFaults(): { name: string; verbs: Verbs }[] {
  let arrived = 0n;
  const inOrderOfArrival = () => ({ interactionId: String((arrived += 1n)) });
  return [
    {
      name: 'the click that arrives last counts, not the one clicked last',
      verbs: {
        cast: (deps, input, actor) => castBallot(deps, { ...input, ...inOrderOfArrival() }, actor),
        takeBack: (deps, input, actor) => takeBackBallot(deps, { ...input, ...inOrderOfArrival() }, actor),
      },
    },
    {
      name: 'a vote is moved without asking',
      verbs: { ...REAL, cast: (deps, input, actor) => castBallot(deps, { ...input, move: true }, actor) },
    },
    {
      name: 'a click on an old text counts for the new one',
      verbs: {
        ...REAL,
        cast: async (deps, input, actor) => {
          const version = (await deps.proposals.get(input.proposalId))?.version ?? 1;
          return castBallot(deps, { ...input, version }, actor);
        },
      },
    },
    {
      name: 'clicks after closing count until the count is taken',
      verbs: {
        ...REAL,
        cast: (deps, input, actor) => castBallot(deps, { ...input, actedAt: new Date(0) }, actor),
      },
    },
    {
      name: 'who joined after opening may vote',
      verbs: {
        ...REAL,
        cast: (deps, input, actor) => {
          const { joinedAt } = actor;
          return castBallot(
            deps,
            input,
            joinedAt === undefined ? actor : { ...actor, joinedAt: new Date(0) },
          );
        },
      },
    },
    {
      name: 'taking back leaves nothing that holds off older clicks',
      verbs: {
        ...REAL,
        takeBack: async (deps, input, actor) => {
          const proposal = await takeBackBallot(deps, input, actor);
          const version = versionName(proposal);
          const keys =
            (await deps.versionKeys.get(version)) ??
            deps.versionKeys.derived(version, () => deps.store.secretFor(`ballots of ${version}`));
          await deps.ballots.remove(`${version}:${ballotPseudonym(keys, version, actor.userId)}`);
          return proposal;
        },
      },
    },
  ];
}
