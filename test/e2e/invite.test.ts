import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PermissionFlagsBits } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import {
  FILES,
  inviteFor,
  POSTING,
  POSTING_IN_THREADS,
  RIGHTS,
  THREADS,
  type Right,
} from '../../src/discord/permissions.js';
import type { PermissionName } from '../../src/local-discord/index.js';
import { HARBOUR, proposing, publicMessages, settled, told, voting } from '../support/acting.js';
import { amaraAt } from '../support/front-acting.js';
import { DAY, setStage, type Stage } from '../support/stage.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAMES = Object.keys(RIGHTS) as Right[];
let stage: Stage | undefined;

afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

/** The name of a right in Discord's API. */
function apiName(right: Right): PermissionName {
  const found = Object.entries(PermissionFlagsBits).find(([, bit]) => bit === RIGHTS[right]);
  if (found === undefined) throw new Error(right);
  return found[0] as PermissionName;
}

/**
 * A bot that has in its server what it was invited with, without `left`, and nothing through @everyone; the people's
 * rights are those of their roles.
 */
async function invited(left?: Right): Promise<Stage> {
  const set = await setStage();
  stage = set;
  for (const guild of set.local.world.state.guilds) {
    const everyone = guild.roles.find(({ id }) => id === guild.id);
    if (everyone === undefined) throw new Error('A server without @everyone');
    for (const role of guild.roles.filter(({ id, botId }) => id !== guild.id && botId === undefined))
      role.permissions = String(BigInt(role.permissions) | BigInt(everyone.permissions));
    everyone.permissions = '0';
  }
  set.local.setBotServerPermission(HARBOUR, left === undefined ? [] : [apiName(left)]);
  await set.restart();
  return set;
}

/** Lets an action be agreed, and tells what has come of it for everyone to see. */
async function agreedAction(set: Stage) {
  told(await amaraAt(set).command('settings set', { timezone: 'Europe/Berlin', 'discussion-threads': 'on' }));
  const card = await proposing(set, 'Jonas');
  await voting(set, card, { Mei: 'For', Jonas: 'For', Priya: 'For' });
  await settled(set);
  const { thread } = set.at('Mei').message(card.id);
  await set.advance(3 * DAY);
  await settled(set);
  const posts = publicMessages(set.at('Mei'));
  const [event] = set.local.events(HARBOUR);
  return {
    thread: thread !== undefined,
    outcome: posts.length > 1,
    files: posts.some(({ files }) => files.length > 0),
    event: event !== undefined,
  };
}

describe('what the bot is invited with', () => {
  it('is enough: with nothing else an agreed action has card, thread, outcome, files and event', async () => {
    const set = await invited();
    expect(await agreedAction(set)).toEqual({ thread: true, outcome: true, files: true, event: true });
    expect(set.local.requests.filter(({ status }) => status === 403)).toEqual([]);
  });

  it.each(NAMES)('is not too much: without %s something is missing', async (right) => {
    const set = await invited(right);
    const all = { thread: true, outcome: true, files: true, event: true };
    // Where it could not even be posted, publishing is refused.
    const seen = await agreedAction(set).catch(() => undefined);
    expect(seen).not.toEqual(all);
  });

  it('is the number in the README, and what the rooms ask for', () => {
    const permissions = new URL(inviteFor('1')).searchParams.get('permissions');
    const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
    expect(readme).toContain(`(number \`${String(permissions)}\`)`);
    const used = new Set<Right>([...POSTING, ...POSTING_IN_THREADS, ...THREADS, ...FILES, 'Create Events']);
    expect(NAMES.filter((name) => !used.has(name))).toEqual([]);
    expect(BigInt(permissions ?? 0) & PermissionFlagsBits.Administrator).toBe(0n);
  });

  it('is in one place: nowhere else does the bot name a right of its own', () => {
    /** Of people and of others, not of what the bot is invited with. */
    const read = ['ManageGuild', 'MentionEveryone', 'Administrator', 'ViewChannel'];
    const named = ['src', 'commands'].flatMap((room) =>
      readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !/local-discord|discord\/permissions\.ts$/u.test(file))
        .flatMap(
          (file) =>
            readFileSync(path.join(ROOT, room, file), 'utf8').match(/PermissionFlagsBits\.\w+/gu) ?? [],
        ),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.map((name) => name.split('.')[1]).filter((name) => !read.includes(name ?? ''))).toEqual([]);
  });
});
