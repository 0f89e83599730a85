import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { OLDEST_NODE } from '../../src/doctor/host.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const ENTRY = path.join(ROOT, 'deploy/docker-entry.sh');
const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>;
  engines: { node: string };
};

describe('the entry script of the image', () => {
  const run = (script: string, signal?: NodeJS.Signals) =>
    new Promise<{ code: number | null; out: string }>((resolve) => {
      const child = spawn('sh', [ENTRY, process.execPath, '-e', script]);
      let out = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        if (signal !== undefined && text.includes('up')) child.kill(signal);
      });
      child.once('close', (code) => resolve({ code, out }));
    });

  it.each([0, 1, 7, 137])('gives the code %i on', async (code) => {
    expect((await run(`process.exit(${String(code)})`)).code).toBe(code);
  });

  it('ends with 0 where starting again would not help, and says so', async () => {
    const { code, out } = await run('process.exit(78)');
    expect(code).toBe(0);
    expect(out).toContain('ended with code 78');
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('passes %s on and waits for the end', async (signal) => {
    const { code, out } = await run(
      `process.on('${signal}', () => setTimeout(() => { console.log('done'); process.exit(3); }, 300));
       setInterval(() => {}, 1000); console.log('up');`,
      signal,
    );
    expect(out).toContain('done');
    expect(code).toBe(3);
  });

  it('is as one with a bot that was killed', async () => {
    expect((await run(`process.kill(process.pid, 'SIGKILL')`)).code).toBe(137);
  });
});

describe('an installation without the development parts', () => {
  it('has everything the bot imports', () => {
    const builtin = new Set(builtinModules);
    const missing = new Set<string>();
    for (const room of ['src', 'commands']) {
      const files = readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' });
      for (const file of files.filter((name) => name.endsWith('.ts') && !name.startsWith('local-discord/'))) {
        const text = read(path.join(room, file));
        // Types are gone once it is built.
        for (const [, from = ''] of text.matchAll(
          /(?:^(?:import|export) (?!type )[^;]*?from |^import |await import\()'([^'.][^']*)'/gmu,
        )) {
          const name = from.startsWith('@')
            ? from.split('/').slice(0, 2).join('/')
            : (from.split('/')[0] ?? '');
          if (name.startsWith('node:') || builtin.has(name) || name in manifest.dependencies) continue;
          missing.add(`${room}/${file}: ${from}`);
        }
      }
    }
    expect([...missing]).toEqual([]);
  });

  it('runs on the oldest Node that is asked for', () => {
    expect(manifest.engines.node).toBe(`>=${OLDEST_NODE.join('.')}`);
  });
});

// Nothing is built or started here: these only hold the files to what the README promises of them.
describe('the files for Docker', () => {
  const dockerfile = read('Dockerfile');
  const compose = read('compose.yaml');

  it('copy only what is there and what .dockerignore lets through', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gmu)].flatMap(([, list = '']) =>
      list.split(' ').slice(0, -1),
    );
    const let_through = read('.dockerignore').split('\n');
    expect(copied.length).toBeGreaterThan(5);
    for (const file of copied) {
      expect(existsSync(path.join(ROOT, file)), file).toBe(true);
      expect(let_through, file).toContain(`!${file}`);
    }
    expect(let_through).toContain('*');
    for (const secret of ['.env', 'keys']) expect(let_through).not.toContain(`!${secret}`);
  });

  it('run the bot as a user of its own, without the local Discord, from a file system it cannot write to', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    for (const line of ['USER node', 'STOPSIGNAL SIGTERM', 'ENTRYPOINT ["strike-together"]', 'HEALTHCHECK'])
      expect(last).toContain(line);
    expect(last).not.toMatch(/npm (?:ci|install)/u);
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('ENTRYPOINT'));
    for (const line of [
      'read_only: true',
      'cap_drop: [ALL]',
      'no-new-privileges:true',
      'restart: on-failure\n',
    ])
      expect(compose).toContain(line);
  });

  it('set only keys that there are, to values that are right', () => {
    const image = [...dockerfile.matchAll(/^(?:ENV| {3}) ([A-Z_]+)=(\S+)/gmu)].map(([, key, value]) => [
      key,
      value,
    ]);
    const composed = [...compose.matchAll(/^ {6}([A-Z_]+): '?([^'\n]+)'?$/gmu)].map(([, key, value]) => [
      key,
      value,
    ]);
    expect(image.length).toBeGreaterThan(4);
    expect(composed.length).toBeGreaterThan(4);
    const token = { DISCORD_TOKEN: 'x'.repeat(30) };
    for (const pairs of [image, composed]) {
      const settings = Object.fromEntries(pairs) as Record<string, string>;
      const config = readConfig({ ...token, ...settings });
      for (const [key, value] of Object.entries(settings).filter(([name]) => name !== 'NODE_ENV'))
        expect(String(config[key as keyof typeof config]), key).toBe(value);
    }
  });
});

describe('the systemd service', () => {
  const unit = read('deploy/strike-together.service');
  const settings = new Map(
    [...unit.matchAll(/^(\w+)=(.*)$/gmu)].map(([, key = '', value = '']) => [key, value]),
  );

  it('starts again after a failure, but not after 78, and gives a stop its ten seconds', () => {
    expect(settings.get('Restart')).toBe('on-failure');
    expect(settings.get('RestartPreventExitStatus')).toBe('78');
    expect(settings.get('StartLimitIntervalSec')).toBe('0');
    expect(Number(settings.get('TimeoutStopSec'))).toBeGreaterThan(10);
    expect(settings.get('ExecStart')).toMatch(/ dist\/src\/main\.js$/u);
  });

  it('shuts the bot in, but for what the engine needs', () => {
    for (const [key, value] of Object.entries({
      ...{ ProtectSystem: 'strict', ProtectHome: 'yes', NoNewPrivileges: 'yes', PrivateTmp: 'yes' },
      ...{ UMask: '0077', StateDirectory: 'strike-together', StateDirectoryMode: '0700', LimitCORE: '0' },
      CapabilityBoundingSet: '',
    }))
      expect(settings.get(key), key).toBe(value);
    expect(settings.has('MemoryDenyWriteExecute')).toBe(false);
  });

  it('is right by systemd’s own reading, where there is one', async () => {
    const said = await new Promise<string>((resolve) => {
      const file = path.join(ROOT, 'deploy/strike-together.service');
      execFile('systemd-analyze', ['verify', file], (_error, out, errors) => resolve(out + errors));
    });
    // What is not installed on this machine is not its fault.
    const complaints = said.split('\n').filter((line) => line.includes('strike-together.service'));
    expect(complaints.filter((line) => !/is not executable|No such file/u.test(line))).toEqual([]);
  });
});
