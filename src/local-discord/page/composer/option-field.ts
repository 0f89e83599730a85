import type { PageOption } from '../../page-api.js';
import { h } from '../dom.js';
import { texts } from '../texts.js';
import { optionTypes, shownDescription, shownName, type CommandOption } from '../wire.js';
import { createSuggestions, type Suggestions } from './suggestions.js';

/** The field of one option of a command. */
export interface OptionField {
  option: CommandOption;
  element: HTMLElement;
  input: HTMLInputElement | HTMLSelectElement;
  /** The option as it is sent, or undefined when nothing is filled in. */
  read(): PageOption | undefined;
  setText(text: string): void;
  fail(message: string | undefined): void;
}

export interface FieldSurroundings {
  /** People, roles or channels of the place. */
  choices(kind: 'user' | 'role' | 'mentionable' | 'channel'): { label: string; value: string }[];
  /** What the bot suggests for a text typed into this option. */
  complete(option: CommandOption, typed: string): Promise<{ name: string; value: string | number }[]>;
}

const kinds: Record<number, 'user' | 'role' | 'mentionable' | 'channel'> = {
  [optionTypes.user]: 'user',
  [optionTypes.role]: 'role',
  [optionTypes.mentionable]: 'mentionable',
  [optionTypes.channel]: 'channel',
};

const pause = 180;
let count = 0;

/** Builds the field that fits the option: a text with or without suggestions, a number, or a list. */
export function createOptionField(option: CommandOption, around: FieldSurroundings): OptionField {
  const id = `option-${++count}`;
  const listed = listFor(option, around);
  const input = listed
    ? select(listed)
    : h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false' });
  const required = option.required ?? false;
  const error = h('p', { class: 'field-error', id: `${id}-error`, role: 'alert', hidden: true });
  for (const [name, value] of Object.entries({
    id,
    'data-testid': `option-${option.name}`,
    'aria-describedby': `${id}-hint ${id}-error`,
    'aria-required': String(required),
  })) {
    input.setAttribute(name, value);
  }
  if (option.max_length && input instanceof HTMLInputElement) input.maxLength = option.max_length;
  if (option.type === optionTypes.attachment) input.disabled = true;
  const hint = option.type === optionTypes.attachment ? texts.composer.attachment : shownDescription(option);
  const element = h(
    'div',
    { class: 'option' },
    h(
      'div',
      { class: 'option-head' },
      h('label', { for: id }, shownName(option)),
      required ? h('span', { class: 'tag tag-required' }, texts.composer.required) : null,
    ),
    input,
    h('p', { class: 'hint', id: `${id}-hint` }, hint),
    error,
  );
  // The value behind a suggestion that was taken; typing anything else drops it.
  let taken: { name: string; value: string | number } | undefined;
  if (option.autocomplete && input instanceof HTMLInputElement) {
    const list = addSuggestions(option, input, around, (item) => {
      taken = item;
      input.value = item.name;
    });
    input.after(list.element);
  }

  return {
    option,
    element,
    input,
    read() {
      const text = input.value.trim();
      if (text === '') return undefined;
      const value = taken?.name === input.value ? taken.value : typed(option, text);
      return { name: option.name, type: option.type, value };
    },
    setText(text) {
      if (input instanceof HTMLSelectElement) {
        const fits = [...input.options].find((one) => one.text.toLowerCase() === text.toLowerCase());
        input.value = fits?.value ?? text;
      } else input.value = text;
    },
    fail(message) {
      error.textContent = message ?? '';
      error.hidden = !message;
      input.setAttribute('aria-invalid', String(message !== undefined));
    },
  };
}

/** Whether a line typed after the command can go into this option. */
export function takesText(field: OptionField): boolean {
  return field.option.type === optionTypes.string && field.input instanceof HTMLInputElement;
}

function typed(option: CommandOption, text: string): string | number | boolean {
  if (option.type === optionTypes.boolean) return text === 'true';
  const numeric = option.type === optionTypes.integer || option.type === optionTypes.number;
  if (!numeric) return option.choices?.find((choice) => String(choice.value) === text)?.value ?? text;
  return Number(text.replace(',', '.'));
}

function listFor(
  option: CommandOption,
  around: FieldSurroundings,
): { label: string; value: string }[] | undefined {
  if (option.type === optionTypes.boolean) {
    return [
      { label: texts.composer.yes, value: 'true' },
      { label: texts.composer.no, value: 'false' },
    ];
  }
  if (option.choices?.length) {
    return option.choices.map((choice) => ({ label: shownName(choice), value: String(choice.value) }));
  }
  const kind = kinds[option.type];
  return kind && around.choices(kind);
}

function select(options: { label: string; value: string }[]): HTMLSelectElement {
  return h(
    'select',
    {},
    h('option', { value: '' }, texts.composer.notSet),
    ...options.map(({ label, value }) => h('option', { value }, label)),
  );
}

function addSuggestions(
  option: CommandOption,
  input: HTMLInputElement,
  around: FieldSurroundings,
  take: (item: { name: string; value: string | number }) => void,
): Suggestions {
  let asked = 0;
  let timer: number | undefined;
  const list = createSuggestions(input, texts.composer.choices(shownName(option)), (item) => {
    take({ name: item.name, value: item.value as string | number });
    asked += 1;
    list.hide();
    input.focus();
  });
  const ask = (): void => {
    window.clearTimeout(timer);
    asked += 1;
    const mine = asked;
    timer = window.setTimeout(() => {
      void around.complete(option, input.value).then((choices) => {
        if (mine !== asked || document.activeElement !== input) return;
        list.show(choices, false);
        list.element.scrollIntoView({ block: 'nearest' });
      });
    }, pause);
  };
  input.addEventListener('input', ask);
  input.addEventListener('focus', ask);
  input.addEventListener('click', () => list.open || ask());
  input.addEventListener('keydown', (event) => {
    if (!list.key(event) && event.key === 'ArrowDown') ask();
  });
  input.addEventListener('blur', () => {
    asked += 1;
    window.clearTimeout(timer);
    list.hide();
  });
  return list;
}
