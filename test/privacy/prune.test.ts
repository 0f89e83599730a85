import { describe, expect, it } from 'vitest';
import { tracesOf } from '../../src/privacy/own-data.js';
import { nextNight, planPrune, prune } from '../../src/privacy/prune.js';
import { askForNudge } from '../../src/proposals/nudge.js';
import { reportProposal } from '../../src/proposals/report.js';
import { listing } from '../../src/reminders/reminder.js';
import { followProposal } from '../../src/reminders/follow.js';
import { pauseReminder } from '../../src/reminders/edit.js';
import { changeSettings } from '../../src/settings/server-settings.js';
import { set } from '../reminders/acting.js';
import { answering, polling } from '../polls/acting.js';
import { draftIn, kim, mara, olu } from '../proposals/acting.js';
import { everyPrefix } from '../proposals/every-prefix.js';
import { DAY, GUILD, HOUR, MINUTE, newWorld, SECOND, TYPED, type World } from '../proposals/world.js';

/** What is stored of two people, kind by kind. */
async function kindsOf({ deps, now }: World): Promise<string[]> {
  const found = new Set<string>();
  for (const who of [mara, kim]) for await (const { kind } of tracesOf(deps, who, now())) found.add(kind);
  return [...found].sort();
}

/** Mara proposed and asked a poll; both took part. Voted down, four days later nothing of it is open. */
async function over(world: World): Promise<void> {
  const { deps, now } = world;
  const proposal = await world.publish({ ...TYPED, closes: 'in 2 days' });
  for (const who of [mara, kim]) await world.click({ proposalId: proposal.id, choice: 'against' }, who);
  await askForNudge(deps, proposal.id, kim, now());
  await followProposal(deps, proposal, kim, now());
  await reportProposal(deps, proposal, kim);
  const poll = await polling(world, { closes: 'in 1 day' });
  await answering(world, poll, kim, { chosen: [1], rank: 1 });
  // The poll closes after a day, the proposal after two, each with ten seconds for clicks under way.
  for (const ms of [DAY + 10 * SECOND, DAY, 2 * DAY - 10 * SECOND]) await world.wait(ms);
}

describe('the night', () => {
  it.each([
    ['UTC', '2027-03-01T12:00:00Z', '2027-03-02T03:30:00Z'],
    ['UTC', '2027-03-02T03:29:59Z', '2027-03-02T03:30:00Z'],
    ['UTC', '2027-03-02T03:30:00Z', '2027-03-03T03:30:00Z'],
    ['Europe/Berlin', '2027-03-01T12:00:00Z', '2027-03-02T02:30:00Z'],
    // The clocks go forward at two, and back at three.
    ['Europe/Berlin', '2027-03-27T12:00:00Z', '2027-03-28T01:30:00Z'],
    ['Europe/Berlin', '2027-10-30T12:00:00Z', '2027-10-31T02:30:00Z'],
    ['America/New_York', '2027-03-02T05:00:00Z', '2027-03-02T08:30:00Z'],
  ])('in %s, after %s, begins at %s', (zone, now, begins) => {
    expect(nextNight(zone, new Date(now))).toEqual(new Date(begins));
  });

  it('comes every night, also after an outage of weeks, once', async () => {
    const world = await newWorld();
    await planPrune(world.deps, world.now());
    await planPrune(world.deps, world.now());
    expect(await world.rows('prune')).toEqual(['nightly']);
    await world.wait(30 * DAY);
    const [row] = await world.deps.due.page(1);
    expect(row).toMatchObject({ kind: 'prune', at: nextNight('UTC', world.now()).toISOString() });
    expect(await world.rows('prune')).toEqual(['nightly']);
  });
});

describe('tidying up', () => {
  it('forgets who proposed and voted 90 days after it is over, and not an hour sooner', async () => {
    const world = await newWorld();
    await over(world);
    const before = ['named-ballot', 'poll-over', 'proposal-over', 'report'];
    expect(await kindsOf(world)).toEqual(before);
    await world.wait(87 * DAY - HOUR);
    await prune(world.deps, world.now());
    expect(await kindsOf(world)).toEqual(before);
    await world.wait(2 * HOUR);
    await prune(world.deps, world.now());
    expect(await kindsOf(world)).toEqual(['named-ballot', 'proposal-over', 'report']);
    await world.wait(DAY);
    await prune(world.deps, world.now());
    expect(await kindsOf(world)).toEqual([]);
    const [proposal] = await world.deps.proposals.range({ limit: 2 });
    expect(proposal?.value).toMatchObject({
      proposerId: '',
      state: 'not agreed',
      action: { title: TYPED.title },
    });
    expect(proposal?.value.outcome).toHaveLength(1);
  });

  it('goes by what each server sets', async () => {
    const world = await newWorld();
    await changeSettings(world.deps, GUILD.id, { retentionDays: 7 }, olu);
    await over(world);
    await world.wait(5 * DAY + MINUTE);
    await prune(world.deps, world.now());
    expect(await kindsOf(world)).toEqual([]);
  });

  it('leaves alone what is open, waits or repeats', async () => {
    const world = await newWorld();
    const { deps, now } = world;
    const proposal = await world.publish({ ...TYPED, closes: 'in 15 days' });
    await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
    await askForNudge(deps, proposal.id, kim, now());
    await followProposal(deps, proposal, kim, now());
    await reportProposal(deps, proposal, kim);
    const poll = await polling(world, { closes: 'in 14 days' });
    await answering(world, poll, kim, { chosen: [1], rank: 1 });
    await set(world, { when: 'in 300 days' });
    await set(world, { when: 'tomorrow 9am', repeat: 'daily' });
    await world.wait(12 * DAY);
    await draftIn(world, TYPED, kim);
    const before = await kindsOf(world);
    expect(before).toEqual(
      [
        'answer',
        'ballot',
        'draft',
        'follow',
        'message',
        'nudge',
        'poll-open',
        'proposal-open',
        'reminder',
        'report',
      ].sort(),
    );
    await prune(deps, now());
    expect(await kindsOf(world)).toEqual(before);
    expect(await world.choiceOf(proposal, kim)).toBe('for');
  });

  it('removes a paused reminder that came once a week and a day after its time', async () => {
    const world = await newWorld();
    const reminder = await set(world);
    await pauseReminder(world.deps, reminder.id, kim);
    await world.wait(8 * DAY);
    await prune(world.deps, world.now());
    expect(await kindsOf(world)).toEqual(['reminder-given']);
    await world.wait(4 * HOUR);
    await prune(world.deps, world.now());
    expect(await kindsOf(world)).toEqual([]);
    expect(await world.deps.remindersByOwner.range({ limit: 5 })).toEqual([]);
  });

  it('removes what a deletion left that was interrupted, whatever the reminder was', async () => {
    const world = await newWorld();
    const { deps } = world;
    const later = await set(world, { when: 'in 300 days' });
    const again = await set(world, { when: 'tomorrow 9am', repeat: 'daily' });
    const kept = await set(world, { when: 'in 200 days' });
    for (const one of [later, again]) await listing(deps, one).in.remove(listing(deps, one).id);
    await prune(deps, world.now());
    expect((await deps.reminders.range({ limit: 5 })).map(({ id }) => id)).toEqual([kept.id]);
    expect(await world.rows('reminder')).toEqual([kept.id]);
  });

  it('removes what no due row brings up any more: drafts, previews, marks and messages that lead nowhere', async () => {
    const world = await newWorld();
    const { deps, now } = world;
    await draftIn(world, TYPED, kim);
    await deps.reports.put(`0000000000:${'a'.repeat(32)}`, {});
    await deps.follows.put(`0000000000:${'a'.repeat(32)}`, { reminderIds: [], complete: true });
    await deps.askedPeople.put(`0000000000:${'a'.repeat(32)}`, { notBefore: now().toISOString() });
    await deps.ballots.put(`0000000000-1:${'a'.repeat(32)}`, 'x');
    await deps.names.put('0000000000:0', [{ userId: kim.userId, choice: 'for' }]);
    await deps.outbox.owe(
      'card-0000000000-1',
      { kind: 'card', proposalId: '0000000000', guildId: GUILD.id },
      { kind: 'channel', guildId: GUILD.id, channelId: '1' },
    );
    for (const row of await deps.due.page(1_000)) await deps.due.remove(row);
    await prune(deps, new Date(now().getTime() + HOUR));
    expect((await deps.drafts.range({ limit: 5 })).length).toBe(1);
    await prune(deps, new Date(now().getTime() + 26 * HOUR));
    for (const collection of [
      deps.drafts,
      deps.reports,
      deps.follows,
      deps.askedPeople,
      deps.ballots,
      deps.names,
    ])
      expect(await collection.range({ limit: 5 })).toEqual([]);
    expect(await deps.outbox.find('card-0000000000-1')).toBeUndefined();
  });

  it('interrupted after any write, is finished the next night', { timeout: 60_000 }, async () => {
    const writes = await everyPrefix({
      prepare: async (world) => {
        await over(world);
        await world.wait(90 * DAY);
      },
      act: ({ deps, now }) => prune(deps, now()),
      then: async (after, _none, finished) => {
        if (!finished) await prune(after.deps, after.now());
        expect(await kindsOf(after)).toEqual([]);
        expect(await after.deps.polls.range({ limit: 5 })).toEqual([]);
        expect(await after.deps.proposals.range({ limit: 5 })).toHaveLength(1);
      },
    });
    expect(writes).toBeGreaterThan(3);
  });
});
