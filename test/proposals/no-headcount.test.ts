import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { castBallot } from '../../src/proposals/ballot.js';
import type { Proposal } from '../../src/proposals/proposal.js';
import { CHOICES, type Tally } from '../../src/proposals/tally.js';
import { told } from '../prove/crash/scene.js';
import { gather, publish, seats } from '../prove/rows/crowd.js';
import { snowflake } from '../support/coalition.js';
import { HOUR, MINUTE, type Stage } from '../support/stage.js';
import { searchHeadcounts, type Finding } from './headcount-search.js';
import { sumsOf, sumsShown, wordsIn, type Figures } from './headcount-sums.js';

/** Where the search stops and looks, and why none of these is a headcount across organisations. */
const KNOWN: (Finding & { because: string })[] = [
  {
    file: 'src/proposals/tally.ts',
    within: 'count',
    what: 'adds up figures',
    because: 'it counts the choices it is given, and is called only below',
  },
  {
    file: 'src/proposals/ballot.ts',
    within: 'tallyIn',
    what: 'counts ballots',
    because: 'it counts those of one organisation, which has to be named',
  },
  {
    file: 'src/proposals/preview.ts',
    within: 'rollOf',
    what: 'gives one figure of several',
    because: 'it is the roll of one organisation, which has to be named',
  },
  {
    file: 'src/proposals/list.ts',
    within: 'openInFront',
    what: 'gives one figure of several',
    because: 'it counts proposals',
  },
  {
    file: 'src/operator/after-restore.ts',
    within: 'beginVotesAgain',
    what: 'gives one figure of several',
    because: 'it counts votes that begin again',
  },
  ...Object.entries({
    outbox: ['pruneOutbox'],
    proposals: ['pruneProposers', 'pruneNames', 'pruneMarks', 'pruneNudges', 'pruneBallots'],
    reminders: ['pruneReminders', 'pruneLapsed'],
  }).flatMap(([room, names]) =>
    names.map((within) => ({
      file: `src/privacy/prune-${room}.ts`,
      within,
      what: 'gives one figure of several' as const,
      because: 'it counts rows that were removed',
    })),
  ),
];

const LOCALES = new URL('../../data/locales/', import.meta.url);

const IMPORTS = `
  import type { NamedBallots, Proposal } from './proposal.js';
  import type { OutcomeContent } from './outcome-record.js';
  import { BallotBox } from './ballot-box.js';
  import { tallies } from './ballot.js';
  import { count, turnout, type Tally } from './tally.js';
`;

/** Ways to write a headcount, each of which the search has to notice. */
const PLANTED: Record<string, string> = {
  'a sum over the outcome': `export function headcount(proposal: Proposal): number {
    return (proposal.outcome ?? []).reduce((sum, { tally }) => sum + (tally === undefined ? 0 : turnout(tally)), 0);
  }`,
  'a loop over tallies': `function allFor(all: readonly Tally[]) {
    let yes = 0;
    for (const { for: here } of all) yes += here;
    return String(yes);
  }
  export const shown = allFor;`,
  'a sum by way of a name': `export function words(all: readonly Tally[]): string {
    let sum = 0;
    all.forEach((tally) => { const cast = turnout(tally); sum = sum + cast; });
    return \`\${String(sum)} people\`;
  }`,
  'rolls added up': `export function reach({ entries }: Proposal): string {
    return String(entries.reduce((sum, entry) => sum + entry.roll, 0));
  }`,
  'one tally of all organisations': `export function together(all: readonly Tally[]): Tally {
    const sum: Tally = { for: 0, against: 0, abstain: 0 };
    for (const one of all) for (const choice of ['for', 'against', 'abstain'] as const) sum[choice] += one[choice];
    return sum;
  }`,
  'figures listed for somebody to add up': `export const figures = (content: OutcomeContent) =>
    content.organisations.map(({ totals }) => (totals === 'withheld' ? 0 : totals.turnout));`,
  'turnouts listed by the function itself': `export const turnouts = (all: readonly Tally[]): number[] => all.map(turnout);`,
  'ballots counted across organisations': `export async function cast(box: BallotBox): Promise<Tally> {
    const { ballots } = await box.read();
    return count(ballots.flatMap(({ choice }) => (choice === 'taken back' ? [] : [choice])));
  }`,
  'how many ballots are in the box': `export async function inBox(box: BallotBox): Promise<string> {
    return String((await box.read()).ballots.length);
  }`,
  'how many names there are': `export const named = (all: NamedBallots): string => String(all.length);`,
  'a promise of a sum': `export async function soFar(deps: Parameters<typeof tallies>[0], proposal: Proposal): Promise<number> {
    let sum = 0;
    for (const tally of await tallies(deps, proposal, new Date(0))) sum += tally.for + tally.against;
    return sum;
  }`,
};

describe('the sources', () => {
  let findings: Finding[] = [];
  const names = Object.keys(PLANTED);
  const fileOf = (name: string) => `src/proposals/planted-${String(names.indexOf(name))}.ts`;

  beforeAll(() => {
    findings = searchHeadcounts(
      Object.fromEntries(names.map((name) => [fileOf(name), `${IMPORTS}\n${PLANTED[name]!}\n`])),
    );
    // The compiler reads the whole project.
  }, 120_000);

  it('have no function that could give a headcount across organisations', () => {
    const own = findings.filter(({ file }) => !file.includes('planted'));
    const known = KNOWN.map(({ file, within, what }) => ({ file, within, what }));
    expect(new Set(own)).toEqual(new Set(known));
  });

  it.each(names)('are searched by what finds %s', (name) => {
    expect(findings.filter(({ file }) => file === fileOf(name))).not.toEqual([]);
  });

  it.each(readdirSync(LOCALES).filter((name) => !name.includes('.')))(
    'have no text in %s with a place for one',
    (language) => {
      const texts = readFileSync(new URL(`${language}/proposals.json`, LOCALES), 'utf8');
      const places = new Set([...texts.matchAll(/\{\{-?\s*([\w-]+)/gu)].map(([, place]) => place!));
      // `totals` are one organisation's, `count` is of organisations, of growth, or of rows that were changed.
      expect(places).toContain('totals');
      const suspect = /all|every|grand|head|sum|total(?!s$)|together|voters/iu;
      expect([...places].filter((place) => suspect.test(place) && place !== 'smallest')).toEqual([]);
    },
  );
});

describe('what is published of a front', () => {
  /** Chosen so that nothing but a sum across organisations comes to what such a sum comes to. */
  const CAST: Record<string, Tally> = {
    Dockworkers: { for: 131, against: 57, abstain: 21 },
    Tenants: { for: 163, against: 89, abstain: 33 },
    Students: { for: 197, against: 103, abstain: 47 },
  };
  let stage: Stage;
  let figures: Figures[] = [];
  /** Everything the bot sent to anybody, and every file it attached. */
  let sent = '';

  beforeAll(async () => {
    const gathered = await gather(90);
    stage = gathered.stage;
    const proposal = await publish(stage, 'Picket at the gate');
    await everybodyVotes(proposal);
    await stage.advance(MINUTE);
    const jonas = stage.at('Jonas');
    const about = { proposal: 'Picket at the gate' };
    told(await jonas.command('proposal show', about));
    told(await jonas.command('proposal list'));
    await stage.advance(48 * HOUR + MINUTE);
    const files: string[] = [];
    for (const seat of [jonas, ...seats(stage)]) {
      told(await seat.command('proposal show', about));
      told(await seat.command('proposal list'));
      told(await seat.command('front show'));
      for (const format of ['json', 'csv'])
        files.push(
          ...told(await seat.command('proposal export', { ...about, format })).files.map(({ data }) =>
            data.toString('utf8'),
          ),
        );
    }
    const closed = await stage.app.deps.proposals.get(proposal.id);
    figures = (closed?.outcome ?? []).map(({ entry, tally, rollAtClosing }) => {
      if (tally === undefined) throw new Error('Totals are withheld');
      return { ...tally, roll: closed!.entries[entry]!.roll, rollAtClosing };
    });
    expect(files).toHaveLength(6);
    sent = [...stage.local.requests.map(({ body }) => wordsIn(body)), ...files].join('\n');
    return () => stage.close();
  }, 60_000);

  it('shows every organisation with its own figures', () => {
    expect(figures.map(({ for: yes, against, abstain }) => ({ for: yes, against, abstain }))).toEqual(
      expect.arrayContaining(Object.values(CAST)),
    );
    for (const { for: yes, against, abstain } of Object.values(CAST)) {
      expect(sent).toContain(`For ${String(yes)} · Against ${String(against)} · Abstain ${String(abstain)}`);
      expect(sent).toContain(`${String(yes + against + abstain)} of `);
    }
  });

  it('has no number that is a sum across organisations', () => {
    expect(sumsOf(figures).size).toBeGreaterThan(15);
    expect(sumsShown(sent, figures)).toEqual([]);
  });

  it('would be seen to have one', () => {
    for (const planted of ['491 people voted for', '{"cast":740}', 'a,b,841\r\n', 'For 328 of 472'])
      expect(sumsShown(`${sent}\n${planted}`, figures)).not.toEqual([]);
  });

  /** So many as the table says, by the verb that clicks call; people nobody has to seat for that. */
  async function everybodyVotes(proposal: Proposal): Promise<void> {
    const now = stage.local.clock.now().getTime();
    let number = 0;
    const casts = proposal.entries.flatMap(({ organisation: { name, guildId, roleId } }) =>
      CHOICES.flatMap((choice) =>
        Array.from({ length: CAST[name]![choice] }, () => {
          number += 1;
          const actor = {
            userId: snowflake(now - HOUR, number),
            guildId,
            roleIds: roleId === undefined ? [] : [roleId],
            managesServer: false,
            joinedAt: new Date(now - 24 * HOUR),
          };
          const { id: proposalId, version } = proposal;
          const click = {
            proposalId,
            version,
            interactionId: snowflake(now, number),
            actedAt: new Date(now),
          };
          return castBallot(stage.app.deps, { ...click, choice }, actor);
        }),
      ),
    );
    expect((await Promise.all(casts)).filter(({ kind }) => kind !== 'recorded')).toEqual([]);
  }
});
