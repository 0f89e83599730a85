import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** What Linux counts CPU time in, in ms. */
const TICK_MS = 10;

/** A bot in a process of its own, with what it used of the machine (read from /proc, so on Linux only). */
export class BotUnderTest {
  readonly #child: ChildProcess;
  #output = '';

  constructor(file: string, environment: Record<string, string>, folder: string) {
    const profile = process.env.BENCH_PROFILE;
    const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
    this.#child = spawn(process.execPath, [...flags, file], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
  }

  /** Waits until it says that it is ready; rejects, with what it said, when it ends before. */
  async ready(): Promise<void> {
    while (!/\bready\b/u.test(this.#output)) {
      if (this.#child.exitCode !== null) throw new Error(`The bot ended.\n${this.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** CPU time of all its threads so far, in ms. */
  cpuMs(): number {
    const fields = this.#proc('stat')
      .replace(/^.*\) /su, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  /** The most memory it ever held, in MB; NaN once it has ended. */
  peakMb(): number {
    return Number(/^VmHWM:\s*(\d+) kB/mu.exec(this.#proc('status'))?.[1]) / 1_024;
  }

  /** Asks it to stop; resolves to its exit code. */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
    return this.#child.exitCode;
  }

  #proc(what: string): string {
    try {
      return readFileSync(`/proc/${String(this.#child.pid)}/${what}`, 'utf8');
    } catch {
      return '';
    }
  }
}
