import type { APIAttachment } from 'discord.js';
import { h } from '../dom.js';
import { texts } from '../texts.js';
import { contentKind, drawContent, type ContentKind } from './file-content.js';

/** So much is shown on the page, in bytes. */
const mostBytes = 512 * 1024;

// A message is drawn anew whenever something in it changes; what was opened stays open.
const opened = new Set<string>();
const known = new Map<string, string>();

/** A file with name and size, and where it holds text a button that shows it below. */
export function drawFile(file: APIAttachment, address: string): HTMLElement {
  const kind = contentKind(file.filename, file.content_type ?? '');
  return h(
    'div',
    { class: 'file-card' },
    download(file, address),
    ...(kind ? shown(file, address, kind) : []),
  );
}

function shown(file: APIAttachment, address: string, kind: ContentKind): HTMLElement[] {
  const { filename: name } = file;
  const id = `content-${file.id}`;
  const button = h('button', {
    type: 'button',
    class: 'chip file-show',
    'aria-controls': id,
    'data-testid': `show-${name}`,
    onclick: () => {
      const open = !opened.has(address);
      void turn(open).then(() => open && show([panel.parentElement, button]));
    },
  });
  const panel = h('div', {
    id,
    class: 'file-content',
    role: 'region',
    tabindex: 0,
    'aria-label': texts.files.contents(name),
    'data-testid': `content-${name}`,
  });

  async function turn(open: boolean): Promise<void> {
    if (open) opened.add(address);
    else opened.delete(address);
    panel.hidden = !open;
    button.textContent = open ? texts.files.hide : texts.files.show;
    button.setAttribute('aria-label', open ? texts.files.hideLong(name) : texts.files.showLong(name));
    button.setAttribute('aria-expanded', String(open));
    if (open) await fill();
  }

  async function fill(): Promise<void> {
    if (file.size > mostBytes) return panel.replaceChildren(note(texts.files.tooLarge));
    const text = known.get(address);
    if (text !== undefined) return panel.replaceChildren(drawContent(kind, text));
    panel.replaceChildren(note(texts.files.loading));
    try {
      const response = await fetch(address);
      if (!response.ok) throw new TypeError(String(response.status));
      known.set(address, await response.text());
      panel.replaceChildren(drawContent(kind, known.get(address) ?? ''));
    } catch (error) {
      // What fetch throws when nobody answers, and we when the answer is no.
      if (!(error instanceof TypeError)) throw error;
      panel.replaceChildren(note(texts.files.failed));
    }
  }

  void turn(opened.has(address));
  return [button, panel];
}

/** Brings what was opened into view, the last of these whatever happens, once the messages have settled to their end. */
function show(parts: (HTMLElement | null)[]): void {
  const look = (): void => parts.forEach((part) => part?.scrollIntoView({ block: 'nearest' }));
  requestAnimationFrame(() => requestAnimationFrame(look));
}

function note(text: string): HTMLElement {
  return h('p', { class: 'hint' }, text);
}

function download(file: APIAttachment, address: string): HTMLElement {
  const { bytes, kilobytes } = texts.messages.bytes;
  const small = file.size < 1024;
  return h('discord-file-attachment', {
    'data-testid': `file-${file.filename}`,
    name: file.filename,
    href: address,
    target: '_blank',
    rel: 'noopener',
    bytes: small ? file.size : Math.round(file.size / 102.4) / 10,
    'bytes-unit': small ? bytes : kilobytes,
  });
}
