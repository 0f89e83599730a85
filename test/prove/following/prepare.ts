import type { Answer, SeenMessage } from '../../../src/local-discord/index.js';
import type { Stage } from '../../support/stage.js';
import { addThirdServer, RIVERSIDE } from '../../support/third-server.js';
import { told } from '../crash/scene.js';
import { holds } from '../proof.js';
import { Front, PLACES, type Kept } from './front.js';

/** Start of the clock: a Monday at noon, UTC. */
export const NOON = Date.parse('2027-03-01T12:00:00Z');
export const TITLE = 'Picket at the gate';
/** How people name it in a command. */
export const SHOWN = { proposal: TITLE };

const ORGANISATIONS = [
  { name: 'Dockworkers', members: "Dockworkers' Branch" },
  { name: 'Students', members: 'Student Group', ballots: 'open' },
  { name: 'Neighbours', members: 'Neighbours' },
] as const;

/**
 * Three servers in a front and a proposal to it, on Thursday of next week at 18:00 in Berlin, put to the vote until
 * tomorrow; the first two organisations have voted for and the third against, and one person of each is to be reminded.
 */
export async function prepare(starter: URL): Promise<Kept> {
  const front = await Front.open(NOON, starter);
  try {
    addThirdServer({ local: front.local } as Stage, ['Neighbours']);
    front.local.addPerson({ name: 'Rosa', roles: { [RIVERSIDE]: ['Neighbours', 'Coordinator'] } });
    await front.start();
    const managers = PLACES.map(({ manager }, at) => front.seat(at, manager));
    for (const [at, manager] of managers.entries()) {
      told(await manager.command('settings set', { channel: 'joint-action', timezone: 'Europe/Berlin' }));
      saying('Saved.', await manager.command('organisation add', ORGANISATIONS[at] ?? {}));
    }
    const founded = told(await managers[0]!.command('front found', { name: 'Harbour Front', needed: 2 }));
    const codes = [founded, told(await managers[0]!.command('front invite'))];
    for (const [at, message] of codes.entries()) {
      const code = /`([^`]+)`/u.exec(message.text)?.[1] ?? '';
      const manager = managers[at + 1]!;
      const asked = told(await manager.command('front join', { code }));
      saying('This server is now in the united front', await manager.press(asked, 'Join'));
    }
    const proposer = front.seat(0);
    const typed = {
      title: TITLE,
      how: 'picket',
      whom: 'employer: Harbour Ltd',
      when: '2027-03-11 18:00',
      where: 'Gate 3',
      closes: 'in 1 day',
      to: 'the front',
    };
    saying('Published.', await proposer.press(told(await proposer.command('propose', typed)), 'Publish'));
    await front.advance(12_000);
    await voting(front, [0, 1]);
    for (const at of PLACES.keys()) {
      const more = told(await front.seat(at).press(cardIn(front, at), 'More'));
      told(await front.seat(at).press(more, 'Remind me'));
    }
    for (const ms of [12_000, 12_000, 60_000]) await front.advance(ms);
    return await front.keep();
  } catch (error) {
    await front.close();
    throw error;
  }
}

/** In each server somebody votes on the card: for in those given, against in the others. */
export async function voting(front: Front, isFor: readonly number[]): Promise<void> {
  for (const at of PLACES.keys()) {
    const choice = isFor.includes(at) ? 'For' : 'Against';
    saying(`Recorded: ${choice}`, await front.seat(at).press(cardIn(front, at), choice));
  }
}

/** A private answer that holds a text. */
export function saying(text: string, answer: Answer): SeenMessage {
  const message = told(answer);
  holds(message.text.includes(text), `Not “${text}” but: ${message.text}`);
  return message;
}

function cardIn(front: Front, at: number): SeenMessage {
  const card = front.posts(at).findLast(({ labels }) => labels.includes('Abstain'));
  holds(card !== undefined, `There is no card in ${PLACES[at]?.server ?? ''}`);
  return card;
}
