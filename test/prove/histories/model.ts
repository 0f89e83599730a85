import type { Rule } from '../../../src/organisations/rule.js';

export const CHOICES = ['for', 'against', 'abstain'] as const;
export type Choice = (typeof CHOICES)[number];
export type Totals = Record<Choice, number>;

/** An organisation a version is put to. */
export interface Organisation {
  name: string;
  server: string;
  /** Whose holders vote; none: everyone. */
  votingRole: string | undefined;
  rule: Rule;
  roll: number;
}

/** Somebody's press of a button, as it stood at that moment. */
export interface Click {
  /** Later clicks have larger ones. */
  id: bigint;
  person: string;
  server: string;
  roles: readonly string[];
  joinedAt: number | undefined;
  at: number;
  version: number;
  wants: Choice | 'take back';
  /** The organisation's name, on a button that asks for it. */
  entry?: string;
  move?: boolean;
}

interface Accepted {
  id: bigint;
  choice: Choice | 'taken back';
  organisation: string;
}

/**
 * The rules of deciding (product section 5), as short as they can be said: each accepted click is remembered, and what
 * stands for a person is the one clicked last, whenever it arrived. Answers are words, to be compared.
 */
export class FrontModel {
  state: 'open' | 'agreed' | 'not agreed' | 'withdrawn' = 'open';
  version = 0;
  openedAt = 0;
  closesAt = 0;
  needed = 0;
  organisations: Organisation[] = [];
  readonly left = new Set<string>();
  #clicks = new Map<string, Accepted[]>();

  /** A first or further version: nobody has voted on it. */
  open(at: { openedAt: number; closesAt: number; needed: number; organisations: Organisation[] }): void {
    Object.assign(this, at);
    this.version += 1;
    this.#clicks = new Map();
  }

  /** Takes a click in and says what the person is told. */
  answer(click: Click): string {
    if (!this.organisations.some(({ server }) => server === click.server)) return 'refused ballot-unknown';
    if (this.state === 'withdrawn') return 'refused ballot-withdrawn';
    if (click.version !== this.version) return 'refused ballot-text-changed';
    if (this.state !== 'open' || click.at >= this.closesAt) return 'refused ballot-closed';
    return click.wants === 'take back' ? this.#takeBack(click) : this.#cast(click, click.wants);
  }

  /** What somebody is told who asks for their own vote. */
  own(person: string): string {
    const last = this.#last(person);
    if (this.state === 'open')
      return last === undefined || last.choice === 'taken back'
        ? 'none'
        : `${last.choice} in ${last.organisation}`;
    const closed = this.state === 'agreed' || this.state === 'not agreed';
    const named =
      closed && last !== undefined && last.choice !== 'taken back' && this.#isOpen(last.organisation);
    if (named && !this.hasLeft(last.organisation)) return `${last.choice} in ${last.organisation}`;
    return this.organisations.some(({ rule }) => rule.ballots === 'secret') ? 'unknown' : 'none';
  }

  hasLeft(organisation: string): boolean {
    const found = this.organisations.find(({ name }) => name === organisation);
    return found !== undefined && this.left.has(found.server);
  }

  totals(organisation: string): Totals {
    const totals: Totals = { for: 0, against: 0, abstain: 0 };
    for (const person of this.#clicks.keys()) {
      const last = this.#last(person);
      if (last !== undefined && last.choice !== 'taken back' && last.organisation === organisation)
        totals[last.choice] += 1;
    }
    return totals;
  }

  /** Who voted what in an organisation. */
  names(organisation: string): string[] {
    return [...this.#clicks.keys()].flatMap((person) => {
      const last = this.#last(person);
      const counts = last !== undefined && last.choice !== 'taken back' && last.organisation === organisation;
      return counts ? [`${person} ${last.choice}`] : [];
    });
  }

  close(): void {
    const positions = this.organisations
      .filter(({ name }) => !this.hasLeft(name))
      .map((organisation) => positionOf(organisation, this.totals(organisation.name)));
    const ins = positions.filter((position) => position === 'in').length;
    this.state = ins >= this.needed ? 'agreed' : 'not agreed';
  }

  #cast(click: Click, choice: Choice): string {
    const here = this.organisations.filter(
      ({ server, name }) => server === click.server && !this.hasLeft(name),
    );
    const holds = here.filter(
      ({ votingRole }) => votingRole === undefined || click.roles.includes(votingRole),
    );
    const may = click.joinedAt !== undefined && click.joinedAt < this.openedAt ? holds : [];
    if (may.length === 0) return `refused ${holds.length > 0 ? 'ballot-joined-later' : 'ballot-elsewhere'}`;
    if (click.entry !== undefined && !may.some(({ name }) => name === click.entry))
      return 'refused ballot-elsewhere';
    const last = this.#last(click.person);
    const before = may.find(({ name }) => name === last?.organisation)?.name;
    const to = click.entry ?? (may.length === 1 ? may[0]?.name : before);
    if (to === undefined) return `which ${may.map(({ name }) => name).join()}`;
    if (last !== undefined && last.id >= click.id) return stands(last);
    const elsewhere = last !== undefined && last.choice !== 'taken back' && last.organisation !== to;
    if (elsewhere && !this.hasLeft(last.organisation) && click.move !== true)
      return `move? from ${last.organisation} to ${to}`;
    return stands(this.#accept(click, { id: click.id, choice, organisation: to }));
  }

  #takeBack(click: Click): string {
    const last = this.#last(click.person);
    if (last === undefined || last.choice === 'taken back') return 'refused no-ballot';
    if (last.id >= click.id) return stands(last);
    return stands(this.#accept(click, { ...last, id: click.id, choice: 'taken back' }));
  }

  #accept({ person }: Click, accepted: Accepted): Accepted {
    this.#clicks.set(person, [...(this.#clicks.get(person) ?? []), accepted]);
    return accepted;
  }

  #last(person: string): Accepted | undefined {
    let last: Accepted | undefined;
    for (const one of this.#clicks.get(person) ?? []) if (last === undefined || one.id > last.id) last = one;
    return last;
  }

  #isOpen(organisation: string): boolean {
    return this.organisations.some(({ name, rule }) => name === organisation && rule.ballots === 'open');
  }
}

function stands({ choice, organisation }: Accepted): string {
  return choice === 'taken back' ? 'taken back' : `recorded ${choice} in ${organisation}`;
}

/** An organisation's position, by multiplication only. */
export function positionOf({ rule, roll }: Pick<Organisation, 'rule' | 'roll'>, totals: Totals): string {
  const cast = turnoutOf(totals);
  const { quorum, base } = rule;
  const enough =
    quorum === 'none' ||
    ('atLeast' in quorum ? cast >= quorum.atLeast : cast * quorum.share[1] >= quorum.share[0] * roll);
  if (cast === 0 || !enough) return 'no quorum';
  const whole = {
    'for and against': totals.for + totals.against,
    'all cast': cast,
    'whole roll': Math.max(roll, cast),
  };
  return suffices(rule, totals.for, whole[base]) ? 'in' : 'out';
}

/**
 * Whether an organisation's totals may be shown: of open ballots always; of secret ones from ten on, and from three more
 * than what is needed where eight or nine have to be for.
 */
export function shows({ rule, roll }: Pick<Organisation, 'rule' | 'roll'>, totals: Totals): boolean {
  if (rule.ballots === 'open') return true;
  let least = 10;
  for (const needed of [8, 9]) {
    const isNeeded = suffices(rule, needed, roll) && !suffices(rule, needed - 1, roll);
    if (rule.base === 'whole roll' && roll >= least && isNeeded) least = needed + 3;
  }
  return Math.min(roll, turnoutOf(totals)) >= least;
}

function suffices({ threshold }: Rule, votes: number, of: number): boolean {
  if (threshold === '1/2') return 2 * votes > of;
  const [top, bottom] = threshold === 'all' ? [1, 1] : threshold.split('/').map(Number);
  return votes > 0 && votes * (bottom ?? 1) >= (top ?? 1) * of;
}

function turnoutOf(totals: Totals): number {
  return CHOICES.reduce((sum, choice) => sum + totals[choice], 0);
}
