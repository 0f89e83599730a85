import type { Action } from '../proposals/action.js';
import { smallestShown } from '../proposals/outcome.js';
import type { Proposal } from '../proposals/proposal.js';
import type { Translate } from '../texts/texts.js';
import { closingLines } from './afterwards-views.js';
import { actionFields, totals } from './proposal-views.js';
import { cut, escapeText, timestamp } from './text.js';
import type { View } from './view.js';

/** The outcome as its own message: agreed or not, then a line per organisation. */
export function outcomeView(t: Translate, proposal: Proposal): View {
  const agreed = proposal.outcome !== undefined && proposal.state !== 'not agreed';
  const refused = Math.max(0, ...(proposal.outcome ?? []).map((conclusion) => conclusion.refused));
  return {
    title: t(agreed ? 'proposals:outcome.agreed' : 'proposals:outcome.not-agreed', {
      title: cut(escapeText(proposal.action.title), 200),
    }),
    body: [
      ...closingLines(t, proposal),
      ...conclusionLines(t, proposal),
      ...(refused > 0 ? [t('proposals:outcome.refused', { count: refused })] : []),
      ...(agreed ? [t('proposals:outcome.when', { start: timestamp(proposal.action.start.instant) })] : []),
    ].join('\n\n'),
    footer: t('proposals:card.text', { hash: proposal.hash.slice(0, 8) }),
    tone: agreed ? 'good' : 'warning',
  };
}

/** What each organisation concluded, with its totals where they may be shown; servers that left have no position. */
export function conclusionLines(t: Translate, proposal: Proposal): string[] {
  const lines = (proposal.outcome ?? []).map(({ entry: index, position, tally, rollAtClosing }) => {
    const entry = proposal.entries[index];
    const name = escapeText(entry?.organisation.name ?? '');
    const smallest = entry === undefined ? 0 : smallestShown(entry);
    const grown = rollAtClosing - (entry?.roll ?? rollAtClosing);
    return [
      t(`proposals:position.${position.replace(' ', '-')}`, { name }),
      tally === undefined ? t('proposals:outcome.withheld', { smallest }) : totals(t, tally),
      ...(grown > 0 ? [t('proposals:outcome.grown', { count: grown })] : []),
    ].join('\n');
  });
  const left = proposal.entries.filter(({ leftAt }) => leftAt !== undefined);
  return [
    ...lines,
    ...left.map(({ organisation }) => t('proposals:card.left', { name: escapeText(organisation.name) })),
  ];
}

/** What differs between two texts, field by field, as people read them. */
export function differenceLines(t: Translate, before: Action, after: Action): string {
  const fieldsOf = (action: Action) => [
    { name: t('proposals:field.title'), value: escapeText(action.title) },
    ...actionFields(t, action),
    { name: t('proposals:field.details'), value: cut(escapeText(action.details), 500) },
  ];
  const old = new Map(fieldsOf(before).map(({ name, value }) => [name, value]));
  const fresh = new Map(fieldsOf(after).map(({ name, value }) => [name, value]));
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((name) => (old.get(name) ?? '') !== (fresh.get(name) ?? ''))
    .map((name) =>
      t('proposals:preview.change-line', {
        field: `**${name}**`,
        before: old.get(name) || '–',
        after: fresh.get(name) || '–',
      }),
    )
    .join('\n');
}
