import path from 'node:path';
import { collectionsOf } from '../../src/collections.js';
import type { DueWork } from '../../src/due-work.js';
import { Outbox, outboxCollection, type Courier } from '../../src/outbox/outbox.js';
import type { ProposalPlatform } from '../../src/proposals/proposal.js';
import { loadRecordKeys } from '../../src/proposals/record-keys.js';
import { VersionKeys } from '../../src/proposals/version-keys.js';
import { createDueIndex } from '../../src/store/due.js';
import type { Store } from '../../src/store/types.js';
import { listening, roomDeps, roomWork, type StoredDeps } from './rooms.js';

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
  now: () => Date;
  /** Called when something is owed; due work may begin. */
  kick?: () => void;
}): Promise<StoredDeps> {
  const { store, keyDir, platform, now, kick = () => undefined } = given;
  const due = createDueIndex(store);
  return {
    ...collectionsOf(store),
    store,
    due,
    outbox: new Outbox({ store, items: outboxCollection(store), due, now, kick }),
    counted: new Map(),
    versionKeys: await VersionKeys.open(keyDir),
    recordKeys: await loadRecordKeys(keyDir),
    platform,
    defaultZone: 'UTC',
  };
}

/**
 * All due work there is, with a courier of the test's. Resolves to the tick; a tick rejects where due work failed, which
 * the bot itself would log and try again.
 */
export function proposalTicks(deps: StoredDeps, clock: SetClock, courier: Courier): () => Promise<void> {
  const { log, errors } = listening();
  let work: DueWork | undefined;
  return async () => {
    work ??= roomWork(await roomDeps(deps, () => clock.now, log), courier);
    await work.tick();
    if (errors.length > 0) throw errors.splice(0)[0];
  };
}

/** A courier that delivers everything, and tells what is a post (not an edit) to whoever asks. */
export function deliverAll(posted: (itemAbout: string) => void = () => undefined): Courier {
  let messages = 0;
  return (item) => {
    messages += 1;
    if (item.message !== undefined) return Promise.resolve({ kind: 'sent', ...item.message });
    posted(item.nonce);
    const { target } = item;
    const channelId = target.kind === 'channel' ? target.channelId : 'some other';
    return Promise.resolve({ kind: 'sent', channelId, messageId: String(messages) });
  };
}

/** Where the keys of versions are, below KEY_DIR. */
export function ballotKeyFolder(keyDir: string): string {
  return path.join(keyDir, 'ballots');
}
