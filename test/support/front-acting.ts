import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import type { Seat, SeenMessage, TypedOptions } from '../../src/local-discord/index.js';
import { posted, previewing, told, UNIVERSITY } from './acting.js';
import type { Stage } from './stage.js';
import { stored } from './store-snapshot.js';

export const THERE = `${UNIVERSITY}#joint-action`;
export const FRONT = 'Harbour Front';
/** How people name the usual proposal in a command. */
export const SHOWN = { proposal: 'Picket at the gate' };

/** Four organisations in two servers, as most scenarios have them: secret ballots in all but one. */
export const DOCKERS = { name: 'Dockworkers', members: "Dockworkers' Branch" };
export const TENANTS = { name: 'Tenants', members: "Tenants' Union", ballots: 'open' };
export const STUDENTS = { name: 'Students', members: 'Student Group' };

/** The seats of those with Manage Server. */
export function amaraAt(stage: Stage): Seat {
  return stage.at('Amara');
}

export function sofiaAt(stage: Stage): Seat {
  return stage.at('Sofia', THERE);
}

/** Names a channel and a zone in both servers. */
export async function channelsSet(stage: Stage): Promise<void> {
  const settings = { channel: 'joint-action', timezone: 'Europe/Berlin' };
  for (const seat of [amaraAt(stage), sofiaAt(stage)]) told(await seat.command('settings set', settings));
}

/** Adds an organisation; what comes back is how it is described. */
export async function adding(seat: Seat, options: TypedOptions): Promise<string> {
  const { text } = told(await seat.command('organisation add', options));
  expect(text).toMatch(/^Saved\./u);
  return text;
}

/** The one-time code in an answer. */
export function codeIn(message: SeenMessage): string {
  const code = /`([^`]+)`/u.exec(message.text)?.[1];
  if (code === undefined) throw new Error(`There is no code in: ${message.text}`);
  return code;
}

/** Founds a front in the first server; what comes back is its first code. */
export async function founding(stage: Stage, needed?: number): Promise<string> {
  const options = { name: FRONT, ...(needed === undefined ? {} : { needed }) };
  const answer = told(await amaraAt(stage).command('front found', options));
  expect(answer.text).toContain(`The united front **${FRONT}** is founded`);
  return codeIn(answer);
}

/** Joins with a code, both steps. */
export async function joining(seat: Seat, code: string): Promise<SeenMessage> {
  const asked = told(await seat.command('front join', { code }));
  const joined = told(await seat.press(asked, 'Join'));
  expect(joined.text).toContain(`This server is now in the united front **${FRONT}**.`);
  return joined;
}

/** Two servers in a front, and the organisations given there. */
export async function inFront(
  stage: Stage,
  here: readonly TypedOptions[] = [DOCKERS, TENANTS],
  there: readonly TypedOptions[] = [STUDENTS],
  needed?: number,
): Promise<void> {
  await channelsSet(stage);
  for (const options of here) await adding(amaraAt(stage), options);
  for (const options of there) await adding(sofiaAt(stage), options);
  await joining(sofiaAt(stage), await founding(stage, needed));
}

/** Puts a proposal to the front, whatever servers there are in it. */
export async function puttingToTheFront(
  stage: Stage,
  who: string,
  changed: TypedOptions = {},
): Promise<void> {
  const preview = await previewing(stage, who, { to: 'the front', ...changed });
  expect(told(await stage.at(who).press(preview, 'Publish')).text).toContain('Published.');
  await stage.app.tick();
}

/** Puts a proposal to the front; what comes back is the card in the proposer's channel, and that in the second server. */
export async function toTheFront(
  stage: Stage,
  who: string,
  changed: TypedOptions = {},
): Promise<[SeenMessage, SeenMessage]> {
  await puttingToTheFront(stage, who, changed);
  return [lastCard(stage.at(who)), lastCard(watcher(stage, THERE))];
}

/** Two servers in a front with the usual organisations, and the card of Jonas’ proposal in each. */
export async function opened(stage: Stage, changed: TypedOptions = {}): Promise<[SeenMessage, SeenMessage]> {
  await inFront(stage);
  return toTheFront(stage, 'Jonas', changed);
}

/** The last card in a channel, also one that is closed. */
export function lastCard(seat: Seat): SeenMessage {
  const card = seat
    .messages()
    .filter(({ ephemeral, labels }) => !ephemeral && labels.includes('Abstain'))
    .at(-1);
  if (card === undefined) throw new Error('There is no card.');
  return card;
}

/** Somebody who only looks. */
export function watcher(stage: Stage, channel: string): Seat {
  const named = stage.local.people().find((name) => {
    const servers = stage.local.person(name).servers();
    return servers.some((server) => channel.startsWith(`${server}#`));
  });
  return stage.at(named ?? '', channel);
}

/** Votes in a channel, one after the other; each is recorded in the organisation named. */
export async function votingIn(
  stage: Stage,
  card: SeenMessage,
  votes: Readonly<Record<string, string>>,
  organisation: string,
  channel?: string,
): Promise<void> {
  for (const [who, choice] of Object.entries(votes)) {
    const answer = told(await stage.at(who, channel).press(card.id, choice));
    expect(answer.text).toMatch(/^Recorded: /u);
    expect(answer.text).toContain(`Recorded: ${choice}, in ${organisation}.`);
  }
}

/** What everybody sees in a channel that holds a text. */
export function notices(stage: Stage, text: string, channels: readonly string[]): number[] {
  return channels.map((channel) => posted(watcher(stage, channel), text).length);
}

/** Adds people with a role to a server, and says who they are. */
export function crowd(
  stage: Stage,
  count: number,
  name: string,
  roles: Readonly<Record<string, readonly string[]>>,
): string[] {
  return Array.from({ length: count }, (_none, index) => {
    const joinedAt = new Date(Date.parse('2026-01-01T00:00:00Z') + index * 60_000);
    return stage.local.addPerson({ name: `${name} ${String(index + 1)}`, roles, joinedAt }).name;
  });
}

/** The keys of ballots on disk, with who may read them. */
export async function ballotKeys(stage: Stage): Promise<{ name: string; mode: number }[]> {
  const folder = path.join(stage.folder, 'keys', 'ballots');
  return Promise.all(
    (await readdir(folder)).map(async (name) => ({
      name,
      mode: (await stat(path.join(folder, name))).mode & 0o777,
    })),
  );
}

/** What the store holds of organisations and fronts. */
export async function frontsKept(stage: Stage): Promise<Record<string, unknown>> {
  const { organisations, serverRules, fronts, memberships, frontServers, codes } = stage.app.deps;
  return {
    organisations: await stored(organisations),
    serverRules: await stored(serverRules),
    fronts: await stored(fronts),
    memberships: await stored(memberships),
    frontServers: await stored(frontServers),
    codes: await stored(codes),
  };
}
