import type { SeenMessage } from '../../src/local-discord/index.js';
import { advanceTo, dmOf, inBerlin, pressMore, previewing, proposing, seen, told, voting } from './acting.js';
import { choosing, polling } from './poll-acting.js';
import { asked, ASKED } from './settling.js';
import { MINUTE, type Stage } from './stage.js';

/** What somebody did that can still be looked at. */
export interface Deeds {
  /** Theirs, agreed and over. */
  over: SeenMessage;
  /** Jonas’, open, on which they voted. */
  open: SeenMessage;
  /** Theirs, open. */
  own: SeenMessage;
  /** Their open poll. */
  poll: SeenMessage;
}

const GIVEN = 'Take the megaphone along';

/**
 * Somebody with Manage Server in the first server does everything of which the bot stores something about them, by the
 * door everybody has. Afterwards it is Saturday morning. Their next private answer lets the notice go.
 */
export async function everyTrace(stage: Stage, who = 'Amara'): Promise<Deeds> {
  await inBerlin(stage);
  const [seat, person] = [stage.at(who), stage.local.person(who)];
  await polling(stage, who, { question: 'Which tune?', closes: 'in 1 day' });
  const over = await proposing(stage, who);
  await pressMore(stage, who, over, 'Remind me');
  await pressMore(stage, who, over, 'Report');
  await voting(stage, over, { [who]: 'For', Jonas: 'For' });
  told(await seat.command('remind create', { text: GIVEN, when: 'Friday 4pm' }));
  await advanceTo(stage, ASKED);
  await asked(seat);
  const later = { when: 'in 10 days', closes: 'in 5 days' };
  const open = await proposing(stage, 'Jonas', { ...later, title: 'Leaflets at the station' });
  await voting(stage, open, { [who]: 'Against', Jonas: 'For' });
  for (const label of ['Nudge me', 'Remind me', 'Report']) await pressMore(stage, who, open, label);
  const own = await proposing(stage, who, { ...later, title: 'Open letter' });
  const poll = await polling(stage, who);
  await choosing(stage, who, poll, 'Market');
  told(await seat.command('remind create', { text: 'Hall is booked until ten', when: 'in 30 days' }));
  const inChannel = { text: 'Bring the banner', when: 'in 20 days', channel: '#general' };
  told(await seat.command('remind create', inChannel));
  // In a private message nobody's server says which zone is meant, so it waits for the answer.
  seen(await dmOf(stage, who).command('remind create', { text: 'Doctor at nine', when: 'tomorrow 9am' }));
  told(await seat.command('settings set', { 'my-timezone': 'Europe/Lisbon' }));
  told(await seat.command('remind create', { text: 'Weekly rota', when: 'Friday 6pm', repeat: 'weekly' }));
  await previewing(stage, who, { title: 'Not yet published' });
  person.acceptsDms(false);
  told(await seat.command('remind create', { text: 'Nobody gets this', when: 'in 2 minutes' }));
  await stage.advance(3 * MINUTE);
  return { over, open, own, poll };
}
