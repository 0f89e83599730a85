import type { Actor } from '../authority.js';
import { may } from '../authority.js';
import { Refusal } from '../refusal.js';
import { readSettings } from '../settings/server-settings.js';
import { textHash } from './action.js';
import { announce, announceSoon } from './announce.js';
import { BallotBox } from './ballot-box.js';
import { dueClosingSoon } from './closing-soon.js';
import { draftKey, mayPropose, needDraft } from './draft.js';
import { endVersion, forgetLapsedNames } from './end-version.js';
import { canAmend, openInFront, ownOnly } from './list.js';
import { hasOneIn } from './outcome-places.js';
import { pingChoice } from './ping.js';
import { previewDraft, type Preview } from './preview.js';
import { byGuildId, cardPlaces, proposalQueue, type Proposal, type ProposalDeps } from './proposal.js';

/** After closesAt, clicks under way get so long to be counted before the count is taken (threats section 2). */
export const GRACE_MS = 5_000;

/** How many open proposals to a front one server may have (product section 5). */
export const MOST_OPEN = 3;

export interface PublishDraft {
  draftId: string;
  guild: { id: string; name: string };
  locale: string;
}

/**
 * Publishes a draft: the text is fixed by its hash, rolls and rules are written into the proposal, the cards are owed.
 * The action's date is the one that was previewed; closing is counted from now. A draft that amends a proposal makes its next version instead. Refused when something is
 * to be mended first or the bot may not post in the proposer's own channel; other servers' cards are tried until they
 * can be posted.
 *
 * The proposal takes its id from the draft, so that publishing twice is publishing once. Order of writes: the version's
 * secret, the due rows for closing and for the cards, and the list entries (all harmless alone), the proposal, the owed
 * cards, and last the draft's end. After a crash in between, the due row or pressing Publish again carries on.
 */
export async function publishDraft(
  deps: ProposalDeps,
  input: PublishDraft,
  actor: Actor,
  now: Date,
): Promise<Proposal> {
  const key = draftKey(deps, actor.userId, input.guild.id);
  return deps.store.queue.exclusive(`publish:${input.guild.id}`, async () => {
    const published = await deps.proposals.get(input.draftId);
    if (published?.proposerId === actor.userId) {
      await announce(deps, published);
      await endDraft(deps, key, input.draftId);
      return published;
    }
    const draft = await needDraft(deps, input.draftId, actor, now);
    const amended = draft.amends && (await deps.proposals.get(draft.amends.proposalId));
    if (amended?.amendedBy === draft.id) {
      await announce(deps, amended);
      await endDraft(deps, key, draft.id);
      return amended;
    }
    const preview = await previewDraft(deps, draft, input.guild, input.locale, now);
    const proposal =
      preview.amends === undefined
        ? await open(deps, preview, actor, now)
        : await amend(deps, preview, preview.amends.proposal.id, actor, now);
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

async function open(deps: ProposalDeps, preview: Preview, actor: Actor, now: Date): Promise<Proposal> {
  const { draft, front } = preview;
  await mayPropose(deps, draft.guildId, actor, now);
  if (preview.noFront) throw new Refusal('front-none');
  const { action, closesAt } = ready(preview);
  if (front !== undefined && (await openInFront(deps, front.id, draft.guildId)) >= MOST_OPEN) {
    throw new Refusal('front-full-of-proposals', { most: MOST_OPEN });
  }
  const proposal: Proposal = {
    id: draft.id,
    version: 1,
    action,
    hash: textHash(action),
    guildId: draft.guildId,
    proposerId: actor.userId,
    ...(front === undefined ? {} : { frontId: front.id }),
    // Asked again: whoever chose it may be no organiser any more.
    ...((await pingChoice(deps, draft, actor))?.on === true ? { ping: true } : {}),
    state: 'open',
    openedAt: now.toISOString(),
    closesAt: closesAt.toISOString(),
    needed: preview.needed,
    entries: preview.entries,
  };
  await BallotBox.prepare(deps, proposal);
  await Promise.all([
    dueClosing(deps, proposal),
    dueClosingSoon(deps, proposal, now),
    announceSoon(deps, proposal.id, now),
    list(deps, proposal),
  ]);
  // It was not there a moment ago: a store that says otherwise is not believed, and nothing is called published.
  if (!(await deps.proposals.insert(proposal.id, proposal))) throw new Error('A proposal was not stored');
  await announce(deps, proposal);
  return proposal;
}

/**
 * A new version: new text, new hash, new rolls; all ballots of the old version lapse openly, and the cards ask again.
 * The list keeps the proposal where it first stood.
 */
async function amend(
  deps: ProposalDeps,
  preview: Preview,
  proposalId: string,
  actor: Actor,
  now: Date,
): Promise<Proposal> {
  const { before, after } = await deps.store.queue.exclusive(proposalQueue(proposalId), async () => {
    const current = await deps.proposals.get(proposalId);
    if (current === undefined || !canAmend(current, now) || current.version !== preview.draft.amends?.version)
      throw new Refusal('amend-too-late');
    const settings = await readSettings(deps, current.guildId);
    const subject = { guildId: current.guildId, settings, ownerId: current.proposerId };
    if (!may(actor, 'amend a proposal', subject)) throw ownOnly(current, actor);
    // The proposing server has left the front since: the others' proposal is not its to change any more.
    if (preview.noFront || preview.entries.length === 0) throw new Refusal('front-none');
    const { action, closesAt } = ready(preview);
    if (textHash(action) === current.hash) throw new Refusal('amend-same-text');
    const { frontId } = current;
    if (current.state === 'agreed' && frontId !== undefined) {
      if ((await openInFront(deps, frontId, current.guildId)) >= MOST_OPEN)
        throw new Refusal('front-full-of-proposals', { most: MOST_OPEN });
      await deps.proposalsByFront.put(`${frontId}:${proposalId}`, {});
    }
    const next: Proposal = {
      ...undecided(current),
      version: current.version + 1,
      action,
      hash: textHash(action),
      previous: current.action,
      amendedBy: preview.draft.id,
      openedAt: now.toISOString(),
      closesAt: closesAt.toISOString(),
      broughtForward: false,
      // As previewed: where servers have left since, fewer organisations may be all there are.
      needed: preview.needed,
      entries: preview.entries,
    };
    await BallotBox.prepare(deps, next);
    await Promise.all([
      dueClosing(deps, next),
      dueClosingSoon(deps, next, now),
      announceSoon(deps, proposalId, now),
    ]);
    await deps.proposals.put(proposalId, next);
    return { before: current, after: next };
  });
  await announce(deps, after);
  await endVersion(deps, before);
  await forgetLapsedNames(deps, after.id);
  return after;
}

/** A proposal as it goes to the vote once more: of an agreement nothing holds but that there was one. */
function undecided(current: Proposal): Proposal {
  const {
    outcome: _outcome,
    closedAt: _closedAt,
    votedAgain: _again,
    restoredAt: _restored,
    ...rest
  } = current;
  if (current.state !== 'agreed') return rest;
  const guildIds = cardPlaces(current)
    .map(({ guildId }) => guildId)
    .filter((guildId) => hasOneIn(current, guildId));
  const { version, action } = current;
  return { ...rest, state: 'open', agreedBefore: { version, action, guildIds } };
}

function ready(preview: Preview) {
  const { action, closesAt } = preview.read;
  if (preview.missingRights.length > 0) {
    throw new Refusal('bot-may-not-post', {
      channel: { channel: preview.draft.channelId },
      rights: { rights: preview.missingRights },
    });
  }
  if (action === undefined || closesAt === undefined) throw new Refusal('draft-not-ready');
  return { action, closesAt };
}

async function list(deps: ProposalDeps, proposal: Proposal): Promise<void> {
  for (const { guildId } of cardPlaces(proposal))
    await deps.proposalsByGuild.put(byGuildId(proposal, guildId), {});
  if (proposal.frontId !== undefined)
    await deps.proposalsByFront.put(`${proposal.frontId}:${proposal.id}`, {});
}

/** Ends this draft, and not one begun since under the same key. */
async function endDraft(deps: ProposalDeps, key: string, draftId: string): Promise<void> {
  await deps.drafts.change(key, (current) => (current?.id === draftId ? undefined : current));
}
