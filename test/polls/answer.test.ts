import { describe, expect, it } from 'vitest';
import { answerPoll, myAnswer, standingAnswer } from '../../src/polls/answer.js';
import { answerBox, ANSWERS } from '../../src/polls/answer-box.js';
import { sweepPollKeys } from '../../src/polls/sweep.js';
import { ballotPseudonym, sealBallot } from '../../src/proposals/sealed-ballot.js';
import { sweepVersionKeys } from '../../src/proposals/sweep.js';
import { kim, mara, olu } from '../proposals/acting.js';
import { DAY, HOUR, MINUTE, member, newWorld, NOON, refusalOf, SECOND } from '../proposals/world.js';
import { answering, answersIn, clickOf, polling, ranking, storedPoll, takingBack } from './acting.js';

describe('an answer', () => {
  it('is one row per person, whatever is clicked, and all rows are of one length', async () => {
    const world = await newWorld();
    const poll = await polling(world, {
      options: Array.from({ length: 20 }, (_none, at) => `Option ${String(at)}`).join(),
    });
    await ranking(world, poll, kim, [3, 1]);
    await ranking(world, poll, mara, [...Array.from({ length: 20 }).keys()]);
    await ranking(world, poll, kim, [5]);
    await takingBack(world, poll, olu).catch(() => undefined);
    const rows = await world.deps.ballots.range({ limit: 10 });
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map(({ value }) => value.length)).size).toBe(1);
    expect(rows.every(({ id }) => /^poll-[0-9a-z]{10}:[0-9a-f]{32}$/u.test(id))).toBe(true);
    expect((await answersIn(world, poll)).map(({ choices }) => choices.length).sort()).toEqual([1, 20]);
  });

  it('of a ranked poll keeps what was ranked before, and asks what came after anew', async () => {
    const world = await newWorld();
    const poll = await polling(world);
    await ranking(world, poll, kim, [0, 1, 2]);
    expect(await answering(world, poll, kim, { chosen: [2], rank: 2 })).toEqual([0, 2]);
    expect(await answering(world, poll, kim, { chosen: [1], rank: 1 })).toEqual([1]);
  });

  it('of an approval poll is all that is chosen, in the order of the card', async () => {
    const world = await newWorld();
    const poll = await polling(world, { method: 'approval' });
    expect(await answering(world, poll, kim, { chosen: [2, 0] })).toEqual([0, 2]);
    expect(await answering(world, poll, kim, { chosen: [1] })).toEqual([1]);
  });

  it('never gives way to an older click, nor comes back once taken back', async () => {
    const world = await newWorld();
    const poll = await polling(world, { method: 'single' });
    const early = clickOf(world, poll);
    const late = clickOf(world, poll);
    expect(await answering(world, poll, kim, { chosen: [1] }, late)).toEqual([1]);
    expect(await answering(world, poll, kim, { chosen: [0] }, early)).toEqual([1]);
    expect(await answering(world, poll, kim, { chosen: [0] }, late)).toEqual([1]);
    expect(await takingBack(world, poll, kim)).toEqual([]);
    expect(await answering(world, poll, kim, { chosen: [0] }, late)).toEqual([]);
    expect(await refusalOf(takingBack(world, poll, kim))).toBe('no-answer');
  });

  it.each<[string, 'single' | 'approval' | 'ranked', readonly number[], number | undefined]>([
    ['an option that is not there', 'single', [3], undefined],
    ['no option', 'single', [], undefined],
    ['two of one', 'single', [0, 1], undefined],
    ['the same twice', 'approval', [1, 1], undefined],
    ['what is no number', 'approval', [-1], undefined],
    ['a rank where none is asked', 'single', [0], 1],
    ['no rank where one is asked', 'ranked', [0], undefined],
    ['a second choice without a first', 'ranked', [0], 2],
    ['a rank beyond all options', 'ranked', [0], 4],
    ['two at once where they are ranked', 'ranked', [0, 1], 1],
  ])('with %s is not recorded', async (_what, method, chosen, rank) => {
    const world = await newWorld();
    const poll = await polling(world, { method });
    const given = rank === undefined ? { chosen } : { chosen, rank };
    expect(await refusalOf(answering(world, poll, kim, given))).toBe('answer-outdated');
    expect(await answersIn(world, poll)).toEqual([]);
  });

  it('that names again what was ranked before is not recorded', async () => {
    const world = await newWorld();
    const poll = await polling(world);
    await ranking(world, poll, kim, [0]);
    expect(await refusalOf(answering(world, poll, kim, { chosen: [0], rank: 2 }))).toBe('answer-outdated');
  });

  it('counts until the closing and not a moment longer, however late it arrives', async () => {
    const world = await newWorld();
    const poll = await polling(world, { method: 'single', closes: 'in 1 hour' });
    const closes = Date.parse(poll.closesAt);
    const at = (ms: number) => ({ actedAt: new Date(ms) });
    expect(await answering(world, poll, kim, { chosen: [1] }, at(closes - 1))).toEqual([1]);
    expect(await refusalOf(answering(world, poll, mara, { chosen: [1] }, at(closes)))).toBe('answer-closed');
    await world.live(HOUR + MINUTE);
    expect((await storedPoll(world, poll)).result).toEqual({ winner: 1, refused: 0 });
    expect(await refusalOf(answering(world, poll, mara, { chosen: [1] }, at(closes - 1)))).toBe(
      'answer-closed',
    );
    expect(await myAnswer(world.deps, await storedPoll(world, poll), kim)).toBe('unknown');
  });

  it('is for those who were in the server before, and in no other', async () => {
    const world = await newWorld();
    const poll = await polling(world, { method: 'single' });
    const joined = (ms: number) => member('new', { joinedAt: new Date(NOON + ms) });
    const refused = (actor: typeof kim) => refusalOf(answering(world, poll, actor, { chosen: [0] }));
    expect(await refused(joined(0))).toBe('answer-joined-later');
    expect(await refused(member('away', { guildId: '1' }))).toBe('answer-elsewhere');
    expect(await refusalOf(standingAnswer(world.deps, clickOf(world, poll), joined(1)))).toBe(
      'answer-joined-later',
    );
    expect(await answering(world, poll, joined(-1), { chosen: [0] })).toEqual([0]);
    const unknown = { ...clickOf(world, poll), pollId: '0000000000', chosen: [0] };
    expect(await refusalOf(answerPoll(world.deps, unknown, kim))).toBe('answer-unknown');
  });
});

describe('the box of a poll', () => {
  it('holds no ballot of a proposal, nor an answer of somebody else or of another poll', async () => {
    const world = await newWorld();
    const poll = await polling(world);
    const name = `poll-${poll.id}`;
    const keys = await world.deps.versionKeys.get(name);
    if (keys === undefined) throw new Error('There is no key.');
    const own = ballotPseudonym(keys, name, kim.userId);
    const row = ANSWERS.seal(keys, name, own, { choices: [2, 0], interactionId: '18446744073709551615' });
    expect(ANSWERS.open(keys, name, own, row)).toEqual({
      choices: [2, 0],
      interactionId: '18446744073709551615',
    });
    expect(ANSWERS.open(keys, name, ballotPseudonym(keys, name, mara.userId), row)).toBeUndefined();
    expect(ANSWERS.open(keys, 'poll-0000000000', own, row)).toBeUndefined();
    const ballot = sealBallot(keys, name, own, { choice: 'for', entry: 0, interactionId: '1' });
    expect(ANSWERS.open(keys, name, own, ballot)).toBeUndefined();
    expect(ballot.length).toBe(row.length);
    const tooMany = { choices: [...Array.from({ length: 21 }).keys()], interactionId: '1' };
    expect(() => ANSWERS.seal(keys, name, own, tooMany)).toThrow(RangeError);
  });

  it('counts rows that were changed from outside for nobody, and says how many', async () => {
    const world = await newWorld();
    const poll = await polling(world, { method: 'single', closes: 'in 1 hour' });
    await answering(world, poll, kim, { chosen: [0] });
    await answering(world, poll, mara, { chosen: [2] });
    const [first, second] = await world.deps.ballots.range({ limit: 2 });
    await world.deps.ballots.put(first?.id ?? '', second?.value ?? '');
    await world.live(HOUR + MINUTE);
    expect((await storedPoll(world, poll)).result?.refused).toBe(1);
  });

  it('survives a sweep while it is open, with those of proposals, and not one that is over or was never made', async () => {
    const world = await newWorld({ rule: { ballots: 'secret' } });
    const { deps } = world;
    const proposal = await world.publish();
    const open = await polling(world);
    const short = await polling(world, { closes: 'in 1 hour' });
    await ranking(world, short, kim, [0]);
    await ranking(world, open, kim, [1]);
    await deps.versionKeys.make('poll-0000000000');
    await deps.polls.put(short.id, { ...short, closedAt: short.closesAt, result: { winner: 0, refused: 0 } });
    await sweepVersionKeys(deps);
    await sweepPollKeys(deps);
    expect((await deps.versionKeys.list()).sort()).toEqual([`${proposal.id}-1`, `poll-${open.id}`].sort());
    expect(await answersIn(world, open)).toHaveLength(1);
    expect(await answerBox(deps, short)).toBeUndefined();
    expect(await deps.ballots.range({ limit: 5 })).toHaveLength(1);
  });

  it('without its key begins again: nothing from before counts, and everybody has as long as at first', async () => {
    const world = await newWorld();
    const poll = await polling(world, { method: 'single' });
    await answering(world, poll, kim, { chosen: [0] });
    await world.wait(DAY);
    await world.deps.versionKeys.destroy(`poll-${poll.id}`);
    expect(await refusalOf(answering(world, poll, kim, { chosen: [1] }))).toBe('answer-key-lost');
    await world.wait(20 * SECOND);
    expect((await storedPoll(world, poll)).answeredAgain?.why).toBe('key lost');
    expect(await world.deps.ballots.range({ limit: 5 })).toEqual([]);
    await answering(world, poll, kim, { chosen: [1] });
    await world.wait(2 * DAY - 10 * SECOND);
    expect((await storedPoll(world, poll)).result).toBeUndefined();
    expect(await answersIn(world, poll)).toHaveLength(1);
    await world.wait(MINUTE);
    expect((await storedPoll(world, poll)).result).toEqual({ winner: 1, refused: 0 });
  });
});
