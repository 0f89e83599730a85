import path from 'node:path';
import { frontCollections } from '../../src/organisations/front.js';
import { organisationCollections } from '../../src/organisations/organisation.js';
import { createLog } from '../../src/log.js';
import { DELIVERY, DueWork } from '../../src/due-work.js';
import { Outbox, outboxCollection, type Courier } from '../../src/outbox/outbox.js';
import { announceStored } from '../../src/proposals/announce.js';
import { ballotCollection } from '../../src/proposals/ballot-box.js';
import { closeWhenDue } from '../../src/proposals/close.js';
import { announceClosingSoon } from '../../src/proposals/closing-soon.js';
import { draftCollection, lapseDraft } from '../../src/proposals/draft.js';
import { nudgeWhenDue } from '../../src/proposals/nudge.js';
import {
  proposalCollections,
  type ProposalDeps,
  type ProposalPlatform,
} from '../../src/proposals/proposal.js';
import { loadRecordKeys } from '../../src/proposals/record-keys.js';
import { VersionKeys } from '../../src/proposals/version-keys.js';
import { peopleCollection } from '../../src/settings/person-zone.js';
import { settingsCollection } from '../../src/settings/server-settings.js';
import { createDueIndex } from '../../src/store/due.js';
import type { Store } from '../../src/store/types.js';

/** The clock of an installation below Discord; set by the test. */
export interface SetClock {
  now: Date;
}

/** What the platform would answer, as plain numbers; a server or role that is not named has nobody. */
export class CountedPlatform implements ProposalPlatform {
  /** By server, or by role. */
  readonly counts = new Map<string, number>();

  memberCount(guildId: string): Promise<number> {
    return Promise.resolve(this.counts.get(guildId) ?? 0);
  }

  roleCount(_guildId: string, roleId: string): Promise<number> {
    return Promise.resolve(this.counts.get(roleId) ?? 0);
  }

  missingRights(): Promise<string[]> {
    return Promise.resolve([]);
  }
}

/** What a proposal's verbs need, on any store and without Discord; joined as `src/app.ts` joins it. */
export async function proposalDeps(given: {
  store: Store;
  /** KEY_DIR: the version keys and the signing key are in it. */
  keyDir: string;
  platform: ProposalPlatform;
  clock: SetClock;
}): Promise<ProposalDeps> {
  const { store, keyDir, platform, clock } = given;
  const due = createDueIndex(store);
  return {
    ...proposalCollections(store),
    ...organisationCollections(store),
    ...frontCollections(store),
    store,
    due,
    outbox: new Outbox({
      store,
      items: outboxCollection(store),
      due,
      now: () => clock.now,
      kick: () => undefined,
    }),
    ballots: ballotCollection(store),
    counted: new Map(),
    versionKeys: await VersionKeys.open(keyDir),
    recordKeys: await loadRecordKeys(keyDir),
    drafts: draftCollection(store),
    settings: settingsCollection(store),
    people: peopleCollection(store),
    platform,
    defaultZone: 'UTC',
  };
}

/**
 * The due work of a proposal, as `src/app.ts` joins it, with a courier of the test's. Resolves to the tick; a tick
 * rejects where due work failed, which the bot itself would log and try again.
 */
export function proposalTicks(deps: ProposalDeps, clock: SetClock, courier: Courier): () => Promise<void> {
  const log = createLog('silent');
  const failures: unknown[] = [];
  const heard: typeof log.error = (about: unknown) => {
    failures.push((about as { err?: unknown }).err ?? about);
  };
  log.error = heard;
  const work = new DueWork({
    due: deps.due,
    now: () => clock.now,
    log,
    handlers: {
      close: (id, at) => closeWhenDue(deps, id, at),
      announce: (id) => announceStored(deps, id).then(() => true),
      'closing-soon': (_id, at, row) => announceClosingSoon(deps, row, at).then(() => true),
      nudge: (_id, _at, row) => nudgeWhenDue(deps, row).then(() => true),
      draft: (id, at) => lapseDraft(deps, id, at).then(() => true),
      [DELIVERY]: async (_id, _at, row) => (await deps.outbox.attempt(row, courier)).done,
    },
  });
  return async () => {
    await work.tick();
    if (failures.length > 0) throw failures.splice(0)[0];
  };
}

/** A courier that delivers everything, and tells what is a post (not an edit) to whoever asks. */
export function deliverAll(posted: (itemAbout: string) => void = () => undefined): Courier {
  let messages = 0;
  return (item) => {
    messages += 1;
    if (item.message !== undefined) return Promise.resolve({ kind: 'sent', ...item.message });
    posted(item.nonce);
    const channelId = item.target.kind === 'channel' ? item.target.channelId : item.target.userId;
    return Promise.resolve({ kind: 'sent', channelId, messageId: String(messages) });
  };
}

/** Where the keys of versions are, below KEY_DIR. */
export function ballotKeyFolder(keyDir: string): string {
  return path.join(keyDir, 'ballots');
}
