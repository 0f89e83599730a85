import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from './api.js';
import type { Core } from '../core.js';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Where the built page lies, seen from the sources and from the built program. */
export function defaultPageFolder(): string {
  const built = fileURLToPath(new URL('../../../page/', import.meta.url));
  return existsSync(join(built, 'index.html'))
    ? built
    : fileURLToPath(new URL('../../../dist/page/', import.meta.url));
}

/** Nothing from elsewhere: scripts and requests from this origin alone, pictures also from its other name. */
function policy(core: Core): string {
  const port = new URL(core.origin()).port;
  const own = `http://127.0.0.1:${port} http://localhost:${port}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: ${own}`,
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Serves the files people uploaded through the bot, and the built page at `/`. */
export function mountStatic(app: App, core: Core, folder: string): void {
  const safe = (type: string) => ({
    'Content-Type': type,
    'Content-Security-Policy': policy(core),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });

  app.get('/attachments/:channel/:file/:name', (c) => {
    const messages = core.world.messages(c.req.param('channel'));
    const file = messages.flatMap((stored) => stored.files).find((one) => one.id === c.req.param('file'));
    if (!file) return c.text('This file is gone.', 404);
    const inline = /^image\/(png|jpeg|gif|webp)$/.test(file.contentType);
    const name = encodeURIComponent(file.name);
    return c.body(new Uint8Array(Buffer.from(file.data, 'base64')), 200, {
      ...safe(file.contentType),
      'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    });
  });

  app.get('*', async (c) => {
    const path = decodeURIComponent(new URL(c.req.url).pathname);
    const root = normalize(folder + sep);
    const wanted = normalize(join(root, path === '/' ? 'index.html' : path));
    if (!wanted.startsWith(root)) return c.text('Not found.', 404);
    try {
      const type = TYPES[extname(wanted)] ?? 'application/octet-stream';
      return c.body(new Uint8Array(await readFile(wanted)), 200, safe(type));
    } catch {
      if (path !== '/') return c.text('Not found.', 404);
      return c.text('The page is not built yet. Run `npm run build`, then load this again.', 503);
    }
  });
}
