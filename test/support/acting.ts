import { expect } from 'vitest';
import type { Answer, Person, Seat, SeenMessage, TypedOptions } from '../../src/local-discord/index.js';
import { BallotBox } from '../../src/proposals/ballot-box.js';
import type { Stage } from './stage.js';
import { countIn } from './store-snapshot.js';

export const HARBOUR = 'Harbour City Coalition';
export const UNIVERSITY = 'University Alliance';
export const CHANNEL = `${HARBOUR}#joint-action`;

/** A proposal nothing is wrong with. */
export const PICKET = {
  title: 'Picket at the gate',
  how: 'picket',
  whom: 'employer: Harbour Ltd',
  when: 'Friday 6pm',
} as const;

/** The message somebody was answered with; fails where there was none, saying what there was. */
export function seen(answer: Answer): SeenMessage {
  if (answer.kind === 'message' || answer.kind === 'update') return answer.message;
  throw new Error(`Expected a message, got: ${JSON.stringify(answer)}`);
}

/** The same, and nobody else can see it. */
export function told(answer: Answer): SeenMessage {
  const message = seen(answer);
  expect(message.ephemeral, 'only the person may see this').toBe(true);
  expect(message.thinking).toBe(false);
  return message;
}

/** The form somebody was shown. */
export function form(answer: Answer): Extract<Answer, { kind: 'form' }> {
  if (answer.kind === 'form') return answer;
  throw new Error(`Expected a form, got: ${JSON.stringify(answer)}`);
}

/** Discord's timestamp of an instant. */
export function stamp(instant: string | number | Date, style = 'F'): string {
  const ms = new Date(instant).getTime();
  return `<t:${String(Math.floor(ms / 1_000))}:${style}>`;
}

/** Sets the first server's zone, so that nobody is asked for theirs. */
export async function inBerlin(stage: Stage): Promise<void> {
  told(await stage.at('Amara').command('settings set', { timezone: 'Europe/Berlin' }));
}

/** Everybody uses Discord in English from now on: Diego, who uses it in Spanish, too. */
export function inEnglish({ local }: Stage): void {
  for (const person of local.world.state.people) person.locale = 'en-US';
}

/** Types a proposal; what comes back is the preview. */
export async function previewing(
  stage: Stage,
  who: string,
  changed: TypedOptions = {},
): Promise<SeenMessage> {
  return told(await stage.at(who).command('propose', { ...PICKET, ...changed }));
}

/** Proposes and publishes; what comes back is the card, as everybody sees it. */
export async function proposing(stage: Stage, who: string, changed: TypedOptions = {}): Promise<SeenMessage> {
  const preview = await previewing(stage, who, changed);
  const done = told(await stage.at(who).press(preview, 'Publish'));
  expect(done.text).toContain('Published.');
  await stage.app.tick();
  const posted = cards(stage.at(who));
  const last = posted.at(-1);
  if (last === undefined) throw new Error('No card was posted.');
  return last;
}

/** The cards in a channel, oldest first. */
export function cards(seat: Seat): SeenMessage[] {
  return publicMessages(seat).filter(({ labels }) => labels.includes('Against'));
}

/** What everybody sees in a channel, oldest first. */
export function publicMessages(seat: Seat): SeenMessage[] {
  return seat.messages().filter(({ ephemeral }) => !ephemeral);
}

/** Public messages that contain a text. */
export function posted(seat: Seat, text: string): SeenMessage[] {
  return publicMessages(seat).filter((message) => message.text.includes(text));
}

/** Casts votes one after the other and expects each to be recorded. */
export async function voting(stage: Stage, card: SeenMessage, votes: Record<string, string>): Promise<void> {
  for (const [who, choice] of Object.entries(votes)) {
    const answer = told(await stage.at(who).press(card, choice));
    expect(answer.text).toMatch(new RegExp(`^Recorded: ${choice}\\.`, 'u'));
  }
}

/** Opens More on a card. */
export async function more(stage: Stage, who: string, card: SeenMessage): Promise<SeenMessage> {
  return told(await stage.at(who).press(card, 'More'));
}

/** Opens More and presses a button there. */
export async function pressMore(
  stage: Stage,
  who: string,
  card: SeenMessage,
  label: string,
): Promise<SeenMessage> {
  return told(await stage.at(who).press(await more(stage, who, card), label));
}

/** The proposal's id, read off its card. */
export function proposalId(card: SeenMessage): string {
  const id = card.buttons[0]?.customId?.split(':')[2];
  if (id === undefined) throw new Error('This is no card.');
  return id;
}

/** DMs the bot sent somebody. */
export function dms(person: Person): SeenMessage[] {
  return person.dm().messages();
}

/** The id of a role of the first server. */
export function roleId(stage: Stage, name: string): string {
  const guild = stage.local.world.state.guilds.find((one) => one.name === HARBOUR);
  const role = guild?.roles.find((one) => one.name === name);
  if (role === undefined) throw new Error(`There is no role ${name}.`);
  return role.id;
}

/** Lets everybody, and so the bot, mention a role. */
export function makeMentionable(stage: Stage, name: string): string {
  const id = roleId(stage, name);
  for (const guild of stage.local.world.state.guilds)
    for (const role of guild.roles) if (role.id === id) role.mentionable = true;
  return id;
}

/** A person's seat in their DM channel with the bot. */
export function dmOf(stage: Stage, who: string): Seat {
  return stage.local.person(who).dm();
}

/** Moves the clock to an instant. */
export async function advanceTo(stage: Stage, instant: string): Promise<void> {
  await stage.advance(Date.parse(instant) - stage.local.clock.now().getTime());
}

/** Lets so much time pass that every card says what is now true: two edits, ten seconds apart. */
export async function settled(stage: Stage): Promise<void> {
  await stage.advance(10_000);
  await stage.advance(10_000);
}

/** The choices stored on a card's proposal, one per person who took part, in no telling order. */
export async function choicesIn(stage: Stage, card: SeenMessage): Promise<string[]> {
  const { deps } = stage.app;
  const proposal = await deps.proposals.get(proposalId(card));
  const box = proposal === undefined ? undefined : await BallotBox.of(deps, proposal);
  if (box === undefined) throw new Error('There are no ballots to read.');
  const { ballots, refused } = await box.read();
  expect(refused, 'ballots that do not open').toBe(0);
  expect(await countIn(deps.ballots), 'ballots of another proposal').toBe(ballots.length);
  return ballots.map(({ choice }) => choice).sort();
}

/** Expects a message to show a value under a name, as a field or as a heading. */
export function expectField(message: SeenMessage, name: string, value: string): void {
  const plain = message.text.replace(/\*\*/gu, '').split('\n');
  const at = plain.indexOf(name);
  expect(at, `${name} is shown in: ${message.text}`).toBeGreaterThanOrEqual(0);
  expect(plain[at + 1]).toBe(value);
}
