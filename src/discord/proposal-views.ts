import type { Action } from '../proposals/action.js';
import type { Entry, Proposal } from '../proposals/proposal.js';
import { neededFor, quorumOf, type Tally } from '../proposals/tally.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { cut, escapeText, timestamp } from './text.js';
import type { Row, View } from './view.js';

/** How much of the text's hash people see. */
const SHOWN_HASH = 8;

/** The card of a proposal in one server: at most 90 words before its buttons. */
export function cardView(t: Translate, proposal: Proposal, entry: Entry, turnout: number): View {
  return {
    title: escapeText(proposal.action.title),
    fields: actionFields(t, proposal.action),
    body: cardBody(t, proposal, entry, turnout),
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

/** What an organisation's rule asks for, in words: quorum and share, with numbers where they are known beforehand. */
export function neededWords(
  t: Translate,
  { organisation, roll }: Pick<Entry, 'organisation' | 'roll'>,
): string {
  const { rule } = organisation;
  const share =
    rule.base === 'whole roll'
      ? t('proposals:needed.of-roll', { count: neededFor(rule.threshold, roll) })
      : t(
          `proposals:needed.${rule.base === 'all cast' ? 'cast' : 'for-and-against'}.${thresholdKey(rule.threshold)}`,
        );
  if (rule.quorum === 'none') return share;
  return t('proposals:needed.with-quorum', { count: quorumOf(rule, roll), share });
}

/** "For 3 · Against 1 · Abstain 1", the one form in which totals are shown. */
export function totals(t: Translate, tally: Tally): string {
  return t('proposals:totals', tally);
}

/** The outcome as its own message: agreed or not, then a line per organisation. */
export function outcomeView(t: Translate, proposal: Proposal): View {
  const agreed = proposal.state === 'agreed';
  const lines = (proposal.outcome ?? []).map(({ organisationId, position, tally, rollAtClosing }) => {
    const entry = proposal.entries.find(({ organisation }) => organisation.id === organisationId);
    const name = escapeText(entry?.organisation.name ?? '');
    const line = `${t(`proposals:position.${position.replace(' ', '-')}`, { name })}\n${totals(t, tally)}`;
    const grown = rollAtClosing - (entry?.roll ?? rollAtClosing);
    return grown > 0 ? `${line}\n${t('proposals:outcome.grown', { count: grown })}` : line;
  });
  return {
    title: t(agreed ? 'proposals:outcome.agreed' : 'proposals:outcome.not-agreed', {
      title: cut(escapeText(proposal.action.title), 200),
    }),
    body: [
      ...lines,
      ...(agreed ? [t('proposals:outcome.when', { start: timestamp(proposal.action.start.instant) })] : []),
    ].join('\n\n'),
    footer: t('proposals:card.text', { hash: proposal.hash.slice(0, SHOWN_HASH) }),
    tone: agreed ? 'good' : 'warning',
  };
}

/** What can be seen of this ballot, by whom. */
export function whoSeesWhat(t: Translate, entry: Entry): string {
  return t(`proposals:sees.${entry.organisation.rule.ballots}`, {
    server: escapeText(entry.organisation.name),
  });
}

/** A proposal's state in a word, for lists. */
export function stateWords(
  t: Translate,
  proposal: Pick<Proposal, 'state' | 'closesAt' | 'closedAt'>,
): string {
  if (proposal.state === 'open')
    return t('proposals:state.open', { closes: timestamp(proposal.closesAt, 'R') });
  return t(`proposals:state.${proposal.state.replace(' ', '-')}`, {
    closed: timestamp(proposal.closedAt ?? proposal.closesAt),
  });
}

/** How many took part and what is needed: "41 of about 120 voted; 60 needed". */
export function turnoutWords(t: Translate, entry: Entry, turnout: number): string {
  return t(entry.rollApproximate ? 'proposals:card.turnout-about' : 'proposals:card.turnout', {
    turnout,
    roll: entry.roll,
    needed: neededWords(t, entry),
  });
}

function cardBody(t: Translate, proposal: Proposal, entry: Entry, turnout: number): string {
  const lines = [t('proposals:card.proposed-by', { name: escapeText(entry.organisation.name) })];
  if (proposal.state === 'open') {
    lines.push(
      turnoutWords(t, entry, turnout),
      t('proposals:card.closes', {
        closes: timestamp(proposal.closesAt),
        left: timestamp(proposal.closesAt, 'R'),
      }),
    );
  } else {
    lines.push(stateWords(t, proposal));
  }
  return lines.join('\n');
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

function thresholdKey(threshold: string): string {
  return threshold.replace('/', '-of-');
}
