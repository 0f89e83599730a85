import { may, type Actor } from '../authority.js';
import { newId } from '../id.js';
import { listOrganisations } from '../organisations/organisation.js';
import { GRACE_MS } from '../proposals/open.js';
import { Refusal } from '../refusal.js';
import { zoneOf } from '../settings/person-zone.js';
import { agesOf, needOldEnough, readSettings } from '../settings/server-settings.js';
import { announcePoll, announcePollSoon } from './announce.js';
import type { Method } from './count.js';
import { pollName, type Poll, type PollDeps } from './poll.js';
import { readOptions, readPollCloses, readQuestion } from './read-poll.js';

/** A poll as somebody typed it. */
export interface TypedPoll {
  guildId: string;
  /** Where it is asked, and its card goes. */
  channelId: string;
  question: string;
  /** All of them in one text. */
  options: string;
  method: Method;
  /** '' where nothing is said. */
  closes: string;
  locale: string;
}

/**
 * Opens a poll: question, options and closing are fixed, the card is owed. Undefined when `closes` depends on the
 * person's zone and neither they nor the server have set one; nothing is opened then. Refuses whoever may not make one
 * here, what cannot be read, and a channel the bot may not post in.
 *
 * Order of writes: the secret of its answers and the due rows (harmless alone), the poll, the owed card. After a crash
 * in between, a due row carries on.
 */
export async function openPoll(
  deps: PollDeps,
  typed: TypedPoll,
  actor: Actor,
  now: Date,
): Promise<Poll | undefined> {
  const { guildId, channelId, method, locale } = typed;
  const settings = await readSettings(deps, guildId);
  const organisations = await listOrganisations(deps, guildId);
  const delegateRoleIds = organisations.flatMap(({ delegateRoleId }) => delegateRoleId ?? []);
  if (!may(actor, 'make a poll', { guildId, settings, delegateRoleIds })) throw new Refusal('pollers-only');
  needOldEnough(actor, settings, now);
  const ages = agesOf(settings);
  const question = readQuestion(typed.question);
  const options = readOptions(typed.options);
  const zone = await zoneOf(deps, actor.userId, guildId);
  const { shortestVoteMinutes } = settings;
  const closesAt = readPollCloses(typed.closes, { zone, now, locale, shortestVoteMinutes });
  if (closesAt === undefined) return undefined;
  const rights = await deps.platform.missingRights(guildId, channelId);
  if (rights.length > 0)
    throw new Refusal('bot-may-not-post', { channel: { channel: channelId }, rights: { rights } });
  const poll: Poll = {
    id: newId(),
    guildId,
    channelId,
    makerId: actor.userId,
    question,
    options,
    method,
    openedAt: now.toISOString(),
    closesAt: closesAt.toISOString(),
    ...(ages === undefined ? {} : { ages }),
  };
  await deps.versionKeys.make(pollName(poll));
  await dueClosingPoll(deps, poll);
  await announcePollSoon(deps, poll.id, now);
  // Its id is new: a store that says otherwise is not believed.
  if (!(await deps.polls.insert(poll.id, poll))) throw new Error('A poll was not stored');
  await announcePoll(deps, poll);
  return poll;
}

/** Makes sure that the clock closes a poll. */
export async function dueClosingPoll(deps: PollDeps, { id, closesAt }: Poll): Promise<void> {
  const at = new Date(Date.parse(closesAt) + GRACE_MS).toISOString();
  await deps.due.add({ kind: 'close-poll', id, at });
}
