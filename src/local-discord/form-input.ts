import { resolvedPayload } from './interaction-payload.js';
import { list, text } from './json.js';
import type { Core } from './core.js';
import type { InteractionPlan } from './interaction-payload.js';
import type { Json } from './json.js';
import type { OpenForm } from './interactions.js';
import type { StoredPerson } from './types.js';

/** One input of a form, as a person sees it. */
export interface FormField {
  label: string;
  description?: string;
  customId: string;
  /** Discord's number: 4 text, 3 menu, 21 radio buttons, 22 and 23 checkboxes … */
  type: number;
  required: boolean;
  value?: string;
  placeholder?: string;
  minLength?: number;
  maxLength?: number;
  options?: { label: string; value: string }[];
}

interface Part {
  shell: Json;
  input: Json;
}

/** The inputs of a form with what they stand in; texts between them have none. */
function parts(form: OpenForm): Part[] {
  return list(form.data.components).flatMap((shell) => {
    const inner = shell.type === 18 ? [shell.component as Json] : list(shell.components);
    return inner.map((input) => ({ shell, input }));
  });
}

/** What a form asks for. */
export function fieldsOf(form: OpenForm): FormField[] {
  return parts(form).map(({ shell, input }) => {
    const options = list(input.options).map((o) => ({ label: String(o.label), value: String(o.value) }));
    const description = text(shell.description);
    const value = text(input.value);
    const placeholder = text(input.placeholder);
    return {
      label: text(shell.label) ?? text(input.label) ?? '',
      customId: String(input.custom_id),
      type: Number(input.type),
      required: input.type !== 23 && input.required !== false,
      ...(description !== undefined && { description }),
      ...(value !== undefined && { value }),
      ...(placeholder !== undefined && { placeholder }),
      ...(typeof input.min_length === 'number' && { minLength: input.min_length }),
      ...(typeof input.max_length === 'number' && { maxLength: input.max_length }),
      ...(options.length > 0 && { options }),
    };
  });
}

/**
 * A form being sent off. What was not typed keeps what stood in it; several choices are given one per line. Throws
 * where Discord's own client would not let it go.
 */
export function planForm(
  core: Core,
  person: StoredPerson,
  form: OpenForm,
  typed: Readonly<Record<string, string>>,
  checked = true,
): InteractionPlan {
  const fields = fieldsOf(form);
  const chosen: string[] = [];
  const answers = new Map<string, Json>();
  for (const field of fields) {
    const value = typed[field.customId] ?? typed[field.label] ?? field.value ?? '';
    if (checked) checkField(field, value);
    answers.set(field.customId, answerOf(field, value, chosen));
  }
  const strange = Object.keys(typed).find(
    (key) => !fields.some((f) => f.customId === key || f.label === key),
  );
  if (checked && strange !== undefined) {
    throw new Error(
      `The form has no "${strange}"; it has: ${fields.map((field) => field.label).join(', ')}.`,
    );
  }
  let count = 0;
  const components = list(form.data.components).map((shell): Json => {
    count += 1;
    const id = count;
    const sent = (input: Json) => {
      count += 1;
      return {
        id: count,
        type: input.type,
        custom_id: input.custom_id,
        ...answers.get(String(input.custom_id)),
      };
    };
    if (shell.type === 18) return { type: 18, id, component: sent(shell.component as Json) };
    if (shell.type === 1) return { type: 1, id, components: list(shell.components).map(sent) };
    return { type: shell.type, id };
  });
  const resolved = resolvedPayload(core, form.channel, person.id, chosen);
  return {
    type: 5,
    person,
    channel: form.channel,
    data: {
      custom_id: form.data.custom_id,
      components,
      ...(Object.keys(resolved).length > 0 && { resolved }),
    },
    options: fields.map((field) => field.customId),
    ...(form.source && { source: form.source }),
  };
}

function checkField(field: FormField, value: string): void {
  if (value === '') {
    if (field.required) throw new Error(`"${field.label}" must be filled in.`);
    return;
  }
  const { minLength = 0, maxLength = 4_000 } = field;
  if (field.type === 4 && (value.length < minLength || value.length > maxLength)) {
    throw new Error(`"${field.label}" must have ${minLength} to ${maxLength} characters.`);
  }
  if (!field.options) return;
  const strange = value
    .split('\n')
    .find((one) => !field.options?.some((o) => o.value === one || o.label === one));
  if (strange !== undefined) throw new Error(`"${field.label}" has no choice "${strange}".`);
}

function answerOf(field: FormField, value: string, chosen: string[]): Json {
  const several = value === '' ? [] : value.split('\n');
  const values = several.map((one) => field.options?.find((o) => o.label === one)?.value ?? one);
  if (field.type === 4) return { value };
  if (field.type === 21) return { value: values[0] ?? null };
  if (field.type === 23) return { value: value === 'true' || value === 'on' };
  if (field.type !== 3 && field.type !== 22) chosen.push(...values);
  return { values };
}
