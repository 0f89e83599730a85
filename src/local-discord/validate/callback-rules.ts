import { MessageFlags } from 'discord.js';
import { DiscordError } from '../discord-error.js';
import { checkForm } from './form-rules.js';
import { checkMessageRules } from './message-rules.js';
import { checkSchema, spec } from './spec.js';
import type { InteractionPlan } from '../interaction-payload.js';
import type { Json } from '../json.js';

const SCHEMAS = {
  4: spec.CreateMessageInteractionCallbackRequestSchema,
  5: spec.CreateMessageInteractionCallbackRequestSchema,
  6: spec.UpdateMessageInteractionCallbackRequestSchema,
  7: spec.UpdateMessageInteractionCallbackRequestSchema,
  8: spec.ApplicationCommandAutocompleteCallbackRequestSchema,
  9: spec.ModalInteractionCallbackRequestSchema,
} as const;

/** Checks a first answer: its kind fits the interaction, its body the schema and the rules beyond it. */
export function checkCallback(body: Json, plan: Pick<InteractionPlan, 'type' | 'source'>): void {
  const type = Number(body.type);
  if (!(type in SCHEMAS))
    throw wrong('type', 'BASE_TYPE_CHOICES', 'Value must be one of (4, 5, 6, 7, 8, 9).');
  const problem = misfit(type, plan);
  if (problem) throw wrong('type', 'INTERACTION_CALLBACK_TYPE_INVALID', problem);
  checkSchema(body, SCHEMAS[type as keyof typeof SCHEMAS]);
  const data = (body.data ?? {}) as Json;
  if (type === 4) checkMessageRules(data, 'reply', 0, ['data']);
  if (type === 7) checkMessageRules(data, 'reply-edit', plan.source?.message.flags ?? 0, ['data']);
  if (type === 9) checkForm(data);
  if (type === 8) checkChoices(data);
  if (type === 5) {
    const flags = typeof data.flags === 'number' ? data.flags : 0;
    if (flags & ~MessageFlags.Ephemeral) {
      throw wrong('data', 'MESSAGE_FLAGS_INVALID', 'Only EPHEMERAL can be set when deferring.');
    }
  }
}

function misfit(type: number, plan: Pick<InteractionPlan, 'type' | 'source'>): string | undefined {
  if (plan.type === 4) return type === 8 ? undefined : 'Autocomplete is answered with choices (8).';
  if (type === 8) return 'Choices (8) answer autocomplete only.';
  if (type === 9 && plan.type === 5) return 'A form cannot be answered with a form (9).';
  if ((type === 6 || type === 7) && !plan.source)
    return 'Updates (6, 7) need a message whose component was used.';
  return undefined;
}

function checkChoices(data: Json): void {
  for (const choice of (data.choices ?? []) as Json[]) {
    if (typeof choice.value === 'string' && choice.value.length > 100) {
      throw wrong('data', 'BASE_TYPE_MAX_LENGTH', 'A choice value must be 100 or fewer in length.');
    }
  }
}

function wrong(field: string, code: string, message: string): DiscordError {
  return new DiscordError(400, 50035, 'Invalid Form Body', { [field]: { _errors: [{ code, message }] } });
}
