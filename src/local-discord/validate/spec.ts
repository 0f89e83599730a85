/**
 * The published schemas, closed: a key they do not know is an error, so that a misspelt one is noticed. Where the
 * real API takes more than its description says, or discord.js adds what is harmless, the key is let through here.
 */
import * as spec from 'discord-api-spec/zod';
import * as z from 'zod/mini';
import { DiscordError } from '../discord-error.js';
import { errorTree } from './error-tree.js';

type Schema = z.core.$ZodType;

/** discord.js sends these with every message, whichever route it goes to. */
const messageNoise = {
  tts: z.nullish(z.boolean()),
  enforce_nonce: z.nullish(z.boolean()),
  nonce: z.nullish(z.union([z.number(), z.string().check(z.maxLength(25))])),
};
const bitSet = z.nullish(z.union([z.number(), z.string().check(z.regex(/^\d{1,20}$/))]));
const commandExtras = { nsfw: z.nullish(z.boolean()), default_member_permissions: bitSet };

const extras = new Map<Schema, Record<string, Schema>>([
  [spec.ComponentEmojiForRequestSchema, { animated: z.nullish(z.boolean()) }],
  [spec.CreateTextThreadWithMessageRequestSchema, { type: z.nullish(z.number()) }],
  [spec.MessageEditRequestPartialSchema, messageNoise],
  [spec.IncomingWebhookUpdateRequestPartialSchema, messageNoise],
  [spec.IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema, messageNoise],
  [spec.IncomingWebhookInteractionRequestSchema, messageNoise],
  [spec.ApplicationCommandCreateRequestSchema, commandExtras],
  [spec.ApplicationCommandUpdateRequestSchema, commandExtras],
  [spec.ApplicationCommandPatchRequestPartialSchema, commandExtras],
]);

/** The parts of a zod definition that lead to other schemas. */
interface Definition {
  type: string;
  shape?: Record<string, Schema>;
  element?: Schema;
  options?: readonly Schema[];
  innerType?: Schema;
  valueType?: Schema;
  getter?: () => Schema;
}

const closed = new Map<Schema, Schema>();

/** The same schema with every object in it refusing keys it does not know. Checks stay as they are. */
function close(schema: Schema): Schema {
  const known = closed.get(schema);
  if (known) return known;
  const def = schema._zod.def as unknown as Definition;
  const made = closeParts(schema, def);
  closed.set(schema, made);
  return made;
}

function closeParts(schema: Schema, def: Definition): Schema {
  const again = (parts: object) =>
    z.core.clone(schema, { ...def, ...parts } as unknown as typeof schema._zod.def);
  if (def.getter) {
    const { getter } = def;
    return z.lazy(() => close(getter()) as z.ZodMiniType);
  }
  if (def.shape) {
    const shape = { ...def.shape, ...extras.get(schema) };
    const entries = Object.entries(shape).map(([key, part]) => [key, close(part)] as const);
    return again({ shape: Object.fromEntries(entries), catchall: z.never() });
  }
  if (def.element) return again({ element: close(def.element) });
  if (def.options) return again({ options: def.options.map(close) });
  if (def.innerType) return again({ innerType: close(def.innerType) });
  if (def.valueType) return again({ valueType: close(def.valueType) });
  return schema;
}

/** Checks a body against a published schema; throws 50035 with the tree of errors. */
export function checkSchema(body: unknown, schema: Schema, prefix: readonly (string | number)[] = []): void {
  const result = z.safeParse(close(schema), body, { reportInput: true });
  if (result.success) return;
  throw new DiscordError(400, 50035, 'Invalid Form Body', errorTree(result.error.issues, prefix));
}

export { spec };
