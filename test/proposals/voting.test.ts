import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedBallots, tallyIn } from '../../src/proposals/ballot.js';
import { CHOICES, turnout } from '../../src/proposals/tally.js';
import type { RuleChange } from '../../src/organisations/rule.js';
import { DAY, HOUR, idOf, member, MINUTE, newWorld, refusalOf, SECOND, TYPED } from './world.js';

const kim = member('kim');

const SECRET: RuleChange = { ballots: 'secret' };

describe.each([['open', {}] as const, ['secret', SECRET] as const])(
  'a vote, with %s ballots',
  (_kind, rule) => {
    it('counts once, and is what the person last clicked', async () => {
      const { publish, click, choiceOf, tallyOf } = await newWorld({ rule });
      const proposal = await publish();
      for (const choice of ['for', 'against', 'abstain', 'against'] as const) {
        expect((await click({ proposalId: proposal.id, choice }, kim)).choice).toBe(choice);
      }
      expect(await tallyOf(proposal)).toEqual({ for: 0, against: 1, abstain: 0 });
      expect(await choiceOf(proposal, kim)).toBe('against');
    });

    it('repeated by a replay is the same vote', async () => {
      const { publish, click, tallyOf } = await newWorld({ rule });
      const proposal = await publish();
      const same = { proposalId: proposal.id, choice: 'for', interactionId: '77' } as const;
      await Promise.all([click(same, kim), click(same, kim), click(same, kim)]);
      expect(await tallyOf(proposal)).toEqual({ for: 1, against: 0, abstain: 0 });
    });

    it('clicked earlier never overwrites one clicked later', async () => {
      const { publish, click, choiceOf } = await newWorld({ rule });
      const proposal = await publish();
      const proposalId = proposal.id;
      await click({ proposalId, choice: 'against', interactionId: '1000000000000000002' }, kim);
      const late = await click({ proposalId, choice: 'for', interactionId: '999999999999999999' }, kim);
      expect(late.choice).toBe('against');
      expect(await choiceOf(proposal, kim)).toBe('against');
    });

    it('taken back is none, can be given again, and is not brought back by an older click', async () => {
      const { publish, click, takeBack, choiceOf, tallyOf } = await newWorld({ rule });
      const proposal = await publish();
      const proposalId = proposal.id;
      await click({ proposalId, choice: 'for', interactionId: '10' }, kim);
      await takeBack({ proposalId, interactionId: '30' }, kim);
      expect(await choiceOf(proposal, kim)).toBe('none');
      expect(await tallyOf(proposal)).toEqual({ for: 0, against: 0, abstain: 0 });
      expect((await click({ proposalId, choice: 'for', interactionId: '20' }, kim)).choice).toBe(
        'taken back',
      );
      await click({ proposalId, choice: 'abstain', interactionId: '40' }, kim);
      expect(await choiceOf(proposal, kim)).toBe('abstain');
    });

    it('not given cannot be taken back', async () => {
      const { publish, click, takeBack } = await newWorld({ rule });
      const { id } = await publish();
      expect(await refusalOf(takeBack({ proposalId: id }, kim))).toBe('no-ballot');
      await click({ proposalId: id, choice: 'for' }, kim);
      await takeBack({ proposalId: id }, kim);
      expect(await refusalOf(takeBack({ proposalId: id }, kim))).toBe('no-ballot');
    });

    it('is stored under no id of a person, and its value is sealed', async () => {
      const { publish, click, deps, store } = await newWorld({ rule });
      const proposal = await publish();
      await click({ proposalId: proposal.id, choice: 'for' }, kim);
      const [row] = await deps.ballots.range({ limit: 10 });
      expect(row?.id).not.toContain(kim.userId);
      expect(row?.id).not.toContain(store.pseudonym(kim.userId));
      const { mark } = (await deps.ballots.read(row?.id ?? '')) ?? { mark: '' };
      const bytes = Buffer.from(row?.value ?? '', 'base64');
      expect(bytes.length).toBeGreaterThan(0);
      for (const text of [mark, row?.value ?? '', bytes.toString('latin1')]) {
        expect(text).not.toMatch(new RegExp(`${kim.userId}|against|abstain`, 'u'));
        expect(text).not.toContain('"for"');
      }
      const id = Buffer.alloc(8);
      id.writeBigUInt64BE(BigInt(kim.userId));
      expect(bytes.includes(id)).toBe(false);
    });

    it('has rows in two proposals that cannot be matched by their keys', async () => {
      const { publish, click, deps } = await newWorld({ rule });
      const first = await publish();
      const second = await publish({ ...TYPED, title: 'Another' });
      for (const { id } of [first, second]) await click({ proposalId: id, choice: 'for' }, kim);
      const tails = (await deps.ballots.range({ limit: 10 })).map(({ id }) => id.split(':')[1]);
      expect(new Set(tails).size).toBe(2);
    });
  },
);

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
    const { publish, click, choiceOf } = await newWorld();
    const proposal = await publish();
    const closes = Date.parse(proposal.closesAt);
    const at = (ms: number) => ({ proposalId: proposal.id, choice: 'for', actedAt: new Date(ms) }) as const;
    expect(await refusalOf(click(at(closes), kim))).toBe('ballot-closed');
    expect(await refusalOf(click(at(closes - 1), kim))).toBe('not refused');
    expect(await choiceOf(proposal, kim)).toBe('for');
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

describe.each([['open', {}] as const, ['secret', SECRET] as const])(
  'many votes, with %s ballots',
  (_kind, given) => {
    const rule: RuleChange = given;

    it('leave nobody counted twice, whatever is clicked in what order', async () => {
      const clickOf = fc.record({
        who: fc.integer({ min: 0, max: 5 }),
        choice: fc.constantFrom(...CHOICES, 'taken back' as const),
        interaction: fc.integer({ min: 1, max: 40 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(clickOf, { maxLength: 30 }), fc.boolean(), async (clicks, together) => {
          const { publish, click, takeBack, ballotsOf, deps, wait } = await newWorld({ rule });
          const proposal = await publish();
          const proposalId = proposal.id;
          const cast = async ({ who, choice, interaction }: (typeof clicks)[number]) => {
            // One interaction is one click of one person.
            const interactionId = String(interaction * 10 + who);
            const person = member(String(who));
            const done =
              choice === 'taken back'
                ? takeBack({ proposalId, interactionId }, person)
                : click({ proposalId, choice, interactionId }, person);
            await done.catch(() => undefined);
          };
          if (together) await Promise.all(clicks.map(cast));
          else for (const each of clicks) await cast(each);
          const people = new Set(clicks.map(({ who }) => idOf(String(who))));
          const { ballots, refused } = await ballotsOf(proposal);
          expect(refused).toBe(0);
          expect(ballots.length).toBeLessThanOrEqual(people.size);
          const standing = turnout(tallyIn(ballots, 0));
          await wait(2 * DAY + 6 * SECOND);
          const listed = await namedBallots(deps, proposal, 0);
          // Of a secret ballot nobody is ever listed, and of an open one everybody whose vote stood.
          expect(listed.length).toBe(rule.ballots === 'secret' ? 0 : standing);
          for (const { userId } of listed) expect(people).toContain(userId);
          expect(new Set(listed.map(({ userId }) => userId)).size).toBe(listed.length);
          const tally = (await deps.proposals.get(proposalId))?.outcome?.[0]?.tally;
          expect(tally === undefined ? tally : turnout(tally)).toBe(
            rule.ballots === 'secret' ? undefined : standing,
          );
          expect(await deps.ballots.range({ limit: 1 })).toEqual([]);
        }),
        { numRuns: 75 },
      );
    });

    it('at once are all counted, and the closing waits for them', async () => {
      const { publish, click, deps, wait } = await newWorld({ rule });
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
      const { publish, click, live, edits, posted } = await newWorld({ rule });
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
  },
);

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
