import { may, type Actor } from '../authority.js';
import { announce, announceSoon } from '../proposals/announce.js';
import { ownOnly } from '../proposals/list.js';
import {
  CLOSING_WORDS_MAX,
  isPutTo,
  proposalQueue,
  type Proposal,
  type ProposalDeps,
} from '../proposals/proposal.js';
import { settleAction } from '../proposals/settle.js';
import { isTakenDown } from '../proposals/taken-down.js';
import { Refusal } from '../refusal.js';
import { readSettings } from '../settings/server-settings.js';
import { clean } from '../texts/clean.js';
import { holdsDiscordId } from '../texts/discord-id.js';

/** So long after it was said to have taken place a line can be added and changed. */
const WORDS_MS = 14 * 24 * 3_600_000;

/** Until when the line of an action that took place can be changed. */
export function wordsUntil({ settledAt }: Pick<Proposal, 'settledAt'>): Date {
  return new Date(Date.parse(settledAt ?? '') + WORDS_MS);
}

/**
 * Says that an agreed action took place. Said again within fourteen days it changes nothing (`already`), so that a line can be
 * added. Refused like `settleAction`, and when those days are over.
 */
export async function sayTookPlace(
  deps: ProposalDeps,
  proposalId: string,
  actor: Actor,
  now: Date,
): Promise<{ proposal: Proposal; already: boolean }> {
  try {
    return { proposal: await settleAction(deps, proposalId, 'took place', actor, now), already: false };
  } catch (error) {
    const settled = error instanceof Refusal && error.reason === 'proposal-not-agreed';
    const proposal = settled ? await deps.proposals.get(proposalId) : undefined;
    if (proposal?.state !== 'took place') throw error;
    return { proposal: await needWordsOpen(deps, proposalId, actor, now), already: true };
  }
}

/**
 * The action that took place to which somebody may add a line now. Refused when it did not take place, to others than the
 * proposer and organisers of the proposing server, and fourteen days after it was said.
 */
export async function needWordsOpen(
  deps: ProposalDeps,
  proposalId: string,
  actor: Actor,
  now: Date,
): Promise<Proposal> {
  const proposal = await deps.proposals.get(proposalId);
  if (proposal === undefined || !isPutTo(proposal, actor.guildId)) throw new Refusal('proposal-unknown');
  if (await isTakenDown(deps, proposalId)) throw new Refusal('proposal-unknown');
  const { guildId, proposerId: ownerId } = proposal;
  const subject = { guildId, ownerId, settings: await readSettings(deps, guildId) };
  if (!may(actor, 'say it took place', subject)) throw ownOnly(proposal, actor);
  const { title } = proposal.action;
  if (proposal.state !== 'took place') throw new Refusal('closing-words-too-early', { title });
  if (now.getTime() >= wordsUntil(proposal).getTime()) throw new Refusal('closing-words-too-late', { title });
  return proposal;
}

/**
 * Writes the line with which an action that took place is closed, in the organisers' own words; an empty one removes it.
 * Who wrote it is stored nowhere. Refused like {@link needWordsOpen}, when it is too long, and when it could name
 * somebody's id.
 */
export async function writeClosingWords(
  deps: ProposalDeps,
  { proposalId, typed }: { proposalId: string; typed: string },
  actor: Actor,
  now: Date,
): Promise<Proposal> {
  const words = clean(typed);
  if (words.length > CLOSING_WORDS_MAX)
    throw new Refusal('text-too-long', { max: CLOSING_WORDS_MAX, length: words.length });
  if (holdsDiscordId(words)) throw new Refusal('text-names-id');
  const written = await deps.store.queue.exclusive(proposalQueue(proposalId), async () => {
    const current = await needWordsOpen(deps, proposalId, actor, now);
    const { closingWords, ...rest } = current;
    if (words === (closingWords ?? '')) return current;
    const next: Proposal = words === '' ? rest : { ...rest, closingWords: words };
    await announceSoon(deps, proposalId, now);
    await deps.proposals.put(proposalId, next);
    return next;
  });
  await announce(deps, written);
  return written;
}
