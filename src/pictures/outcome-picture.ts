import { smallestShown } from '../proposals/outcome.js';
import type { Proposal } from '../proposals/proposal.js';
import type { Position } from '../proposals/tally.js';
import { clean } from '../texts/clean.js';
import type { Translate } from '../texts/texts.js';
import { formatMoment } from '../time/format-moment.js';
import { joinWithin } from './alt-text.js';
import { MOST_ROWS, type Chart, type ChartRow, type Mark } from './chart.js';
import { languageOf } from './language.js';

const MARKS: Readonly<Record<Position, Mark>> = { in: 'check', out: 'cross', 'no quorum': 'ring' };

/**
 * What the picture of an outcome shows: agreed or not, and each organisation's position with its own totals, where they
 * are kept. Of a closed proposal. Nothing is added up across organisations, and names of people are not in it.
 */
export function outcomeChart(t: Translate, proposal: Proposal): Chart {
  const { action, hash, needed, outcome = [], entries } = proposal;
  const { language, direction } = languageOf(t);
  const rows = [
    ...outcome.map((conclusion, at) => concludedRow(t, proposal, conclusion, at + 1)),
    ...entries
      .filter(({ leftAt }) => leftAt !== undefined)
      .map(({ organisation }, at) => leftRow(t, organisation.name, outcome.length + at + 1)),
  ];
  const more = rows.length - MOST_ROWS;
  return {
    language,
    direction,
    verdict: verdictOf(t, proposal),
    title: action.title,
    lines: [formatMoment(action.start, language), t('proposals:card.needed', { count: needed })],
    legend: rows.some(({ bar }) => 'parts' in bar)
      ? [
          { filling: 'solid', label: t('proposals:choice.for') },
          { filling: 'striped', label: t('proposals:choice.against') },
          { filling: 'dotted', label: t('proposals:choice.abstain') },
        ]
      : [],
    rows,
    ...(more > 0 ? { rest: t('pictures:outcome.more', { count: more }) } : {}),
    footer: t('proposals:card.text', { hash: hash.slice(0, 8) }),
  };
}

/**
 * The same facts for those who do not see the picture: a line of what is decided, then one for each organisation. At most
 * 1,000 characters, cut by whole organisations. Not Markdown: nothing in it is escaped.
 */
export function outcomeAltText(t: Translate, proposal: Proposal): string {
  const { action, needed, outcome = [], entries } = proposal;
  const head = t('pictures:outcome.alt', {
    verdict: verdictOf(t, proposal).text,
    title: clean(action.title),
    when: formatMoment(action.start, languageOf(t).language),
    needed: t('proposals:card.needed', { count: needed }),
  });
  const concluded = outcome.map((conclusion, at) => {
    const name = clean(entries[conclusion.entry]?.organisation.name ?? '');
    return t('pictures:outcome.alt-line', {
      number: at + 1,
      position: t(`proposals:position.${conclusion.position.replace(' ', '-')}`, { name }),
      totals: figuresOf(t, proposal, conclusion),
    });
  });
  const left = entries
    .filter(({ leftAt }) => leftAt !== undefined)
    .map(({ organisation: { name } }, at) =>
      t('pictures:outcome.alt-left', {
        number: outcome.length + at + 1,
        left: t('proposals:card.left', { name: clean(name) }),
      }),
    );
  return joinWithin(head, [...concluded, ...left], (count) => t('pictures:outcome.more', { count }));
}

function verdictOf(t: Translate, { state }: Proposal): Chart['verdict'] {
  if (state === 'not agreed') return { text: t('pictures:outcome.not-agreed'), mark: 'cross' };
  if (state === 'called off') return { text: t('pictures:outcome.called-off'), mark: 'dash' };
  return { text: t('pictures:outcome.agreed'), mark: 'check' };
}

type Conclusion = NonNullable<Proposal['outcome']>[number];

function concludedRow(t: Translate, proposal: Proposal, conclusion: Conclusion, number: number): ChartRow {
  const { entry, position, tally } = conclusion;
  const figures = figuresOf(t, proposal, conclusion);
  return {
    label: proposal.entries[entry]?.organisation.name ?? '',
    labelInstead: t('pictures:outcome.organisation', { number }),
    note: { text: t(`pictures:position.${position.replace(' ', '-')}`), mark: MARKS[position] },
    bar:
      tally === undefined
        ? { withheld: figures }
        : {
            parts: [
              { filling: 'solid', count: tally.for },
              { filling: 'striped', count: tally.against },
              { filling: 'dotted', count: tally.abstain },
            ],
            figures,
          },
  };
}

function leftRow(t: Translate, label: string, number: number): ChartRow {
  return {
    label,
    labelInstead: t('pictures:outcome.organisation', { number }),
    note: { text: t('pictures:position.left'), mark: 'dash' },
    bar: { withheld: t('pictures:outcome.no-part') },
  };
}

/** One organisation's totals, or that they are not shown. */
function figuresOf(t: Translate, { entries }: Proposal, { entry: at, tally }: Conclusion): string {
  if (tally !== undefined) return t('proposals:totals', tally);
  const entry = entries[at];
  return t('pictures:outcome.withheld', { smallest: entry === undefined ? 0 : smallestShown(entry) });
}
