import { describe, expect, it } from 'vitest';
import { findDraft } from '../../src/proposals/draft.js';
import { listProposals } from '../../src/proposals/list.js';
import { previewDraft } from '../../src/proposals/preview.js';
import { changeSettings } from '../../src/settings/server-settings.js';
import { draftIn, mara, olu, publishIn } from './acting.js';
import { DAY, GUILD, HOUR, MINUTE, newWorld, NOON, refusalOf, TYPED } from './world.js';

describe('publishing', () => {
  it('opens it with the text, the rule and the roll of that moment, and posts its card', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    expect(proposal).toMatchObject({
      version: 1,
      state: 'open',
      needed: 1,
      openedAt: new Date(NOON).toISOString(),
      closesAt: new Date(NOON + 2 * DAY).toISOString(),
      guildId: GUILD.id,
      proposerId: mara.userId,
      action: { title: 'River clean-up', whom: { kind: 'employer', name: 'Harbour Ltd' } },
    });
    expect(world.posted('card')).toBe(1);
    expect(await findDraft(world.deps, mara, world.now())).toBeUndefined();
  });

  it('twice is publishing once', async () => {
    const world = await newWorld();
    const { id } = await draftIn(world);
    const [one, two] = await Promise.all([publishIn(world, id), publishIn(world, id)]);
    await world.live(2 * MINUTE);
    expect(one).toEqual(two);
    expect(world.posted('card')).toBe(1);
    expect((await listProposals(world.deps, GUILD.id, 0)).proposals).toHaveLength(1);
  });

  it('again later leaves a draft alone that was begun since', async () => {
    const world = await newWorld();
    const { id } = await draftIn(world);
    await publishIn(world, id);
    const next = await draftIn(world, { ...TYPED, title: 'Another' });
    await publishIn(world, id);
    expect((await findDraft(world.deps, mara, world.now()))?.id).toBe(next.id);
  });

  it('takes the date that was previewed, however late, and counts the vote from now', async () => {
    const world = await newWorld();
    const draft = await draftIn(world, { ...TYPED, when: 'Saturday 10am' });
    const preview = await previewDraft(world.deps, draft, GUILD, 'en-US', world.now());
    await world.wait(20 * HOUR);
    const proposal = await publishIn(world, draft.id);
    expect(proposal.action.start).toEqual(preview.read.action?.start);
    expect(proposal.closesAt).toBe(new Date(NOON + 20 * HOUR + 2 * DAY).toISOString());
  });

  it('is refused when the date has passed meanwhile, rather than meaning the next one', async () => {
    const world = await newWorld();
    const draft = await draftIn(world, { ...TYPED, when: 'today 6pm' });
    await world.wait(7 * HOUR);
    expect(await refusalOf(publishIn(world, draft.id))).toBe('draft-not-ready');
    const { read } = await previewDraft(world.deps, draft, GUILD, 'en-US', world.now());
    expect(read.problems).toMatchObject([{ field: 'when', reason: 'when-past' }]);
  });

  it('is refused while something is to be mended, or where the bot may not post', async () => {
    const world = await newWorld();
    const unfinished = await draftIn(world, { ...TYPED, whom: 'Harbour Ltd' });
    expect(await refusalOf(publishIn(world, unfinished.id))).toBe('draft-not-ready');
    const ready = await draftIn(world);
    world.discord.missing = ['Send Messages'];
    expect(await refusalOf(publishIn(world, ready.id))).toBe('bot-may-not-post');
    expect(await world.deps.proposals.range({ limit: 1 })).toEqual([]);
    world.discord.missing = [];
    expect(await refusalOf(publishIn(world, ready.id))).toBe('not refused');
  });

  it('is refused to who may no longer propose', async () => {
    const world = await newWorld();
    const { id } = await draftIn(world);
    await changeSettings(world.deps, GUILD.id, { proposers: 'organisers' }, olu);
    expect(await refusalOf(publishIn(world, id))).toBe('proposers-only');
  });
});
