import type { APIAttachment } from 'discord.js';
import { h } from '../dom.js';
import { drawFile } from '../files/file-card.js';
import { drawPicture } from '../files/picture.js';

const pictures = /^image\/(png|jpeg|gif|webp)$/;

/** Files of a message: pictures are drawn, everything else is offered for download, and shown where it is text. */
export function drawAttachments(files: APIAttachment[]): HTMLElement | undefined {
  const drawn = files.flatMap((file) => {
    const address = localAddress(file.url);
    if (!address) return [];
    const isPicture =
      pictures.test(file.content_type ?? '') || /\.(png|jpe?g|gif|webp)$/i.test(file.filename);
    const attributes = { 'data-testid': `file-${file.filename}` };
    return [isPicture ? drawPicture(address, file.description, attributes) : drawFile(file, address)];
  });
  return drawn.length > 0 ? h('discord-attachments', { slot: 'attachments' }, ...drawn) : undefined;
}

/**
 * The address of a file on this machine, whatever name of the machine the bot was told; undefined for files elsewhere,
 * which are never loaded.
 */
export function localAddress(url: string): string | undefined {
  if (!URL.canParse(url, location.href)) return undefined;
  const parsed = new URL(url, location.href);
  if (parsed.protocol === 'data:') return url;
  const here = ['localhost', '127.0.0.1', '[::1]', location.hostname].includes(parsed.hostname);
  return here ? `${parsed.pathname}${parsed.search}` : undefined;
}

/** An address a link may lead to; undefined for anything but the web. */
export function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//i.test(url) ? url : undefined;
}
