import { h } from '../dom.js';
import { texts } from '../texts.js';
import { componentTypes, type Component, type SelectOption } from '../wire.js';
import { webAddress } from './attachments.js';
import { createSelectMenu } from './select-menu.js';

/** A button pressed, or choices made in a menu. */
export interface Press {
  customId: string;
  values?: string[];
}

const styles: Record<number, string> = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'destructive',
  5: 'secondary',
};

interface Shadowed extends HTMLElement {
  updateComplete: Promise<boolean>;
}

/**
 * The buttons and menus of a message, or undefined when it has none. `choicesOf` fills menus whose choices come from
 * the server: people, roles, channels.
 */
export function drawRows(
  rows: Component[],
  choicesOf: (type: number) => SelectOption[],
  press: (press: Press) => Promise<void>,
): HTMLElement | undefined {
  const filled = rows.filter((row) => row.type === componentTypes.row && row.components?.length);
  if (filled.length === 0) return undefined;
  const drawn = filled.map((row) =>
    h(
      'discord-action-row',
      {},
      ...(row.components ?? []).map((part) =>
        part.type === componentTypes.button ? button(part, press) : menu(part, choicesOf, press),
      ),
    ),
  );
  return h('div', { slot: 'components', class: 'rows' }, ...drawn);
}

function button(part: Component, press: (press: Press) => Promise<void>): HTMLElement {
  const label = part.label ?? part.emoji?.name ?? '';
  const sign =
    part.emoji?.name && part.label ? h('span', { 'aria-hidden': 'true' }, `${part.emoji.name} `) : null;
  const element = h(
    'discord-button',
    {
      type: styles[part.style ?? 2] ?? 'secondary',
      url: part.style === 5 ? webAddress(part.url) : undefined,
      disabled: part.disabled ?? false,
      'data-testid': part.custom_id ? `component-${part.custom_id}` : undefined,
    },
    sign,
    label,
  ) as HTMLElement as Shadowed;
  const inner = (): HTMLButtonElement | null => element.shadowRoot?.querySelector('button') ?? null;
  // The component only looks disabled; the button inside has to be told.
  void element.updateComplete.then(() => inner()?.toggleAttribute('disabled', part.disabled ?? false));
  let busy = false;
  element.addEventListener('click', () => {
    if (busy || part.disabled || !part.custom_id) return;
    busy = true;
    inner()?.setAttribute('aria-busy', 'true');
    void press({ customId: part.custom_id }).finally(() => {
      busy = false;
      inner()?.removeAttribute('aria-busy');
    });
  });
  return element;
}

function menu(
  part: Component,
  choicesOf: (type: number) => SelectOption[],
  press: (press: Press) => Promise<void>,
): HTMLElement {
  const customId = part.custom_id ?? '';
  return createSelectMenu({
    label: part.placeholder ?? texts.menu.placeholder,
    options: part.type === componentTypes.stringSelect ? (part.options ?? []) : choicesOf(part.type),
    min: part.min_values ?? 1,
    max: part.max_values ?? 1,
    disabled: part.disabled ?? false,
    testId: `component-${customId}`,
    choose: (values) => press({ customId, values }),
  });
}
