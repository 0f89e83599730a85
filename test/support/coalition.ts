import type { Actor } from '../../src/authority.js';
import { foundFront, inviteToFront, joinFront, lookAtInvitation } from '../../src/organisations/front.js';
import { addOrganisation, changeServerRule } from '../../src/organisations/set-up.js';
import type { RuleChange } from '../../src/organisations/rule.js';
import { startAmending } from '../../src/proposals/amend.js';
import { editDraft, saveDraft, type DraftRecord, type Typed } from '../../src/proposals/draft.js';
import { publishDraft } from '../../src/proposals/open.js';
import type { Proposal, ProposalDeps } from '../../src/proposals/proposal.js';
import { changeSettings } from '../../src/settings/server-settings.js';

const DISCORD_BEGAN = 1_420_070_400_000;
const DAY = 24 * 3_600_000;

/** An organisation to be set up: a role, or everyone; with the role of its delegates. */
export interface PlannedOrganisation {
  name: string;
  roleId?: string;
  delegateRoleId?: string;
  rule: RuleChange;
}

/** A server to be set up. Without organisations it counts as one, deciding by `rule`. */
export interface PlannedServer {
  id: string;
  name: string;
  channelId: string;
  organisations: PlannedOrganisation[];
  rule: RuleChange;
}

/** An id as Discord gives it out at an instant; a later or higher-numbered one is larger. */
export function snowflake(atMs: number, number: number): string {
  return ((BigInt(atMs - DISCORD_BEGAN) << 22n) + BigInt(number)).toString();
}

/** Whoever has Manage Server there. */
export function managerOf(server: Pick<PlannedServer, 'id'>, userId: string, now: Date): Actor {
  return {
    userId,
    guildId: server.id,
    roleIds: [],
    managesServer: true,
    joinedAt: new Date(now.getTime() - DAY),
  };
}

/** Sets servers up by the verbs that people's commands call, and makes them a front where that is wanted. */
export async function setUpServers(
  deps: ProposalDeps,
  servers: readonly PlannedServer[],
  front: { needed: number } | undefined,
  userId: string,
  now: Date,
): Promise<void> {
  const [first] = servers;
  for (const server of servers) {
    const manager = managerOf(server, userId, now);
    const settings = { channelId: server.channelId, timezone: 'Europe/Berlin', noticeMinutes: 1 };
    await changeSettings(deps, server.id, settings, manager);
    if (Object.keys(server.rule).length > 0) await changeServerRule(deps, server.id, server.rule, manager);
    for (const organisation of server.organisations)
      await setUpOrganisation(deps, server, organisation, manager);
    if (front === undefined || first === undefined) continue;
    if (server === first) {
      await foundFront(deps, { name: 'Harbour Front', ...front }, server, manager, now);
      continue;
    }
    const { code } = await inviteToFront(deps, first.id, managerOf(first, userId, now), now);
    const { hash } = await lookAtInvitation(deps, { typed: code }, server.id, manager, now);
    await joinFront(deps, hash, server, manager, now);
  }
}

/** Adds one organisation to a server. */
export async function setUpOrganisation(
  deps: ProposalDeps,
  server: PlannedServer,
  { name, roleId, delegateRoleId, rule }: PlannedOrganisation,
  manager: Actor,
): Promise<void> {
  const input = {
    name,
    members: roleId ?? server.id,
    ...(delegateRoleId === undefined ? {} : { delegates: delegateRoleId }),
    rule,
  };
  await addOrganisation(deps, input, manager);
}

const PICKET = {
  title: 'Picket at the gate',
  how: 'picket',
  whom: 'employer: Harbour Ltd',
  when: 'in 20 days',
};

/** Begins a draft as /propose does. */
export async function drafting(
  deps: ProposalDeps,
  server: PlannedServer,
  proposer: Actor,
  typed: Partial<Typed>,
  now: Date,
): Promise<DraftRecord> {
  const input = { guildId: server.id, channelId: server.channelId, typed: { ...PICKET, ...typed } };
  return saveDraft(deps, input, proposer, now);
}

/** Begins the draft of an open proposal's next text, as the form behind /proposal amend leaves it. */
export async function draftingAmendment(
  deps: ProposalDeps,
  proposal: Proposal,
  actor: Actor,
  typed: Partial<Typed>,
  now: Date,
): Promise<DraftRecord> {
  const draft = await startAmending(deps, proposal, actor, now);
  return editDraft(deps, draft.id, typed, actor, now);
}

/** Presses Publish. */
export async function publishing(
  deps: ProposalDeps,
  server: PlannedServer,
  draftId: string,
  actor: Actor,
  now: Date,
): Promise<Proposal> {
  const guild = { id: server.id, name: server.name };
  return publishDraft(deps, { draftId, guild, locale: 'en' }, actor, now);
}
