import { h } from '../dom.js';
import { texts } from '../texts.js';
import { componentTypes, type Component } from '../wire.js';

/** One question of a form. */
export interface FormField {
  customId: string;
  element: HTMLElement;
  focus(): void;
  /** What is sent: the text, or the chosen values with one in each line. */
  value(): string;
  /** Says what is wrong, or clears it; true when all is well. */
  check(): boolean;
}

const paragraph = 2;
let count = 0;

/**
 * The questions of a form. Each is a label around a text or a list, or - the older way - a row with a text that carries
 * its own label. Texts between them come back without a `customId`.
 */
export function createFormFields(components: Component[]): (FormField | HTMLElement)[] {
  return components.flatMap((part): (FormField | HTMLElement)[] => {
    if (part.type === componentTypes.label && part.component) {
      return [field(part.component, part.label ?? '', part.description)];
    }
    if (part.type === componentTypes.row) {
      return (part.components ?? []).map((inner) => field(inner, inner.label ?? '', undefined));
    }
    if (part.type === componentTypes.text) return [h('p', { class: 'form-text' }, part.content)];
    return [h('p', { class: 'field-error' }, texts.form.unsupported)];
  });
}

function field(part: Component, label: string, description: string | undefined): FormField | HTMLElement {
  if (part.type === componentTypes.textInput) return textField(part, label, description);
  if (part.type === componentTypes.stringSelect) {
    return (part.max_values ?? 1) > 1
      ? checkField(part, label, description)
      : selectField(part, label, description);
  }
  return h('p', { class: 'field-error' }, texts.form.unsupported);
}

function textField(part: Component, label: string, description: string | undefined): FormField {
  const input = part.style === paragraph ? h('textarea', { rows: 4 }) : h('input', { type: 'text' });
  input.value = part.value ?? '';
  input.placeholder = part.placeholder ?? '';
  if (part.max_length) input.maxLength = part.max_length;
  const counter = h('span', { class: 'counter', 'aria-hidden': 'true' });
  const showCount = (): void => {
    if (!part.max_length) return;
    counter.textContent = `${input.value.length} / ${part.max_length}`;
    counter.title = texts.form.counter(input.value.length, part.max_length);
  };
  input.addEventListener('input', showCount);
  showCount();
  const required = part.required ?? true;
  return framed(
    part,
    label,
    description,
    input,
    [counter],
    () => input.value,
    () => {
      const length = input.value.trim().length;
      if (length === 0) return required ? texts.form.required : undefined;
      const min = part.min_length ?? 0;
      return length < min ? texts.form.tooShort(min) : undefined;
    },
  );
}

function selectField(part: Component, label: string, description: string | undefined): FormField {
  const required = part.required ?? true;
  const input = h(
    'select',
    {},
    h('option', { value: '' }, part.placeholder ?? texts.form.chooseOne),
    ...(part.options ?? []).map((option) =>
      h(
        'option',
        { value: option.value, selected: option.default ?? false },
        option.description ? `${option.label} – ${option.description}` : option.label,
      ),
    ),
  );
  return framed(
    part,
    label,
    description,
    input,
    [],
    () => input.value,
    () => (required && input.value === '' ? texts.form.required : undefined),
  );
}

function checkField(part: Component, label: string, description: string | undefined): FormField {
  const boxes = (part.options ?? []).map((option) =>
    h('input', {
      type: 'checkbox',
      value: option.value,
      checked: option.default ?? false,
      'data-testid': `modal-field-${part.custom_id}-${option.value}`,
    }),
  );
  const group = h(
    'div',
    { role: 'group', class: 'checks', tabindex: -1 },
    ...boxes.map((box, index) => h('label', {}, box, part.options?.[index]?.label ?? '')),
  );
  const chosen = (): string[] => boxes.filter((box) => box.checked).map((box) => box.value);
  const required = part.required ?? true;
  return framed(
    part,
    label,
    description,
    group,
    [],
    () => chosen().join('\n'),
    () => {
      const min = part.min_values ?? (required ? 1 : 0);
      if (chosen().length < min && (required || chosen().length > 0)) return texts.form.tooFew(min);
      return chosen().length > (part.max_values ?? 1) ? texts.form.tooMany(part.max_values ?? 1) : undefined;
    },
  );
}

function framed(
  part: Component,
  label: string,
  description: string | undefined,
  input: HTMLElement,
  beside: HTMLElement[],
  value: () => string,
  problem: () => string | undefined,
): FormField {
  const id = `field-${++count}`;
  const customId = part.custom_id ?? '';
  const required = part.required ?? true;
  const error = h('p', { class: 'field-error', id: `${id}-error`, role: 'alert', hidden: true });
  input.id = id;
  input.dataset['testid'] = `modal-field-${customId}`;
  input.setAttribute('aria-required', String(required));
  input.setAttribute('aria-describedby', `${id}-hint ${id}-error`);
  if (input.role === 'group') input.setAttribute('aria-labelledby', `${id}-label`);
  const star = required ? h('span', { class: 'star', 'aria-hidden': 'true' }, ' *') : null;
  const element = h(
    'div',
    { class: 'form-field' },
    h(
      'div',
      { class: 'form-head' },
      h('label', { for: id, id: `${id}-label` }, h('span', {}, label), star),
      ...beside,
    ),
    h('p', { class: 'hint', id: `${id}-hint`, hidden: !description }, description),
    input,
    error,
  );
  const check = (): boolean => {
    const wrong = problem();
    error.textContent = wrong ?? '';
    error.hidden = wrong === undefined;
    input.setAttribute('aria-invalid', String(wrong !== undefined));
    return wrong === undefined;
  };
  input.addEventListener('input', () => error.hidden || check());
  return { customId, element, focus: () => input.focus(), value, check };
}
