import { z } from 'zod';
import { isZone } from './time/zones.js';

const snowflake = /^\d{17,20}$/u;

const text = (fallback: string) => z.string().trim().default(fallback);

/** Every key with what it accepts and an example of what is right; see .env.example for what each is for. */
const KEYS = {
  DISCORD_TOKEN: {
    schema: z.string().trim().min(20).optional(),
    example: "the token from your application's Bot page, or nothing for the local Discord",
  },
  LOCAL_DISCORD: { schema: z.enum(['auto', 'never']).default('auto'), example: 'auto' },
  DISCORD_API_URL: {
    schema: z
      .url({ protocol: /^https?$/u })
      .transform((url) => url.replace(/\/+$/u, ''))
      .default('https://discord.com/api'),
    example: 'https://discord.com/api',
  },
  DISCORD_API_VERSION: {
    schema: z
      .string()
      .regex(/^\d{1,3}$/u)
      .default('10'),
    example: '10',
  },
  COMMAND_GUILD_IDS: {
    schema: z
      .string()
      .default('')
      .transform((list) =>
        list
          .split(',')
          .map((id) => id.trim())
          .filter((id) => id !== ''),
      )
      .refine((ids) => ids.every((id) => snowflake.test(id))),
    example: '1201234567890123456,1201234567890123457',
  },
  STORE_URL: {
    schema: text('sqlite://strike-together.sqlite').refine((url) => /^sqlite:\/\/./u.test(url)),
    example: 'sqlite://strike-together.sqlite',
  },
  KEY_DIR: { schema: text('keys').refine((folder) => folder !== ''), example: 'keys' },
  BACKUP_DIR: { schema: z.string().trim().min(1).optional(), example: 'backups' },
  CONTENT_DIR: { schema: text('data').refine((folder) => folder !== ''), example: 'data' },
  DEFAULT_TIMEZONE: { schema: text('UTC').refine(isZone), example: 'Europe/Berlin' },
  DEFAULT_LOCALE: {
    schema: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,4})?$/u)
      .default('en'),
    example: 'en',
  },
  OPERATOR_CONTACT: {
    schema: z.string().trim().min(1).max(200).optional(),
    example: 'Harbour Coalition, bot@harbour.example',
  },
  HEALTH_PORT: { schema: z.coerce.number().int().min(0).max(65_535).optional(), example: '9100' },
  HEALTH_HOST: { schema: text('127.0.0.1').refine((host) => host !== ''), example: '127.0.0.1' },
  LOCAL_DISCORD_PORT: { schema: z.coerce.number().int().min(0).max(65_535).default(3000), example: '3000' },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    example: 'info',
  },
} as const;

export type ConfigKey = keyof typeof KEYS;
export const CONFIG_KEYS = Object.keys(KEYS) as ConfigKey[];
export type Config = { [K in ConfigKey]: z.output<(typeof KEYS)[K]['schema']> };

/** The environment holds wrong values; `message` has one line per problem. */
export class ConfigInvalid extends Error {
  override name = 'ConfigInvalid';
}

/**
 * Reads the configuration from the environment; empty values count as absent. Throws ConfigInvalid with one line per
 * problem: the key, that it is wrong, and an example of what is right (never the value, which may be the token).
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const config: Partial<Record<ConfigKey, unknown>> = {};
  const problems: string[] = [];
  for (const key of CONFIG_KEYS) {
    const typed = environment[key]?.trim();
    const read = KEYS[key].schema.safeParse(typed === '' ? undefined : typed);
    if (read.success) config[key] = read.data;
    else
      problems.push(`${key} cannot be used as it is set. Right would be, for example: ${KEYS[key].example}`);
  }
  if (config.LOCAL_DISCORD === 'never' && config.DISCORD_TOKEN === undefined) {
    problems.push(
      `DISCORD_TOKEN is missing, and LOCAL_DISCORD=never forbids the local Discord. Set it to the token from your application's Bot page`,
    );
  }
  if (problems.length > 0) throw new ConfigInvalid(problems.join('\n'));
  return config as Config;
}
