import type { Actor } from '../../src/authority.js';
import { answerPoll, takeBackAnswer, type GiveAnswer } from '../../src/polls/answer.js';
import { answerBox, type Answer } from '../../src/polls/answer-box.js';
import { openPoll, type TypedPoll } from '../../src/polls/open.js';
import type { Poll } from '../../src/polls/poll.js';
import { mara } from '../proposals/acting.js';
import { CHANNEL, GUILD, type World } from '../proposals/world.js';

/** A poll nothing is wrong with. */
export const COLOURS: TypedPoll = {
  guildId: GUILD.id,
  channelId: CHANNEL,
  question: 'Which colour?',
  options: 'Red, Green, Blue',
  method: 'ranked',
  closes: '',
  locale: 'en-US',
};

/** Makes a poll; it is there afterwards. */
export async function polling(
  { deps, now }: World,
  typed: Partial<TypedPoll> = {},
  by: Actor = mara,
): Promise<Poll> {
  const poll = await openPoll(deps, { ...COLOURS, ...typed }, by, now());
  if (poll === undefined) throw new Error('It was asked for a zone.');
  return poll;
}

let clicks = 0;

/** A click; later ones have larger ids, as with Discord. */
export function clickOf({ now }: World, { id }: Pick<Poll, 'id'>) {
  clicks += 1;
  return { pollId: id, interactionId: String(1_000 + clicks), actedAt: now() };
}

/** Gives an answer, and says what then stands. */
export async function answering(
  world: World,
  poll: Poll,
  actor: Actor,
  given: Pick<GiveAnswer, 'chosen' | 'rank'>,
  click: Partial<GiveAnswer> = {},
): Promise<readonly number[]> {
  const input = { ...clickOf(world, poll), ...given, ...click };
  return (await answerPoll(world.deps, input, actor)).choices;
}

/** Ranks options one by one, as somebody clicks them. */
export async function ranking(
  world: World,
  poll: Poll,
  actor: Actor,
  choices: readonly number[],
): Promise<void> {
  for (const [index, choice] of choices.entries())
    await answering(world, poll, actor, { chosen: [choice], rank: index + 1 });
}

export async function takingBack(world: World, poll: Poll, actor: Actor): Promise<readonly number[]> {
  return (await takeBackAnswer(world.deps, clickOf(world, poll), actor)).choices;
}

/** Every answer there is, as the count would take it. */
export async function answersIn({ deps }: World, poll: Poll): Promise<Answer[]> {
  const box = await answerBox(deps, poll);
  if (box === undefined) throw new Error('The key of the answers is gone.');
  return (await box.read()).ballots;
}

/** A poll as it is stored now. */
export async function storedPoll({ deps }: World, { id }: Pick<Poll, 'id'>): Promise<Poll> {
  const poll = await deps.polls.get(id);
  if (poll === undefined) throw new Error('It is not there.');
  return poll;
}
