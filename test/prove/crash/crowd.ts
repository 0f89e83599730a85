import type { Answer, Person, Seat, SeenMessage } from '../../../src/local-discord/index.js';
import { holds } from '../proof.js';
import type { Random } from '../random.js';
import { eachOf, sleep, until } from '../../support/waiting.js';
import { preview, type Scene, SERVER, settleZone, told } from './scene.js';
import { VoteRecord, type Click, type Said } from './vote-record.js';
import type { VotesRun } from './votes.js';

/** One person on one proposal. */
export interface Voter {
  person: Person;
  seat: Seat;
  title: string;
  card: SeenMessage;
  /** Their private message behind More. */
  more: string;
  record: VoteRecord;
}

export const CHOICES = ['For', 'Against', 'Abstain'] as const;
const TAKE_BACK = 'Take back my vote';
type Label = (typeof CHOICES)[number] | typeof TAKE_BACK;

/** Everybody clicking at random, and what they heard. */
export class Crowd {
  /** Votes and takings back under way. */
  readonly flying = new Set<Click>();
  /** The clicking of now. */
  #burst = { over: false };
  readonly #ending: Promise<void>[] = [];
  readonly #failures: unknown[] = [];
  clicks = 0;
  recorded = 0;
  refused = 0;
  unanswered = 0;

  async click(voter: Voter, label: Label): Promise<void> {
    const click = voter.record.sent(label === TAKE_BACK ? 'none' : label);
    this.clicks += 1;
    this.flying.add(click);
    const answer = await voter.seat.press(label === TAKE_BACK ? voter.more : voter.card, label);
    this.flying.delete(click);
    const heard = heardIn(answer);
    if (heard === undefined) this.unanswered += 1;
    else {
      click.answer = heard;
      if (heard === 'refused') this.refused += 1;
      else this.recorded += 1;
    }
  }

  /** Lets everybody finish what they are at, and stop. After a death nothing under way will be answered. */
  rest(): void {
    this.#burst.over = true;
    this.flying.clear();
  }

  /** Lets something come to its end beside the rest. */
  meanwhile(work: Promise<void>): void {
    this.#ending.push(work.catch((error: unknown) => void this.#failures.push(error)));
  }

  /** Waits until nobody waits for an answer any more, and throws what went wrong meanwhile. */
  async quiet(): Promise<void> {
    await Promise.all(this.#ending);
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  /** Each person clicks, now and then twice at once, with pauses of up to `paceMs`, until it is over. */
  async clickAbout(voters: readonly Voter[], random: Random, paceMs: number): Promise<void> {
    const burst = { over: false };
    this.#burst = burst;
    await Promise.all(
      byPerson(voters).map(async (mine) => {
        const dice = random.branch();
        for (;;) {
          await sleep(dice.between(0, paceMs));
          if (burst.over) return;
          const voter = dice.pick(mine);
          const roll = dice.next();
          if (roll < 0.08) await voter.seat.press(voter.card, 'More');
          else if (roll < 0.2) await this.click(voter, TAKE_BACK);
          else if (roll < 0.35) {
            const second: Label = roll < 0.25 ? TAKE_BACK : dice.pick(CHOICES);
            await Promise.all(
              dice.shuffled<Label>([dice.pick(CHOICES), second]).map((label) => this.click(voter, label)),
            );
          } else await this.click(voter, dice.pick(CHOICES));
        }
      }),
    );
  }
}

/** While the bot is down a click fails visibly; it is not handed over later, so it is on nobody's record. */
export async function clickWhileDown(voter: Voter, random: Random): Promise<void> {
  const answer = await voter.seat.press(voter.card, random.pick(CHOICES));
  holds(answer.kind === 'failed', 'A click was answered although there was no bot');
}

/** Adds the people, publishes the proposals, and gets everybody's private message behind More. */
export async function gather(scene: Scene, { people, proposals, ballots }: VotesRun): Promise<Voter[]> {
  told(await scene.seat('Amara').command('settings set', { ballots }));
  const crowd = Array.from({ length: people }, (_, at) =>
    scene.local.addPerson({ name: `Voter ${String(at + 1)}`, roles: { [SERVER]: [] } }),
  );
  const proposer = scene.seat('Tomasz');
  await settleZone(proposer);
  const voters: Voter[] = [];
  for (let at = 1; at <= proposals; at += 1) {
    const title = `Picket at gate ${String(at)}`;
    told(await proposer.press(await preview(proposer, title), 'Publish'));
    await until('the card', () => scene.titled(title).length > 0);
    const [card] = scene.titled(title);
    await eachOf(crowd, 10, async (person) => {
      const seat = scene.seat(person);
      const more = told(await seat.press(card!, 'More')).id;
      voters.push({ person, seat, title, card: card!, more, record: new VoteRecord() });
    });
  }
  return voters;
}

/** What an answer to a click says is recorded; undefined where there was no answer. */
function heardIn(answer: Answer): Said | 'refused' | undefined {
  if (answer.kind !== 'message' && answer.kind !== 'update') return undefined;
  const { text } = answer.message;
  // An older click overtaken by a newer one hears what that one had recorded.
  const recorded = /^(?:Recorded|Your vote on “.*”): (For|Against|Abstain)\b/mu.exec(text)?.[1];
  if (recorded !== undefined) return recorded as Said;
  if (/^Recorded: your vote on “.*” is taken back/mu.test(text)) return 'none';
  if (text.includes('There is nothing to take back')) return 'refused';
  throw new Error(`An answer nobody expects: ${text}`);
}

function byPerson(voters: readonly Voter[]): Voter[][] {
  return [...grouped(voters, ({ person }) => person.id).values()];
}

/** The voters of each proposal. */
export function byTitle(voters: readonly Voter[]): Map<string, Voter[]> {
  return grouped(voters, ({ title }) => title);
}

function grouped<T>(things: readonly T[], by: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) groups.set(by(thing), [...(groups.get(by(thing)) ?? []), thing]);
  return groups;
}
