import { may, type Actor } from '../authority.js';
import { wholeServer } from '../organisations/organisation.js';
import { Refusal } from '../refusal.js';
import { zoneOf } from '../settings/person-zone.js';
import { readSettings } from '../settings/server-settings.js';
import { textHash } from './action.js';
import { announce, announceSoon } from './announce.js';
import { draftKey, needDraft, type DraftRecord } from './draft.js';
import { byGuildId, type Entry, type Proposal, type ProposalDeps } from './proposal.js';
import { readDraft, type ReadDraft } from './read-draft.js';

/** After closesAt, clicks under way get so long to be counted before the count is taken (threats section 2). */
export const GRACE_MS = 5_000;

/** What a draft would become if published now, and what stands in the way. */
export interface Preview {
  draft: DraftRecord;
  read: ReadDraft;
  /** Names of the rights the bot lacks in the channel the card would go to. */
  missingRights: string[];
  entry: Entry;
  needed: number;
  conductLine?: string;
}

/** Looks at a draft as it stands. Reads dates in the person's zone, else the server's, else the installation's. */
export async function previewDraft(
  deps: ProposalDeps,
  draft: DraftRecord,
  guild: { id: string; name: string },
  locale: string,
  now: Date,
): Promise<Preview> {
  const settings = await readSettings(deps, guild.id);
  const zone = (await zoneOf(deps, draft.userId, guild.id)) ?? deps.defaultZone;
  const organisation = wholeServer(guild);
  return {
    draft,
    read: readDraft(draft.typed, {
      zone,
      now,
      typedAt: new Date(draft.typedAt),
      locale,
      shortestVoteMinutes: settings.shortestVoteMinutes,
    }),
    missingRights: await deps.platform.missingRights(guild.id, draft.channelId),
    entry: {
      organisation,
      roll: await deps.platform.memberCount(guild.id),
      rollApproximate: organisation.roleId === undefined,
      channelId: draft.channelId,
    },
    needed: 1,
    ...(settings.conductLine === undefined ? {} : { conductLine: settings.conductLine }),
  };
}

/**
 * Publishes a draft: the text is fixed by its hash, the roll and the rule are written into the proposal, the card is
 * owed. The action's date is the one that was previewed; closing is counted from now. Refused when something is to be mended first or the bot may not post there.
 *
 * The proposal takes its id from the draft, so that publishing twice is publishing once. Order of writes: the due rows
 * for closing and for the card, and the list entry (all harmless alone), the proposal, the owed card, and last the
 * draft's end. After a crash in between, the due row or pressing Publish again carries on.
 */
export async function publishDraft(
  deps: ProposalDeps,
  input: { draftId: string; guild: { id: string; name: string }; locale: string },
  actor: Actor,
  now: Date,
): Promise<Proposal> {
  const key = draftKey(deps, actor.userId, input.guild.id);
  return deps.store.queue.exclusive(`publish:${key}`, async () => {
    const published = await deps.proposals.get(input.draftId);
    if (published?.proposerId === actor.userId) {
      await announce(deps, published);
      await endDraft(deps, key, input.draftId);
      return published;
    }
    const draft = await needDraft(deps, input.draftId, actor, now);
    const settings = await readSettings(deps, input.guild.id);
    if (!may(actor, 'propose', { guildId: draft.guildId, settings })) throw new Refusal('proposers-only');
    const preview = await previewDraft(deps, draft, input.guild, input.locale, now);
    const { action, closesAt } = preview.read;
    if (action === undefined || closesAt === undefined) throw new Refusal('draft-not-ready');
    if (preview.missingRights.length > 0) {
      throw new Refusal('bot-may-not-post', {
        channel: { channel: draft.channelId },
        rights: preview.missingRights.join(', '),
      });
    }
    const proposal: Proposal = {
      id: draft.id,
      version: 1,
      action,
      hash: textHash(action),
      guildId: draft.guildId,
      proposerId: actor.userId,
      state: 'open',
      openedAt: now.toISOString(),
      closesAt: closesAt.toISOString(),
      needed: preview.needed,
      entries: [preview.entry],
    };
    await Promise.all([
      dueClosing(deps, proposal),
      announceSoon(deps, proposal.id, now),
      deps.proposalsByGuild.put(byGuildId(proposal), {}),
    ]);
    await deps.proposals.insert(proposal.id, proposal);
    await announce(deps, proposal);
    await endDraft(deps, key, draft.id);
    return proposal;
  });
}

/** Makes sure that the clock closes a proposal. */
export async function dueClosing(
  deps: ProposalDeps,
  proposal: Pick<Proposal, 'id' | 'closesAt'>,
): Promise<void> {
  const at = new Date(Date.parse(proposal.closesAt) + GRACE_MS).toISOString();
  await deps.due.add({ kind: 'close', id: proposal.id, at });
}

/** Ends this draft, and not one begun since under the same key. */
async function endDraft(deps: ProposalDeps, key: string, draftId: string): Promise<void> {
  await deps.drafts.change(key, (current) => (current?.id === draftId ? undefined : current));
}
