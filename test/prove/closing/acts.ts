import type { Actor } from '../../../src/authority.js';
import { castBallot, takeBackBallot } from '../../../src/proposals/ballot.js';
import { closeWhenDue } from '../../../src/proposals/close.js';
import type { Proposal, ProposalDeps } from '../../../src/proposals/proposal.js';
import { bringClosingForward, withdrawProposal } from '../../../src/proposals/settle.js';
import { draftingAmendment, publishing } from '../../support/coalition.js';
import type { RefusalReason } from '../../../src/refusal.js';
import type { Ground } from '../../support/ground.js';
import { GRACE_MS, MINUTE, NOON, OPEN_MS, type Scene } from './scene.js';

/** Where an act begins: with a draft, or an open proposal on which people have voted. */
export interface Stand {
  scene: Scene;
  ground: Ground;
  draftId: string;
  proposalId: string;
  /** Everybody who has voted, and the newcomer. */
  people: Actor[];
  newcomer: Actor;
  /** Voted in the first server, and is in the second too. */
  mover: Actor;
}

/** Something a person or the clock does, during which the process may end. */
export interface Act {
  name: string;
  /** Makes what it needs; the proposal is open and voted on unless it is the one being published. */
  prepare?: (deps: ProposalDeps, stand: Stand) => Promise<void>;
  /** When it happens. */
  at: number;
  run(deps: ProposalDeps, stand: Stand): Promise<unknown>;
  /** What is posted because of it, in each server: beginnings of ids in the outbox. */
  posts: readonly string[];
  /** What it may be answered where it has been done already; absent: doing it again is doing it once. */
  again?: readonly (RefusalReason | 'done')[];
}

const ACTED = NOON + 2 * MINUTE;

/** Everything that writes to a proposal and its ballots. */
export const ACTS: readonly Act[] = [
  {
    name: 'publish',
    at: NOON,
    run: (deps, { scene, draftId }) => scene.publish(deps, draftId),
    posts: ['card'],
  },
  {
    name: 'cast a first vote',
    at: ACTED,
    run: async (deps, { scene, newcomer, proposalId }) =>
      castBallot(deps, scene.click(await open(deps, proposalId), 'against', ACTED), newcomer),
    posts: [],
  },
  {
    name: 'change a vote',
    at: ACTED,
    run: async (deps, { scene, mover, proposalId }) =>
      castBallot(deps, scene.click(await open(deps, proposalId), 'abstain', ACTED), mover),
    posts: [],
  },
  {
    name: 'move a vote',
    at: ACTED,
    run: async (deps, { scene, mover, proposalId }) => {
      const click = scene.click(await open(deps, proposalId), 'against', ACTED);
      return castBallot(deps, { ...click, move: true }, { ...mover, guildId: scene.servers[1].id });
    },
    posts: [],
  },
  {
    name: 'take a vote back',
    at: ACTED,
    run: async (deps, { scene, mover, proposalId }) =>
      takeBackBallot(deps, scene.click(await open(deps, proposalId), 'for', ACTED), mover),
    posts: [],
    again: ['no-ballot'],
  },
  {
    name: 'amend',
    at: ACTED,
    prepare: async (deps, stand) => {
      const proposal = await open(deps, stand.proposalId);
      const typed = { title: 'Picket at the other gate', closes: 'in 30 minutes' };
      const { proposer } = stand.scene;
      stand.draftId = (await draftingAmendment(deps, proposal, proposer, typed, new Date(ACTED))).id;
    },
    run: (deps, { scene, draftId }) =>
      publishing(deps, scene.servers[0], draftId, scene.proposer, new Date(ACTED)),
    posts: ['amended'],
    // The draft is the last to go.
    again: ['done', 'draft-gone'],
  },
  {
    name: 'bring closing forward',
    at: ACTED,
    run: (deps, { scene, proposalId }) =>
      bringClosingForward(deps, proposalId, scene.proposer, new Date(ACTED)),
    posts: ['moved'],
    again: ['closes-anyway'],
  },
  {
    name: 'withdraw',
    at: ACTED,
    run: (deps, { scene, proposalId }) => withdrawProposal(deps, proposalId, scene.proposer, new Date(ACTED)),
    posts: [],
    again: ['proposal-not-open'],
  },
  {
    name: 'close',
    at: NOON + OPEN_MS + GRACE_MS,
    run: (deps, { proposalId }) => closeWhenDue(deps, proposalId, new Date(NOON + OPEN_MS + GRACE_MS)),
    posts: ['outcome'],
  },
];

/** The proposal as a click on its card names it. */
async function open(deps: ProposalDeps, id: string): Promise<Proposal> {
  const proposal = await deps.proposals.get(id);
  if (proposal === undefined) throw new Error('There is no proposal');
  return proposal;
}
