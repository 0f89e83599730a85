import { describe, expect, it } from 'vitest';
import { reportProposal } from '../../src/proposals/report.js';
import { kim, mara, olu } from './acting.js';
import { GUILD, member, MINUTE, newWorld, refusalOf } from './world.js';

describe('reporting', () => {
  it('posts one note however many report, names nobody, and is once per person', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await reportProposal(world.deps, proposal, kim);
    await reportProposal(world.deps, proposal, member('olu'));
    expect(await refusalOf(reportProposal(world.deps, proposal, kim))).toBe('reported-already');
    await world.live(MINUTE);
    expect(world.posted('report')).toBe(1);
    const item = await world.deps.outbox.find(`report-${proposal.id}-${GUILD.id}`);
    for (const { userId } of [kim, olu, mara]) expect(JSON.stringify(item)).not.toContain(userId);
  });

  it('is refused in a server it was not put to', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    expect(await refusalOf(reportProposal(world.deps, proposal, member('x', { guildId: 'elsewhere' })))).toBe(
      'proposal-unknown',
    );
  });

  it('leaves no key that says who else did what with it', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await reportProposal(world.deps, proposal, kim);
    await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
    const [report] = await world.deps.reports.range({ limit: 1 });
    const [ballot] = await world.deps.ballots.range({ limit: 1 });
    expect(report?.id.split(':')[1]).not.toBe(ballot?.id.split(':')[1]);
    expect(report?.id).not.toContain(world.store.pseudonym(kim.userId));
  });
});
