import { z } from 'zod';
import { DEFAULT_RULE, ruleSchema } from './rule.js';

/** An independent group: a role in a server, or a whole server. */
export const organisationSchema = z.strictObject({
  /** Stable within its server: the server's own id for a whole server. */
  id: z.string(),
  guildId: z.string(),
  name: z.string(),
  /** The role whose holders are its members; absent when everyone in the server is. */
  roleId: z.string().optional(),
  rule: ruleSchema,
});

export type Organisation = z.infer<typeof organisationSchema>;

/** A server without organisations counts as one, made of everyone in it (product section 5). */
export function wholeServer(guild: { id: string; name: string }): Organisation {
  return { id: guild.id, guildId: guild.id, name: guild.name, rule: DEFAULT_RULE };
}
