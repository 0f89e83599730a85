import { outcomeView } from '../../../src/discord/outcome-views.js';
import { cardView } from '../../../src/discord/proposal-views.js';
import type { Courier } from '../../../src/outbox/outbox.js';
import { tallies } from '../../../src/proposals/ballot.js';
import type { ProposalDeps } from '../../../src/proposals/proposal.js';
import { CHOICES, type Choice } from '../../../src/proposals/tally.js';
import type { Translate } from '../../../src/texts/texts.js';
import { snowflake, type PlannedServer } from '../../support/coalition.js';
import type { Ground } from '../../support/ground.js';
import type { Random } from '../random.js';

const DAY = 24 * 3_600_000;

/** Somebody who votes, in one organisation, and what of it nobody shall find out. */
export interface Voter {
  userId: string;
  server: PlannedServer;
  organisation: string;
  roleId: string;
  /** Whether their organisation votes secretly; of the others, names are listed after closing. */
  secret: boolean;
  /** As it stood at closing; undefined when taken back. */
  choice: Choice | undefined;
}

/** A card or outcome as it was posted or edited. */
export interface Shown {
  at: number;
  guildId: string;
  text: string;
}

/** A click as Discord saw it, without what was clicked. */
export interface SeenClick {
  userId: string;
  organisation: string;
  at: number;
}

/** How the organisations of the front vote; one of three openly, so that secret and open votes lie side by side. */
export type Ballots = 'secret' | 'live';

/** A front of two servers with three organisations. */
export function planServers(ground: Ground, ballots: Ballots, atMs: number): PlannedServer[] {
  let ids = 10;
  const id = () => snowflake(atMs - 100 * DAY, (ids += 1));
  const organisation = (name: string, open = false) => {
    const roleId = id();
    ground.platform.counts.set(roleId, 700);
    const rule =
      ballots === 'live' ? { ballots: 'open', tally: 'live' } : { ballots: open ? 'open' : 'secret' };
    return { name, roleId, rule: rule as PlannedServer['rule'] };
  };
  const harbour = [organisation('Dockers'), organisation('Tenants', true)];
  const university = [organisation('Students')];
  return [
    { id: id(), name: 'Harbour', channelId: id(), organisations: harbour, rule: {} },
    { id: id(), name: 'University', channelId: id(), organisations: university, rule: {} },
  ];
}

/** So many people, each in one organisation, in the order in which they will first click. */
export function gather(
  random: Random,
  servers: readonly PlannedServer[],
  size: number,
  now: number,
): Voter[] {
  const places = servers.flatMap((server) => server.organisations.map((one) => ({ server, ...one })));
  const ids = new Set<string>();
  while (ids.size < size)
    ids.add(snowflake(now - random.between(100, 3_000) * DAY, random.between(0, 4_000_000)));
  return [...ids].map((userId) => {
    const { server, name, roleId = '', rule } = random.pick(places);
    return {
      userId,
      server,
      organisation: name,
      roleId,
      secret: rule.ballots === 'secret',
      choice: undefined,
    };
  });
}

/**
 * How people decide: each organisation leans somewhere, from split to all but of one mind, and each member chooses by
 * that alone. So within an organisation nothing about a person goes with their choice, and what does is a leak.
 */
export function leanings(random: Random, voters: readonly Voter[]): (voter: Voter) => Choice {
  const names = [...new Set(voters.map(({ organisation }) => organisation))];
  const leaning = new Map(
    names.map((name) => [name, { first: random.pick(CHOICES), share: random.pick([0.4, 0.6, 0.8, 0.97]) }]),
  );
  return ({ organisation }) => {
    const { first, share } = leaning.get(organisation)!;
    return random.next() < share ? first : random.pick(CHOICES);
  };
}

/** Delivers by writing down what everybody can now see, and when. */
export function showing(deps: ProposalDeps, t: Translate, clock: { now: Date }, shown: Shown[]): Courier {
  return async ({ about, target, message }) => {
    const proposal = 'proposalId' in about ? await deps.proposals.get(about.proposalId) : undefined;
    if (proposal === undefined || target.kind !== 'channel') return { kind: 'dropped' };
    const { guildId, channelId } = target;
    if (about.kind === 'card' || about.kind === 'outcome') {
      const counted = proposal.state === 'open' ? await tallies(deps, proposal, clock.now) : [];
      const view =
        about.kind === 'card'
          ? cardView(t, { proposal, guildId, tallies: counted })
          : outcomeView(t, proposal);
      shown.push({ at: clock.now.getTime(), guildId, text: `${view.title ?? ''}\n${view.body ?? ''}` });
    }
    return { kind: 'sent', ...(message ?? { channelId, messageId: String(shown.length + 1) }) };
  };
}
