import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { RIGHTS } from '../../src/discord/permissions.js';
import { examine } from '../../src/doctor/examine.js';
import { printed, type Line } from '../../src/doctor/line.js';
import { setStage, type Stage } from '../support/stage.js';

const HARBOUR = 'Harbour City Coalition';
/** A token that only looks like one. */
const SOME_TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.not-a-token-of-anybody-at-all';
const leftovers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean();
});

async function stage(): Promise<Stage> {
  const set = await setStage({ at: Date.now() });
  leftovers.push(() => set.close());
  return set;
}

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'strike-together-doctor-'));
  leftovers.push(() => rm(made, { recursive: true, force: true }));
  return made;
}

interface Said {
  out: string;
  /** What was said of what is in this state. */
  of(level: Line['level']): string[];
}

/** What the doctor says of a bot in this folder. */
async function doctor(where: string, environment: Record<string, string> = {}): Promise<Said> {
  const lines: Line[] = [];
  const config = readConfig(environmentOf(where, environment));
  for await (const line of examine(config)) lines.push(line);
  return {
    out: lines.map(printed).join(''),
    of: (level) => lines.filter((line) => line.level === level).map(({ said }) => said),
  };
}

function environmentOf(where: string, more: Record<string, string>): Record<string, string> {
  return {
    STORE_URL: `sqlite://${path.join(where, 'bot.sqlite')}`,
    KEY_DIR: path.join(where, 'keys'),
    BACKUP_DIR: path.join(where, 'backups'),
    ...more,
  };
}

function towards({ local }: Stage): Record<string, string> {
  return { DISCORD_TOKEN: local.token, DISCORD_API_URL: local.apiUrl };
}

describe('doctor', () => {
  it('finds nothing to repair beside a running bot, and disturbs neither it nor Discord', async () => {
    const set = await stage();
    const { local } = set;
    await set.at('Amara').command('settings set', { channel: 'joint-action', 'discussion-threads': 'on' });
    const before = local.gateway.identified;
    const said = await doctor(set.folder, towards(set));
    expect(said.of('fail'), said.out).toEqual([]);
    expect(said.out).toContain('The bot runs here: gateway connected, commands registered, store writable');
    expect(said.out).toContain(`${HARBOUR}: all rights are there, also in #joint-action`);
    expect(said.out).toContain('University Alliance: all rights are there');
    expect(said.out).toMatch(/client_id=\d+&scope=bot\+applications\.commands&permissions=17901423807488\n/u);
    expect(said.out).not.toContain(local.token);
    expect(local.gateway.identified).toBe(before);
    expect(local.unknownRoutes).toEqual([]);
    local.gateway.outage(true);
    await expect.poll(() => set.app.health.ready()).toMatchObject({ ok: false });
    const cut = await doctor(set.folder, towards(set));
    expect(cut.of('fail').join()).toContain('not all is well: gateway not connected');
  });

  it('looks into the store of a stopped bot, which then starts again with all it had', async () => {
    const set = await stage();
    await set.at('Amara').command('settings set', { channel: 'joint-action' });
    await set.stopBot();
    const channel = set.local.world.state.channels.find(({ name }) => name === 'joint-action')?.id ?? '?';
    set.local.setBotPermission(`${HARBOUR}#joint-action`, ['EmbedLinks', 'AttachFiles']);
    const said = await doctor(set.folder, towards(set));
    expect(said.of('fail')).toEqual([`${HARBOUR}, #joint-action: the bot lacks Embed Links, Attach Files.`]);
    expect(said.out).toContain('The bot does not run here');
    expect(said.out).toContain('bot.sqlite opens, is whole, and keeps what is written');
    // Without its key a store is of no use, and a new key would hide that.
    const key = path.join(set.folder, 'keys/store/store.key');
    const moved = path.join(set.folder, 'store.key');
    await rename(key, moved);
    expect((await doctor(set.folder, towards(set))).of('fail').join()).toContain('is there but its key');
    expect(await readdir(path.dirname(key))).toEqual([]);
    await rename(moved, key);
    await set.startBot();
    expect(JSON.stringify(await set.at('Amara').command('settings show'))).toContain(channel);
  });

  it('says that the channel set is gone', async () => {
    const set = await stage();
    await set.at('Amara').command('settings set', { channel: 'joint-action' });
    set.local.deleteChannel(`${HARBOUR}#joint-action`);
    const said = await doctor(set.folder, towards(set));
    expect(said.of('fail').join()).toContain(`${HARBOUR}: the channel set for proposals is gone`);
  });

  it.each(Object.keys(RIGHTS))('names %s where the bot’s role lacks it', async (right) => {
    const set = await stage();
    const state = set.local.world.state.guilds.find(({ name }) => name === HARBOUR);
    const everyone = state?.roles.find(({ id }) => id === state.id);
    if (everyone !== undefined) everyone.permissions = '0';
    const name = right.replaceAll(' ', '').replace(/^SendMessagesinThreads$/u, 'SendMessagesInThreads');
    set.local.setBotServerPermission(HARBOUR, [name as 'ViewChannel']);
    const said = await doctor(set.folder, towards(set));
    const posts = ['View Channel', 'Send Messages', 'Embed Links', 'Read Message History'].includes(right);
    expect(said.of(posts ? 'fail' : 'warn'), said.out).toContain(
      `${HARBOUR}: the bot’s role lacks ${right}.`,
    );
  });

  it('makes nothing where nothing has been yet', async () => {
    const set = await stage();
    const where = await folder();
    const said = await doctor(where, towards(set));
    expect(said.of('fail')).toEqual([]);
    expect(said.out).toContain('bot.sqlite will be made at the first start');
    expect(await readdir(where)).toEqual([]);
  });

  it('says of each thing that is wrong what to do', async () => {
    const where = await folder();
    await mkdir(path.join(where, 'keys/ballots'), { recursive: true, mode: 0o700 });
    await mkdir(path.join(where, 'keys/signing'), { mode: 0o700 });
    await chmod(path.join(where, 'keys'), 0o755);
    await writeFile(path.join(where, 'keys/signing/one.key'), 'x', { mode: 0o644 });
    await writeFile(path.join(where, 'bot.sqlite'), 'This is a letter and not a store.'.repeat(100));
    await writeFile(path.join(where, 'backups'), 'a file');
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const said = await doctor(where, {
        DISCORD_TOKEN: SOME_TOKEN,
        DISCORD_API_URL: 'http://127.0.0.1:9/api',
        HEALTH_PORT: String(port),
        CONTENT_DIR: path.join(where, 'nowhere'),
      });
      const fails = said.of('fail').join('\n');
      expect(fails).toContain(`${path.join(where, 'keys')} can be read by others`);
      expect(said.out).toContain(`chmod 600 ${path.join(where, 'keys/signing/one.key')}`);
      expect(fails).toContain('is there but its key');
      expect(fails).toMatch(/Backups cannot be written to .*backups \(ENOTDIR\)/u);
      expect(fails).toContain(`Port ${String(port)} (HEALTH_PORT) cannot be used (EADDRINUSE)`);
      expect(fails).toContain('Discord cannot be reached at http://127.0.0.1:9/api');
      expect(fails).toContain('nowhere');
      // Each has a next step below it.
      expect(said.out.match(/^(?:fail|warn) .*\n(?! {5}-> \S)/gmu)).toBeNull();
      expect(said.out).not.toContain(SOME_TOKEN);
      expect(said.out).not.toMatch(/^ +at /mu);
    } finally {
      server.close();
    }
  });

  it('tells a refused token, an endpoint, intents, a gateway out of reach and a wrong clock', async () => {
    const set = await stage();
    const where = await folder();
    const refused = await doctor(where, { ...towards(set), DISCORD_TOKEN: SOME_TOKEN });
    expect(refused.of('fail')).toEqual(['Discord refuses the token.']);
    const flags = (1 << 15) | (1 << 18);
    set.local.intercept(({ route }) => {
      if (route === 'GET /applications/@me')
        return { status: 200, body: { id: '1', flags, interactions_endpoint_url: 'https://x.example' } };
      if (route !== 'GET /gateway/bot') return undefined;
      const limit = { total: 1_000, remaining: 3, reset_after: 1, max_concurrency: 1 };
      return { status: 200, body: { url: 'ws://127.0.0.1:9', shards: 1, session_start_limit: limit } };
    });
    await set.local.clock.advance(3_600_000);
    const { out } = await doctor(where, towards(set));
    expect(out).toContain('fail The application has an Interactions Endpoint URL');
    expect(out).toContain('does not use: Server Members, Message Content.');
    expect(out).toContain('fail The gateway cannot be reached.');
    expect(out).toMatch(/warn This machine’s clock is 3[56]\d\d s behind Discord’s\./u);
  });
});

describe('as a command', () => {
  it('ends with 1 and says only what is wrong with the configuration', async () => {
    const said = await run(await folder(), { LOCAL_DISCORD: 'never', HEALTH_PORT: 'http' });
    expect(said.code).toBe(1);
    expect(said.out.match(/^fail /gmu)).toHaveLength(2);
    expect(said.out).toMatch(/\n2 to repair, 0 to look at\.\n$/u);
  });

  it('ends with 0 where there is nothing to repair, also without a token', async () => {
    const said = await run(await folder(), { LOCAL_DISCORD_PORT: '0' });
    expect(said.out).toContain('warn There is no DISCORD_TOKEN');
    expect(said.code, said.out).toBe(0);
  });
});

/** Runs it as people do. */
async function run(where: string, environment: Record<string, string>) {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const script = fileURLToPath(new URL('../../src/doctor.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', tsx, script], {
    cwd: where,
    env: { PATH: process.env.PATH, ...environmentOf(where, environment) },
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (out += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out };
}
