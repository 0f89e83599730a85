import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';

const KEY_BYTES = 32;
const NAME = /^(?:[0-9a-hjkmnp-tv-z]{10}-[1-9]\d{0,5}|poll-[0-9a-hjkmnp-tv-z]{10})$/u;

/** The two keys of one version's ballots, derived from its secret. */
export interface BallotKeys {
  /** For pseudonyms, which are keys of rows. */
  names: Buffer;
  /** For the rows' contents. */
  seal: Buffer;
}

/**
 * One secret of 32 random bytes per version with secret ballots, and per poll, each in its own file (0600) in
 * `KEY_DIR/ballots`: outside the store and never backed up, so that destroying it makes every copy of the rows unreadable
 * (threats section 2). A version is named `PROPOSAL-NUMBER`, a poll's ballots `poll-ID`.
 */
export class VersionKeys {
  readonly #folder: string;
  readonly #known = new Map<string, BallotKeys>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Makes the folder (0700) if it is not there. Rejects when it cannot be made. */
  static async open(keyDir: string): Promise<VersionKeys> {
    const folder = path.join(keyDir, 'ballots');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new VersionKeys(folder);
  }

  /** Makes a version's secret, on disk before this resolves; one that is there already stays. */
  async make(version: string): Promise<void> {
    try {
      const file = await open(this.#file(version), 'wx', 0o600);
      try {
        await file.writeFile(randomBytes(KEY_BYTES));
        await file.sync();
      } finally {
        await file.close();
      }
      await this.#syncFolder();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      // A crash between making and filling leaves a short file: no ballot can have been sealed with it.
      if ((await readFile(this.#file(version))).length === KEY_BYTES) return;
      await unlink(this.#file(version));
      await this.make(version);
    }
  }

  /** A version's keys; undefined when its secret is gone. */
  async get(version: string): Promise<BallotKeys | undefined> {
    const known = this.#known.get(version);
    if (known !== undefined) return known;
    try {
      const secret = await readFile(this.#file(version));
      if (secret.length !== KEY_BYTES) return undefined;
      const keys = deriveBallotKeys(secret);
      secret.fill(0);
      this.#known.set(version, keys);
      return keys;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** A version's keys from a secret that is kept elsewhere, derived once. */
  derived(version: string, secret: () => Buffer): BallotKeys {
    const known = this.#known.get(version);
    if (known !== undefined) return known;
    const keys = deriveBallotKeys(secret());
    this.#known.set(version, keys);
    return keys;
  }

  /**
   * Overwrites, syncs and removes a version's secret; resolves when the removal is on disk. Repeatable. What an SSD or a
   * snapshot may keep is beyond this: the documentation asks for disk encryption.
   */
  async destroy(version: string): Promise<void> {
    const known = this.#known.get(version);
    known?.names.fill(0);
    known?.seal.fill(0);
    this.#known.delete(version);
    try {
      const file = await open(this.#file(version), 'r+');
      try {
        await file.write(randomBytes(KEY_BYTES), 0, KEY_BYTES, 0);
        await file.sync();
      } finally {
        await file.close();
      }
      await unlink(this.#file(version));
      await this.#syncFolder();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  /** Versions and polls that have a secret. */
  async list(): Promise<string[]> {
    return (await readdir(this.#folder)).filter((name) => NAME.test(name));
  }

  #file(version: string): string {
    if (!NAME.test(version)) throw new Error('Not the name of a version');
    return path.join(this.#folder, version);
  }

  async #syncFolder(): Promise<void> {
    const folder = await open(this.#folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

/** Derives a version's two keys from its secret (HKDF-SHA256). */
export function deriveBallotKeys(secret: Uint8Array): BallotKeys {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), purpose, KEY_BYTES));
  return {
    names: derive('strike-together ballot pseudonyms v1'),
    seal: derive('strike-together ballot rows v1'),
  };
}
