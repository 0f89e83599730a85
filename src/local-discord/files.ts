import type { APIAttachment } from 'discord.js';
import { list } from './json.js';
import { storedName } from './validate/file-rules.js';
import type { Core } from './core.js';
import type { Json } from './json.js';
import type { StoredFile } from './types.js';

/** A file as it came in a multipart body; `index` is the number in `files[0]`. */
export interface Upload {
  index: string;
  name: string;
  contentType: string;
  data: Buffer;
}

/** A body with the files that came along. */
export interface Incoming {
  body: Json;
  uploads: Upload[];
}

/** The files a message has after a body: those kept of `before`, then the new ones. */
export function filesAfter(core: Core, incoming: Incoming, before: readonly StoredFile[]): StoredFile[] {
  const named = Array.isArray(incoming.body.attachments) ? list(incoming.body.attachments) : undefined;
  const note = (id: string) => named?.find((entry) => String(entry.id) === id);
  const described = (entry: Json | undefined) =>
    typeof entry?.description === 'string' && { description: entry.description };
  const kept = before
    .filter((file) => !named || note(file.id))
    .map((file): StoredFile => ({ ...file, ...described(note(file.id)) }));
  const added = incoming.uploads.map((upload): StoredFile => {
    const entry = note(upload.index);
    return {
      id: core.ids.next(),
      name: storedName(entry?.filename ?? upload.name),
      ...described(entry),
      contentType: upload.contentType,
      data: upload.data.toString('base64'),
    };
  });
  return [...kept, ...added];
}

/** Where a file is served. */
export function fileUrl(core: Core, channelId: string, file: StoredFile): string {
  return `${core.origin()}/attachments/${channelId}/${file.id}/${encodeURIComponent(file.name)}`;
}

/** A file as Discord lists it in a message. */
export function attachmentPayload(core: Core, channelId: string, file: StoredFile): APIAttachment {
  const url = fileUrl(core, channelId, file);
  const bytes = Buffer.from(file.data, 'base64');
  return {
    id: file.id,
    filename: file.name,
    size: bytes.length,
    url,
    proxy_url: url,
    content_type: file.contentType,
    ...(file.description !== undefined && { description: file.description }),
    ...pngSize(bytes),
  };
}

/** Width and height of a PNG, from its header. */
export function pngSize(bytes: Buffer): { width?: number; height?: number } {
  if (bytes.length < 24 || bytes.readUInt32BE(0) !== 0x89504e47) return {};
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
