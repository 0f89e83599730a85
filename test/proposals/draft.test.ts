import { describe, expect, it } from 'vitest';
import { discardDraft, editDraft, findDraft } from '../../src/proposals/draft.js';
import { publishDraft } from '../../src/proposals/open.js';
import { changeSettings } from '../../src/settings/server-settings.js';
import { draftIn, kim, mara, olu, publishIn } from './acting.js';
import { CHANNEL, DAY, GUILD, HOUR, member, newWorld, refusalOf, TYPED } from './world.js';

describe('a draft', () => {
  it('is cleaned when it is saved, and not escaped', async () => {
    const world = await newWorld();
    const draft = await draftIn(world, {
      ...TYPED,
      title: '  **River**\u202e\n clean-up ',
      details: 'a\n\n\n\nb',
    });
    expect(draft.typed).toMatchObject({ title: '**River** clean-up', details: 'a\n\nb' });
  });

  it('goes on when other fields are given, and begins afresh with a title', async () => {
    const world = await newWorld();
    const first = await draftIn(world);
    const second = await draftIn(world, { details: 'Bring gloves' });
    expect(second).toMatchObject({
      id: first.id,
      typed: { title: 'River clean-up', details: 'Bring gloves' },
    });
    const third = await draftIn(world, { title: 'Another' });
    expect(third.id).not.toBe(first.id);
    expect(third.typed).toMatchObject({ title: 'Another', how: '', details: '' });
  });

  it('is one per person and server, and nobody else finds it', async () => {
    const { deps, now, ...rest } = await newWorld();
    const draft = await draftIn({ deps, now, ...rest });
    expect((await findDraft(deps, mara, now()))?.id).toBe(draft.id);
    expect(await findDraft(deps, kim, now())).toBeUndefined();
    expect(await findDraft(deps, member('mara', { guildId: 'elsewhere' }), now())).toBeUndefined();
    expect(await refusalOf(editDraft(deps, draft.id, { title: 'Mine' }, kim, now()))).toBe('draft-gone');
    expect(
      await refusalOf(publishDraft(deps, { draftId: draft.id, guild: GUILD, locale: 'en' }, kim, now())),
    ).toBe('draft-gone');
  });

  it('lapses after a day, and nothing of it is kept', async () => {
    const world = await newWorld();
    const draft = await draftIn(world);
    await world.wait(DAY - 1);
    expect(await findDraft(world.deps, mara, world.now())).toBeDefined();
    await world.wait(1);
    expect(await findDraft(world.deps, mara, world.now())).toBeUndefined();
    expect(await world.deps.drafts.range({ limit: 10 })).toEqual([]);
    expect(await world.rows('draft')).toEqual([]);
    expect(await refusalOf(publishIn(world, draft.id))).toBe('draft-gone');
  });

  it('begun again is not lapsed by the row of the one before', async () => {
    const world = await newWorld();
    await draftIn(world);
    await world.wait(20 * HOUR);
    const second = await draftIn(world, { ...TYPED, title: 'Another' });
    await world.wait(5 * HOUR);
    expect((await findDraft(world.deps, mara, world.now()))?.id).toBe(second.id);
  });

  it('thrown away is gone', async () => {
    const world = await newWorld();
    const { id } = await draftIn(world);
    await discardDraft(world.deps, id, mara, world.now());
    expect(await findDraft(world.deps, mara, world.now())).toBeUndefined();
    expect(await refusalOf(discardDraft(world.deps, id, mara, world.now()))).toBe('draft-gone');
  });

  it('may be begun by organisers only, where the server wants it so', async () => {
    const world = await newWorld();
    await changeSettings(world.deps, GUILD.id, { proposers: 'organisers' }, olu);
    expect(await refusalOf(draftIn(world))).toBe('proposers-only');
    expect(await refusalOf(draftIn(world, TYPED, olu))).toBe('not refused');
  });

  it('goes to the channel of the settings, else to where it was begun', async () => {
    const world = await newWorld();
    expect((await draftIn(world)).channelId).toBe(CHANNEL);
    await changeSettings(world.deps, GUILD.id, { channelId: 'joint-action' }, olu);
    expect((await draftIn(world)).channelId).toBe('joint-action');
  });
});
