import type { AppDeps } from '../app-deps.js';
import type { Erased } from '../privacy/erase.js';
import type { Kept } from '../privacy/own-data.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { escapeText, timestamp } from './text.js';
import type { Button, View } from './view.js';

/** What the bot's operator said about how to be reached. */
type Operator = Pick<AppDeps, 'operatorContact'>;

/** What is stored about the person, kind by kind, with until when. */
export function ownDataView(t: Translate, deps: Operator, kept: readonly Kept[]): View {
  const lines = kept.map(({ kind, count, until }) =>
    t('privacy:line', {
      what: t(`privacy:kept.${kind}`, { count, until: until === undefined ? '' : timestamp(until, 'f') }),
    }),
  );
  const body = [
    t('privacy:intro'),
    lines.length === 0 ? t('privacy:nothing') : lines.join('\n'),
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
export function erasedView(t: Translate, erased: Erased): View {
  const count = Object.values(erased).reduce((sum, one) => sum + one, 0);
  const done = count === 0 ? t('privacy:erased-nothing') : t('privacy:erased', { count });
  return { title: t('privacy:erased-title'), body: [done, t('privacy:stays')].join('\n\n'), tone: 'good' };
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
