import { describe, expect, it } from 'vitest';
import { askLater, questionFor } from '../../src/afterwards/ask.js';
import { sayTookPlace, writeClosingWords } from '../../src/afterwards/closing-words.js';
import { pastActions } from '../../src/proposals/past.js';
import type { Proposal } from '../../src/proposals/proposal.js';
import { settleAction } from '../../src/proposals/settle.js';
import { followProposal } from '../../src/reminders/follow.js';
import { kim, mara, olu } from '../proposals/acting.js';
import { everyPrefix } from '../proposals/every-prefix.js';
import { DAY, HOUR, MINUTE, newWorld, type World } from '../proposals/world.js';

/** The usual action is on 20 March from ten to twelve, UTC. */
const ENDED = Date.parse('2027-03-20T12:00:00Z');
const ASKED = Date.parse('2027-03-21T10:00:00Z');

async function until(world: World, ms: number): Promise<void> {
  await world.wait(ms - world.now().getTime());
}

/** Agreed; its proposer asked to be reminded. */
async function agreed(world: World, at: number): Promise<Proposal> {
  const proposal = await world.publish();
  await followProposal(world.deps, proposal, mara, world.now());
  await world.click({ proposalId: proposal.id, choice: 'for' }, kim);
  await world.wait(3 * DAY);
  await until(world, at);
  return proposal;
}

const asks = (world: World) => questionFor(world.deps, olu, world.now());

describe('wherever the process ends', () => {
  it('in asking: it is asked, below an answer and by one message', async () => {
    const writes = await everyPrefix({
      prepare: (world) => agreed(world, ASKED - MINUTE),
      act: async (world) => {
        await world.wait(MINUTE);
        if (world.posted('afterwards') === 0) throw new Error('The process has ended.');
        // Of a reminder that was a week late and forgotten meanwhile, a row is left that is looked at once more.
        const due = await world.deps.due.until(world.now(), 10);
        const rows = due.filter(({ id }) => !id.startsWith('reminder-'));
        if (rows.length > 0) throw new Error('The process has ended.');
      },
      async then(after, { id }, _finished, posted) {
        await after.live(3 * MINUTE);
        expect((await asks(after))?.id).toBe(id);
        expect(posted('afterwards')).toBeGreaterThanOrEqual(1);
        const sent = await after.deps.outbox.find(`afterwards-${id}-${String(ASKED)}`);
        expect(sent?.state).toBe('sent');
        await until(after, ASKED + 14 * DAY + MINUTE);
        expect(await asks(after)).toBeUndefined();
        expect(await after.deps.questions.get(mara.guildId ?? '', id)).toBeUndefined();
        expect(await after.deps.outbox.find(`afterwards-${id}-${String(ASKED)}`)).toBeUndefined();
      },
    });
    expect(writes).toBeGreaterThan(4);
  });

  it('in putting it off: the question stands, and the next message comes once or not at all', async () => {
    await everyPrefix({
      prepare: (world) => agreed(world, ASKED),
      act: ({ deps, now }, { id }) => askLater(deps, id, mara, now()),
      async then(after, { id }, finished, posted) {
        expect((await asks(after))?.id).toBe(id);
        await after.wait(DAY + HOUR);
        if (finished) expect(posted('afterwards')).toBe(2);
        else expect(posted('afterwards')).toBeLessThanOrEqual(2);
        await until(after, ASKED + 15 * DAY);
        expect(await after.deps.askedPeople.range({ limit: 1 })).toEqual([]);
        expect(await after.deps.questions.get(mara.guildId ?? '', id)).toBeUndefined();
      },
    });
  });

  it('in saying that it took place: it is asked still, or listed among the past', async () => {
    await everyPrefix({
      prepare: (world) => agreed(world, ASKED),
      act: ({ deps, now }, { id }) => sayTookPlace(deps, id, mara, now()),
      async then(after, { id }, finished) {
        const { state } = (await after.deps.proposals.get(id)) ?? {};
        if (finished) expect(state).toBe('took place');
        const past = (await pastActions(after.deps, 'server', mara, 0)).actions;
        expect(past.map((action) => action.id)).toEqual(state === 'took place' ? [id] : []);
        expect((await asks(after))?.id).toBe(state === 'took place' ? undefined : id);
        if (state !== 'took place') return;
        expect(after.edits('card')).toBeGreaterThan(0);
      },
    });
  });

  it('in writing the line: the outcome shows it when it is stored', async () => {
    await everyPrefix({
      async prepare(world) {
        const proposal = await agreed(world, ENDED);
        await sayTookPlace(world.deps, proposal.id, mara, world.now());
        await world.live(MINUTE);
        return proposal;
      },
      act: ({ deps, now }, { id }) =>
        writeClosingWords(deps, { proposalId: id, typed: ' It went well. ' }, olu, now()),
      async then(after, { id }, finished) {
        const { closingWords } = (await after.deps.proposals.get(id)) ?? {};
        if (finished) expect(closingWords).toBe('It went well.');
        if (closingWords !== undefined) expect(after.edits('outcome')).toBeGreaterThan(0);
      },
    });
  });
});

describe('closed late, after an outage in which the action took place', () => {
  it('it is asked all the same', async () => {
    const world = await newWorld();
    const { id } = await world.publish();
    await world.click({ proposalId: id, choice: 'for' }, kim);
    await until(world, ASKED + HOUR);
    await world.wait(MINUTE);
    expect((await asks(world))?.id).toBe(id);
  });
});

describe('answering', () => {
  it('twice at once, each in another way, settles it once', async () => {
    const world = await newWorld();
    const { id } = await agreed(world, ASKED);
    const { deps, now } = world;
    const answers = await Promise.allSettled([
      sayTookPlace(deps, id, mara, now()),
      settleAction(deps, id, 'called off', olu, now()),
      sayTookPlace(deps, id, olu, now()),
    ]);
    const state = (await deps.proposals.get(id))?.state;
    expect(answers.map(({ status }) => status).sort()).toEqual(
      state === 'took place' ? ['fulfilled', 'fulfilled', 'rejected'] : ['fulfilled', 'rejected', 'rejected'],
    );
    expect((await pastActions(deps, 'server', mara, 0)).actions).toHaveLength(1);
  });
});
