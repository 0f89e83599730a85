import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outboxCollection } from '../../src/outbox/outbox.js';
import { askForNudge, needsNudge, nudgeAt, nudgesAsked, takeNudgeBack } from '../../src/proposals/nudge.js';
import { stored } from '../support/store-snapshot.js';
import {
  DAY,
  HOUR,
  idOf,
  member,
  MINUTE,
  newWorld,
  NOON,
  refusalOf,
  SECOND,
  TYPED,
  type World,
} from './world.js';

/** Ids of nudges that the outbox knows. */
async function owed(world: World): Promise<string[]> {
  return Object.keys(await stored(outboxCollection(world.store))).filter((id) => id.startsWith('nudge-'));
}

/** A vote of three days, and Ada who asked to be nudged. */
async function adaAsked() {
  const world = await newWorld();
  const proposal = await world.publish({ ...TYPED, closes: 'in 3 days' });
  const { at } = await askForNudge(world.deps, proposal.id, member('ada'), world.now());
  return { world, proposal, at };
}

/** From now on Discord takes no nudges. */
function takesNoNudges({ discord }: World): void {
  discord.answers = ({ about }) =>
    about.kind === 'nudge' ? { kind: 'failed', reason: 'discord-0' } : undefined;
}

describe('when it is looked whether somebody has voted', () => {
  it.each([
    ['three days are left', 72 * HOUR, 24 * HOUR],
    ['30 hours are left', 30 * HOUR, 24 * HOUR],
    ['a second less is left', 30 * HOUR - SECOND, 2 * HOUR],
    ['3 hours are left', 3 * HOUR, 2 * HOUR],
    ['a second less than that is left', 3 * HOUR - SECOND, 1.5 * HOUR - SECOND / 2],
    ['a minute is left', MINUTE, 30 * SECOND],
  ])('if %s', (_what, left, before) => {
    const closes = new Date(NOON + left).toISOString();
    expect(Date.parse(nudgeAt(closes, new Date(NOON)))).toBe(NOON + left - before);
  });

  it('is ahead, and before closing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 * DAY }), (left) => {
        const at = Date.parse(nudgeAt(new Date(NOON + left).toISOString(), new Date(NOON)));
        expect(at).toBeGreaterThan(NOON);
        expect(at).toBeLessThan(NOON + left);
      }),
    );
  });
});

describe('a nudge', () => {
  it('whose message waits for Discord is sent once when it answers, and then the outbox knows nothing of it', async () => {
    const { world } = await adaAsked();
    takesNoNudges(world);
    await world.wait(2 * DAY);
    await world.wait(HOUR);
    expect(world.posted('nudge')).toBe(0);
    expect(await owed(world)).toHaveLength(1);
    world.discord.answers = () => undefined;
    await world.wait(2 * HOUR);
    expect(world.posted('nudge')).toBe(1);
    expect(await owed(world)).toEqual([]);
    await world.wait(2 * HOUR);
    expect(world.posted('nudge')).toBe(1);
  });

  it('whose row comes up again after a crash is not sent again', async () => {
    const { world, at } = await adaAsked();
    const [id = ''] = await world.rows('nudge');
    await world.wait(2 * DAY);
    expect(world.posted('nudge')).toBe(1);
    await world.deps.due.add({ kind: 'nudge', id, at });
    await world.wait(MINUTE);
    expect(world.posted('nudge')).toBe(1);
    expect(await owed(world)).toEqual([]);
  });

  it('is taken back also while its message waits', async () => {
    const { world, proposal } = await adaAsked();
    takesNoNudges(world);
    await world.wait(2 * DAY);
    await takeNudgeBack(world.deps, proposal, member('ada'));
    world.discord.answers = () => undefined;
    await world.wait(2 * HOUR);
    expect(world.posted('nudge')).toBe(0);
    expect(await owed(world)).toEqual([]);
    expect(await stored(world.deps.nudges)).toEqual({});
  });

  it('still owed at closing is dropped, and nothing of it is kept', async () => {
    const { world } = await adaAsked();
    takesNoNudges(world);
    await world.wait(2 * DAY);
    expect(await owed(world)).toHaveLength(1);
    await world.wait(DAY + MINUTE);
    expect(await owed(world)).toEqual([]);
    expect(await stored(world.deps.nudges)).toEqual({});
    world.discord.answers = () => undefined;
    await world.wait(2 * HOUR);
    expect(world.posted('nudge')).toBe(0);
  });

  it('is needed by whoever has no standing vote, asked, and can still vote', async () => {
    const world = await newWorld({ rule: { ballots: 'secret' } });
    const { deps } = world;
    const proposal = await world.publish({ ...TYPED, closes: 'in 3 days' });
    const about = { kind: 'nudge', proposalId: proposal.id, version: 1, guildId: proposal.guildId } as const;
    const needs = (name: string) => needsNudge(deps, about, idOf(name), world.now());
    for (const name of ['ada', 'ben', 'cy']) {
      await askForNudge(deps, proposal.id, member(name), world.now());
    }
    await world.click({ proposalId: proposal.id, choice: 'abstain' }, member('ben'));
    await world.click({ proposalId: proposal.id, choice: 'for' }, member('cy'));
    await world.takeBack({ proposalId: proposal.id }, member('cy'));
    expect(await Promise.all(['ada', 'ben', 'cy', 'dot'].map(needs))).toEqual([true, false, true, false]);
    await deps.versionKeys.destroy(`${proposal.id}-1`);
    expect(await needs('ada')).toBe(false);
  });

  it('is refused to whoever joined after the vote opened', async () => {
    const world = await newWorld();
    const proposal = await world.publish();
    const late = member('late', { joinedAt: new Date(NOON + HOUR) });
    expect(await refusalOf(askForNudge(world.deps, proposal.id, late, world.now()))).toBe('nudge-not-voter');
    expect(await stored(world.deps.nudges)).toEqual({});
  });

  it('is counted by server from ten on in a secret ballot, and every one in an open one', async () => {
    for (const [ballots, expected] of [
      ['secret', [{ fewerThan: 10 }, { fewerThan: 10 }, { asked: 10 }]],
      ['open', [{ asked: 0 }, { asked: 9 }, { asked: 10 }]],
    ] as const) {
      const world = await newWorld({ rule: { ballots } });
      const { deps } = world;
      const proposal = await world.publish();
      const ask = (name: string) => askForNudge(deps, proposal.id, member(name), world.now());
      const counted = () => nudgesAsked(deps, proposal, proposal.guildId);
      const seen = [await counted()];
      for (let number = 1; number <= 9; number += 1) await ask(`person ${String(number)}`);
      seen.push(await counted());
      await ask('person 9');
      await ask('person 10');
      seen.push(await counted());
      expect(seen).toEqual(expected);
      expect(await nudgesAsked(deps, proposal, 'elsewhere')).toBeUndefined();
    }
  });
});
