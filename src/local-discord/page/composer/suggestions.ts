import { h } from '../dom.js';

export interface Suggestion {
  name: string;
  detail?: string;
  value: unknown;
}

export interface Suggestions {
  element: HTMLElement;
  readonly open: boolean;
  show(items: Suggestion[], highlightFirst: boolean): void;
  hide(): void;
  /** Handles arrow keys, Enter and Escape; true when the key was used up. */
  key(event: KeyboardEvent): boolean;
  /** Whether a suggestion was chosen with the arrow keys rather than by being first. */
  readonly moved: boolean;
}

let count = 0;

/** A list box of suggestions that belongs to `input`, which keeps the focus while arrow keys move through the list. */
export function createSuggestions(
  input: HTMLInputElement,
  label: string,
  choose: (item: Suggestion) => void,
): Suggestions {
  const id = `suggestions-${++count}`;
  const element = h('div', { class: 'suggestions', role: 'listbox', id, 'aria-label': label, hidden: true });
  let items: Suggestion[] = [];
  let active = -1;
  let moved = false;
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': id,
  })) {
    input.setAttribute(name, value);
  }
  element.addEventListener('mousedown', (event) => event.preventDefault());

  function highlight(index: number): void {
    active = index;
    [...element.children].forEach((child, at) => child.setAttribute('aria-selected', String(at === index)));
    const option = element.children[index];
    if (option) {
      input.setAttribute('aria-activedescendant', option.id);
      if (moved) option.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  }

  function hide(): void {
    element.hidden = true;
    element.replaceChildren();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  return {
    element,
    get open() {
      return !element.hidden;
    },
    get moved() {
      return moved;
    },
    show(next, highlightFirst) {
      items = next;
      moved = false;
      element.replaceChildren(
        ...items.map((item, index) =>
          h(
            'div',
            {
              role: 'option',
              id: `${id}-${index}`,
              class: 'suggestion',
              'data-testid': 'suggestion',
              onclick: () => choose(item),
            },
            h('span', { class: 'suggestion-name' }, item.name),
            item.detail ? h('span', { class: 'suggestion-detail' }, item.detail) : null,
          ),
        ),
      );
      if (items.length === 0) return hide();
      element.hidden = false;
      element.scrollTop = 0;
      input.setAttribute('aria-expanded', 'true');
      highlight(highlightFirst ? 0 : -1);
    },
    hide,
    key(event) {
      if (element.hidden) return false;
      const chosen = items[active];
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step !== 0) {
        moved = true;
        const from = active < 0 && step < 0 ? 0 : active;
        highlight((from + step + items.length) % items.length);
      } else if (event.key === 'Escape') hide();
      else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
