import { HARBOUR, settled, told, UNIVERSITY } from './acting.js';
import {
  codeIn,
  DOCKERS,
  inFront,
  lastCard,
  puttingToTheFront,
  STUDENTS,
  THERE,
  votingIn,
} from './front-acting.js';
import { DAY, MINUTE, type Stage } from './stage.js';
import { addThirdServer, RIVERSIDE } from './third-server.js';

/** The channel of each of three servers in one front, and somebody who votes there. */
export const PLACES = [
  { server: HARBOUR, channel: `${HARBOUR}#joint-action`, who: 'Jonas', name: 'Dockworkers' },
  { server: UNIVERSITY, channel: THERE, who: 'Hana', name: 'Students' },
  { server: RIVERSIDE, channel: `${RIVERSIDE}#joint-action`, who: 'Rosa', name: 'Neighbours' },
] as const;

/** Three servers in one front, with an organisation each. */
export async function threeServers(stage: Stage): Promise<void> {
  const channel = addThirdServer(stage, ['Neighbours']);
  stage.local.addPerson({ name: 'Rosa', roles: { [RIVERSIDE]: ['Neighbours', 'Coordinator'] } });
  const rosa = stage.at('Rosa', channel);
  told(await rosa.command('settings set', { channel: 'joint-action', timezone: 'Europe/Berlin' }));
  told(await rosa.command('organisation add', { name: 'Neighbours', members: 'Neighbours' }));
  await inFront(stage, [DOCKERS], [STUDENTS], 2);
  const code = codeIn(told(await stage.at('Sofia', THERE).command('front invite')));
  told(await rosa.press(told(await rosa.command('front join', { code })), 'Join'));
}

/** Votes on the last card in each server: the third is against. */
export async function deciding(stage: Stage): Promise<void> {
  for (const { channel, who, name, server } of PLACES) {
    const choice = server === RIVERSIDE ? 'Against' : 'For';
    await votingIn(stage, lastCard(stage.at(who, channel)), { [who]: choice }, name, channel);
  }
}

/** An action in ten days that two of the three servers agreed to. */
export async function agreedInTwo(stage: Stage): Promise<void> {
  await threeServers(stage);
  await puttingToTheFront(stage, 'Jonas', { when: '2027-03-11 18:00', where: 'Gate 3', closes: 'in 1 day' });
  await deciding(stage);
  await stage.advance(DAY + MINUTE);
  await settled(stage);
}
