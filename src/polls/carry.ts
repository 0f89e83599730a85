import type { Actor } from '../authority.js';
import type { Typed } from '../proposals/draft.js';
import { Refusal } from '../refusal.js';
import { zoneOf } from '../settings/person-zone.js';
import { readWhen, type WhenContext } from '../time/read-when.js';
import type { WhenRead } from '../time/when-read.js';
import { needPoll } from './answer.js';
import type { Poll, PollDeps } from './poll.js';

/**
 * What a proposal made of a poll's winner begins with: the winner as its title, or as its date, if it reads as one, with
 * the question as the title. A date that counts from when the poll was opened ("tomorrow 6pm") is written out. Refused
 * for a poll of another server, and one that is open or that nobody answered.
 */
export async function winnerAsDraft(
  deps: PollDeps,
  pollId: string,
  actor: Actor,
  reader: { now: Date; locale: string },
): Promise<{ poll: Poll; typed: Pick<Typed, 'title' | 'when'> }> {
  const poll = await needPoll(deps, pollId, actor);
  const { question, options, result } = poll;
  if (result === undefined) throw new Refusal('poll-open', { closes: new Date(poll.closesAt) });
  const winner = result.winner === undefined ? undefined : options[result.winner];
  if (winner === undefined) throw new Refusal('poll-no-winner');
  const zone = (await zoneOf(deps, actor.userId, poll.guildId)) ?? deps.defaultZone;
  const when = whenMeant(winner, new Date(poll.openedAt), { ...reader, zone });
  return { poll, typed: when === undefined ? { title: winner, when: '' } : { title: question, when } };
}

/** The date an option stands for, as it is typed into a draft now; undefined for one that is no date. */
export function whenMeant(option: string, openedAt: Date, context: WhenContext): string | undefined {
  // "10" may be a number of banners.
  if (/^\d+$/u.test(option)) return undefined;
  const then = readWhen(option, { ...context, now: openedAt });
  if (!then.ok) return then.problem === 'unreadable' ? undefined : option;
  const now = readWhen(option, context);
  if (now.ok && now.start.instant === then.start.instant) return option;
  // What is past by now is asked again, whatever is written.
  return Date.parse(then.start.instant) > context.now.getTime() ? written(then) : option;
}

function written({ start, end }: Extract<WhenRead, { ok: true }>): string {
  const parts = [start, ...(end === undefined ? [] : [end])];
  // A dash is read in every language.
  return parts.map(({ wall }) => wall.replace('T', ' ')).join(' – ');
}
