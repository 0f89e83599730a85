import { expect } from 'vitest';
import type { Seat, SeenMessage } from '../../src/local-discord/index.js';
import { advanceTo, form, pressMore, proposing, told, voting } from './acting.js';
import type { Stage } from './stage.js';

/** The usual proposal's action is on Friday 6 to 8 pm in Berlin; at ten the next morning it is asked about. */
export const BEGUN = '2027-03-05T17:00:01Z';
export const ASKED = '2027-03-06T09:00:01Z';
export const QUESTION = 'Did it take place?';
export const ANSWERS = ['It took place', 'It was called off', 'Ask me later'];

/** Proposed by Mei, who is no organiser, agreed by a vote, and then that moment. */
export async function agreedBy(
  stage: Stage,
  {
    who = 'Mei',
    remind = [],
    until = ASKED,
  }: { who?: string; remind?: readonly string[]; until?: string } = {},
): Promise<SeenMessage> {
  const card = await proposing(stage, who);
  for (const person of remind) await pressMore(stage, person, card, 'Remind me');
  await voting(stage, card, { Jonas: 'For' });
  await advanceTo(stage, until);
  return card;
}

/** Any private answer; the question is below it, or it is not. */
export async function asked(seat: Seat): Promise<SeenMessage> {
  return told(await seat.command('help'));
}

/** Whether somebody is asked in their next private answer. */
export async function isAsked(seat: Seat): Promise<boolean> {
  const { text, labels } = await asked(seat);
  expect(labels.filter((label) => ANSWERS.includes(label))).toEqual(text.includes(QUESTION) ? ANSWERS : []);
  return text.includes(QUESTION);
}

/** Presses Add a line below an answer, and sends the form off. */
export async function addingLine(seat: Seat, below: SeenMessage, words: string): Promise<SeenMessage> {
  const shown = form(await seat.press(below, 'Add a line'));
  return told(await shown.submit({ 'A line in your own words': words }));
}
