import { mayVote, type Actor } from '../authority.js';
import type { SealedBox } from '../proposals/sealed-box.js';
import { Refusal } from '../refusal.js';
import { announcePollSoon } from './announce.js';
import { answerBox, type Answer } from './answer-box.js';
import { pollQueue, type Poll, type PollDeps } from './poll.js';

/** A click on an answer to a poll. */
export interface GiveAnswer {
  pollId: string;
  /** Places of the options chosen, from 0; unchecked, as sent. */
  chosen: readonly number[];
  /** Of a ranked poll: which choice this one option is, from 1. */
  rank?: number;
  interactionId: string;
  /** When the person clicked, by the platform's clock. */
  actedAt: Date;
}

/** A poll, and the person's answer to it as it stands: places of options, none where there is no answer. */
export interface Standing {
  poll: Poll;
  choices: readonly number[];
}

/**
 * Records or changes an answer; resolves when it is on disk, to what then stands. Of a ranked poll one click gives one
 * choice: those ranked before it stay, those after it are asked anew. Refuses who may not answer, a poll that is closed,
 * a click after closing, and what does not fit the poll or what stands. One person has one row, so that double clicks
 * and replays count once; an older click never overwrites a newer one.
 */
export async function answerPoll(deps: PollDeps, input: GiveAnswer, actor: Actor): Promise<Standing> {
  return deps.store.queue.shared(pollQueue(input.pollId), async () => {
    const { poll, box } = await openBox(deps, input, actor);
    checkChosen(poll, input);
    const decide = (current: Answer | undefined): Answer => {
      if (current !== undefined && isOlder(input, current)) return current;
      const choices = nextChoices(poll, input, current?.choices ?? []);
      return { choices, interactionId: input.interactionId };
    };
    // A further choice is nothing without the ones before it.
    const { after } =
      (input.rank ?? 1) > 1 ? await box.change(actor.userId, decide) : await box.cast(actor.userId, decide);
    return { poll, choices: after.choices };
  });
}

/** Takes an answer back; refused when there is none, and like answering. Resolves to what then stands. */
export async function takeBackAnswer(
  deps: PollDeps,
  input: Omit<GiveAnswer, 'chosen' | 'rank'>,
  actor: Actor,
): Promise<Standing> {
  return deps.store.queue.shared(pollQueue(input.pollId), async () => {
    const { poll, box } = await openBox(deps, input, actor);
    const none = () => new Refusal('no-answer');
    if ((await box.get(actor.userId)) === undefined) throw none();
    const { after } = await box.change(actor.userId, (current) => {
      if (current === undefined || current.choices.length === 0) throw none();
      return isOlder(input, current) ? current : { choices: [], interactionId: input.interactionId };
    });
    return { poll, choices: after.choices };
  });
}

/**
 * A poll as somebody who may answer it sees it, with their own answer; refused like answering, so that nobody chooses
 * for nothing. Changes nothing.
 */
export async function standingAnswer(
  deps: PollDeps,
  input: Pick<GiveAnswer, 'pollId' | 'actedAt'>,
  actor: Actor,
): Promise<Standing> {
  const { poll, box } = await openBox(deps, input, actor);
  return { poll, choices: (await box.get(actor.userId))?.choices ?? [] };
}

/** The person's own answer, or 'unknown' once the poll has closed and nothing says any more what, or whether, they answered. */
export async function myAnswer(
  deps: PollDeps,
  poll: Poll,
  actor: Actor,
): Promise<readonly number[] | 'unknown'> {
  if (poll.result !== undefined) return 'unknown';
  const answer = await (await answerBox(deps, poll))?.get(actor.userId);
  return answer?.choices ?? [];
}

/** A poll of the server the actor is in; refused for any other, which does not even learn its question. */
export async function needPoll(deps: PollDeps, pollId: string, actor: Actor): Promise<Poll> {
  const poll = await deps.polls.get(pollId);
  if (poll === undefined || poll.guildId !== actor.guildId) throw new Refusal('poll-unknown');
  return poll;
}

/** What no menu of ours could have sent. */
function checkChosen(poll: Poll, { chosen, rank }: GiveAnswer): void {
  const known = chosen.every(
    (option) => Number.isInteger(option) && option >= 0 && option < poll.options.length,
  );
  const distinct = new Set(chosen).size === chosen.length;
  const many = poll.method === 'approval' ? chosen.length >= 1 : chosen.length === 1;
  const ranked = rank !== undefined && rank >= 1 && rank <= poll.options.length;
  if (!known || !distinct || !many || ranked !== (poll.method === 'ranked'))
    throw new Refusal('answer-outdated');
}

function nextChoices(
  { method }: Poll,
  { chosen, rank = 1 }: GiveAnswer,
  standing: readonly number[],
): number[] {
  if (method !== 'ranked') return chosen.toSorted((a, b) => a - b);
  const before = standing.slice(0, rank - 1);
  // Asked when something else stood, in another window or before it was taken back.
  if (before.length < rank - 1 || chosen.some((option) => before.includes(option)))
    throw new Refusal('answer-outdated');
  return [...before, ...chosen];
}

function isOlder({ interactionId }: Pick<GiveAnswer, 'interactionId'>, current: Answer): boolean {
  return BigInt(interactionId) <= BigInt(current.interactionId);
}

async function openBox(
  deps: PollDeps,
  { pollId, actedAt }: Pick<GiveAnswer, 'pollId' | 'actedAt'>,
  actor: Actor,
): Promise<{ poll: Poll; box: SealedBox<Answer> }> {
  const poll = await deps.polls.get(pollId);
  if (poll === undefined) throw new Refusal('answer-unknown');
  const right = mayVote(actor, { guildId: poll.guildId, ages: poll.ages }, new Date(poll.openedAt));
  // Another server does not even learn the question.
  if (right === 'elsewhere') throw new Refusal('answer-elsewhere');
  const { question } = poll;
  if (poll.result !== undefined || actedAt.getTime() >= Date.parse(poll.closesAt))
    throw new Refusal('answer-closed', { question, closed: new Date(poll.closedAt ?? poll.closesAt) });
  if (right === 'joined-later') throw new Refusal('answer-joined-later', { opened: new Date(poll.openedAt) });
  const { accountDays = 0, memberDays = 0 } = poll.ages ?? {};
  if (right === 'account-too-new') throw new Refusal('answer-account-too-new', { days: accountDays });
  if (right === 'member-too-new') throw new Refusal('answer-member-too-new', { days: memberDays });
  const box = await answerBox(deps, poll);
  if (box === undefined) {
    // It begins again when this comes due.
    await announcePollSoon(deps, pollId, actedAt);
    throw new Refusal('answer-key-lost', { question });
  }
  return { poll, box };
}
