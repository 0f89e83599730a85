import { z } from 'zod';
import type { SettingsDeps } from '../settings/server-settings.js';
import type { Collection, Store } from '../store/types.js';
import { DEFAULT_RULE, ruleChangeSchema, ruleSchema, type Rule, type RuleChange } from './rule.js';

/** The longest name of an organisation, in UTF-16 units; also of a server, which may count as one. */
export const LONGEST_NAME = 100;

/** An independent group: a role in a server, or a whole server. */
export const organisationSchema = z.strictObject({
  /** Stable; a whole server that has set up no organisations carries the server's own id. */
  id: z.string(),
  guildId: z.string(),
  name: z.string().min(1).max(LONGEST_NAME),
  /** The role whose holders are its members; absent when everyone in the server is. */
  roleId: z.string().optional(),
  /** The role whose holders vote, where delegates do. */
  delegateRoleId: z.string().optional(),
  rule: ruleSchema,
});

export type Organisation = z.infer<typeof organisationSchema>;

export interface OrganisationDeps extends SettingsDeps {
  store: Store;
  organisations: Collection<Organisation>;
  /** How a server decides that counts as one organisation, where it differs from the default. */
  serverRules: Collection<RuleChange>;
}

/** At most so many in one server; all of them have to fit on a card. */
export const MOST_ORGANISATIONS = 10;

/** The collections of organisations, by server. */
export function organisationCollections(store: Store) {
  return {
    organisations: store.collection<Organisation>({
      prefix: 'organisation',
      version: 1,
      schema: organisationSchema,
      sealed: false,
    }),
    serverRules: store.collection<RuleChange>({
      prefix: 'server-rule',
      version: 1,
      schema: ruleChangeSchema,
      sealed: false,
    }),
  };
}

/**
 * The organisations of a server. One without any counts as one made of everyone in it, deciding by the rule in its
 * settings (product section 5).
 */
export async function organisationsIn(
  deps: OrganisationDeps,
  guild: { id: string; name: string },
): Promise<Organisation[]> {
  const own = await listOrganisations(deps, guild.id);
  if (own.length > 0) return own;
  const { id, name } = guild;
  return [{ id, guildId: id, name, rule: await serverRule(deps, id) }];
}

/** How a server decides as long as it counts as one organisation. */
export async function serverRule(deps: OrganisationDeps, guildId: string): Promise<Rule> {
  return { ...DEFAULT_RULE, ...(await deps.serverRules.get(guildId)) };
}

/** The organisations a server has set up, oldest name first; none for a server that counts as one. */
export async function listOrganisations(deps: OrganisationDeps, guildId: string): Promise<Organisation[]> {
  const rows = await deps.organisations.range({ within: `${guildId}:`, limit: MOST_ORGANISATIONS });
  return rows.map(({ value }) => value).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The role whose holders may vote in it; undefined when everyone in the server may. */
export function votingRole(organisation: Organisation): string | undefined {
  return organisation.rule.voters === 'delegates' ? organisation.delegateRoleId : organisation.roleId;
}
