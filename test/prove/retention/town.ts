import type { Actor } from '../../../src/authority.js';
import { inviteToFront } from '../../../src/organisations/front.js';
import { answerPoll } from '../../../src/polls/answer.js';
import { openPoll } from '../../../src/polls/open.js';
import { eraseOwn } from '../../../src/privacy/erase.js';
import { tracesOf } from '../../../src/privacy/own-data.js';
import { castBallot } from '../../../src/proposals/ballot.js';
import { saveDraft } from '../../../src/proposals/draft.js';
import { askForNudge } from '../../../src/proposals/nudge.js';
import { publishDraft } from '../../../src/proposals/open.js';
import { isPutTo, type Proposal } from '../../../src/proposals/proposal.js';
import { reportProposal } from '../../../src/proposals/report.js';
import { hideCard, settleAction, withdrawProposal } from '../../../src/proposals/settle.js';
import { Refusal } from '../../../src/refusal.js';
import { createReminder } from '../../../src/reminders/create.js';
import { followProposal } from '../../../src/reminders/follow.js';
import { deleteReminder, listReminders } from '../../../src/reminders/list.js';
import { pauseReminder } from '../../../src/reminders/edit.js';
import { keepPending } from '../../../src/reminders/pending.js';
import { savePlan } from '../../../src/reminders/plan.js';
import { changeServer } from '../../../src/digest/schedule.js';
import { questionFor, wasAsked } from '../../../src/afterwards/ask.js';
import { setOwnZone } from '../../../src/settings/person-zone.js';
import { setUpServers, type PlannedServer } from '../../support/coalition.js';
import { idOf, type World } from '../../proposals/world.js';
import { holds } from '../proof.js';
import type { Random } from '../random.js';

const CHOICES = ['for', 'for', 'for', 'against', 'abstain'] as const;
const LOCALE = 'en-US';

/** Servers of one installation: two in a front, two on their own. */
export const SERVERS: readonly PlannedServer[] = ['quay', 'campus', 'mill', 'hill'].map((name) => ({
  id: idOf(`server ${name}`),
  name,
  channelId: idOf(`channel ${name}`),
  organisations: [],
  rule: { ballots: name === 'campus' ? 'secret' : 'open' },
}));

/** People who use a bot day after day, by the verbs that commands and buttons call. */
export class Town {
  readonly #random: Random;
  readonly #people: number;
  /** Proposals and polls there were, the latest last. */
  readonly #proposals: string[] = [];
  readonly #polls: string[] = [];
  #clicks = 0;
  /** What was done, by what. */
  readonly done: Record<string, number> = {};
  /** The process as it runs now. */
  world: World;

  constructor(world: World, random: Random, people: number) {
    this.world = world;
    this.#random = random;
    this.#people = people;
  }

  async settle(): Promise<void> {
    const { deps, now } = this.world;
    await setUpServers(deps, SERVERS.slice(0, 2), { needed: 1 }, idOf('founder'), now());
    await setUpServers(deps, SERVERS.slice(2), undefined, idOf('founder'), now());
    const manager = this.#member(SERVERS[1]!, true);
    await changeServer(deps, SERVERS[1]!.id, { retentionDays: 30, digest: 'sunday' }, manager, now());
    await changeServer(deps, SERVERS[2]!.id, { retentionDays: 7 }, this.#member(SERVERS[2]!, true), now());
  }

  /** One thing somebody does now. What is refused, because it is not possible just then, is done by nobody. */
  async act(server: PlannedServer): Promise<void> {
    const acts = Object.entries(this.#acts(server));
    const [name, act] = this.#random.pick(acts);
    try {
      await act(this.#member(server, this.#random.next() < 0.2));
      this.done[name] = (this.done[name] ?? 0) + 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  #member(server: PlannedServer, managesServer: boolean): Actor {
    const userId = idOf(`person ${String(this.#random.between(1, this.#people))}`);
    const joinedAt = new Date('2026-01-01T00:00:00Z');
    return { userId, guildId: server.id, roleIds: [], managesServer, joinedAt };
  }

  #acts(server: PlannedServer): Record<string, (actor: Actor) => Promise<unknown>> {
    const { deps, now } = this.world;
    const random = this.#random;
    const recent = (ids: readonly string[]) => random.pick(ids.slice(-8));
    /** One of the last ones here, in a state in which it can be done. */
    const proposal = async (state: Proposal['state'] = 'open') => {
      const all = await deps.proposals.getMany(this.#proposals.slice(-30));
      const fit = all.filter((one) => one?.state === state && isPutTo(one, server.id));
      if (fit.length === 0) throw new Refusal('proposal-unknown');
      return random.pick(fit) as Proposal;
    };
    const chief = (actor: Actor) => ({ ...actor, managesServer: true });
    const click = () => ({ interactionId: String(1_000 + (this.#clicks += 1)), actedAt: now() });
    const reminder = (repeat?: string, channel?: { channelId: string }) => (actor: Actor) => {
      const when = repeat === undefined ? `in ${String(random.between(1, 400))} hours` : 'tomorrow 9am';
      const input = {
        text: 'Bring the banner',
        when,
        repeat,
        zone: 'Europe/Berlin',
        locale: LOCALE,
        channel,
      };
      return createReminder(
        deps,
        input,
        channel === undefined ? actor : { ...actor, managesServer: true },
        now(),
      );
    };
    const draft = async (actor: Actor) =>
      saveDraft(
        deps,
        {
          guildId: server.id,
          channelId: server.channelId,
          typed: {
            title: `Action ${String(random.between(1, 1e6))}`,
            how: 'Leaflets',
            whom: 'employer: Harbour Ltd',
            when: `in ${String(random.between(8, 20))} days`,
            closes: `in ${String(random.between(5, 140))} hours`,
            to: random.next() < 0.5 ? 'the front' : '',
          },
        },
        actor,
        now(),
      );
    const propose = async (actor: Actor) => {
      const { id } = await draft(actor);
      const { id: guild, name } = server;
      await publishDraft(deps, { draftId: id, guild: { id: guild, name }, locale: LOCALE }, actor, now());
      this.#proposals.push(id);
    };
    const vote = async () => {
      const { id: proposalId, version } = await proposal();
      for (let voters = random.between(1, 6); voters > 0; voters -= 1) {
        const choice = random.pick(CHOICES);
        await castBallot(deps, { proposalId, version, choice, ...click() }, this.#member(server, false));
      }
    };
    const answer = async (actor: Actor) => {
      if (this.#polls.length === 0) throw new Refusal('poll-unknown');
      const input = { pollId: recent(this.#polls), chosen: [random.between(0, 1)], ...click() };
      await answerPoll(deps, input, actor);
    };
    return {
      propose,
      draft,
      vote,
      'vote too': vote,
      'vote also': vote,
      nudge: async (actor) => askForNudge(deps, (await proposal()).id, actor, now()),
      follow: async (actor) => followProposal(deps, await proposal(), actor, now()),
      report: async (actor) => reportProposal(deps, await proposal(), actor),
      'report what is agreed': async (actor) => reportProposal(deps, await proposal('agreed'), actor),
      'follow what is agreed': async (actor) => followProposal(deps, await proposal('agreed'), actor, now()),
      withdraw: async (actor) => withdrawProposal(deps, (await proposal()).id, actor, now()),
      'call off': async (actor) => {
        // Seldom: else nothing would ever take place.
        if (random.next() < 0.8) throw new Refusal('proposal-not-agreed');
        await settleAction(deps, (await proposal('agreed')).id, 'called off', chief(actor), now());
      },
      'took place': async (actor) =>
        settleAction(deps, (await proposal('agreed')).id, 'took place', chief(actor), now()),
      'took place too': async (actor) =>
        settleAction(deps, (await proposal('agreed')).id, 'took place', chief(actor), now()),
      hide: async (actor) => hideCard(deps, await proposal(), chief(actor), now()),
      asked: async (actor) => {
        const about = await questionFor(deps, chief(actor), now());
        if (about === undefined) throw new Refusal('question-over');
        await wasAsked(deps, about, actor.userId, now());
      },
      poll: async (actor) => {
        const typed = { question: 'Which colour?', options: 'Red, Blue', method: 'single' } as const;
        const { id: guildId, channelId } = server;
        const closes = `in ${String(random.between(2, 90))} hours`;
        const poll = await openPoll(
          deps,
          { ...typed, guildId, channelId, closes, locale: LOCALE },
          actor,
          now(),
        );
        if (poll !== undefined) this.#polls.push(poll.id);
      },
      answer,
      'answer too': answer,
      reminder: reminder(),
      'reminder in a channel': reminder(undefined, { channelId: server.channelId }),
      'repeating reminder, not saved': reminder('weekly'),
      'repeating reminder': async (actor) => {
        const wished = await reminder(random.pick(['daily', 'weekly', 'monthly']))(actor);
        await savePlan(deps, wished.reminder.id, actor, now());
      },
      pause: async (actor) => {
        const [first] = await listReminders(deps, actor);
        if (first !== undefined) await pauseReminder(deps, first.reminder.id, actor);
      },
      'delete a reminder': async (actor) => {
        for (const { reminder: one } of await listReminders(deps, actor))
          await deleteReminder(deps, one.id, actor);
      },
      'begin a reminder': async (actor) =>
        keepPending(deps, { text: 'Doctor', when: 'tomorrow 9am', locale: LOCALE }, actor, now()),
      zone: async (actor) => setOwnZone(deps, actor.userId, 'Europe/Lisbon'),
      invite: async (actor) => inviteToFront(deps, server.id, { ...actor, managesServer: true }, now()),
      erase: async (actor) => {
        // Seldom: else nobody would have anything left.
        if (random.next() < 0.8) throw new Refusal('nothing-to-change');
        await eraseOwn(deps, actor, now());
        for await (const { kind } of tracesOf(deps, actor, now()))
          holds(false, `${kind} is left after erasing`);
      },
    };
  }
}
