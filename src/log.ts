import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

/** Lines from here on are what an installation keeps; what is below is for whoever looks for a fault. */
const INFO = pino.levels.values.info ?? 30;

/** Our own errors whose messages name files and keys of rows, and never what somebody typed. */
const PLAIN_MESSAGES = ['StoreUnavailable', 'StoredValueInvalid'];

/**
 * Structured logs, one JSON object a line on standard output or to `to`. Errors of Discord's API appear as method, route and
 * code only: their address may hold an interaction token, their body a person's text. At info and above no error's own
 * message appears either, because libraries quote in it what they were given; at debug it follows in a line of its own.
 */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    serializers: {
      err: (error: unknown) =>
        error instanceof Brief ? withoutMessages(describeError(error.of)) : describeError(error),
    },
    hooks: {
      logMethod(this: Logger, args: Parameters<Logger['info']>, method: Logger['info'], at: number) {
        const [about, ...rest] = args as [unknown, ...unknown[]];
        if (at < INFO || !holdsError(about)) return method.apply(this, args);
        const brief = { ...about, err: new Brief(about.err) };
        method.apply(this, [brief, ...rest] as unknown as Parameters<Logger['info']>);
        this.debug({ err: about.err }, 'more about the line before');
      },
    },
  };
  return to === undefined ? pino(options) : pino(options, to);
}

/** An error to be written without its message. */
class Brief {
  readonly of: unknown;

  constructor(of: unknown) {
    this.of = of;
  }
}

function holdsError(about: unknown): about is { err: unknown } {
  return typeof about === 'object' && about !== null && 'err' in about;
}

/** Where it happened, without what it said. */
function withoutMessages(described: Record<string, unknown>): Record<string, unknown> {
  const { message, stack, cause, ...rest } = described;
  const isPlain = PLAIN_MESSAGES.includes(String(described.name));
  const frames = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /u.test(line)) : [];
  return {
    ...rest,
    ...(isPlain ? { message } : {}),
    ...(frames.length === 0 ? {} : { stack: frames.join('\n') }),
    ...(typeof cause === 'object' && cause !== null
      ? { cause: withoutMessages(cause as Record<string, unknown>) }
      : {}),
  };
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
  const code = (error as { code?: unknown }).code;
  return {
    name: error.name,
    // The system's and the database's, e.g. `ENOSPC`.
    ...(typeof code === 'string' && /^[A-Z_]{3,40}$/u.test(code) ? { code } : {}),
    message: withoutIds(error.message),
    stack: withoutIds(error.stack ?? ''),
    ...(error.cause === undefined || error.cause === error ? {} : { cause: describeError(error.cause) }),
  };
}

/** Discord's ids of people, servers and channels are numbers of 17 to 20 digits; ours of people in keys 32 hex digits. */
function withoutIds(text: string): string {
  return text.replace(/\d{17,20}/gu, ':id').replace(/[0-9a-f]{32}/gu, ':name');
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
