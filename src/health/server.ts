import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Health } from './health.js';

/** This machine by its own names; asked under another one, somebody's page bent a name to point here. */
const OWN_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);
const OWN_ADDRESSES = new Set(['127.0.0.1', 'localhost', '::1']);
/** What asks here sends a line or two. */
const MOST_HEADERS_BYTES = 8_192;
const REQUEST_MS = 10_000;

/** The port or address of the health answers cannot be had; `message` is one sentence with the next step. */
export class HealthUnavailable extends Error {
  override name = 'HealthUnavailable';
}

/**
 * Answers /healthz, /readyz and /metrics over HTTP; port 0 takes a free one. Without a password: bound to another address
 * than this machine's own, everybody who reaches that sees the numbers. Rejects with HealthUnavailable.
 */
export async function serveHealth(
  health: Health,
  { host, port }: { host: string; port: number },
): Promise<{ port: number; close(): Promise<void> }> {
  const here = OWN_ADDRESSES.has(host);
  const server = createServer(
    { maxHeaderSize: MOST_HEADERS_BYTES, requestTimeout: REQUEST_MS },
    (request, response) => {
      void answer(health, here, request, response).catch(() => {
        if (!response.headersSent) say(response, 500, { status: 'failed' });
        else response.destroy();
      });
    },
  );
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  health: Health,
  here: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (here && !isOwn(request)) return say(response, 403, { status: 'only this machine may ask here' });
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return say(response, 405, { status: 'only GET' });
  switch ((request.url ?? '').split('?')[0]) {
    case '/healthz': {
      const { ok, parts } = await health.alive();
      return say(response, ok ? 200 : 503, { status: ok ? 'alive' : 'ailing', ...parts });
    }
    case '/readyz': {
      const { ok, parts } = await health.ready();
      return say(response, ok ? 200 : 503, { status: ok ? 'ready' : 'not ready', ...parts });
    }
    case '/metrics': {
      const text = await health.metrics();
      response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
      return;
    }
    default:
      return say(response, 404, { status: 'there are /healthz, /readyz and /metrics' });
  }
}

function isOwn({ headers }: IncomingMessage): boolean {
  const name = (headers.host ?? '').toLowerCase().replace(/:\d+$/u, '');
  return OWN_NAMES.has(name) && headers.origin === undefined;
}

function say(response: ServerResponse, status: number, body: Record<string, string>): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end(`${JSON.stringify(body)}\n`);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new HealthUnavailable(sentence(error.code ?? '', host, port), { cause: error })),
    );
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      // Trouble with one connection is none of the bot's.
      server.on('error', () => undefined);
      resolve();
    });
  });
}

function sentence(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${String(port)} is in use, which HEALTH_PORT names. Stop what uses it, or set HEALTH_PORT to another.`;
    case 'EACCES':
      return `Port ${String(port)}, which HEALTH_PORT names, is not for everybody. Set HEALTH_PORT to a number above 1023.`;
    default:
      return `This machine has no address ${host}, which HEALTH_HOST names (${code}). Set HEALTH_HOST to 127.0.0.1, or to an address of this machine.`;
  }
}
