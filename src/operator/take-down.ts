import type { Proposal, ProposalDeps } from '../proposals/proposal.js';
import { takeDown } from '../proposals/settle.js';
import type { OperatorAnswer } from './socket.js';

const PAGE = 500;

/** Takes down the proposals whose text has this hash (its beginning, as cards show it), in every server. */
export async function takeDownByText(deps: ProposalDeps, text: string, now: Date): Promise<OperatorAnswer> {
  const found = await withText(deps, text);
  const [first, ...others] = found;
  if (first === undefined) {
    return { ok: false, said: `No proposal has a text ${text}. The hash stands at the bottom of its card.` };
  }
  if (others.some(({ hash }) => hash !== first.hash)) {
    return { ok: false, said: `Several texts begin with ${text}. Give more digits, from /proposal export.` };
  }
  for (const { id } of found) await takeDown(deps, id, now);
  return { ok: true, said: `Taken down in every server it was put to: text ${first.hash.slice(0, 8)}.` };
}

async function withText(deps: ProposalDeps, text: string): Promise<Proposal[]> {
  const found: Proposal[] = [];
  for (let after: string | undefined; ;) {
    const page = await deps.proposals.range({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { value } of page) if (value.hash.startsWith(text)) found.push(value);
    if (page.length < PAGE) return found;
    after = page.at(-1)?.id;
  }
}
