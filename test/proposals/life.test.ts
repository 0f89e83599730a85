import { describe, expect, it } from 'vitest';
import { closeWhenDue } from '../../src/proposals/close.js';
import { discardDraft, editDraft, findDraft, saveDraft } from '../../src/proposals/draft.js';
import { listProposals, needProposal, suggestProposals } from '../../src/proposals/list.js';
import { publishDraft } from '../../src/proposals/open.js';
import { previewDraft } from '../../src/proposals/preview.js';
import { byGuildId, cardId, type Proposal } from '../../src/proposals/proposal.js';
import { reportProposal } from '../../src/proposals/report.js';
import { bringClosingForward, withdrawProposal } from '../../src/proposals/settle.js';
import { changeSettings } from '../../src/settings/server-settings.js';
import {
  CHANNEL,
  DAY,
  GUILD,
  HOUR,
  member,
  MINUTE,
  newWorld,
  NOON,
  refusalOf,
  SECOND,
  TYPED,
  type World,
} from './world.js';

const mara = member('mara');
const kim = member('kim');
const olu = member('olu', { managesServer: true });

const draftIn = ({ deps, now }: World, typed = TYPED, by = mara) =>
  saveDraft(deps, { guildId: GUILD.id, channelId: CHANNEL, typed }, by, now());
const publishIn = ({ deps, now }: World, draftId: string, by = mara) =>
  publishDraft(deps, { draftId, guild: GUILD, locale: 'en-US' }, by, now());
const stored = async ({ deps }: World, { id }: { id: string }): Promise<Proposal> => {
  const proposal = await deps.proposals.get(id);
  if (proposal === undefined) throw new Error('It is not there.');
  return proposal;
};

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

describe('closing', () => {
  it('happens by the clock, five seconds after closesAt and not before, and is told once', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
    await world.wait(2 * DAY + 5 * SECOND - 1);
    expect((await stored(world, proposal)).state).toBe('open');
    await world.wait(1);
    expect(await stored(world, proposal)).toMatchObject({
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
    expect(await stored(world, proposal)).toMatchObject({
      state: 'not agreed',
      outcome: [{ position: 'no quorum' }],
    });
  });

  it('a second time gives the same outcome', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await world.click({ proposalId: proposal.id, choice: 'against' }, kim);
    await world.wait(3 * DAY);
    const first = await stored(world, proposal);
    world.discord.members = 999;
    expect(await closeWhenDue(world.deps, proposal.id, new Date(NOON + 4 * DAY))).toBe(true);
    expect(await stored(world, proposal)).toEqual(first);
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
    expect((await stored(world, proposal)).state).toBe('not agreed');
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
    expect((await stored(world, proposal)).closesAt).toBe(proposal.closesAt);
  });
});

describe('withdrawing', () => {
  it('ends it, updates the card and posts no outcome', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
    await withdrawProposal(world.deps, proposal.id, mara, world.now());
    expect((await stored(world, proposal)).state).toBe('withdrawn');
    expect(await refusalOf(world.click({ proposalId: proposal.id, choice: 'for' }, kim))).toBe(
      'ballot-withdrawn',
    );
    await world.live(MINUTE);
    expect(world.edits('card')).toBeGreaterThan(0);
    await world.wait(3 * DAY);
    expect(world.posted('outcome')).toBe(0);
    expect((await stored(world, proposal)).outcome).toBeUndefined();
    expect(await refusalOf(withdrawProposal(world.deps, proposal.id, mara, world.now()))).toBe(
      'proposal-not-open',
    );
  });
});

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
