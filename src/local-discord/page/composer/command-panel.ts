import type { PageOption } from '../../page-api.js';
import { h, icon, icons } from '../dom.js';
import { texts } from '../texts.js';
import { optionTypes, shownName } from '../wire.js';
import { nest, readRest, type CommandPath } from './catalogue.js';
import { createOptionField, takesText, type FieldSurroundings, type OptionField } from './option-field.js';

/** The opened command with its fields. */
export interface CommandPanel {
  path: CommandPath;
  element: HTMLElement;
  /** Spreads what was typed after the command over the fields; true when some of it found a place. */
  fill(rest: string): boolean;
  /** Puts the focus into the first field; `typing` when the line is simply typed on. False when there is no field. */
  focusFirst(typing: boolean): boolean;
  /** The options to send, or undefined when something is missing; then its field says so and has the focus. */
  read(): PageOption[] | undefined;
  /** The options as they are now, with one marked as being typed into. */
  readPartly(focused: string, typed: string): PageOption[];
}

/** Opens a command: a heading that says what it does, and a labelled field for each option. */
export function createCommandPanel(
  path: CommandPath,
  around: Pick<FieldSurroundings, 'choices'> & {
    complete(panel: CommandPanel, option: string, typed: string): ReturnType<FieldSurroundings['complete']>;
    cancel(): void;
  },
): CommandPanel {
  const fields: OptionField[] = path.options.map((option) =>
    createOptionField(option, {
      choices: around.choices,
      complete: (one, typed) => around.complete(panel, one.name, typed),
    }),
  );
  const close = h(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': texts.composer.cancel, onclick: around.cancel },
    icon(icons.close, 18),
  );
  const element = h(
    'section',
    { class: 'command-panel', 'aria-label': path.label, 'data-testid': 'command-panel' },
    h(
      'header',
      {},
      h('div', {}, h('strong', {}, path.label), h('span', { class: 'hint' }, path.description)),
      close,
    ),
    fields.length > 0
      ? h('div', { class: 'options' }, ...fields.map((field) => field.element))
      : h('p', { class: 'hint' }, texts.composer.noOptions),
  );
  // Whether the fields are being filled by typing on after the command, without mouse or Tab.
  let typedOn = false;
  for (const field of fields) field.input.addEventListener('input', () => onInput(field));
  element.addEventListener('pointerdown', () => (typedOn = false));
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') typedOn = false;
  });

  const panel: CommandPanel = {
    path,
    element,
    fill,
    focusFirst(typing) {
      typedOn = typing;
      const first = fields.find((field) => !field.input.disabled);
      first?.input.focus();
      return first !== undefined;
    },
    read() {
      const wrong = fields.filter((field) => {
        const problem = problemOf(field);
        field.fail(problem);
        return problem !== undefined;
      });
      wrong[0]?.input.focus();
      if (wrong.length > 0) return undefined;
      return nest(
        path,
        fields.flatMap((field) => field.read() ?? []),
      );
    },
    readPartly(focused, typed) {
      const options = fields.flatMap((field): PageOption[] => {
        const { name, type } = field.option;
        if (name === focused) return [{ name, type, value: typed, focused: true }];
        const value = field.read();
        return value ? [value] : [];
      });
      return nest(path, options);
    },
  };
  return panel;

  function fill(rest: string): boolean {
    const { bare, named } = readRest(rest, path.options);
    let last: OptionField | undefined;
    for (const field of fields) {
      const value = named.get(field.option.name.toLowerCase());
      if (value === undefined) continue;
      field.setText(value);
      last = field;
    }
    const free = fields.find((field) => takesText(field) && field.input.value === '');
    if (bare && free) {
      free.setText(bare);
      last ??= free;
    }
    if (last) {
      last.input.focus();
      if (last.input instanceof HTMLInputElement) last.input.setSelectionRange(-1, -1);
    }
    return last !== undefined;
  }

  // "topic: …" goes where it says, as in Discord. At the beginning of a field always; in the middle only while the whole
  // line is typed on, so that a text may well contain the name of another option and a colon.
  function onInput(field: OptionField): void {
    field.fail(undefined);
    if (!(field.input instanceof HTMLInputElement)) return;
    const { bare, named, written } = readRest(field.input.value, path.options);
    const [name, value] = [...named][0] ?? [];
    const finished = `${written}: `;
    if (name === undefined || !field.input.value.toLowerCase().includes(finished)) return;
    if (bare !== '' && !typedOn) return;
    const target = fields.find((one) => one.option.name.toLowerCase() === name);
    if (target === undefined || (target !== field && target.input.value !== '')) return;
    field.input.value = bare;
    fill(`${name}: ${value ?? ''}`);
  }
}

function problemOf(field: OptionField): string | undefined {
  const { option } = field;
  const value = field.read()?.value;
  if (value === undefined) return option.required ? texts.composer.missing(shownName(option)) : undefined;
  const numeric = option.type === optionTypes.integer || option.type === optionTypes.number;
  if (numeric && typeof value === 'number' && !Number.isFinite(value))
    return texts.composer.notANumber(shownName(option));
  return undefined;
}
