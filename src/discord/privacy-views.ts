import type { AppDeps } from '../app-deps.js';
import type { Erased } from '../privacy/erase.js';
import type { Own } from '../privacy/own-data.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { escapeText, timestamp } from './text.js';
import type { Button, View } from './view.js';

/** What the bot's operator said about how to be reached. */
type Operator = Pick<AppDeps, 'operatorContact'>;

/** What is stored about the person, kind by kind, with until when. */
export function ownDataView(t: Translate, deps: Operator, { kept, unreadable }: Own): View {
  const lines = kept.map(({ kind, count, until }) =>
    t('privacy:line', {
      what: t(`privacy:kept.${kind}`, { count, until: until === undefined ? '' : timestamp(until, 'f') }),
    }),
  );
  const body = [
    t('privacy:intro'),
    lines.length === 0 ? t('privacy:nothing') : lines.join('\n'),
    ...unreadableLines(t, unreadable),
    t('privacy:not-stored'),
    operatorLine(t, deps),
  ].join('\n\n');
  return { title: t('privacy:title'), body, rows: [[button(t, 'notice'), button(t, 'ask', 'danger')]] };
}

/** The file with all of it. */
export function exportView(t: Translate, data: string): View {
  return { title: t('privacy:title'), body: t('privacy:export'), files: [{ name: 'my-data.json', data }] };
}

/** What erasing removes and what it cannot, with the button that does it. */
export function askEraseView(t: Translate): View {
  return {
    title: t('privacy:ask-title'),
    body: [t('privacy:ask-body'), t('privacy:stays')].join('\n\n'),
    tone: 'warning',
    rows: [[button(t, 'erase', 'danger'), button(t, 'keep')]],
  };
}

/** That it is done, and what stays and why. */
export function erasedView(t: Translate, deps: Operator, { removed, unreadable }: Erased): View {
  const count = Object.values(removed).reduce((sum, one) => sum + one, 0);
  const done = count === 0 ? t('privacy:erased-nothing') : t('privacy:erased', { count });
  const left = unreadable === 0 ? [] : [...unreadableLines(t, unreadable), operatorLine(t, deps)];
  return {
    title: t(left.length === 0 ? 'privacy:erased-title' : 'privacy:erased-title-in-part'),
    body: [done, ...left, t('privacy:stays')].join('\n\n'),
    tone: left.length === 0 ? 'good' : 'warning',
  };
}

/** That the bot cannot say whether some records are about the person. */
function unreadableLines(t: Translate, count: number): string[] {
  return count === 0 ? [] : [t('privacy:unreadable', { count })];
}

/** The privacy notice: who can see what, how long, and who runs the bot. */
export function noticeView(t: Translate, deps: Operator, days: number): View {
  const parts = ['people', 'votes', 'servers', 'others', 'rights'] as const;
  return {
    title: t('privacy:notice.title'),
    body: [...parts.map((part) => t(`privacy:notice.${part}`, { days })), operatorLine(t, deps)].join('\n\n'),
    rows: [[button(t, 'ask', 'danger')]],
  };
}

/** Who runs this bot, in their own words, or that they have not said. */
export function operatorLine(t: Translate, { operatorContact }: Operator): string {
  return operatorContact === undefined
    ? t('privacy:operator-unknown')
    : t('privacy:operator', { contact: escapeText(operatorContact) });
}

function button(t: Translate, act: 'notice' | 'ask' | 'erase' | 'keep', style?: Button['style']): Button {
  return {
    label: t(`privacy:button.${act}`),
    id: customId('privacy', { act }),
    ...(style === undefined ? {} : { style }),
  };
}
