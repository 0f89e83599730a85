import { describe, expect, it } from 'vitest';
import { publishDraft } from '../../src/proposals/open.js';
import { settleAction, takeDown, withdrawProposal } from '../../src/proposals/settle.js';
import { followProposal } from '../../src/reminders/follow.js';
import { deleteReminder, listReminders } from '../../src/reminders/list.js';
import { draftingAmendment } from '../support/coalition.js';
import {
  DAY,
  GUILD,
  HOUR,
  member,
  MINUTE,
  newWorld,
  refusalOf,
  TYPED,
  type World,
} from '../proposals/world.js';
import { set, texts } from './acting.js';

const kim = member('kim');

describe('Remind me on a card', () => {
  const walls = async (world: World, when: string, zone = 'Europe/Berlin') => {
    await world.deps.people.put(world.store.pseudonym(member('mara').userId), { timezone: zone });
    const proposal = await world.publish({ ...TYPED, when });
    const { reminders } = await followProposal(world.deps, proposal, kim, world.now());
    return reminders.map(({ due }) => due.wall);
  };

  it('is 7 days, 1 day and 2 hours before', async () => {
    expect(await walls(await newWorld(), '20 March 2027 10:00')).toEqual([
      '2027-03-13T10:00',
      '2027-03-19T10:00',
      '2027-03-20T08:00',
    ]);
  });

  it('keeps the wall time across a clock change, and counts the two hours', async () => {
    // The clocks of Berlin go from 02:00 to 03:00 on 28 March.
    const world = await newWorld();
    const proposal = await world.publish({ ...TYPED, when: '28 March 2027 03:30' });
    await world.deps.people.put(world.store.pseudonym(member('mara').userId), { timezone: 'Europe/Berlin' });
    expect(proposal.action.start.zone).toBe('UTC');
    expect(await walls(world, '28 March 2027 04:30')).toEqual([
      '2027-03-21T04:30',
      '2027-03-27T04:30',
      '2027-03-28T01:30',
    ]);
  });

  it('takes a wall time that the clocks skip one hour later', async () => {
    expect(await walls(await newWorld(), '29 March 2027 02:30')).toEqual([
      '2027-03-22T02:30',
      '2027-03-28T03:30',
      '2027-03-29T00:30',
    ]);
  });

  it('leaves out what lies before the end of the vote', async () => {
    expect(await walls(await newWorld(), '5 March 2027 10:00')).toEqual([
      '2027-03-04T10:00',
      '2027-03-05T08:00',
    ]);
    expect(await walls(await newWorld(), '3 March 2027 18:00')).toEqual(['2027-03-03T16:00']);
  });

  it('is at its start when the vote ends too late for any other', async () => {
    expect(await walls(await newWorld(), '1 March 2027 14:00')).toEqual(['2027-03-01T14:00']);
  });

  it('asked for twice is asked for once', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    const all = await Promise.all(
      [1, 2, 3].map(() => followProposal(world.deps, proposal, kim, world.now())),
    );
    expect(all.filter(({ already }) => already)).toHaveLength(2);
    expect(await texts(world, kim)).toEqual(['River clean-up', 'River clean-up', 'River clean-up']);
  });

  it('comes only if it was agreed', async () => {
    const world = await newWorld();
    const agreed = await world.publish();
    const not = await world.publish({ ...TYPED, title: 'Another' });
    const gone = await world.publish({ ...TYPED, title: 'A third' });
    for (const proposal of [agreed, not, gone]) await followProposal(world.deps, proposal, kim, world.now());
    await world.click({ proposalId: agreed.id, choice: 'for' }, kim);
    await withdrawProposal(world.deps, gone.id, member('mara'), world.now());
    for (let days = 0; days < 25; days += 1) await world.wait(DAY);
    expect(world.posted('reminder')).toBe(3);
    expect(await texts(world, kim)).toEqual([]);
  });

  it('waits for the count when it falls into the moment of closing', async () => {
    const world = await newWorld();
    const proposal = await world.publish({ ...TYPED, when: '1 March 2027 13:00' });
    await followProposal(world.deps, proposal, kim, world.now());
    await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
    await world.wait(HOUR);
    expect(world.posted('reminder')).toBe(0);
    await world.live(MINUTE);
    expect(world.posted('reminder')).toBe(1);
  });

  it('is refused once it has begun, was withdrawn or not agreed', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await withdrawProposal(world.deps, proposal.id, member('mara'), world.now());
    const withdrawn = await world.deps.proposals.get(proposal.id);
    if (withdrawn === undefined) throw new Error('It is not there.');
    expect(await refusalOf(followProposal(world.deps, withdrawn, kim, world.now()))).toBe(
      'proposal-not-open',
    );
    const agreed = { ...withdrawn, state: 'agreed' } as const;
    const after = new Date(Date.parse(proposal.action.start.instant) + 1);
    expect(await refusalOf(followProposal(world.deps, agreed, kim, after))).toBe('follow-too-late');
  });

  it('sets all its reminders or none', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    for (let count = 0; count < 48; count += 1) await set(world, { text: `r${String(count)}` });
    expect(await refusalOf(followProposal(world.deps, proposal, kim, world.now()))).toBe('reminders-full');
    expect(await texts(world, kim)).toHaveLength(48);
    await deleteReminder(world.deps, 'r7', kim);
    expect((await followProposal(world.deps, proposal, kim, world.now())).reminders).toHaveLength(3);
  });

  it('leaves no key that says who else did what with the proposal', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await followProposal(world.deps, proposal, kim, world.now());
    await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
    const [follow] = await world.deps.follows.range({ limit: 1 });
    const [ballot] = await world.deps.ballots.range({ limit: 1 });
    expect(follow?.id.split(':')[1]).not.toBe(ballot?.id.split(':')[1]);
    expect(follow?.id).toContain(proposal.id);
  });

  it('moves with the action when the proposal is amended, within its limit', async () => {
    const world = await newWorld();
    const proposal = await world.publish({ ...TYPED, when: '20 March 2027 10:00' });
    await followProposal(world.deps, proposal, kim, world.now());
    for (let count = 0; count < 47; count += 1) await set(world, { text: `r${String(count)}` });
    const mara = member('mara');
    const typed = { when: '22 March 2027 12:00' };
    const { id } = await draftingAmendment(world.deps, proposal, mara, typed, world.now());
    await publishDraft(world.deps, { draftId: id, guild: GUILD, locale: 'en' }, mara, world.now());
    await world.live(2 * MINUTE);
    const own = await listReminders(world.deps, kim);
    expect(
      own.filter(({ reminder }) => reminder.proposal !== undefined).map(({ reminder }) => reminder.due.wall),
    ).toEqual(['2027-03-15T12:00', '2027-03-21T12:00', '2027-03-22T10:00']);
    expect((await followProposal(world.deps, proposal, kim, world.now())).already).toBe(true);
  });

  it('is taken off the list as soon as the action is called off or not agreed', async () => {
    for (const choice of ['for', 'against'] as const) {
      const world = await newWorld();
      const proposal = await world.publish();
      await followProposal(world.deps, proposal, kim, world.now());
      await world.click({ proposalId: proposal.id, choice }, kim);
      await world.wait(2 * DAY + MINUTE);
      await world.live(2 * MINUTE);
      if (choice === 'for') {
        expect(await texts(world, kim)).toHaveLength(3);
        await settleAction(world.deps, proposal.id, 'called off', member('mara'), world.now());
        await world.live(2 * MINUTE);
      }
      expect(await texts(world, kim), choice).toEqual([]);
      expect(await world.deps.follows.range({ limit: 1 })).toEqual([]);
    }
  });

  it('says nothing more of an action that was taken down', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await followProposal(world.deps, proposal, kim, world.now());
    await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
    await world.wait(2 * DAY + MINUTE);
    await takeDown(world.deps, proposal.id, world.now());
    for (let days = 0; days < 25; days += 1) await world.wait(DAY);
    expect(world.posted('reminder')).toBe(0);
  });
});
