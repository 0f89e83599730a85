import { may, type Actor } from '../authority.js';
import { newId } from '../id.js';
import { Refusal } from '../refusal.js';
import { DEFAULT_SETTINGS } from '../settings/server-settings.js';
import { clean } from '../texts/clean.js';
import {
  listOrganisations,
  MOST_ORGANISATIONS,
  type Organisation,
  type OrganisationDeps,
} from './organisation.js';
import { DEFAULT_RULE, type RuleChange } from './rule.js';

const LONGEST_NAME = 100;

/** What may be said of an organisation; what is absent stays as it was, or takes the default. */
export interface OrganisationInput {
  name?: string;
  /** A role's id, or the server's own id for everyone in it. */
  members?: string;
  delegates?: string;
  rule: RuleChange;
}

/**
 * Adds an organisation to the actor's server: a role, or everyone. For Manage Server. Refused when the name is taken or
 * unreadable, another organisation has those members already, the rule contradicts itself, or there are too many.
 */
export async function addOrganisation(
  deps: OrganisationDeps,
  input: OrganisationInput,
  actor: Actor,
): Promise<Organisation> {
  return change(deps, actor, async (guildId, others) => {
    if (others.length >= MOST_ORGANISATIONS)
      throw new Refusal('organisations-full', { most: MOST_ORGANISATIONS });
    const organisation: Organisation = {
      id: newId(),
      guildId,
      name: '',
      rule: DEFAULT_RULE,
    };
    const added = changed(organisation, input, others);
    await deps.organisations.put(`${guildId}:${added.id}`, added);
    return added;
  });
}

/** Changes an organisation; open proposals keep the rule they opened with. Refused like adding. */
export async function editOrganisation(
  deps: OrganisationDeps,
  meant: string,
  input: OrganisationInput,
  actor: Actor,
): Promise<Organisation> {
  return change(deps, actor, async (guildId, all) => {
    const current = named(all, meant);
    const others = all.filter(({ id }) => id !== current.id);
    const edited = changed(current, input, others);
    await deps.organisations.put(`${guildId}:${edited.id}`, edited);
    return edited;
  });
}

/** Removes an organisation; in open proposals it stays as it stood at opening. */
export async function removeOrganisation(
  deps: OrganisationDeps,
  meant: string,
  actor: Actor,
): Promise<Organisation> {
  return change(deps, actor, async (guildId, all) => {
    const current = named(all, meant);
    await deps.organisations.remove(`${guildId}:${current.id}`);
    return current;
  });
}

/** Changes how a server decides as long as it has no organisations. For Manage Server; refused when it contradicts itself. */
export async function changeServerRule(
  deps: OrganisationDeps,
  guildId: string,
  change: RuleChange,
  actor: Actor,
): Promise<void> {
  if (!may(actor, 'change organisations', { guildId, settings: DEFAULT_SETTINGS })) {
    throw new Refusal('manage-server-only');
  }
  await deps.serverRules.change(guildId, (current) => {
    const merged = { ...current, ...change };
    const { ballots, tally } = { ...DEFAULT_RULE, ...merged };
    if (ballots === 'secret' && tally === 'live') throw new Refusal('secret-not-live');
    return merged;
  });
}

async function change<T>(
  deps: OrganisationDeps,
  actor: Actor,
  work: (guildId: string, all: Organisation[]) => Promise<T>,
): Promise<T> {
  const { guildId } = actor;
  if (guildId === undefined) throw new Refusal('server-only');
  if (!may(actor, 'change organisations', { guildId, settings: DEFAULT_SETTINGS })) {
    throw new Refusal('manage-server-only');
  }
  return deps.store.queue.exclusive(`organisations:${guildId}`, async () =>
    work(guildId, await listOrganisations(deps, guildId)),
  );
}

function changed(
  current: Organisation,
  input: OrganisationInput,
  others: readonly Organisation[],
): Organisation {
  const name = input.name === undefined ? current.name : clean(input.name);
  if (name === '') throw new Refusal('text-empty');
  if (name.length > LONGEST_NAME)
    throw new Refusal('text-too-long', { max: LONGEST_NAME, length: name.length });
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) {
    throw new Refusal('organisation-name-taken', { name });
  }
  const members = input.members ?? current.roleId ?? current.guildId;
  const roleId = members === current.guildId ? undefined : members;
  const same = others.find((other) => other.roleId === roleId);
  if (same !== undefined) throw new Refusal('organisation-members-taken', { name: same.name });
  const delegateRoleId = input.delegates ?? current.delegateRoleId;
  const rule = { ...current.rule, ...input.rule };
  if (rule.voters === 'delegates' && (delegateRoleId === undefined || delegateRoleId === current.guildId)) {
    throw new Refusal('delegates-missing');
  }
  if (rule.ballots === 'secret' && rule.tally === 'live') throw new Refusal('secret-not-live');
  return {
    id: current.id,
    guildId: current.guildId,
    name,
    rule,
    ...(roleId === undefined ? {} : { roleId }),
    ...(delegateRoleId === undefined ? {} : { delegateRoleId }),
  };
}

function named(all: readonly Organisation[], meant: string): Organisation {
  const name = clean(meant).toLowerCase();
  const found = all.find((one) => one.id === meant || one.name.toLowerCase() === name);
  if (found === undefined) throw new Refusal('organisation-unknown');
  return found;
}
