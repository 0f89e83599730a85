import { list } from '../json.js';
import type { Json } from '../json.js';
import type { Complaints, Path } from './error-tree.js';

const BUTTON = 2;
const LINK = 5;
const PREMIUM = 6;
const SELECTS = [3, 5, 6, 7, 8];

const given = (value: unknown) => value !== undefined && value !== null && value !== '';

/** What the schemas do not see in the components of a message. */
export function checkComponents(components: unknown, newLayout: boolean, errors: Complaints): void {
  const all = list(components);
  const ids = new Map<string, Path>();
  if (newLayout) checkNewLayout(all, errors);
  else if (all.length > 5)
    errors.add(['components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  walk(all, ['components'], (component, path) => {
    if (!newLayout && path.length === 2 && component.type !== 1) {
      errors.add([...path, 'type'], 'UNION_TYPE_CHOICES', 'Only action rows (1) without IS_COMPONENTS_V2.');
    }
    if (component.type === 1) checkRow(list(component.components), path, errors);
    if (component.type === BUTTON) checkButton(component, path, errors);
    if (SELECTS.includes(Number(component.type))) checkSelect(component, path, errors);
    checkUnique(component, path, ids, errors);
  });
}

/** Calls `visit` for each component and those inside it, outer ones first. */
export function walk(
  components: readonly Json[],
  path: Path,
  visit: (component: Json, path: Path) => void,
): void {
  components.forEach((component, at) => {
    const here = [...path, at];
    visit(component, here);
    walk(list(component.components), [...here, 'components'], visit);
    for (const key of ['accessory', 'component'] as const) {
      const inner = component[key];
      if (typeof inner === 'object' && inner !== null) {
        visit(inner as Json, [...here, key]);
      }
    }
  });
}

/** A custom id may occur once in a message or form. */
export function checkUnique(component: Json, path: Path, seen: Map<string, Path>, errors: Complaints): void {
  const id = component.custom_id;
  if (typeof id !== 'string') return;
  if (seen.has(id)) {
    errors.add(
      [...path, 'custom_id'],
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    );
  }
  seen.set(id, path);
}

function checkRow(children: readonly Json[], path: Path, errors: Complaints): void {
  const selects = children.filter((child) => SELECTS.includes(Number(child.type)));
  const buttons = children.filter((child) => child.type === BUTTON);
  const at = [...path, 'components'];
  if (children.length === 0) errors.add(at, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  if (selects.length > 0 && buttons.length > 0) {
    errors.add(at, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'A menu and buttons cannot share a row.');
  } else if (selects.length > 1) {
    errors.add(at, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'A row holds one menu.');
  }
}

function checkButton(button: Json, path: Path, errors: Complaints): void {
  if (button.style === PREMIUM) {
    if (!given(button.sku_id))
      errors.add([...path, 'sku_id'], 'BASE_TYPE_REQUIRED', 'This field is required');
    return;
  }
  const link = button.style === LINK;
  if (link && !given(button.url)) {
    errors.add([...path, 'url'], 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required.');
  }
  if (link === given(button.custom_id)) {
    const message = link ? 'A custom id and url cannot both be specified' : 'A custom id is required';
    errors.add(
      [...path, 'custom_id'],
      link ? 'BUTTON_COMPONENT_CUSTOM_ID_URL_CONFLICT' : 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
      message,
    );
  }
  if (!link && given(button.url)) {
    errors.add([...path, 'url'], 'BUTTON_COMPONENT_INVALID_URL', 'Only a link button has a url.');
  }
  if (!given(button.label) && !given(button.emoji)) {
    errors.add([...path, 'label'], 'BUTTON_COMPONENT_LABEL_REQUIRED', 'A label or an emoji is required.');
  }
}

function checkSelect(select: Json, path: Path, errors: Complaints): void {
  const min = typeof select.min_values === 'number' ? select.min_values : 1;
  const max = typeof select.max_values === 'number' ? select.max_values : 1;
  if (min > max)
    errors.add([...path, 'min_values'], 'SELECT_COMPONENT_INVALID_MIN_VALUES', 'More than max_values.');
  if (select.type !== 3) return;
  const options = list(select.options);
  if (max > options.length) {
    errors.add([...path, 'max_values'], 'SELECT_COMPONENT_MAX_VALUES', 'More than there are options.');
  }
  const seen = new Set<unknown>();
  options.forEach((option, at) => {
    if (seen.has(option.value)) {
      errors.add(
        [...path, 'options', at, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    }
    seen.add(option.value);
  });
  if (options.filter((option) => option.default === true).length > max) {
    errors.add(
      [...path, 'options'],
      'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
      'More defaults than max_values.',
    );
  }
}

/** The layout with containers and text displays: at most 40 parts and 4000 characters of text in all. */
function checkNewLayout(all: readonly Json[], errors: Complaints): void {
  let parts = 0;
  let characters = 0;
  walk(all, ['components'], (component) => {
    parts += 1;
    if (component.type === 10 && typeof component.content === 'string')
      characters += component.content.length;
  });
  if (parts > 40) {
    errors.add(
      ['components'],
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      'The maximum number of components is 40',
    );
  }
  if (characters > 4_000) {
    errors.add(
      ['components'],
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      'At most 4000 characters of text.',
    );
  }
}
