import { z } from 'zod';
import { may, type Actor } from '../authority.js';
import { askAt } from '../proposals/ask-at.js';
import { ownOnly } from '../proposals/list.js';
import { isPutTo, proposalQueue, type Proposal, type ProposalDeps } from '../proposals/proposal.js';
import { isTakenDown } from '../proposals/taken-down.js';
import { Refusal } from '../refusal.js';
import { isFollowing } from '../reminders/follow.js';
import type { ReminderDeps } from '../reminders/reminder.js';
import { readSettings } from '../settings/server-settings.js';
import type { Due } from '../store/due.js';
import type { Collection, Store } from '../store/types.js';
import type { Questions } from './questions.js';

const DAY_MS = 24 * 3_600_000;
/** So long it is asked. */
const ASKED_MS = 14 * DAY_MS;
/** So long nobody who was asked is asked again. */
const LATER_MS = DAY_MS;
const PAGE = 500;

/** Somebody was asked, and is not asked again before then. */
const askedSchema = z.strictObject({ notBefore: z.iso.datetime() });
export type Asked = z.infer<typeof askedSchema>;

export interface AfterwardsDeps extends ProposalDeps, Pick<ReminderDeps, 'follows' | 'reminders'> {
  questions: Questions;
  /** Who was asked when: `PROPOSAL:PSEUDONYM`, a pseudonym of its own for each proposal. */
  askedPeople: Collection<Asked>;
}

/** The collection of who was asked. */
export function askedCollection(store: Store): Collection<Asked> {
  return store.collection({ prefix: 'asked-person', version: 1, schema: askedSchema, sealed: false });
}

/**
 * A row of the question has come up: at ten on the day after the action the question begins to stand, and the proposer
 * gets a direct message if they pressed **Remind me**; a day after **Ask me later** they get another; after fourteen days
 * all of it is forgotten. Repeatable at any point; a row for another date of the action does nothing.
 */
export async function askWhenDue(
  deps: AfterwardsDeps,
  row: Pick<Due, 'id' | 'at'>,
  now: Date,
): Promise<void> {
  // Closed late, after an outage, the row may be due already while the outcome is being written.
  const stored = () => deps.proposals.get(row.id);
  const proposal = await deps.store.queue.shared(proposalQueue(row.id), stored);
  if (proposal === undefined) return;
  const { id, guildId } = proposal;
  const askedAt = askAt(proposal.action);
  const until = new Date(Date.parse(askedAt) + ASKED_MS).toISOString();
  if (row.at === askedAt && now.getTime() < Date.parse(until) && (await isUnsettled(deps, proposal))) {
    // The row of its end first: what is asked shall not stand for ever.
    await deps.due.add({ kind: 'ask-afterwards', id, at: until });
    await deps.questions.open(guildId, id, { askedAt, until, messageAt: askedAt });
  }
  const question = await deps.questions.get(guildId, id);
  if (question === undefined) return;
  if (now.getTime() >= Date.parse(question.until)) return forgetQuestion(deps, proposal);
  if (row.at === question.messageAt) await oweMessage(deps, proposal, row.at);
}

/**
 * What to ask somebody in the server they act in, if anything: only the proposer and organisers of the proposing server,
 * of an action that nobody has settled, and each of them at most once a day.
 */
export async function questionFor(
  deps: AfterwardsDeps,
  actor: Actor,
  now: Date,
): Promise<Proposal | undefined> {
  const { guildId } = actor;
  if (guildId === undefined) return undefined;
  const standing = await deps.questions.standingIn(guildId);
  if (standing.length === 0) return undefined;
  for (const id of standing) {
    const proposal = await deps.proposals.get(id);
    if (proposal === undefined || !(await mayAnswer(deps, proposal, actor))) continue;
    if (!(await isAsked(deps, proposal, now))) continue;
    const asked = await deps.askedPeople.get(askedKey(deps, proposal, actor.userId));
    if (asked === undefined || now.getTime() >= Date.parse(asked.notBefore)) return proposal;
  }
  return undefined;
}

/** Somebody was asked, and is left in peace for a day. */
export async function wasAsked(
  deps: AfterwardsDeps,
  proposal: Pick<Proposal, 'id'>,
  userId: string,
  now: Date,
): Promise<void> {
  const notBefore = new Date(now.getTime() + LATER_MS).toISOString();
  await deps.askedPeople.put(askedKey(deps, proposal, userId), { notBefore });
}

/**
 * **Ask me later**: asks the person again a day later, the proposer also by direct message if they asked for such.
 * Resolves to whether it is asked then; after fourteen days it is not. Refused when it was answered, and to others than
 * the proposer and organisers of the proposing server.
 */
export async function askLater(
  deps: AfterwardsDeps,
  proposalId: string,
  actor: Actor,
  now: Date,
): Promise<{ proposal: Proposal; again: boolean }> {
  const { proposal, until } = await needQuestion(deps, proposalId, actor, now);
  const at = new Date(now.getTime() + LATER_MS).toISOString();
  const again = at < until;
  if (again && proposal.proposerId === actor.userId) {
    const { guildId, id } = proposal;
    const before = await deps.questions.get(guildId, id);
    await deps.due.add({ kind: 'ask-afterwards', id, at });
    await deps.questions.moveMessage(guildId, id, at);
    if (before !== undefined) await deps.outbox.forget(messageId(proposal, before.messageAt));
  }
  await wasAsked(deps, proposal, actor.userId, now);
  return { proposal, again };
}

/** The question somebody opens or puts off; refused when it stands no more, and to whoever it is not asked of. */
export async function needQuestion(
  deps: AfterwardsDeps,
  proposalId: string,
  actor: Actor,
  now: Date,
): Promise<{ proposal: Proposal; until: string }> {
  const proposal = await deps.proposals.get(proposalId);
  if (proposal === undefined || !isPutTo(proposal, actor.guildId)) throw new Refusal('proposal-unknown');
  if (!(await mayAnswer(deps, proposal, actor))) throw ownOnly(proposal, actor);
  const question = await deps.questions.get(proposal.guildId, proposal.id);
  if (question === undefined || !(await isAsked(deps, proposal, now)))
    throw new Refusal('question-over', { title: proposal.action.title });
  return { proposal, until: question.until };
}

/** Whether an action is asked about now. */
export async function isAsked(deps: AfterwardsDeps, proposal: Proposal, now: Date): Promise<boolean> {
  const question = await deps.questions.get(proposal.guildId, proposal.id);
  if (question === undefined || now.getTime() >= Date.parse(question.until)) return false;
  return isUnsettled(deps, proposal);
}

/**
 * Whom an answer comes from. In a direct message no roles are known, so that there it counts for the proposer alone, as
 * if given in the server they proposed it in. Refused of what was taken down.
 */
export async function answering(deps: AfterwardsDeps, proposalId: string, actor: Actor): Promise<Actor> {
  if (await isTakenDown(deps, proposalId)) throw new Refusal('proposal-unknown');
  if (actor.guildId !== undefined) return actor;
  const proposal = await deps.proposals.get(proposalId);
  if (proposal?.proposerId !== actor.userId) throw new Refusal('proposal-unknown');
  return { ...actor, guildId: proposal.guildId, roleIds: [], managesServer: false };
}

async function isUnsettled(deps: AfterwardsDeps, proposal: Proposal): Promise<boolean> {
  return proposal.state === 'agreed' && !(await isTakenDown(deps, proposal.id));
}

async function mayAnswer(deps: AfterwardsDeps, proposal: Proposal, actor: Actor): Promise<boolean> {
  const { guildId, proposerId: ownerId } = proposal;
  return may(actor, 'say it took place', { guildId, ownerId, settings: await readSettings(deps, guildId) });
}

async function oweMessage(deps: AfterwardsDeps, proposal: Proposal, at: string): Promise<void> {
  const { id, guildId, proposerId } = proposal;
  if (!(await isUnsettled(deps, proposal)) || !(await isFollowing(deps, id, proposerId))) return;
  const about = { kind: 'afterwards', proposalId: id, guildId } as const;
  await deps.outbox.owe(messageId(proposal, at), about, { kind: 'person', userId: proposerId });
}

/** Forgets the question, whom it was asked of, and the message; the question goes last, so that a crash repeats this. */
export async function forgetQuestion(
  deps: AfterwardsDeps,
  proposal: Pick<Proposal, 'id' | 'guildId'>,
): Promise<void> {
  const { id, guildId } = proposal;
  for (;;) {
    const page = await deps.askedPeople.range({ within: `${id}:`, limit: PAGE });
    await Promise.all(page.map((row) => deps.askedPeople.remove(row.id)));
    if (page.length < PAGE) break;
  }
  const question = await deps.questions.get(guildId, id);
  if (question !== undefined) await deps.outbox.forget(messageId(proposal, question.messageAt));
  await deps.questions.end(guildId, id);
}

/** Where it is kept that somebody was asked whether an action took place. */
export function askedKey(
  { store }: Pick<AfterwardsDeps, 'store'>,
  { id }: Pick<Proposal, 'id'>,
  userId: string,
): string {
  return `${id}:${store.pseudonym(`asked ${id} ${userId}`)}`;
}

function messageId({ id }: Pick<Proposal, 'id'>, at: string): string {
  return `afterwards-${id}-${String(Date.parse(at))}`;
}
