import { describe, expect, it } from 'vitest';
import { listProposals, needProposal, suggestProposals } from '../../src/proposals/list.js';
import { kim } from './acting.js';
import { GUILD, member, MINUTE, newWorld, refusalOf, TYPED } from './world.js';

describe('finding a proposal', () => {
  it('lists them newest first, in pages of five', async () => {
    const world = await newWorld();
    const titles = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (const title of titles) {
      await world.publish({ ...TYPED, title });
      await world.wait(MINUTE);
    }
    const pages = await Promise.all([0, 1, 2].map((page) => listProposals(world.deps, GUILD.id, page)));
    expect(pages.map(({ proposals }) => proposals.map(({ action }) => action.title).join(''))).toEqual([
      'gfedc',
      'ba',
      // Beyond the last page there is the last.
      'ba',
    ]);
    expect(pages.map(({ more }) => more)).toEqual([true, false, false]);
    expect((await listProposals(world.deps, 'elsewhere', 0)).proposals).toEqual([]);
  });

  it('takes its id or its title, in the server it is put to', async () => {
    const world = await newWorld();
    const proposal = await world.publish({ ...TYPED, title: 'solidarity' });
    for (const meant of [proposal.id, 'solidarity', '  SOLIDARITY ']) {
      expect((await needProposal(world.deps, meant, kim)).id).toBe(proposal.id);
    }
    for (const meant of ['', 'solidar', 'abcdefghjk', '../x', 'A:B']) {
      expect(await refusalOf(needProposal(world.deps, meant, kim))).toBe('proposal-unknown');
    }
    const elsewhere = member('zoe', { guildId: 'elsewhere' });
    expect(await refusalOf(needProposal(world.deps, proposal.id, elsewhere))).toBe('proposal-unknown');
    const { guildId: _none, ...alone } = kim;
    expect(await refusalOf(needProposal(world.deps, proposal.id, alone))).toBe('server-only');
  });

  it('suggests titles that contain what was typed', async () => {
    const world = await newWorld();
    for (const title of ['River clean-up', 'Rent strike', 'March']) await world.publish({ ...TYPED, title });
    const titles = async (typed: string) =>
      (await suggestProposals(world.deps, GUILD.id, typed)).map(({ action }) => action.title).sort();
    expect(await titles('R')).toEqual(['March', 'Rent strike', 'River clean-up']);
    expect(await titles(' strike')).toEqual(['Rent strike']);
    expect(await titles('x')).toEqual([]);
  });
});
