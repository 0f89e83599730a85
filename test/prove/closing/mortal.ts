import { AsyncLocalStorage } from 'node:async_hooks';
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import type { ProposalPlatform } from '../../../src/proposals/proposal.js';
import type { Driver } from '../../../src/store/driver.js';

/**
 * How a life ends at one of its steps: right before the step takes effect, right after it did and before anybody hears of
 * it, or in that nothing works from this step on but the program runs on.
 */
export const WAYS = ['before', 'after', 'failing'] as const;
export type Way = (typeof WAYS)[number];

/** What a program sees whose disk and network have failed. */
export class Gone extends Error {
  override name = 'Gone';
}

const STORE_STEPS: ReadonlySet<string | symbol> = new Set([
  'get',
  'getMany',
  'set',
  'setMany',
  'deleteMany',
  'delete',
  'insertMany',
  'swapMany',
  'dropMany',
  'range',
  'rewrite',
  'checkpoint',
]);
const FILE_STEPS = ['open', 'readFile', 'readdir', 'unlink', 'mkdir'] as const;
const HANDLE_STEPS: ReadonlySet<string | symbol> = new Set([
  'write',
  'writeFile',
  'sync',
  'close',
  'readFile',
]);

const living = new AsyncLocalStorage<Mortal>();

/** One life of a bot, that ends at its n-th step outside itself; every call of store, key files and platform is one. */
export class Mortal {
  steps = 0;
  /** The step it ended at. */
  last = '';
  readonly #end: { at: number; way: Way } | undefined;
  #dead = false;
  #underWay = 0;
  readonly #handles = new Set<FileHandle>();
  #tell: () => void = () => undefined;
  readonly #died = new Promise<void>((resolve) => {
    this.#tell = resolve;
  });

  constructor(end?: { at: number; way: Way }) {
    this.#end = end;
  }

  /** Lets it live; resolves to how that went, or to 'died' once the last step under way has ended. */
  async live<T>(act: () => Promise<T>): Promise<{ answered: T } | { failed: unknown } | 'died'> {
    const living_ = living.run(this, act).then(
      (answered) => ({ answered }),
      (failed: unknown) => ({ failed }),
    );
    const told = await Promise.race([living_, this.#died.then(() => 'died' as const)]);
    for (const handle of this.#handles) await handle.close().catch(() => undefined);
    return told;
  }

  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (this.#dead) return this.#nothing();
    this.steps += 1;
    const isLast = this.steps === this.#end?.at;
    if (isLast) {
      this.#dead = true;
      this.last = name;
    }
    let done: T | undefined;
    if (!isLast || this.#end?.way === 'after') {
      this.#underWay += 1;
      try {
        done = await work();
      } finally {
        this.#underWay -= 1;
      }
    }
    if (!this.#dead) return done as T;
    return this.#nothing();
  }

  /** What a call gets after the end: no answer ever, or a failure. */
  #nothing<T>(): Promise<T> {
    if (this.#end?.way === 'failing') return Promise.reject(new Gone('There is nothing there any more'));
    if (this.#underWay === 0) this.#tell();
    return new Promise(() => undefined);
  }

  driver(driver: Driver): Driver {
    return new Proxy(driver, {
      get: (target, name) => {
        const found = Reflect.get(target, name) as unknown;
        if (typeof found !== 'function') return found;
        const call = (...given: unknown[]) =>
          (found as (...given: unknown[]) => Promise<unknown>).apply(target, given);
        return STORE_STEPS.has(name)
          ? (...given: unknown[]) => this.step(String(name), () => call(...given))
          : call;
      },
    });
  }

  platform(platform: ProposalPlatform): ProposalPlatform {
    return {
      memberCount: (guildId) => this.step('memberCount', () => platform.memberCount(guildId)),
      roleCount: (guildId, roleId) => this.step('roleCount', () => platform.roleCount(guildId, roleId)),
      missingRights: (guildId, channelId) =>
        this.step('missingRights', () => platform.missingRights(guildId, channelId)),
    };
  }

  /** A file that is its own as long as it lives. */
  handle(handle: FileHandle): FileHandle {
    this.#handles.add(handle);
    return new Proxy(handle, {
      get: (target, name) => {
        const found = Reflect.get(target, name, target) as unknown;
        if (typeof found !== 'function') return found;
        const call = (...given: unknown[]) =>
          (found as (...given: unknown[]) => Promise<unknown>).apply(target, given);
        if (!HANDLE_STEPS.has(name)) return call;
        return (...given: unknown[]) =>
          this.step(`file ${String(name)}`, async () => {
            const done = await call(...given);
            if (name === 'close') this.#handles.delete(target);
            return done;
          });
      },
    });
  }
}

/** Makes each call for a file a step of whoever is living; the files of everybody else are as before. Undone by the answer. */
export function watchFiles(): () => void {
  const files = fs.promises as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
  const before = FILE_STEPS.map((name) => [name, files[name]!] as const);
  for (const [name, call] of before) {
    files[name] = async (...given) => {
      const mortal = living.getStore();
      if (mortal === undefined) return call(...given);
      return mortal.step(`file ${name}`, async () => {
        const found = await call(...given);
        return name === 'open' ? mortal.handle(found as FileHandle) : found;
      });
    };
  }
  syncBuiltinESMExports();
  return () => {
    for (const [name, call] of before) files[name] = call;
    syncBuiltinESMExports();
  };
}
