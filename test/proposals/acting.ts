import { saveDraft, type DraftRecord, type Typed } from '../../src/proposals/draft.js';
import { publishDraft } from '../../src/proposals/open.js';
import type { Proposal } from '../../src/proposals/proposal.js';
import { CHANNEL, GUILD, member, TYPED, type World } from './world.js';

/** Who proposes in most tests. */
export const mara = member('mara');
/** Another member. */
export const kim = member('kim');
/** Somebody with Manage Server. */
export const olu = member('olu', { managesServer: true });

/** Begins a draft, or goes on with it. */
export function draftIn(
  { deps, now }: World,
  typed: Partial<Typed> = TYPED,
  by = mara,
): Promise<DraftRecord> {
  return saveDraft(deps, { guildId: GUILD.id, channelId: CHANNEL, typed }, by, now());
}

/** Presses Publish below a draft. */
export function publishIn({ deps, now }: World, draftId: string, by = mara): Promise<Proposal> {
  return publishDraft(deps, { draftId, guild: GUILD, locale: 'en-US' }, by, now());
}

/** A proposal as it is stored now. */
export async function storedProposal({ deps }: World, { id }: { id: string }): Promise<Proposal> {
  const proposal = await deps.proposals.get(id);
  if (proposal === undefined) throw new Error('It is not there.');
  return proposal;
}
