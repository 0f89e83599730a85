import { may, type Actor } from '../authority.js';
import { Refusal } from '../refusal.js';
import { pingRoleOf, readSettings } from '../settings/server-settings.js';
import { draftKey, needDraft, type DraftRecord } from './draft.js';
import type { ProposalDeps } from './proposal.js';

/**
 * What an organiser can choose of a draft: whether its cards and outcomes shall ping the role set for that, and which
 * role that is here. Undefined for others, where no role is set, and for a new text of a proposal, which pings nobody.
 */
export async function pingChoice(
  deps: ProposalDeps,
  draft: DraftRecord,
  actor: Actor,
): Promise<{ roleId: string; on: boolean } | undefined> {
  if (draft.amends !== undefined) return undefined;
  const { guildId } = draft;
  const settings = await readSettings(deps, guildId);
  const roleId = pingRoleOf(settings);
  if (roleId === undefined || !may(actor, 'ping a role', { guildId, settings })) return undefined;
  return { roleId, on: draft.ping === true };
}

/** Chooses whether a draft pings. Refused where no role is set, and to others than organisers. */
export async function choosePing(
  deps: ProposalDeps,
  draftId: string,
  on: boolean,
  actor: Actor,
  now: Date,
): Promise<DraftRecord> {
  const draft = await needDraft(deps, draftId, actor, now);
  const { guildId } = draft;
  const settings = await readSettings(deps, guildId);
  if (!may(actor, 'ping a role', { guildId, settings })) throw new Refusal('ping-organisers-only');
  if (pingRoleOf(settings) === undefined || draft.amends !== undefined) throw new Refusal('ping-role-none');
  return deps.drafts.change(draftKey(deps, actor.userId, guildId), (current) => {
    if (current?.id !== draftId) throw new Refusal('draft-gone');
    return { ...current, ping: on };
  });
}
