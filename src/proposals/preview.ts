import type { LeastAges } from '../authority.js';
import { frontOf, serversOf, type Front } from '../organisations/front.js';
import { organisationsIn, votingRole, type Organisation } from '../organisations/organisation.js';
import { zoneOf } from '../settings/person-zone.js';
import { agesOf, readSettings } from '../settings/server-settings.js';
import type { Action } from './action.js';
import type { DraftRecord } from './draft.js';
import { needAmendable } from './list.js';
import type { Entry, Proposal, ProposalDeps } from './proposal.js';
import { readDraft, type ReadDraft } from './read-draft.js';

/** What a draft would become if published now, and what stands in the way. */
export interface Preview {
  draft: DraftRecord;
  read: ReadDraft;
  /** The organisations it would be put to, with their rolls. */
  entries: Entry[];
  needed: number;
  /** The front it would be put to; absent: to this server alone. */
  front?: Front;
  /** It is to go to the front, but this server is in none. */
  noFront: boolean;
  /** Names of the rights the bot lacks in the proposer's own channel; no other channel keeps it from being published. */
  missingRights: string[];
  /** Servers of the front where the card cannot be posted as things are. */
  unreachable: string[];
  conductLine?: string;
  /** The proposal whose text this would change, and what it says now. */
  amends?: { proposal: Proposal; before: Action };
}

/** Looks at a draft as it stands. Reads dates in the person's zone, else the server's, else the installation's. */
export async function previewDraft(
  deps: ProposalDeps,
  draft: DraftRecord,
  guild: { id: string; name: string },
  locale: string,
  now: Date,
): Promise<Preview> {
  const settings = await readSettings(deps, guild.id);
  const zone = (await zoneOf(deps, draft.userId, guild.id)) ?? deps.defaultZone;
  const amended = draft.amends === undefined ? undefined : await needAmendable(deps, draft.amends, now);
  const toFront = amended === undefined ? draft.typed.to === 'the front' : amended.frontId !== undefined;
  const front = toFront ? await frontOf(deps, guild.id) : undefined;
  const places = await placesOf(deps, guild, draft.channelId, front);
  const reached = amended === undefined ? places : places.filter(({ id }) => stillIn(amended, id));
  const entries = await entriesOf(deps, reached, draft.typed.ballots === 'secret');
  const unreachable: string[] = [];
  for (const place of reached) {
    if (place.id === guild.id) continue;
    if ((await deps.platform.missingRights(place.id, place.channelId)).length > 0)
      unreachable.push(place.name);
  }
  return {
    draft,
    read: readDraft(draft.typed, {
      zone,
      now,
      typedAt: new Date(draft.typedAt),
      locale,
      shortestVoteMinutes: settings.shortestVoteMinutes,
      ...(deps.whomWords === undefined ? {} : { whomWords: deps.whomWords }),
    }),
    entries,
    needed: Math.min(front?.needed ?? 1, Math.max(1, front === undefined ? 1 : entries.length)),
    ...(front === undefined ? {} : { front }),
    noFront: toFront && front === undefined,
    missingRights: await deps.platform.missingRights(guild.id, draft.channelId),
    unreachable,
    ...(settings.conductLine === undefined ? {} : { conductLine: settings.conductLine }),
    ...(amended === undefined ? {} : { amends: { proposal: amended, before: amended.action } }),
  };
}

interface Place {
  id: string;
  name: string;
  channelId: string;
  ages: LeastAges | undefined;
  organisations: Organisation[];
}

async function placesOf(
  deps: ProposalDeps,
  guild: { id: string; name: string },
  channelId: string,
  front: Front | undefined,
): Promise<Place[]> {
  if (front === undefined) {
    const ages = agesOf(await readSettings(deps, guild.id));
    return [{ ...guild, channelId, ages, organisations: await organisationsIn(deps, guild) }];
  }
  const places: Place[] = [];
  for (const server of await serversOf(deps, front.id)) {
    const settings = await readSettings(deps, server.id);
    const channel = server.id === guild.id ? channelId : settings.channelId;
    if (channel !== undefined) places.push({ ...server, channelId: channel, ages: agesOf(settings) });
  }
  return places;
}

/** The roll is counted here, once, and written into the version (product section 5). */
async function entriesOf(deps: ProposalDeps, places: readonly Place[], allSecret: boolean): Promise<Entry[]> {
  const entries: Promise<Entry>[] = places.flatMap((place) =>
    place.organisations.map(async (organisation): Promise<Entry> => {
      const { rule } = organisation;
      const asked = allSecret ? { ...rule, ballots: 'secret' as const, tally: 'at close' as const } : rule;
      return {
        organisation: { ...organisation, rule: asked },
        server: place.name,
        roll: await rollOf(deps, organisation),
        rollApproximate: votingRole(organisation) === undefined,
        channelId: place.channelId,
        ...(place.ages === undefined ? {} : { ages: place.ages }),
      };
    }),
  );
  return Promise.all(entries);
}

/** How many may vote in an organisation now, as the platform counts them (bots included). */
export async function rollOf(deps: ProposalDeps, organisation: Organisation): Promise<number> {
  const role = votingRole(organisation);
  return role === undefined
    ? deps.platform.memberCount(organisation.guildId)
    : deps.platform.roleCount(organisation.guildId, role);
}

function stillIn(proposal: Proposal, guildId: string): boolean {
  return proposal.entries.some(
    (entry) => entry.organisation.guildId === guildId && entry.leftAt === undefined,
  );
}
