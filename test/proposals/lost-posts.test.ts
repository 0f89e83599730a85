import { describe, expect, it } from 'vitest';
import { listProposals } from '../../src/proposals/list.js';
import { byGuildId, cardId } from '../../src/proposals/proposal.js';
import { bringClosingForward } from '../../src/proposals/settle.js';
import { mara } from './acting.js';
import { GUILD, MINUTE, newWorld, NOON } from './world.js';

describe('after a crash between a change and its posts', () => {
  it('a published proposal still gets its card', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    // As if nothing had been owed.
    const id = cardId(proposal, GUILD.id);
    await world.deps.outbox.forget(id);
    await world.wait(MINUTE);
    await world.live(MINUTE);
    expect(await world.deps.outbox.find(id)).toMatchObject({ state: 'sent' });
  });

  it('a closing brought forward is still announced', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    const moved = await bringClosingForward(world.deps, proposal.id, mara, world.now());
    await world.deps.outbox.forget(`moved-${proposal.id}-${String(Date.parse(moved.closesAt))}-${GUILD.id}`);
    await world.live(MINUTE);
    expect(world.posted('closing moved')).toBe(1);
  });

  it('a publish done again does not list a proposal twice', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    const earlier = { ...proposal, openedAt: new Date(NOON - MINUTE).toISOString() };
    await world.deps.proposalsByGuild.put(byGuildId(earlier, GUILD.id), {});
    expect((await listProposals(world.deps, GUILD.id, 0)).proposals.map(({ id }) => id)).toEqual([
      proposal.id,
    ]);
  });
});
