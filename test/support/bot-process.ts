import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** How a process ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Real time from its start, or from the request to stop. */
  afterMs: number;
}

export interface BotOptions {
  /** Its working folder; store and keys are in it unless the environment says otherwise. */
  folder: string;
  /** Everything it is told; nothing of this process' environment goes along but what Node itself needs. */
  environment?: Record<string, string>;
  /** A module loaded before the bot, that answers what it is told (see `tell`). */
  before?: URL;
  /** Starts the bot in place of its main, and answers what it is told; SOURCE names the folder of `app.js`. */
  starter?: URL;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The bot as people run it: a process of its own, started by its real main. */
export class BotProcess {
  /** Whole lines of standard output so far. */
  readonly lines: string[] = [];
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #startedAt = performance.now();
  readonly #heard = new Set<() => void>();
  #errors = '';
  #rest = '';
  #end: Ended | undefined;

  constructor({ folder, environment = {}, before, starter }: BotOptions) {
    const main = mainFile();
    const ours = before !== undefined || starter !== undefined;
    // The loader takes as long as the bot itself, so it comes along only where there is source to load.
    const hasSource = [main, before?.pathname, starter?.pathname].some(
      (file) => file?.endsWith('.ts') === true,
    );
    const imports = [...(hasSource ? [TSX] : []), ...(before === undefined ? [] : [before.href])];
    const start = starter === undefined ? main : fileURLToPath(starter);
    this.#child = spawn(process.execPath, [...imports.flatMap((one) => ['--import', one]), start], {
      // Away from the source tree, so that nobody's own .env is read.
      cwd: folder,
      env: {
        ...fromHere('PATH', 'HOME', 'TMPDIR', 'TZ'),
        STORE_URL: `sqlite://${path.join(folder, 'bot.sqlite')}`,
        KEY_DIR: path.join(folder, 'keys'),
        LOG_LEVEL: 'info',
        ...(starter === undefined ? {} : { SOURCE: pathToFileURL(path.dirname(main)).href }),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe', ...(ours ? ['ipc' as const] : [])],
    });
    running.add(this.#child);
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop() ?? '';
      this.lines.push(...lines);
      for (const listener of [...this.#heard]) listener();
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        running.delete(this.#child);
        this.#end = { code, signal, afterMs: performance.now() - this.#startedAt };
        resolve(this.#end);
        for (const listener of [...this.#heard]) listener();
      });
    });
  }

  /** What it wrote to standard error. */
  get errors(): string {
    return this.#errors;
  }

  /** False from the moment the system has ended it. */
  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Waits for a line of its output; rejects, with what it said, when it ends first or takes too long. */
  line(wanted: RegExp, withinMs = 30_000): Promise<string> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.#heard.delete(look);
      };
      const give = (why: string) => {
        done();
        reject(
          new Error(
            `The bot ${why} before saying ${String(wanted)}.\n${this.lines.join('\n')}\n${this.#errors}`,
          ),
        );
      };
      const look = () => {
        const found = this.lines.find((line) => wanted.test(line));
        if (found !== undefined) {
          done();
          resolve(found);
        } else if (this.#end !== undefined) give(`ended with ${String(this.#end.code ?? this.#end.signal)}`);
      };
      const timer = setTimeout(() => give(`took over ${String(withinMs)} ms`), withinMs);
      this.#heard.add(look);
      look();
    });
  }

  /** Waits until it is connected, its commands are registered, and what was due at the start is done. */
  async ready(withinMs?: number): Promise<void> {
    await this.line(/"msg":"ready"/u, withinMs);
  }

  /** Ends it here and now, as a crash or the loss of power would. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Tells it to read its files anew, as a service manager does. */
  hangUp(): void {
    this.#child.kill('SIGHUP');
  }

  /** Asks it to stop, as a service manager does; `afterMs` counts from here. */
  async stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<Ended> {
    const askedAt = performance.now();
    this.#child.kill(signal);
    const ended = await this.ended;
    return { ...ended, afterMs: performance.now() - askedAt };
  }

  /** Tells the module loaded before the bot something, and waits until it has heard, or the bot has ended. */
  async tell(message: Record<string, unknown>): Promise<void> {
    const heard = new Promise<void>((resolve) => this.#child.once('message', () => resolve()));
    // What cannot be sent any more has ended or is about to.
    this.#child.send(message, () => undefined);
    await Promise.race([heard, this.ended]);
  }
}

/** What a bot needs in its environment to find a local Discord. */
export function towards(local: { token: string; apiUrl: string }): Record<string, string> {
  return { DISCORD_TOKEN: local.token, DISCORD_API_URL: local.apiUrl };
}

/** The built main where it is as new as all of the source (it starts faster), else the source. */
function mainFile(): string {
  const built = path.join(ROOT, 'dist/src/main.js');
  const source = path.join(ROOT, 'src/main.ts');
  if (!existsSync(built)) return source;
  const newest = Math.max(...['src', 'commands'].map((room) => newestIn(path.join(ROOT, room))));
  return statSync(built).mtimeMs > newest ? built : source;
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(0, ...files.map((file) => statSync(path.join(file.parentPath, file.name)).mtimeMs));
}

function fromHere(...names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
