import { describe, expect, it } from 'vitest';
import { closeWhenDue } from '../../src/proposals/close.js';
import { bringClosingForward, withdrawProposal } from '../../src/proposals/settle.js';
import { changeSettings } from '../../src/settings/server-settings.js';
import { misread } from '../support/misread.js';
import { kim, mara, olu, storedProposal } from './acting.js';
import { DAY, GUILD, HOUR, member, MINUTE, newWorld, NOON, refusalOf, SECOND, TYPED } from './world.js';

describe('closing', () => {
  it('happens by the clock, five seconds after closesAt and not before, and is told once', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
    await world.wait(2 * DAY + 5 * SECOND - 1);
    expect((await storedProposal(world, proposal)).state).toBe('open');
    await world.wait(1);
    expect(await storedProposal(world, proposal)).toMatchObject({
      state: 'agreed',
      closedAt: new Date(NOON + 2 * DAY + 5 * SECOND).toISOString(),
      outcome: [{ entry: 0, position: 'in', tally: { for: 1, against: 0, abstain: 0 } }],
    });
    await world.live(2 * MINUTE);
    expect(world.posted('outcome')).toBe(1);
    expect(world.edits('card')).toBeGreaterThan(0);
  });

  it('happens although nobody clicked: too few voted', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await world.wait(5 * DAY);
    expect(await storedProposal(world, proposal)).toMatchObject({
      state: 'not agreed',
      outcome: [{ position: 'no quorum' }],
    });
  });

  it('reads ballots that could not be read once more by themselves, because a count is for good', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    for (const who of [kim, mara, olu]) await world.click({ proposalId: proposal.id, choice: 'for' }, who);
    const deps = { ...world.deps, ballots: misread(world.deps.ballots, Infinity) };
    expect(await closeWhenDue(deps, proposal.id, new Date(NOON + 4 * DAY))).toBe(true);
    expect(await storedProposal(world, proposal)).toMatchObject({
      state: 'agreed',
      outcome: [{ tally: { for: 3, against: 0, abstain: 0 }, refused: 0 }],
    });
  });

  it('a second time gives the same outcome', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await world.click({ proposalId: proposal.id, choice: 'against' }, kim);
    await world.wait(3 * DAY);
    const first = await storedProposal(world, proposal);
    world.discord.members = 999;
    expect(await closeWhenDue(world.deps, proposal.id, new Date(NOON + 4 * DAY))).toBe(true);
    expect(await storedProposal(world, proposal)).toEqual(first);
    expect(first.state).toBe('not agreed');
    await world.live(MINUTE);
    expect(world.posted('outcome')).toBe(1);
  });

  it('is brought forward to the notice of the server, and posted with the card', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    const moved = await bringClosingForward(world.deps, proposal.id, mara, world.now());
    expect(moved.closesAt).toBe(new Date(NOON + HOUR).toISOString());
    await world.live(MINUTE);
    expect(world.posted('closing moved')).toBe(1);
    await world.wait(HOUR + 6 * SECOND);
    expect((await storedProposal(world, proposal)).state).toBe('not agreed');
    // The row of the first closing comes up for what is closed long since.
    await world.wait(3 * DAY);
    await world.live(MINUTE);
    expect(world.posted('outcome')).toBe(1);
  });

  it.each([
    ['another member', kim, 'own-only'],
    ['the proposer', mara, 'not refused'],
    ['an organiser', olu, 'not refused'],
    [
      'a manager of another server',
      member('zoe', { guildId: 'elsewhere', managesServer: true }),
      'proposal-unknown',
    ],
  ])('earlier, and withdrawing, by %s: %s', async (_who, actor, reason) => {
    const world = await newWorld();
    const one = await world.publish();
    const two = await world.publish({ ...TYPED, title: 'Another' });
    expect(await refusalOf(bringClosingForward(world.deps, one.id, actor, world.now()))).toBe(reason);
    expect(await refusalOf(withdrawProposal(world.deps, two.id, actor, world.now()))).toBe(reason);
  });

  it('is never brought nearer than the notice, nor later', async () => {
    const world = await newWorld();
    await changeSettings(world.deps, GUILD.id, { noticeMinutes: 180 }, olu);
    const proposal = await world.publish({ ...TYPED, closes: 'in 2 hours' });
    expect(await refusalOf(bringClosingForward(world.deps, proposal.id, mara, world.now()))).toBe(
      'closes-anyway',
    );
    expect((await storedProposal(world, proposal)).closesAt).toBe(proposal.closesAt);
  });
});

describe('withdrawing', () => {
  it('ends it, updates the card and posts no outcome', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
    await withdrawProposal(world.deps, proposal.id, mara, world.now());
    expect((await storedProposal(world, proposal)).state).toBe('withdrawn');
    expect(await refusalOf(world.click({ proposalId: proposal.id, choice: 'for' }, kim))).toBe(
      'ballot-withdrawn',
    );
    await world.live(MINUTE);
    expect(world.edits('card')).toBeGreaterThan(0);
    await world.wait(3 * DAY);
    expect(world.posted('outcome')).toBe(0);
    expect((await storedProposal(world, proposal)).outcome).toBeUndefined();
    expect(await refusalOf(withdrawProposal(world.deps, proposal.id, mara, world.now()))).toBe(
      'proposal-not-open',
    );
  });
});
