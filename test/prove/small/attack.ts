import { generateKeyPairSync } from 'node:crypto';
import { mayShowTotals } from '../../../src/proposals/outcome.js';
import type { OutcomeRecord } from '../../../src/proposals/outcome-record.js';
import { recordKeysOf } from '../../../src/proposals/record-keys.js';
import { turnout, type Tally } from '../../../src/proposals/tally.js';
import { loadTexts, type Translate } from '../../../src/texts/texts.js';
import { holds, type Counts } from '../proof.js';
import { Random } from '../random.js';
import { isUnanimous, randomFront, randomTally, type SmallFront, type Voted } from './front.js';
import { ofTheOthers, publish, publishedOf, type Press } from './published.js';
import { Solver, verdictAlone, type Publisher, type Solved } from './solve.js';

export interface FrontsRun {
  seed: number;
  fronts: number;
  /** Fronts on which each defence is tried switched off. */
  undefended: number;
}

/** Every so many fronts, everything is really put into words and signed, three times over. */
const PUBLISH_EVERY = 10;

/** Below this, by roll or by turnout, no split of a secret ballot may be shown (product section 5). */
const SMALL = 10;

/** Tries to solve how people voted in random small fronts, from all that the bot publishes of them. */
export async function solveFronts({ seed, fronts, undefended }: FrontsRun): Promise<Counts> {
  const random = new Random(seed);
  const texts = await loadTexts('data/locales', true);
  const press: Press = {
    t: remembering(texts.in('en')),
    keys: recordKeysOf(generateKeyPairSync('ed25519').privateKey),
  };
  const solver = new Solver((voted, tally) => publishedOf(press, voted, tally));
  const verdicts = new Solver(verdictAlone);
  const found = {
    'with open ballots': 0,
    'secret with totals shown': 0,
    'secret and withheld': 0,
    'of these, the verdict alone tells all choices': 0,
    'of these, the verdict alone tells them to one who voted': 0,
    'of these, it is also told that fewer than ten or so voted': 0,
  };
  for (let at = 0; at < fronts; at += 1) {
    const front = randomFront(random);
    const hidden = front.organisations.filter(isHidden);
    for (const voted of front.organisations) {
      if (voted.entry.leftAt !== undefined) continue;
      if (voted.entry.organisation.rule.ballots === 'open') found['with open ballots'] += 1;
      else if (!hidden.includes(voted)) found['secret with totals shown'] += 1;
      if (!isHidden(voted)) continue;
      const [all, verdict] = [solver.solve(voted), verdicts.solve(voted)];
      expectNoMore(voted, all, verdict);
      found['secret and withheld'] += 1;
      if (verdict.choices) found['of these, the verdict alone tells all choices'] += 1;
      if (verdict.byOneOfThem) found['of these, the verdict alone tells them to one who voted'] += 1;
      if (all.fitting.length < verdict.fitting.length)
        found['of these, it is also told that fewer than ten or so voted'] += 1;
    }
    if (at % PUBLISH_EVERY === 0) expectIndependence(press, front, solver, random);
  }
  const organisations = Object.entries(found).map(
    ([what, count]) => [`organisations ${what}`, count] as const,
  );
  return {
    'small fronts': fronts,
    'of these published again with other votes, and no byte differs': Math.ceil(fronts / PUBLISH_EVERY),
    ...Object.fromEntries(organisations),
    'organisations whose people were solved beyond the verdict': 0,
    ...withoutDefence(press, new Random(seed), undefended),
  };
}

/** What the rule hides: a secret ballot of fewer than ten by roll or turnout, or whatever else is withheld. */
function isHidden({ entry, tally }: Voted): boolean {
  if (entry.leftAt !== undefined || entry.organisation.rule.ballots === 'open') return false;
  const small = entry.roll < SMALL || turnout(tally) < SMALL;
  holds(!small || !mayShowTotals(entry, tally), `Shown of few: ${JSON.stringify([entry, tally])}`);
  return !mayShowTotals(entry, tally);
}

/**
 * In a group that is small by its roll, everything published leaves open exactly what rule, roll and position leave open.
 * In one with a small turnout it is known besides that the turnout is small, and nothing follows from that for anyone.
 */
function expectNoMore({ entry, tally }: Voted, all: Solved, verdict: Solved): void {
  const what = JSON.stringify([entry.organisation.rule, entry.roll, tally]);
  const most = Math.max(...all.fitting.map(turnout));
  const bySize =
    entry.roll < SMALL ? verdict.fitting : verdict.fitting.filter((split) => turnout(split) <= most);
  holds(all.fitting.length === bySize.length, `More is told than the size: ${what}`);
  holds(!solvedBeyond(all, verdict), `Solved: ${what}`);
}

function solvedBeyond(all: Solved, verdict: Solved): boolean {
  // Where the verdict already tells every choice, a single split tells only how many there were.
  const split = all.split && !verdict.split && !verdict.choices;
  return split || (all.choices && !verdict.choices) || (all.byOneOfThem && !verdict.byOneOfThem);
}

/**
 * Had all organisations with withheld totals voted otherwise, each in a way that fits by itself, every byte published
 * would be the same: there is no figure across organisations. Had one voted otherwise in any way, nothing said of the
 * others would change but the verdict.
 */
function expectIndependence(press: Press, front: SmallFront, solver: Solver, random: Random): void {
  const { organisations } = front;
  const published = publish(press, front);
  const otherwise = organisations.map((voted) => {
    if (voted.entry.leftAt !== undefined)
      return { ...voted, tally: randomTally(random, voted.rollAtClosing) };
    return isHidden(voted) ? { ...voted, tally: random.pick(solver.solve(voted).fitting) } : voted;
  });
  const same = publish(press, { ...front, organisations: otherwise });
  holds(
    JSON.stringify(same) === JSON.stringify(published),
    `It can be seen how a front voted: ${JSON.stringify(front)}`,
  );

  const present = organisations.filter(({ entry }) => entry.leftAt === undefined);
  const [one] = random.shuffled(present);
  if (one === undefined) return;
  const changed = { ...one, tally: randomTally(random, one.rollAtClosing) };
  const after = publish(press, {
    ...front,
    organisations: organisations.map((voted) => (voted === one ? changed : voted)),
  });
  const inRecord = present.indexOf(one);
  holds(
    ofTheOthers(published, one, inRecord) === ofTheOthers(after, one, inRecord),
    `How one organisation voted is seen at another: ${JSON.stringify(front)}`,
  );
}

/** The same attack where figures are published that must not be. It has to succeed each time. */
function withoutDefence(press: Press, random: Random, fronts: number): Counts {
  const withheld = (voted: Voted, tally: Tally, hide: boolean) =>
    `${verdictAlone(voted, tally)} ${hide ? 'withheld' : JSON.stringify(tally)}`;
  const publishers: Record<string, Publisher> = {
    'turnout of small groups told': (voted, tally) =>
      `${verdictAlone(voted, tally)} ${String(turnout(tally))}`,
    'only unanimity withheld': (voted, tally) => withheld(voted, tally, isUnanimous(tally)),
    'always shown from ten on, whatever the rule': (voted, tally) =>
      withheld(voted, tally, Math.min(voted.entry.roll, turnout(tally)) < SMALL),
  };
  const verdicts = new Solver(verdictAlone);
  const attacks = Object.entries(publishers).map(([name, publisher]) => ({
    name,
    solver: new Solver(publisher),
    solved: 0,
  }));
  let subtracted = 0;
  for (let at = 0; at < fronts; at += 1) {
    const front = randomFront(random);
    for (const voted of front.organisations.filter(isSecret)) {
      for (const attack of attacks) {
        const all = attack.solver.solve(voted);
        const fitsOnlyHidden = attack.name !== 'only unanimity withheld' || isUnanimous(voted.tally);
        if (fitsOnlyHidden && isHidden(voted) && solvedBeyond(all, verdicts.solve(voted))) attack.solved += 1;
      }
    }
    if (solvedFromTotal(press, front)) subtracted += 1;
  }
  attacks.push({ name: 'a headcount of the whole front told', solver: verdicts, solved: subtracted });
  for (const { name, solved } of attacks) holds(solved > 0, `The attack does not work with ${name}`);
  return Object.fromEntries(
    attacks.map(({ name, solved }) => [`solved without the defence, ${name}`, solved]),
  );
}

/** Whether the totals of a whole front, were they told, give away its one hidden organisation: total minus the others. */
function solvedFromTotal(press: Press, front: SmallFront): boolean {
  const present = front.organisations.filter(({ entry }) => entry.leftAt === undefined);
  const [hidden, ...more] = present.filter(isHidden);
  if (hidden === undefined || more.length > 0 || turnout(hidden.tally) === 0) return false;
  const { content } = JSON.parse(publish(press, front).record) as OutcomeRecord;
  const rest = (choice: keyof Tally) => {
    const total = present.reduce((sum, { tally }) => sum + tally[choice], 0);
    const shown = content.organisations.map(({ totals }) => (totals === 'withheld' ? 0 : totals[choice]));
    return total - shown.reduce((sum, one) => sum + one, 0);
  };
  const solved = { for: rest('for'), against: rest('against'), abstain: rest('abstain') };
  return JSON.stringify(solved) === JSON.stringify(hidden.tally);
}

function isSecret({ entry }: Voted): boolean {
  return entry.leftAt === undefined && entry.organisation.rule.ballots === 'secret';
}

/** The same texts, each looked up once: the same few sentences are needed millions of times. */
function remembering(t: Translate): Translate {
  const known = new Map<string, string>();
  return (key, values) => {
    const asked = key + JSON.stringify(values);
    const text = known.get(asked) ?? t(key, values);
    known.set(asked, text);
    return text;
  };
}
