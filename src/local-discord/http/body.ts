import { DiscordError } from '../discord-error.js';
import type { Upload } from '../files.js';

export interface ReadBody {
  body: unknown;
  uploads: Upload[];
}

/** What one file may have in a server without boosts, and all of a request. */
const MOST_BYTES = 10 * 2 ** 20;
const MOST_IN_ALL = 25 * 2 ** 20;

/** Reads a body: JSON, or multipart with the JSON in `payload_json` and files as `files[n]`. */
export async function readBody(request: Request): Promise<ReadBody> {
  if (request.method === 'GET' || request.method === 'HEAD') return { body: {}, uploads: [] };
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) {
    const form = await request.formData();
    const uploads: Upload[] = [];
    for (const [key, value] of form) {
      const index = /^files\[(\d+)\]$/.exec(key)?.[1];
      if (index === undefined || typeof value === 'string') continue;
      const data = Buffer.from(await value.arrayBuffer());
      uploads.push({ index, name: value.name, contentType: typeOf(value.name, value.type), data });
    }
    const sizes = uploads.map((upload) => upload.data.length);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    if (all > MOST_IN_ALL || sizes.some((size) => size > MOST_BYTES)) {
      throw new DiscordError(413, 40005, 'Request entity too large');
    }
    const payload = form.get('payload_json');
    return { body: parse(typeof payload === 'string' ? payload : '{}'), uploads };
  }
  const text = await request.text();
  return { body: text === '' ? {} : parse(text), uploads: [] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new DiscordError(400, 50109, 'The request body contains invalid JSON.');
  }
}

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  ics: 'text/calendar; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** Discord guesses by the ending; what came with the upload counts only where that says nothing. */
function typeOf(name: string, sent: string): string {
  return (
    TYPES[name.split('.').pop()?.toLowerCase() ?? ''] ?? (sent === '' ? 'application/octet-stream' : sent)
  );
}
