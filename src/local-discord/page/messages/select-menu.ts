import { h, icon, icons } from '../dom.js';
import { texts } from '../texts.js';
import type { SelectOption } from '../wire.js';

export interface SelectMenu {
  /** What the closed menu says, and its accessible name. */
  label: string;
  options: SelectOption[];
  min: number;
  max: number;
  disabled: boolean;
  testId: string;
  choose(values: string[]): Promise<void>;
}

let count = 0;

/**
 * A menu of a message. The component library's own menu cannot be opened without a mouse, so this is a button with a
 * list box that follows the usual keys; it looks the same. With one choice the press sends it, with several a button does.
 */
export function createSelectMenu(menu: SelectMenu): HTMLElement {
  const id = `menu-${++count}`;
  const many = menu.max > 1;
  const chosen = new Set(menu.options.filter((option) => option.default).map((option) => option.value));
  let active = -1;
  let busy = false;

  const options = menu.options.map((option, index) =>
    h(
      'div',
      {
        id: `${id}-${index}`,
        role: 'option',
        class: 'menu-option',
        'data-value': option.value,
        onclick: () => pick(index),
        onpointermove: () => highlight(index),
      },
      h('span', { class: 'menu-name' }, option.emoji?.name ? `${option.emoji.name} ` : null, option.label),
      option.description ? h('span', { class: 'menu-detail' }, option.description) : null,
    ),
  );
  const confirm = h('button', { type: 'button', class: 'primary', onclick: () => void send() });
  const note = h('span', { class: 'menu-detail' }, texts.menu.between(menu.min, menu.max));
  const listBox = h(
    'div',
    { role: 'listbox', id, 'aria-label': menu.label, 'aria-multiselectable': many ? 'true' : undefined },
    ...(options.length > 0 ? options : [h('div', { class: 'menu-option' }, texts.menu.none)]),
  );
  const panel = h('div', { class: 'menu-list', hidden: true }, listBox);
  if (many) panel.append(h('div', { class: 'menu-confirm' }, note, confirm));
  const shown = h('span', { class: 'menu-shown' });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'menu-button',
      role: 'combobox',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      'aria-controls': id,
      'aria-label': menu.label,
      'data-testid': menu.testId,
      disabled: menu.disabled,
      onclick: () => (panel.hidden ? open() : close()),
      onkeydown: (event: KeyboardEvent) => key(event),
    },
    shown,
    icon(icons.down, 18),
  );
  const root = h('div', { class: 'menu' }, button, panel);
  root.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node && root.contains(event.relatedTarget))) close();
  });
  // Keeps the focus on the button, or the list would close before the press arrives.
  listBox.addEventListener('mousedown', (event) => event.preventDefault());
  show();
  return root;

  function show(): void {
    const names = menu.options.filter((option) => chosen.has(option.value)).map((option) => option.label);
    shown.textContent = names.length > 0 ? names.join(', ') : menu.label;
    options.forEach((option) =>
      option.setAttribute('aria-selected', String(chosen.has(option.dataset['value'] ?? ''))),
    );
    confirm.textContent = texts.menu.confirm(chosen.size);
    confirm.disabled = busy || chosen.size < menu.min || chosen.size > menu.max;
  }

  function open(): void {
    panel.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    highlight(
      Math.max(
        0,
        menu.options.findIndex((option) => chosen.has(option.value)),
      ),
    );
  }

  function close(): void {
    panel.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    button.removeAttribute('aria-activedescendant');
  }

  function highlight(index: number): void {
    options[active]?.classList.remove('active');
    active = index;
    const option = options[index];
    if (!option) return;
    option.classList.add('active');
    option.scrollIntoView({ block: 'nearest' });
    button.setAttribute('aria-activedescendant', option.id);
  }

  function key(event: KeyboardEvent): void {
    if (panel.hidden) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      return open();
    }
    const last = options.length - 1;
    if (event.key === 'ArrowDown') highlight(Math.min(last, active + 1));
    else if (event.key === 'ArrowUp') highlight(Math.max(0, active - 1));
    else if (event.key === 'Home') highlight(0);
    else if (event.key === 'End') highlight(last);
    else if (event.key === 'Enter' || event.key === ' ') pick(active);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function pick(index: number): void {
    const value = menu.options[index]?.value;
    if (value === undefined || busy) return;
    if (many) {
      if (!chosen.delete(value) && chosen.size < menu.max) chosen.add(value);
      return show();
    }
    chosen.clear();
    chosen.add(value);
    close();
    void send();
  }

  async function send(): Promise<void> {
    busy = true;
    button.setAttribute('aria-busy', 'true');
    close();
    show();
    await menu.choose([...chosen]);
    busy = false;
    button.removeAttribute('aria-busy');
    show();
  }
}
