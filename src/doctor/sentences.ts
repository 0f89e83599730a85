import { fail, ok, warn, type Line } from './line.js';

/** All that `npm run doctor` says: what was found, and what to do about it. */

const list = (words: readonly string[]) => words.join(', ');
const megabytes = (bytes: number) => `${String(Math.round(bytes / 1_048_576))} MB`;
const AGAIN = 'npm ci --omit=dev';

export const SAYS = {
  config: (problem: string): Line => fail(problem, 'Change it in .env or in the environment of the service.'),
  envUnreadable: fail(
    'The file .env is there but cannot be read.',
    'Let the bot’s user read it, or remove it.',
  ),

  node: (version: string): Line => ok(`Node.js ${version}`),
  nodeOld: (version: string, wanted: string): Line =>
    fail(
      `Node.js ${version} is too old; the bot needs ${wanted}.`,
      'Install a newer Node.js, then run: npm ci',
    ),
  driver: ok('The compiled part of sqlite3 is there'),
  driverMissing: fail(
    'The compiled part of sqlite3 is missing or does not fit this Node.',
    `Run: ${AGAIN} (npm runs the install script of sqlite3 because package.json allows it)`,
  ),
  pictures: ok('Pictures can be drawn'),
  picturesMissing: warn(
    'Pictures of outcomes cannot be drawn: the compiled part of @napi-rs/canvas is missing.',
    `Run: ${AGAIN} (without --omit=optional). Until then outcomes come without pictures.`,
  ),

  room: (folder: string, free: number): Line => ok(`${megabytes(free)} free for ${folder}`),
  roomLittle: (folder: string, free: number): Line =>
    warn(`Only ${megabytes(free)} free for ${folder}.`, 'Free some space soon, or move it to a larger disk.'),
  roomNone: (folder: string, free: number): Line =>
    fail(
      `Only ${megabytes(free)} free for ${folder}.`,
      'Free some space now: a full disk makes the bot read-only.',
    ),

  keysNew: (folder: string): Line => ok(`The key folder ${folder} will be made at the first start`),
  keys: (folder: string): Line => ok(`The keys in ${folder} are private`),
  keysOpen: (path: string, mode: string): Line =>
    fail(`${path} can be read by others on this machine.`, `Run: chmod ${mode} ${path}`),
  keysMissing: (folder: string): Line =>
    warn(
      `The key folder ${folder} is missing.`,
      'It is made at the next start. If there was one, restore it from its backup first.',
    ),
  notOurs: (path: string): Line =>
    fail(
      `${path} belongs to another user than the one who runs this.`,
      'Run this as the bot’s user; if you did, give it the files with chown.',
    ),
  keysUnreadable: (path: string, code: string): Line =>
    fail(`${path} cannot be looked at (${code}).`, 'Run this as the bot’s user, and let that user read it.'),

  running: (parts: readonly string[]): Line => ok(`The bot runs here: ${list(parts)}`),
  ailing: (parts: readonly string[]): Line =>
    fail(`The bot runs here, but not all is well: ${list(parts)}.`, 'See the lines below and the bot’s log.'),
  silent: fail(
    'The bot runs here but does not answer.',
    'If this stays so, restart it, and look into its log for the reason.',
  ),
  stopped: ok('The bot does not run here; the store is looked at directly'),
  storeNew: (file: string): Line => ok(`The store ${file} will be made at the first start`),
  store: (file: string): Line => ok(`The store ${file} opens, is whole, and keeps what is written`),
  storeRefused: (sentence: string): Line => fail(sentence, 'Do what the sentence says.'),
  storeKeyMissing: (file: string, key: string): Line =>
    fail(`The store ${file} is there but its key ${key} is not.`, 'Restore the key folder from its backup.'),

  backups: (folder: string): Line => ok(`Backups can be written to ${folder}`),
  backupsOff: warn('BACKUP_DIR is not set: the bot makes no backups.', 'Set it to a folder on another disk.'),
  backupsNot: (folder: string, code: string): Line =>
    fail(
      `Backups cannot be written to ${folder} (${code}).`,
      'Make the folder, and give it to the bot’s user.',
    ),
  backupsWithKeys: (folder: string): Line =>
    warn(
      `Backups go to ${folder}, inside the key folder.`,
      'Keep them apart: who has both can read what is stored.',
    ),

  texts: ok('The texts are valid'),
  text: (problem: string): Line =>
    fail(problem, 'Correct the file; the bot does not start with a broken text.'),

  portFree: (key: string, port: number): Line => ok(`Port ${String(port)} (${key}) is free`),
  portAnswers: (key: string, port: number): Line =>
    ok(`Port ${String(port)} (${key}) is answered by the bot`),
  portTaken: (key: string, port: number, code: string): Line =>
    fail(
      `Port ${String(port)} (${key}) cannot be used (${code}).`,
      `Stop what uses it, or set ${key} to another.`,
    ),

  noToken: warn(
    'There is no DISCORD_TOKEN: the bot starts with the local Discord, and nothing is asked of Discord.',
    'To put it on Discord, set the token from your application’s Bot page.',
  ),
  tokenRefused: fail(
    'Discord refuses the token.',
    'Copy the token again from your application’s Bot page (Reset Token shows a new one) into DISCORD_TOKEN.',
  ),
  unreachable: (url: string): Line =>
    fail(
      `Discord cannot be reached at ${url}.`,
      'Check this machine’s network, DNS and firewall, and DISCORD_API_URL.',
    ),
  token: (name: string): Line => ok(`Discord knows the token: the bot is ${name}`),
  invite: (link: string): Line => ok(`To invite it, with exactly the rights it needs: ${link}`),
  endpoint: ok('The Interactions Endpoint URL is empty'),
  endpointSet: fail(
    'The application has an Interactions Endpoint URL: Discord sends all clicks there, and none to the bot.',
    'Empty that field on the General Information page of your application.',
  ),
  intents: ok('No privileged intent is switched on'),
  intentsOn: (names: readonly string[]): Line =>
    warn(
      `Privileged intents are switched on that the bot does not use: ${list(names)}.`,
      'Switch them off on the Bot page.',
    ),
  clock: (seconds: number): Line => ok(`The clock agrees with Discord’s within ${String(seconds)} s`),
  clockOff: (seconds: number): Line =>
    warn(
      `This machine’s clock is ${String(Math.abs(seconds))} s ${seconds > 0 ? 'ahead of' : 'behind'} Discord’s.`,
      'Switch on time synchronisation (NTP). The bot goes by Discord’s clock meanwhile.',
    ),
  clockUnknown: warn(
    'Discord did not tell the time, so the clock was not compared.',
    'Run this again later.',
  ),
  gateway: (left: number): Line => ok(`The gateway answers; ${String(left)} logins are left today`),
  gatewayFew: (left: number): Line =>
    warn(
      `Only ${String(left)} logins are left today.`,
      'Something starts the bot again and again: look into its log.',
    ),
  gatewayNot: fail(
    'The gateway cannot be reached.',
    'Let this machine open WebSocket connections (wss, port 443) to Discord.',
  ),

  noServers: warn('The bot is in no server.', 'Invite it with the link above.'),
  notIn: (id: string): Line =>
    fail(
      `COMMAND_GUILD_IDS names the server ${id}, but the bot is not in it.`,
      'Invite it there, or take the id out.',
    ),
  server: (name: string, channel: string | undefined): Line =>
    ok(`${name}: all rights are there${channel === undefined ? '' : `, also in #${channel}`}`),
  serverLacks: (name: string, rights: readonly string[]): Line =>
    fail(
      `${name}: the bot’s role lacks ${list(rights)}.`,
      'Give them to it in the server’s settings under Roles, or invite the bot again with the link above.',
    ),
  serverLacksSome: (name: string, rights: readonly string[]): Line =>
    warn(
      `${name}: the bot’s role lacks ${list(rights)}.`,
      'What they are for is left out: files, threads or events. Give them to its role, or invite the bot again.',
    ),
  channelLacks: (name: string, channel: string, rights: readonly string[]): Line =>
    fail(
      `${name}, #${channel}: the bot lacks ${list(rights)}.`,
      'Give them to the bot’s role in the settings of the channel, under Permissions.',
    ),
  channelGone: (name: string): Line =>
    fail(
      `${name}: the channel set for proposals is gone, or the bot may not see it.`,
      'Give it View Channel there, or choose another with /settings set.',
    ),
  administrator: (name: string): Line =>
    warn(`${name}: the bot is Administrator there.`, 'Take that away: it never needs it.'),
  serverUnknown: (id: string): Line =>
    warn(
      `The server ${id} could not be looked at.`,
      'Discord may have trouble with it: run this again later.',
    ),

  allWell: 'All is well.',
  counted: (fails: number, warnings: number): string =>
    `${String(fails)} to repair, ${String(warnings)} to look at.`,
} as const;
