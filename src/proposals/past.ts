import type { Actor } from '../authority.js';
import { needFront } from '../organisations/front.js';
import { Refusal } from '../refusal.js';
import type { Proposal, ProposalDeps } from './proposal.js';
import { isTakenDown } from './taken-down.js';

/** Whose past actions: of the front a server is in, or of proposals put to the server alone. */
export type PastOf = 'front' | 'server';

export interface PastPage {
  of: PastOf;
  /** The front's name; absent for a server's own. */
  front?: string;
  actions: Proposal[];
  /** Which page it is, from 0. */
  page: number;
  /** Whether there are more after this page. */
  more: boolean;
}

const PAGE = 4;
/** So many rows are read at once. */
const ROWS = 100;

/** Lists an action that is about to be settled; call before that write. A row whose action is not settled counts for nothing. */
export async function listPast(deps: ProposalDeps, proposal: Proposal): Promise<void> {
  await deps.pastActions.put(rowOf(proposal), {});
}

/** Takes an action off that list. Nothing there is fine. */
export async function unlistPast(deps: ProposalDeps, proposal: Proposal): Promise<void> {
  await deps.pastActions.remove(rowOf(proposal));
}

/**
 * A page of actions that took place or were called off, the latest first, from 0; the last one where there are not so
 * many. Those of a front are for servers in it now; refused to others. What the operator took down is not among them.
 */
export async function pastActions(
  deps: ProposalDeps,
  of: PastOf,
  { guildId }: Pick<Actor, 'guildId'>,
  wanted: number,
): Promise<PastPage> {
  if (guildId === undefined) throw new Refusal('server-only');
  const front = of === 'front' ? await needFront(deps, guildId) : undefined;
  const scope = front === undefined ? `server-${guildId}` : `front-${front.id}`;
  const kept: Proposal[] = [];
  let more = false;
  for await (const action of settled(deps, scope)) {
    if (kept.length === (wanted + 1) * PAGE) {
      more = true;
      break;
    }
    kept.push(action);
  }
  const page = Math.min(wanted, Math.max(0, Math.ceil(kept.length / PAGE) - 1));
  const actions = kept.slice(page * PAGE, (page + 1) * PAGE);
  return { of, ...(front === undefined ? {} : { front: front.name }), actions, page, more };
}

async function* settled(deps: ProposalDeps, scope: string): AsyncGenerator<Proposal> {
  for (let after: string | undefined; ;) {
    const range = { within: `${scope}:`, limit: ROWS, ...(after === undefined ? {} : { after }) };
    const rows = await deps.pastActions.range(range);
    const proposals = await deps.proposals.getMany(rows.map(({ id }) => id.split(':').at(-1) ?? ''));
    for (const [index, proposal] of proposals.entries()) {
      if (proposal?.state !== 'took place' && proposal?.state !== 'called off') continue;
      // The row of a date it had when a crash kept it from being settled.
      if (rowOf(proposal) !== rows[index]?.id || (await isTakenDown(deps, proposal.id))) continue;
      yield proposal;
    }
    if (rows.length < ROWS) return;
    after = rows.at(-1)?.id;
  }
}

/** Later actions sort first. */
function rowOf({ id, guildId, frontId, action }: Proposal): string {
  const scope = frontId === undefined ? `server-${guildId}` : `front-${frontId}`;
  const newestFirst = String(9_999_999_999_999 - Date.parse(action.start.instant)).padStart(13, '0');
  return `${scope}:${newestFirst}:${id}`;
}
