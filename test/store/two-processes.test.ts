import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { StoreKeys } from '../../src/store/store-keys.js';
import { notes } from './holder-values.js';
import { cleanUp, closing, folder } from './stores.js';

const HOLDER = fileURLToPath(new URL('holder.ts', import.meta.url));

class Holder {
  readonly lines: string[] = [];
  readonly #child: ChildProcess;

  constructor(path: string, secret: Buffer) {
    this.#child = spawn(process.execPath, ['--import', 'tsx', HOLDER, path, secret.toString('hex')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let rest = '';
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      this.lines.push(...lines);
    });
    cleanUp(() => this.kill());
  }

  async until(enough: () => boolean): Promise<void> {
    const deadline = Date.now() + 15_000;
    while (!enough() && this.#child.exitCode === null && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  stop(): void {
    this.#child.stdin?.write('stop\n');
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

describe('a store and two processes', () => {
  it('lets one in, refuses the second within about five seconds, and what was confirmed survives kill -9', async () => {
    const path = join(await folder(), 'store.sqlite');
    const secret = randomBytes(32);
    const keys = new StoreKeys(secret);
    const holder = new Holder(path, secret);
    await holder.until(() => holder.lines.length > 1);
    expect(holder.lines[0]).toBe('open');

    const started = Date.now();
    await expect(openStore({ path, keys })).rejects.toThrow(
      /is in use by another process: .*start again\.$/u,
    );
    expect(Date.now() - started).toBeLessThan(5_500);

    const before = holder.lines.length;
    await holder.until(() => holder.lines.length > before);
    expect(holder.lines.length).toBeGreaterThan(before);
    await holder.kill();

    const store = closing(await openStore({ path, keys }));
    const collection = store.collection(notes);
    const confirmed = holder.lines.slice(1);
    for (let at = 0; at < confirmed.length; at += 500) {
      const ids = confirmed.slice(at, at + 500);
      expect((await collection.getMany(ids)).map((one) => one?.text)).toEqual(ids);
    }
  });

  it('waits for one that is just closing', async () => {
    const path = join(await folder(), 'store.sqlite');
    const secret = randomBytes(32);
    const holder = new Holder(path, secret);
    await holder.until(() => holder.lines.length > 1);
    const opening = openStore({ path, keys: new StoreKeys(secret) });
    holder.stop();
    const store = closing(await opening);
    expect(await store.collection(notes).get('00000')).toEqual({ text: '00000' });
  });
});
