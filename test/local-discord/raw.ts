import type { LocalDiscord } from '../../src/local-discord/index.js';

export interface RawAnswer {
  status: number;
  code?: number;
  message?: string;
  errors?: Record<string, unknown>;
  body: Record<string, unknown>;
  headers: Headers;
}

/** Asks the REST side as a program without discord.js would. */
export async function ask(
  discord: LocalDiscord,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: {
      Authorization: `Bot ${discord.token}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return answerOf(response);
}

/** The same with files, each as `files[n]` by its place, or by the number given. */
export async function askWithFiles(
  discord: LocalDiscord,
  method: string,
  path: string,
  body: unknown,
  files: readonly { name: string; data: string | Uint8Array<ArrayBuffer>; at?: number }[],
): Promise<RawAnswer> {
  const form = new FormData();
  form.set('payload_json', JSON.stringify(body));
  files.forEach(({ name, data, at }, index) => form.append(`files[${at ?? index}]`, new Blob([data]), name));
  const headers = { Authorization: `Bot ${discord.token}` };
  return answerOf(await fetch(`${discord.apiUrl}/v10${path}`, { method, headers, body: form }));
}

async function answerOf(response: Response): Promise<RawAnswer> {
  const text = await response.text();
  const parsed = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  return {
    status: response.status,
    body: parsed,
    headers: response.headers,
    ...(typeof parsed.code === 'number' && { code: parsed.code }),
    ...(typeof parsed.message === 'string' && { message: parsed.message }),
    ...(parsed.errors !== undefined && { errors: parsed.errors as Record<string, unknown> }),
  };
}

/** The paths of the field errors in a 50035 answer, e.g. `embeds.0.title BASE_TYPE_MAX_LENGTH`. */
export function errorPaths(errors: Record<string, unknown> | undefined, prefix = ''): string[] {
  return Object.entries(errors ?? {}).flatMap(([key, value]) => {
    if (key === '_errors') {
      return (value as { code: string }[]).map((error) => `${prefix.slice(0, -1)} ${error.code}`);
    }
    return errorPaths(value as Record<string, unknown>, `${prefix}${key}.`);
  });
}
