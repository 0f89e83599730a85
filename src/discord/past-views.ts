import type { PastOf, PastPage } from '../proposals/past.js';
import type { Proposal } from '../proposals/proposal.js';
import type { Translate } from '../texts/texts.js';
import { closingLines } from './afterwards-views.js';
import { customId } from './custom-ids.js';
import { cut, escapeText, timestamp } from './text.js';
import type { Button, View } from './view.js';

/** So much is said of which organisations were in. */
const NAMES = 250;

/** **Past actions**: of the front, or of what was put to the server alone. */
export function pastButton(t: Translate, of: PastOf): Button {
  return { label: t('afterwards:past.open'), id: customId('past', { act: of, page: '0' }) };
}

/** A page of actions that took place or were called off, the latest first. */
export function pastView(t: Translate, { of, front, actions, page, more }: PastPage, server: string): View {
  const title =
    front === undefined
      ? t('afterwards:past.title', { name: escapeText(server) })
      : t('afterwards:past.title-front', { name: escapeText(front) });
  if (actions.length === 0) return { title, body: t('afterwards:past.none') };
  const fields = actions.map((action) => ({
    name: cut(escapeText(action.action.title), 250),
    value: actionLines(t, action).join('\n'),
  }));
  if (page === 0 && !more) return { title, fields };
  const turn = (label: string, to: number, disabled: boolean) => ({
    label,
    id: customId('past', { act: of, page: String(Math.max(0, to)) }),
    disabled,
  });
  const newer = turn(t('proposals:list.newer'), page - 1, page === 0);
  return { title, fields, rows: [[newer, turn(t('proposals:list.older'), page + 1, !more)]] };
}

function actionLines(t: Translate, proposal: Proposal): string[] {
  const { start, whom } = proposal.action;
  const values = { start: timestamp(start.instant), kind: t(`proposals:whom.${whom.kind}`) };
  const off = proposal.state === 'called off' && proposal.settledAt !== undefined;
  return [
    t('afterwards:past.what', { ...values, name: escapeText(whom.name) }),
    t('afterwards:past.in', { names: namesIn(proposal) }),
    ...(off ? [t('afterwards:past.called-off', { settled: timestamp(proposal.settledAt ?? '') })] : []),
    ...closingLines(t, proposal),
  ];
}

/** The organisations that were in; those that have no room are left out with an ellipsis. */
function namesIn({ outcome = [], entries }: Proposal): string {
  const names = outcome
    .filter(({ position }) => position === 'in')
    .map(({ entry }) => entries[entry]?.organisation.name ?? '');
  return escapeText(cut(names.join(', '), NAMES));
}
