import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIG_KEYS, ConfigInvalid, readConfig, type ConfigKey } from '../../src/config.js';

/** Wrong values for each key that has some. */
const WRONG: Partial<Record<ConfigKey, readonly string[]>> = {
  DISCORD_TOKEN: ['short', 'x'.repeat(19)],
  LOCAL_DISCORD: ['yes', 'AUTO', '1'],
  DISCORD_API_URL: ['discord.com/api', 'ftp://discord.com', 'https://', 'no'],
  DISCORD_API_VERSION: ['v10', '1000', '-1', '10.0'],
  COMMAND_GUILD_IDS: ['my-server', '123', '1201234567890123456;1201234567890123457', '1201234567890123456,x'],
  STORE_URL: ['strike.sqlite', 'postgres://localhost/x', 'sqlite://', 'sqlite:/x'],
  DEFAULT_TIMEZONE: ['Berlin', 'CET+1', 'Europe/Nowhere', 'europe/berlin'],
  DEFAULT_LOCALE: ['English', 'e', 'en_GB', '../en'],
  OPERATOR_CONTACT: ['x'.repeat(201)],
  HEALTH_PORT: ['-1', '65536', 'http', '9100.5'],
  LOCAL_DISCORD_PORT: ['-1', '65536', 'http', '3000.5', 'NaN'],
  LOG_LEVEL: ['verbose', 'INFO', '30'],
};

const RIGHT: Record<ConfigKey, readonly [typed: string, read: unknown][]> = {
  DISCORD_TOKEN: [['  abcdefghijklmnopqrstuvwxyz  ', 'abcdefghijklmnopqrstuvwxyz']],
  LOCAL_DISCORD: [['auto', 'auto']],
  DISCORD_API_URL: [
    ['http://127.0.0.1:4000/api/', 'http://127.0.0.1:4000/api'],
    ['https://discord.com/api', 'https://discord.com/api'],
  ],
  DISCORD_API_VERSION: [['9', '9']],
  COMMAND_GUILD_IDS: [
    ['1201234567890123456', ['1201234567890123456']],
    [' 1201234567890123456 , 1201234567890123457, ', ['1201234567890123456', '1201234567890123457']],
  ],
  STORE_URL: [
    ['sqlite:///var/lib/strike/store.sqlite', 'sqlite:///var/lib/strike/store.sqlite'],
    ['sqlite://other.sqlite', 'sqlite://other.sqlite'],
  ],
  KEY_DIR: [['/var/lib/strike/keys', '/var/lib/strike/keys']],
  BACKUP_DIR: [[' /mnt/backups ', '/mnt/backups']],
  CONTENT_DIR: [['texts', 'texts']],
  DEFAULT_TIMEZONE: [
    ['Europe/Berlin', 'Europe/Berlin'],
    ['UTC', 'UTC'],
  ],
  DEFAULT_LOCALE: [
    ['es', 'es'],
    ['pt-BR', 'pt-BR'],
    ['es-419', 'es-419'],
  ],
  OPERATOR_CONTACT: [[' Harbour Coalition, bot@harbour.example ', 'Harbour Coalition, bot@harbour.example']],
  HEALTH_PORT: [['9100', 9_100]],
  HEALTH_HOST: [['0.0.0.0', '0.0.0.0']],
  LOCAL_DISCORD_PORT: [
    ['0', 0],
    ['4000', 4_000],
  ],
  LOG_LEVEL: [['debug', 'debug']],
};

const DEFAULTS = {
  LOCAL_DISCORD: 'auto',
  DISCORD_API_URL: 'https://discord.com/api',
  DISCORD_API_VERSION: '10',
  COMMAND_GUILD_IDS: [],
  STORE_URL: 'sqlite://strike-together.sqlite',
  KEY_DIR: 'keys',
  CONTENT_DIR: 'data',
  DEFAULT_TIMEZONE: 'UTC',
  DEFAULT_LOCALE: 'en',
  HEALTH_HOST: '127.0.0.1',
  LOCAL_DISCORD_PORT: 3_000,
  LOG_LEVEL: 'info',
};

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigInvalid);
    return (error as ConfigInvalid).message.split('\n');
  }
}

describe('the configuration', () => {
  it('has a default for everything but the token', () => {
    expect(readConfig({})).toEqual(DEFAULTS);
  });

  it('takes an empty value for none', () => {
    expect(readConfig(Object.fromEntries(CONFIG_KEYS.map((key) => [key, '  '])))).toEqual(DEFAULTS);
  });

  it.each(Object.entries(RIGHT).flatMap(([key, rows]) => rows.map((row) => [key, ...row] as const)))(
    'reads %s=%s',
    (key, typed, read) => {
      expect(readConfig({ [key]: typed })[key as ConfigKey]).toEqual(read);
    },
  );

  it('ignores what is not its own', () => {
    expect(readConfig({ PATH: '/bin', DISCORD: 'x' })).toEqual(DEFAULTS);
  });
});

describe('a wrong value', () => {
  it.each(Object.entries(WRONG).flatMap(([key, values]) => values.map((value) => [key, value] as const)))(
    'of %s (%s) is one line with the key and an example, never the value',
    (key, value) => {
      const lines = problemsOf({ [key]: value });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(new RegExp(`^${key} `, 'u'));
      expect(lines[0]).toMatch(/for example: .{2,}/u);
      if (value.length > 2) expect(lines[0]?.split('for example: ')[0]).not.toContain(value);
    },
  );

  it('does not hide the others: one line each, in the order of the keys', () => {
    const wrong = Object.fromEntries(Object.entries(WRONG).map(([key, [value = '']]) => [key, value]));
    const keys = problemsOf(wrong).map((line) => line.split(' ')[0] ?? '');
    expect(keys).toEqual(CONFIG_KEYS.filter((key) => WRONG[key] !== undefined));
  });

  it('is answered with an example that is right', () => {
    for (const [key, [value = '']] of Object.entries(WRONG)) {
      if (key === 'DISCORD_TOKEN') continue;
      const example = problemsOf({ [key]: value })[0]?.split('for example: ')[1] ?? '';
      expect(problemsOf({ [key]: example }), `${key}=${example}`).toEqual([]);
    }
  });

  it('never shows a token, whatever is wrong with it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 19 }), (token) => {
        fc.pre(token.trim().length > 5 && !/^[A-Za-z ,.:']+$/u.test(token));
        expect(problemsOf({ DISCORD_TOKEN: token }).join()).not.toContain(token.trim());
      }),
      { numRuns: 500 },
    );
  });
});

describe('without a token', () => {
  it('the local Discord is allowed unless it is forbidden', () => {
    expect(readConfig({ LOCAL_DISCORD: 'auto' }).DISCORD_TOKEN).toBeUndefined();
  });

  it('and with the local Discord forbidden the start stops, in one line', () => {
    const lines = problemsOf({ LOCAL_DISCORD: 'never' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^DISCORD_TOKEN /u);
    expect(lines[0]).not.toMatch(/or nothing/u);
  });

  it('but with one the local Discord may be forbidden', () => {
    expect(readConfig({ LOCAL_DISCORD: 'never', DISCORD_TOKEN: 'x'.repeat(40) }).LOCAL_DISCORD).toBe('never');
  });
});

describe('.env.example', () => {
  const entries = async () => {
    const blocks: { keys: string[]; comment: string }[] = [];
    let comment = '';
    for (const line of (await readFile('.env.example', 'utf8')).split('\n')) {
      const key = /^([A-Z_]+)=/u.exec(line)?.[1];
      if (line.startsWith('#')) comment += line;
      else if (line.trim() === '') comment = '';
      else if (key !== undefined) blocks.push({ keys: [key], comment });
    }
    return blocks;
  };

  it('has every key, and no other', async () => {
    expect((await entries()).flatMap(({ keys }) => keys)).toEqual([...CONFIG_KEYS]);
  });

  it('says of every key what it is for', async () => {
    for (const { keys, comment } of await entries()) expect(comment.length, keys.join()).toBeGreaterThan(20);
  });

  it('is right as it stands: the same as nothing', async () => {
    const lines = (await readFile('.env.example', 'utf8')).split('\n').filter((line) => /^[A-Z]/u.test(line));
    const environment = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect(readConfig(environment)).toEqual(DEFAULTS);
  });
});
