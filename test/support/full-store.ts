import { expect, vi } from 'vitest';
import { makeMentionable, pressMore, proposing, seen, told, UNIVERSITY } from './acting.js';
import { everyTrace } from './every-trace.js';
import {
  adding,
  amaraAt,
  channelsSet,
  DOCKERS,
  founding,
  joining,
  puttingToTheFront,
  sofiaAt,
  STUDENTS,
  TENANTS,
  lastCard,
} from './front-acting.js';
import { MINUTE, type Stage } from './stage.js';
import { countIn } from './store-snapshot.js';

/** Fills a stage's store with at least one row of every kind there is, by the door everybody has. */
export async function fillStore(stage: Stage): Promise<void> {
  const amara = amaraAt(stage);
  await channelsSet(stage);
  // Posted on the way to Saturday.
  told(await amara.command('settings set', { digest: 'saturday' }));
  await everyTrace(stage);
  makeMentionable(stage, "Dockworkers' Branch");
  told(
    await amara.command('settings set', {
      'organiser-role': 'Organiser',
      proposers: 'everyone',
      language: 'en',
      'conduct-line': 'Be kind to each other.',
      'shortest-vote': 1,
      notice: 30,
      digest: 'sunday',
      'discussion-threads': 'on',
      'ping-role': "Dockworkers' Branch",
      retention: 60,
      'account-age': 0,
      membership: 0,
    }),
  );
  told(await amara.command('settings show'));
  await stage.advance(MINUTE);
  told(await amara.command('proposal took-place', { proposal: 'Picket at the gate' }));
  await adding(amara, DOCKERS);
  await adding(amara, { ...TENANTS, voters: 'delegates', delegates: 'Organiser' });
  await adding(sofiaAt(stage), STUDENTS);
  await joining(sofiaAt(stage), await founding(stage));
  await puttingToTheFront(stage, 'Jonas', { title: 'March on Sunday', when: 'in 9 days' });
  const there = lastCard(sofiaAt(stage));
  const more = told(await sofiaAt(stage).press(there, 'More'));
  seen(await sofiaAt(stage).press(more, 'Hide here'));
  // Once more what could not be delivered, because every private answer tells of it.
  told(await amara.command('remind create', { text: 'Nobody gets this either', when: 'in 2 minutes' }));
  stage.local.removeBot(UNIVERSITY);
  await vi.waitFor(async () => {
    expect(await countIn(stage.app.deps.goneServers)).toBe(1);
  });
  await stage.advance(3 * MINUTE);
  // A nudge that cannot be delivered yet.
  const soon = { title: 'Flyers today', closes: 'in 8 minutes', when: 'in 9 days' };
  await pressMore(stage, 'Jonas', await proposing(stage, 'Mei', soon), 'Nudge me');
  stage.local.intercept(({ route }) => (route === 'POST /users/@me/channels' ? { status: 503 } : undefined));
  await stage.advance(5 * MINUTE);
}
