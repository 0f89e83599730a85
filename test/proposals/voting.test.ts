import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { myBallot, openBallots, tallyOf } from '../../src/proposals/ballot.js';
import { CHOICES } from '../../src/proposals/tally.js';
import { DAY, GUILD, HOUR, member, MINUTE, newWorld, refusalOf, SECOND, TYPED } from './world.js';

const kim = member('kim');

describe('a vote', () => {
  it('counts once, and is what the person last clicked', async () => {
    const { publish, click, deps } = await newWorld();
    const proposal = await publish();
    for (const choice of ['for', 'against', 'abstain', 'against'] as const) {
      expect((await click({ proposalId: proposal.id, choice }, kim)).choice).toBe(choice);
    }
    expect(await tallyOf(deps, proposal, GUILD.id)).toEqual({ for: 0, against: 1, abstain: 0 });
    expect(await myBallot(deps, proposal, kim)).toBe('against');
  });

  it('repeated by a replay is the same vote', async () => {
    const { publish, click, deps } = await newWorld();
    const proposal = await publish();
    const same = { proposalId: proposal.id, choice: 'for', interactionId: '77' } as const;
    await Promise.all([click(same, kim), click(same, kim), click(same, kim)]);
    expect(await tallyOf(deps, proposal, GUILD.id)).toEqual({ for: 1, against: 0, abstain: 0 });
  });

  it('clicked earlier never overwrites one clicked later', async () => {
    const { publish, click, deps } = await newWorld();
    const proposal = await publish();
    const proposalId = proposal.id;
    await click({ proposalId, choice: 'against', interactionId: '1000000000000000002' }, kim);
    const late = await click({ proposalId, choice: 'for', interactionId: '999999999999999999' }, kim);
    expect(late.choice).toBe('against');
    expect(await myBallot(deps, proposal, kim)).toBe('against');
  });

  it('taken back is none, can be given again, and is not brought back by an older click', async () => {
    const { publish, click, deps } = await newWorld();
    const proposal = await publish();
    const proposalId = proposal.id;
    await click({ proposalId, choice: 'for', interactionId: '10' }, kim);
    await click({ proposalId, choice: 'taken back', interactionId: '30' }, kim);
    expect(await myBallot(deps, proposal, kim)).toBeUndefined();
    expect(await tallyOf(deps, proposal, GUILD.id)).toEqual({ for: 0, against: 0, abstain: 0 });
    expect((await click({ proposalId, choice: 'for', interactionId: '20' }, kim)).choice).toBe('taken back');
    await click({ proposalId, choice: 'abstain', interactionId: '40' }, kim);
    expect(await myBallot(deps, proposal, kim)).toBe('abstain');
  });

  it('not given cannot be taken back', async () => {
    const { publish, click } = await newWorld();
    const { id } = await publish();
    expect(await refusalOf(click({ proposalId: id, choice: 'taken back' }, kim))).toBe('no-ballot');
  });

  it('is stored under no id of a person, and its value is sealed', async () => {
    const { publish, click, deps, store } = await newWorld();
    const proposal = await publish();
    await click({ proposalId: proposal.id, choice: 'for' }, kim);
    const [row] = await deps.ballots.range({ limit: 10 });
    expect(row?.id).not.toContain(kim.userId);
    expect(row?.id).not.toContain(store.pseudonym(kim.userId));
    const { mark } = (await deps.ballots.read(row?.id ?? '')) ?? { mark: '' };
    expect(mark).not.toMatch(/user-kim|for|against/u);
  });

  it('has rows in two proposals that cannot be matched by their keys', async () => {
    const { publish, click, deps } = await newWorld();
    const first = await publish();
    const second = await publish({ ...TYPED, title: 'Another' });
    for (const { id } of [first, second]) await click({ proposalId: id, choice: 'for' }, kim);
    const tails = (await deps.ballots.range({ limit: 10 })).map(({ id }) => id.split(':')[1]);
    expect(new Set(tails).size).toBe(2);
  });
});

describe('a vote is refused', () => {
  it.each([
    ['in another server', 'ballot-unknown', member('x', { guildId: 'elsewhere' })],
    ['in a private message', 'ballot-unknown', (({ guildId: _none, ...rest }) => rest)(member('x'))],
    [
      'to who joined after it opened',
      'ballot-joined-later',
      member('x', { joinedAt: new Date('2027-03-01T12:00:00Z') }),
    ],
  ])('%s', async (_where, reason, actor) => {
    const { publish, click, deps } = await newWorld();
    const proposal = await publish();
    expect(await refusalOf(click({ proposalId: proposal.id, choice: 'for' }, actor))).toBe(reason);
    expect(await deps.ballots.range({ limit: 1 })).toEqual([]);
  });

  it('on what is not there', async () => {
    const { click } = await newWorld();
    expect(await refusalOf(click({ proposalId: 'abcdefghjk', choice: 'for' }, kim))).toBe('ballot-unknown');
  });

  it('on a text that has changed since the card was shown', async () => {
    const { publish, click } = await newWorld();
    const { id } = await publish();
    expect(await refusalOf(click({ proposalId: id, choice: 'for', version: 2 }, kim))).toBe(
      'ballot-text-changed',
    );
  });

  it('from closesAt on, by the time of the click and not of its arrival', async () => {
    const { publish, click, deps } = await newWorld();
    const proposal = await publish();
    const closes = Date.parse(proposal.closesAt);
    const at = (ms: number) => ({ proposalId: proposal.id, choice: 'for', actedAt: new Date(ms) }) as const;
    expect(await refusalOf(click(at(closes), kim))).toBe('ballot-closed');
    expect(await refusalOf(click(at(closes - 1), kim))).toBe('not refused');
    expect(await myBallot(deps, proposal, kim)).toBe('for');
  });

  it('once it was counted, even if clicked in time', async () => {
    const { publish, click, wait } = await newWorld();
    const proposal = await publish();
    const closes = Date.parse(proposal.closesAt);
    await wait(3 * DAY);
    const late = { proposalId: proposal.id, choice: 'for', actedAt: new Date(closes - 1) } as const;
    expect(await refusalOf(click(late, kim))).toBe('ballot-closed');
  });
});

describe('many votes', () => {
  it('leave nobody counted twice, whatever is clicked in what order', async () => {
    const clickOf = fc.record({
      who: fc.integer({ min: 0, max: 5 }),
      choice: fc.constantFrom(...CHOICES, 'taken back' as const),
      interaction: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(clickOf, { maxLength: 30 }), fc.boolean(), async (clicks, together) => {
        const { publish, click, deps } = await newWorld();
        const proposal = await publish();
        const cast = async ({ who, choice, interaction }: (typeof clicks)[number]) => {
          // One interaction is one click of one person.
          const interactionId = String(interaction * 10 + who);
          await click({ proposalId: proposal.id, choice, interactionId }, member(String(who))).catch(
            () => undefined,
          );
        };
        if (together) await Promise.all(clicks.map(cast));
        else for (const each of clicks) await cast(each);
        const tally = await tallyOf(deps, proposal, GUILD.id);
        const listed = await openBallots(deps, proposal, GUILD.id);
        const people = new Set(clicks.map(({ who }) => who));
        expect(tally.for + tally.against + tally.abstain).toBe(listed.length);
        expect(listed.length).toBeLessThanOrEqual(people.size);
        expect(new Set(listed.map(({ userId }) => userId)).size).toBe(listed.length);
      }),
      { numRuns: 150 },
    );
  });

  it('at once are all counted, and the closing waits for them', async () => {
    const { publish, click, deps, wait } = await newWorld();
    const proposal = await publish();
    await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        click(
          { proposalId: proposal.id, choice: index % 3 === 0 ? 'against' : 'for' },
          member(String(index)),
        ),
      ),
    );
    await wait(2 * DAY + 6 * SECOND);
    expect((await deps.proposals.get(proposal.id))?.outcome?.[0]?.tally).toEqual({
      for: 200,
      against: 100,
      abstain: 0,
    });
  });

  it('bring the card up to date at most once in ten seconds', async () => {
    const { publish, click, live, edits, posted } = await newWorld();
    const proposal = await publish();
    await live(MINUTE);
    const before = edits('card');
    for (let index = 0; index < 30; index += 1) {
      await click({ proposalId: proposal.id, choice: 'for' }, member(String(index)));
      await live(SECOND);
    }
    await live(MINUTE);
    expect(posted('card')).toBe(1);
    expect(edits('card') - before).toBeGreaterThanOrEqual(3);
    expect(edits('card') - before).toBeLessThanOrEqual(5);
  });
});

describe('the roll', () => {
  it('is what the platform counted at opening, and what it counts at closing', async () => {
    const { publish, click, wait, deps, discord } = await newWorld();
    const proposal = await publish();
    expect(proposal.entries[0]).toMatchObject({ roll: 120, rollApproximate: true });
    await click({ proposalId: proposal.id, choice: 'for' }, kim);
    discord.members = 150;
    await wait(2 * DAY + HOUR);
    expect((await deps.proposals.get(proposal.id))?.outcome?.[0]).toMatchObject({
      position: 'in',
      rollAtClosing: 150,
    });
  });

  it('from opening stands when the platform cannot say', async () => {
    const { publish, click, wait, deps, discord } = await newWorld();
    const proposal = await publish();
    await click({ proposalId: proposal.id, choice: 'for' }, kim);
    discord.up = false;
    await wait(2 * DAY + HOUR);
    expect((await deps.proposals.get(proposal.id))?.outcome?.[0]?.rollAtClosing).toBe(120);
  });
});
