import { pino, type Logger } from 'pino';

export type { Logger };

/**
 * Structured logs, one JSON object a line on standard output. Errors of Discord's API appear as method, route and code
 * only: their address may hold an interaction token, their body a person's text.
 */
export function createLog(level: string): Logger {
  return pino({ level, base: null, serializers: { err: describeError } });
}

/** What the log may hold of an error. */
export function describeError(error: unknown): Record<string, unknown> {
  if (isRestError(error)) {
    return {
      name: error.name,
      status: error.status,
      ...('code' in error ? { code: error.code } : {}),
      method: error.method,
      route: routeOf(error.url),
    };
  }
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name,
    message: withoutIds(error.message),
    stack: withoutIds(error.stack ?? ''),
    ...(error.cause === undefined || error.cause === error ? {} : { cause: describeError(error.cause) }),
  };
}

/** Discord's ids of people, servers and channels are numbers of 17 to 20 digits. */
function withoutIds(text: string): string {
  return text.replace(/\d{17,20}/gu, ':id');
}

/** The address with ids and tokens left out. */
function routeOf(url: string): string {
  return withoutIds(
    url
      .replace(/^https?:\/\/[^/]+/u, '')
      .replace(/(\/(?:interactions|webhooks)\/)[^/]+\/[^/?]+/u, '$1:id/:token')
      .replace(/\?.*$/u, ''),
  );
}

/** An error of a request to Discord, told by its shape, so that logging knows no library. */
function isRestError(error: unknown): error is Error & { status: unknown; method: string; url: string } {
  return (
    error instanceof Error &&
    'status' in error &&
    'method' in error &&
    typeof (error as { url?: unknown }).url === 'string'
  );
}
