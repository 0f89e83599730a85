import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from this machine's own browser or bot. Another Host means a name was bent to point here,
 * another Origin that a foreign page is calling.
 */
export function isLocal(host: string | undefined, origin: string | undefined, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host.toLowerCase())) return false;
  return origin === undefined || hosts.some((one) => origin.toLowerCase() === `http://${one}`);
}

/** The same for a request that wants to become a WebSocket. */
export function isLocalUpgrade(request: IncomingMessage, port: number): boolean {
  return isLocal(request.headers.host, request.headers.origin, port);
}
