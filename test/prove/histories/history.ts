import { snowflake } from '../../support/coalition.js';
import type { Ground } from '../../support/ground.js';
import type { Random } from '../random.js';
import { Bot } from './bot.js';
import { CHOICES, type Click } from './model.js';
import { Agenda, type Happening, type Press } from './plan.js';
import type { Verbs } from './verbs.js';
import { actorIn, BEGIN, planWorld, type World } from './world.js';

/** What happened in a history, by what. */
export type Happened = Record<string, number>;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * One proposal from opening to its end, with clicks that come twice, late and in another order, between restarts,
 * amendments and servers that leave. Throws a Difference where an answer or the outcome is not the model's.
 */
export async function runHistory(
  random: Random,
  ground: Ground,
  verbs: Verbs,
  happened: Happened,
): Promise<void> {
  const world = planWorld(random);
  ground.clock.now = new Date(BEGIN);
  for (const [counted, count] of world.counts) ground.platform.counts.set(counted, count);
  const bot = await Bot.begin(ground, world, verbs);
  const history = new History(random, world, bot, happened);
  try {
    await history.run();
  } finally {
    await bot.deps.store.close();
  }
}

class History {
  readonly #random: Random;
  readonly #world: World;
  readonly #bot: Bot;
  readonly #happened: Happened;
  readonly #agenda = new Agenda();
  readonly #clicks: Click[] = [];

  constructor(random: Random, world: World, bot: Bot, happened: Happened) {
    this.#random = random;
    this.#world = world;
    this.#bot = bot;
    this.#happened = happened;
  }

  async run(): Promise<void> {
    const minutes = this.#random.between(1, 6);
    await this.#bot.propose(minutes);
    this.#plan(minutes);
    this.#expectClosing();
    for (let next = this.#agenda.next(); next !== undefined; next = this.#agenda.next()) {
      this.#bot.goTo(next.at);
      this.#count(next.what.kind);
      await this.#happen(next.what, next.at);
    }
    await this.#bot.checkEnd();
    this.#count(`ended ${this.#bot.model.state}`);
  }

  /** What people and the machine do, apart from what follows from answers. */
  #plan(minutes: number): void {
    const random = this.#random;
    const { people, servers } = this.#world;
    const until = BEGIN + (minutes + 1) * MINUTE;
    const some = () => BEGIN + random.between(1, until - BEGIN);
    for (let left = Math.ceil(people.length * (0.7 + 2 * random.next())); left > 0; left -= 1)
      this.#agenda.add(some(), { kind: 'press', press: this.#anyPress() });
    const server = () => random.pick(servers).name;
    const maybe = (chance: number, what: () => Happening) => {
      if (random.next() < chance) this.#agenda.add(some(), what());
    };
    for (const chance of [0.6, 0.3]) maybe(chance, () => ({ kind: 'restart' }));
    for (const chance of [0.4, 0.15]) maybe(chance, () => ({ kind: 'amend', minutes: random.between(1, 5) }));
    for (const chance of [0.25, 0.1]) maybe(chance, () => ({ kind: 'leave', server: server() }));
    for (const chance of [0.3, 0.3]) maybe(chance, () => this.#memberChange());
    maybe(0.1, () => ({ kind: 'withdraw' }));
    maybe(0.15, () => ({ kind: 'bring forward' }));
    maybe(0.15, () => ({ kind: 'organisation', server: server() }));
    maybe(0.3, () => ({ kind: 'grow', counted: random.pick([...this.#world.counts.keys()]), by: 7 }));
    for (const chance of [0.7, 0.7]) maybe(chance, () => ({ kind: 'tick' }));
  }

  async #happen(what: Happening, at: number): Promise<void> {
    switch (what.kind) {
      case 'press':
        this.#press(what.press, at);
        return;
      case 'arrive': {
        const click = this.#clicks[what.click]!;
        for (const answer of await this.#bot.arrive(click, what.together)) {
          this.#count(answer.split(' in ')[0]!.split(/ [A-C]|from/u)[0]!);
          this.#followUp(click, answer, at);
        }
        return;
      }
      case 'amend':
        if (await this.#bot.amend(what.minutes)) this.#expectClosing();
        return;
      case 'bring forward':
        if (await this.#bot.bringForward()) this.#expectClosing();
        return;
      case 'leave':
        return this.#bot.leave(what.server);
      case 'withdraw':
        return this.#bot.withdraw();
      case 'organisation':
        return this.#bot.addOrganisation(what.server);
      case 'member': {
        const person = this.#world.people.find(({ name }) => name === what.person)!;
        const joinedAt = person.in.get(what.server)?.joinedAt ?? new Date(at);
        person.in.set(what.server, { roleIds: what.roleIds, joinedAt });
        return;
      }
      case 'grow':
        return this.#bot.grow(what.counted, what.by);
      case 'restart':
        return this.#bot.restart();
      case 'tick':
        return this.#bot.tick();
    }
  }

  /** The click as it is at this moment, and when it reaches the bot: once to five times, at once or up to 60 s late. */
  #press(press: Press, at: number): void {
    const random = this.#random;
    const { model } = this.#bot;
    const person = this.#world.people.find(({ name }) => name === press.person)!;
    const server = this.#world.servers.find(({ name }) => name === press.server)!;
    const { roleIds, joinedAt } = actorIn(person, server);
    const number = this.#clicks.length;
    const { stale, ...rest } = press;
    this.#clicks.push({
      ...rest,
      id: BigInt(snowflake(at, number)),
      roles: roleIds,
      joinedAt: joinedAt?.getTime(),
      at,
      version: stale === true ? Math.max(1, model.version - 1) : model.version,
    });
    let copies = random.next() < 0.5 ? 1 : random.between(2, 5);
    while (copies > 0) {
      // The same click once more, or the person clicking again.
      const together = random.next() < 0.3 ? copies : 1;
      const late = random.pick([
        random.between(0, 500),
        random.between(0, 10_000),
        random.between(0, MINUTE),
      ]);
      this.#agenda.add(at + late, { kind: 'arrive', click: number, together });
      copies -= together;
      if (copies > 0 && random.next() < 0.2) {
        this.#agenda.add(at + random.between(50, 3_000), { kind: 'press', press });
        return;
      }
    }
  }

  /** Most people answer what they are asked, sooner or later, some more than once; some think again. */
  #followUp(click: Click, answer: string, at: number): void {
    const random = this.#random;
    if (answer.startsWith('recorded') && random.next() < 0.2) {
      const wants = random.pick([...CHOICES, 'take back', 'take back'] as const);
      const { person, server } = click;
      this.#agenda.add(at + random.between(300, 20_000), { kind: 'press', press: { person, server, wants } });
    }
    const asked = /^(?:which (?<several>.+)|move\? from \S+ to (?<to>\S+))$/u.exec(answer)?.groups;
    if (asked === undefined || click.wants === 'take back' || random.next() < 0.3) return;
    const { person, server, wants } = click;
    const entry = asked.to ?? random.pick(asked.several?.split(',') ?? []);
    const press: Press = { person, server, wants, entry, ...(asked.to === undefined ? {} : { move: true }) };
    this.#agenda.add(at + random.between(300, 20_000), { kind: 'press', press });
  }

  #anyPress(): Press {
    const random = this.#random;
    const person = random.pick(this.#world.people);
    const own = [...person.in.keys()];
    const server =
      own.length > 0 && random.next() < 0.9 ? random.pick(own) : random.pick(this.#world.servers).name;
    const press: Press = {
      person: person.name,
      server,
      wants: random.pick([...CHOICES, 'for', 'for', 'take back']),
    };
    if (random.next() < 0.05) press.stale = true;
    // A button of a question asked long ago, or a forged one.
    if (random.next() < 0.06)
      press.entry = `${random.pick(['A', 'B', 'C'])}${random.pick(['', '1', '2', '3'])}`;
    if (press.entry !== undefined && random.next() < 0.5) press.move = true;
    return press;
  }

  #memberChange(): Happening {
    const { people, servers, counts } = this.#world;
    const roleIds = [...counts.keys()].filter(() => this.#random.next() < 0.5);
    const [person, server] = [this.#random.pick(people).name, this.#random.pick(servers).name];
    return { kind: 'member', person, server, roleIds };
  }

  /** Some seconds after the grace; a look too early may come by chance, one much later always does. */
  #expectClosing(): void {
    const { closesAt } = this.#bot.model;
    this.#agenda.add(closesAt + this.#random.between(0, 12) * SECOND, { kind: 'tick' });
    this.#agenda.add(closesAt + MINUTE, { kind: 'tick' });
  }

  #count(what: string): void {
    this.#happened[what] = (this.#happened[what] ?? 0) + 1;
  }
}
