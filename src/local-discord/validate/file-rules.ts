/** The files of a message: what came along, what stays, and what embeds show of them. */
import { list } from '../json.js';
import { complaints } from './error-tree.js';
import type { Complaints, Path } from './error-tree.js';
import type { Incoming } from '../files.js';
import type { Json } from '../json.js';
import type { StoredFile } from '../types.js';

const MOST_FILES = 10;
const SHOWN = /^attachment:\/\/(.*)$/s;
/** Discord finds files for embeds only under such names. */
const SHOWABLE = /^[\w.-]+$/;

/** Checks a body against the files sent with it; `before`: the files of the message that is edited. */
export function checkFiles(incoming: Incoming, before?: readonly StoredFile[], prefix: Path = []): void {
  const collected = complaints();
  const errors: Complaints = {
    add: (path, code, message) => collected.add([...prefix, ...path], code, message),
    end: () => collected.end(),
  };
  const { body, uploads } = incoming;
  const named = Array.isArray(body.attachments) ? list(body.attachments) : undefined;
  const entry = (id: string) => named?.find((one) => String(one.id) === id);
  named?.forEach((one, at) => {
    const id = String(one.id);
    const there = uploads.some(({ index }) => index === id) || before?.some((file) => file.id === id);
    if (!there) errors.add(['attachments', at, 'id'], 'ATTACHMENT_NOT_FOUND', 'There is no such file.');
  });
  uploads.forEach(({ index }, at) => {
    if (uploads.findIndex((other) => other.index === index) < at) {
      errors.add(['files', index], 'ATTACHMENT_ID_DUPLICATED', 'Two files have this number.');
    }
    // In an edit `attachments` is the list of all that the message has afterwards.
    if (before && named && !entry(index)) {
      errors.add(['attachments'], 'ATTACHMENT_NOT_LISTED', `files[${index}] is not in the list.`);
    }
  });
  const kept = (before ?? []).filter((file) => !named || entry(file.id));
  if (kept.length + uploads.length > MOST_FILES) {
    errors.add(['attachments'], 'BASE_TYPE_MAX_LENGTH', `Must be ${MOST_FILES} or fewer in length.`);
  }
  const names = [
    ...kept.map((file) => file.name),
    ...uploads.map((upload) => storedName(entry(upload.index)?.filename ?? upload.name)),
  ];
  checkShown(body, names, errors);
  errors.end();
}

/** A file's name as Discord keeps it. */
export function storedName(name: unknown): string {
  return String(name).trim().replace(/\s+/g, '_');
}

function checkShown(body: Json, names: readonly string[], errors: Complaints): void {
  list(body.embeds).forEach((embed, at) => {
    for (const key of ['image', 'thumbnail'] as const) {
      const url = (embed[key] as Json | null | undefined)?.url;
      const name = typeof url === 'string' ? SHOWN.exec(url)?.[1] : undefined;
      if (name === undefined) continue;
      const path = ['embeds', at, key, 'url'];
      if (!SHOWABLE.test(name)) {
        errors.add(path, 'STRING_TYPE_REGEX', 'Only letters, digits, dots, dashes and underscores.');
      } else if (!names.includes(name)) {
        errors.add(path, 'ATTACHMENT_NOT_FOUND', `No file is named "${name}".`);
      }
    }
  });
}
