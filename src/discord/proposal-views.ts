import { votingRole } from '../organisations/organisation.js';
import { smallestShown } from '../proposals/outcome.js';
import { entriesIn, type Entry, type Hidden, type Proposal } from '../proposals/proposal.js';
import type { Action } from '../proposals/action.js';
import { turnout, type Tally } from '../proposals/tally.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { neededWords } from './rule-views.js';
import { escapeText, timestamp } from './text.js';
import type { Row, View } from './view.js';

/** How much of the text's hash people see. */
const SHOWN_HASH = 8;

/** What the card in one server shows of a proposal: at most 90 words before its buttons. */
export interface CardInput {
  proposal: Proposal;
  guildId: string;
  /** Per entry of the proposal, in its order. */
  tallies: readonly Tally[];
  hidden?: Hidden | undefined;
}

/** The card of a proposal in one server. */
export function cardView(t: Translate, input: CardInput): View {
  const { proposal, hidden } = input;
  if (hidden !== undefined) {
    return {
      title: t('proposals:card.hidden-title'),
      body: t(`proposals:card.hidden-${hidden.by}`),
      tone: 'warning',
    };
  }
  return {
    title: escapeText(proposal.action.title),
    fields: actionFields(t, proposal.action),
    body: cardBody(t, input),
    footer: t('proposals:card.text', { hash: proposal.hash.slice(0, SHOWN_HASH) }),
    tone: proposal.state === 'agreed' ? 'good' : proposal.state === 'open' ? 'neutral' : 'warning',
    rows: [cardButtons(t, proposal)],
  };
}

/** How, whom, when and where as fields; an action without a place has no such field. */
export function actionFields(t: Translate, action: Action): NonNullable<View['fields']> {
  const sameDay = action.start.wall.slice(0, 10) === action.end.wall.slice(0, 10);
  return [
    { name: t('proposals:field.how'), value: escapeText(action.how) },
    {
      name: t('proposals:field.whom'),
      value: `${t(`proposals:whom.${action.whom.kind}`)}: ${escapeText(action.whom.name)}`,
    },
    {
      name: t('proposals:field.when'),
      value: t('proposals:span', {
        start: timestamp(action.start.instant),
        end: timestamp(action.end.instant, sameDay ? 't' : 'F'),
      }),
    },
    ...(action.where === '' ? [] : [{ name: t('proposals:field.where'), value: escapeText(action.where) }]),
  ];
}

/**
 * How many took part and what is needed: "41 of about 120 voted; 60 needed". In a secret ballot of few, how many is
 * told only from ten or so on: in a small group the counter itself would show who voted.
 */
export function turnoutWords(t: Translate, entry: Entry, tally: Tally): string {
  const cast = turnout(tally);
  const secret = entry.organisation.rule.ballots === 'secret';
  const smallest = smallestShown(entry);
  const size = !secret ? '' : entry.roll < smallest ? '-hidden' : cast < smallest ? '-few' : '';
  const key = `proposals:card.turnout${size}${entry.rollApproximate ? '-about' : ''}`;
  const needed = neededWords(t, entry.organisation.rule, entry.roll);
  return t(key, { turnout: cast, smallest, roll: entry.roll, needed });
}

/** "For 3 · Against 1 · Abstain 1", the one form in which totals are shown. */
export function totals(t: Translate, tally: Tally): string {
  return t('proposals:totals', tally);
}

/** What can be seen of this ballot, by whom: per organisation where they differ. */
export function whoSeesWhat(t: Translate, entries: readonly Entry[]): string {
  const texts = entries.map((entry) => {
    const { ballots, tally } = entry.organisation.rule;
    const key = ballots === 'open' && tally === 'live' ? 'open-live' : ballots;
    return {
      name: entry.organisation.name,
      text: t(`proposals:sees.${key}`, { server: escapeText(entry.server) }),
    };
  });
  const different = new Set(texts.map(({ text }) => text));
  if (different.size <= 1) return texts[0]?.text ?? '';
  return [...different]
    .map((text) => {
      const names = texts.filter((one) => one.text === text).map(({ name }) => escapeText(name));
      return t('proposals:sees.in', { name: names.join(', '), text });
    })
    .join('\n\n');
}

/** A proposal's state in a word, for lists. */
export function stateWords(t: Translate, proposal: Proposal): string {
  if (proposal.state === 'open')
    return t('proposals:state.open', { closes: timestamp(proposal.closesAt, 'R') });
  return t(`proposals:state.${proposal.state.replaceAll(' ', '-')}`, {
    closed: timestamp(proposal.closedAt ?? proposal.closesAt),
    settled: timestamp(proposal.settledAt ?? proposal.closedAt ?? proposal.closesAt),
  });
}

function cardBody(t: Translate, { proposal, guildId, tallies }: CardInput): string {
  const lines = [t('proposals:card.proposed-by', { name: escapeText(proposer(proposal)) })];
  if (proposal.state !== 'open') return [...lines, stateWords(t, proposal)].join('\n');
  lines.push(...againLines(t, proposal));
  const here = entriesIn(proposal, guildId);
  for (const entry of here) {
    const tally = tallies[proposal.entries.indexOf(entry)] ?? { for: 0, against: 0, abstain: 0 };
    const words = turnoutWords(t, entry, tally);
    const alone = here.length === 1 && votingRole(entry.organisation) === undefined;
    lines.push(
      alone ? words : t('proposals:card.line', { name: escapeText(entry.organisation.name), turnout: words }),
    );
    if (entry.organisation.rule.tally === 'live')
      lines.push(t('proposals:card.live', { totals: totals(t, tally) }));
  }
  if (here.length === 0)
    lines.push(t('proposals:card.left', { name: escapeText(serverName(proposal, guildId)) }));
  if (proposal.frontId !== undefined) lines.push(t('proposals:card.needed', { count: proposal.needed }));
  lines.push(
    t('proposals:card.closes', {
      closes: timestamp(proposal.closesAt),
      left: timestamp(proposal.closesAt, 'R'),
    }),
  );
  return lines.join('\n');
}

/** That ballots given earlier count no more, or may be missing. */
function againLines(t: Translate, { votedAgain, restoredAt }: Proposal): string[] {
  if (votedAgain !== undefined) {
    const why = votedAgain.why.replace(' ', '-');
    return [t(`proposals:card.again-${why}`, { at: timestamp(votedAgain.at) })];
  }
  return restoredAt === undefined ? [] : [t('proposals:card.restored', { at: timestamp(restoredAt) })];
}

/** The organisation a proposal comes from: its only one in the proposing server, else the server itself. */
function proposer(proposal: Proposal): string {
  const own = proposal.entries.filter(({ organisation }) => organisation.guildId === proposal.guildId);
  return (own.length === 1 ? own[0]?.organisation.name : own[0]?.server) ?? '';
}

function serverName(proposal: Proposal, guildId: string): string {
  return proposal.entries.find(({ organisation }) => organisation.guildId === guildId)?.server ?? '';
}

function cardButtons(t: Translate, proposal: Proposal): Row {
  const at = { proposal: proposal.id, version: String(proposal.version) };
  const disabled = proposal.state !== 'open';
  return [
    {
      label: t('proposals:choice.for'),
      id: customId('card', { act: 'for', ...at }),
      style: 'success',
      disabled,
    },
    {
      label: t('proposals:choice.against'),
      id: customId('card', { act: 'against', ...at }),
      style: 'danger',
      disabled,
    },
    { label: t('proposals:choice.abstain'), id: customId('card', { act: 'abstain', ...at }), disabled },
    { label: t('proposals:card.more'), id: customId('card', { act: 'more', ...at }), style: 'primary' },
  ];
}
