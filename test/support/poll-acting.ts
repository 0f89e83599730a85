import { expect } from 'vitest';
import type { Answer, SeenMessage, TypedOptions } from '../../src/local-discord/index.js';
import { answerBox } from '../../src/polls/answer-box.js';
import { HARBOUR, publicMessages, told } from './acting.js';
import { crowd } from './front-acting.js';
import type { Stage } from './stage.js';

/** A poll nothing is wrong with. */
export const ROUTE = { question: 'Which route?', options: 'River, Market, Station' } as const;

/** Makes a poll; what comes back is its card, as everybody sees it. */
export async function polling(stage: Stage, who: string, changed: TypedOptions = {}): Promise<SeenMessage> {
  const done = told(await stage.at(who).command('poll', { ...ROUTE, ...changed }));
  expect(done.text).toContain('The poll is being posted in <#');
  await stage.app.tick();
  const card = pollCards(stage).at(-1);
  if (card === undefined) throw new Error('No card was posted.');
  return card;
}

/** The cards of polls in the usual channel, oldest first. */
export function pollCards(stage: Stage): SeenMessage[] {
  return publicMessages(stage.at('Amara')).filter(({ labels }) => labels.includes('Vote'));
}

/** The results of polls there, oldest first. */
export function results(stage: Stage): SeenMessage[] {
  return publicMessages(stage.at('Amara')).filter(({ text }) => text.startsWith('Result of the poll'));
}

/** Presses Vote and gets the private menu. */
export async function opening(stage: Stage, who: string, card: SeenMessage): Promise<SeenMessage> {
  return told(await stage.at(who).press(card.id, 'Vote'));
}

/** Chooses options by name: all at once, or of a ranked poll one after the other; what comes back is the last answer. */
export async function choosing(
  stage: Stage,
  who: string,
  card: SeenMessage,
  ...options: string[]
): Promise<SeenMessage> {
  let message = await opening(stage, who, card);
  if (!isRanked(message)) return told(await pick(stage, who, message, ...options));
  if (message.labels.includes('Start again'))
    message = told(await stage.at(who).press(message, 'Start again'));
  for (const option of options) message = told(await pick(stage, who, message, option));
  return message;
}

/** Chooses in the menu of a private message. */
export function pick(stage: Stage, who: string, message: SeenMessage, ...options: string[]): Promise<Answer> {
  const [menu] = message.menus;
  const labels = options.map(
    (option) => menu?.options.find(({ label }) => label.endsWith(`. ${option}`))?.label,
  );
  return stage.at(who).choose(message, 0, ...labels.map((label) => label ?? 'not in the menu'));
}

function isRanked(message: SeenMessage): boolean {
  return message.menus[0]?.placeholder.startsWith('Choice no.') ?? true;
}

/** The poll's id, read off a card or a result. */
export function pollId(message: SeenMessage): string {
  const id = message.buttons[0]?.customId?.split(':')[2];
  if (id === undefined) throw new Error('This is no poll.');
  return id;
}

/** Every stored answer to a card's poll, as places of options, in no telling order. */
export async function answersIn(stage: Stage, card: SeenMessage): Promise<number[][]> {
  const box = await answerBox(stage.app.deps, { id: pollId(card) });
  if (box === undefined) throw new Error('There are no answers to read.');
  const { ballots, refused } = await box.read();
  expect(refused, 'answers that do not open').toBe(0);
  return ballots.map(({ choices }) => choices).sort();
}

/** Adds people to the first server who were there before. */
export function members(stage: Stage, count: number): string[] {
  return crowd(stage, count, 'Member', { [HARBOUR]: [] });
}
