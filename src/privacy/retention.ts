import type { Poll } from '../polls/poll.js';
import type { Proposal } from '../proposals/proposal.js';
import { readSettings, RETENTION_DAYS, type SettingsDeps } from '../settings/server-settings.js';

export const DAY_MS = 24 * 3_600_000;

/** What was posted of no proposal or poll (a digest, that a server left), and used codes: so long, in ms. */
export const OTHER_MS = 30 * DAY_MS;

/** How long a server lets traces of people stay on what is over, in ms. */
async function retentionMs(deps: SettingsDeps, guildId: string): Promise<number> {
  return ((await readSettings(deps, guildId)).retentionDays ?? RETENTION_DAYS.default) * DAY_MS;
}

/**
 * From when on nobody needs to be known for a proposal's sake, ISO 8601 in UTC; undefined while it is open. An agreed
 * action is over when it has ended or been settled: until then its proposer may call it off.
 */
function overAt({ state, closedAt, settledAt, action }: Proposal): string | undefined {
  if (state === 'open' || closedAt === undefined) return undefined;
  if (state === 'agreed') return later(closedAt, action.end.instant);
  return later(closedAt, settledAt ?? closedAt);
}

/** Until when traces of people stay on a proposal, by what one server lets; undefined while it is open. */
export async function proposalUntil(
  deps: SettingsDeps,
  proposal: Proposal,
  guildId: string,
): Promise<string | undefined> {
  const over = overAt(proposal);
  return over === undefined ? undefined : plus(over, await retentionMs(deps, guildId));
}

/** Until when a poll is kept at all; undefined while it is open. */
export async function pollUntil(deps: SettingsDeps, poll: Poll): Promise<string | undefined> {
  const { closedAt, guildId } = poll;
  return closedAt === undefined ? undefined : plus(closedAt, await retentionMs(deps, guildId));
}

/** An instant so many ms after another, ISO 8601 in UTC. */
export function plus(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

function later(a: string, b: string): string {
  return Date.parse(a) > Date.parse(b) ? a : b;
}
