import { list } from '../json.js';
import { checkUnique, walk } from './component-rules.js';
import { complaints } from './error-tree.js';
import type { Complaints, Path } from './error-tree.js';
import type { Json } from '../json.js';

const TEXT_INPUT = 4;
const SELECTS = [3, 5, 6, 7, 8];

/** What the schemas do not see in a form (Discord: modal), given as the callback's `data`. */
export function checkForm(data: Json): void {
  const errors = complaints();
  const top = list(data.components);
  const at: Path = ['data', 'components'];
  if (top.length > 5) errors.add(at, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  const ids = new Map<string, Path>();
  walk(top, at, (component, path) => checkUnique(component, path, ids, errors));
  top.forEach((part, index) => {
    const path = [...at, index];
    if (part.type === 18) checkInput(part.component as Json, [...path, 'component'], true, errors);
    const children = part.type === 1 ? list(part.components) : [];
    if (children.length > 1)
      errors.add([...path, 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be 1 in length.');
    children.forEach((child, i) => checkInput(child, [...path, 'components', i], false, errors));
  });
  errors.end();
}

function checkInput(input: Json, path: Path, labelled: boolean, errors: Complaints): void {
  const required = input.required !== false;
  if (input.type === TEXT_INPUT) {
    const hasLabel = typeof input.label === 'string';
    if (labelled && hasLabel) {
      errors.add(
        [...path, 'label'],
        'COMPONENT_LABEL_INVALID',
        'A text input inside a label has no label of its own.',
      );
    }
    if (!labelled && !hasLabel)
      errors.add([...path, 'label'], 'BASE_TYPE_REQUIRED', 'This field is required');
    checkText(input, path, errors);
  }
  if (SELECTS.includes(Number(input.type))) {
    if (input.disabled === true) {
      errors.add(
        [...path, 'disabled'],
        'COMPONENT_DISABLED_IN_MODAL',
        'A menu in a form cannot be disabled.',
      );
    }
    if (required && input.min_values === 0) {
      errors.add(
        [...path, 'min_values'],
        'COMPONENT_REQUIRED_MIN_VALUES',
        'Must be 1 or more where required.',
      );
    }
    const min = typeof input.min_values === 'number' ? input.min_values : 1;
    const max = typeof input.max_values === 'number' ? input.max_values : 1;
    if (min > max) errors.add([...path, 'min_values'], 'NUMBER_TYPE_MAX', 'More than max_values.');
  }
  const seen = new Set<unknown>();
  list(input.options).forEach((option, i) => {
    if (seen.has(option.value)) {
      errors.add(
        [...path, 'options', i, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'Already used.',
      );
    }
    seen.add(option.value);
  });
}

function checkText(input: Json, path: Path, errors: Complaints): void {
  const min = typeof input.min_length === 'number' ? input.min_length : 0;
  const max = typeof input.max_length === 'number' ? input.max_length : 4_000;
  if (min > max) errors.add([...path, 'min_length'], 'TEXT_INPUT_MIN_LENGTH', 'More than max_length.');
  if (typeof input.value !== 'string' || input.value === '') return;
  if (input.value.length > max)
    errors.add([...path, 'value'], 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
  if (input.value.length < min)
    errors.add([...path, 'value'], 'BASE_TYPE_MIN_LENGTH', `Must be ${min} or more in length.`);
}
