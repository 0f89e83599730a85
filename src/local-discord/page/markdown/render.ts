import { h } from '../dom.js';
import { webAddress } from '../messages/attachments.js';
import { texts } from '../texts.js';
import { formatTimestamp } from '../time-format.js';
import { mention, type Names } from './mentions.js';
import { parseMarkdown, type MarkdownNode } from './parse.js';

const blocks = new Set(['heading', 'subtext', 'list', 'blockQuote', 'codeBlock']);

/** Text as Discord draws it, made of elements and text nodes only. */
export function renderMarkdown(text: string, names: Names, inEmbed = false): DocumentFragment {
  return renderNodes(parseMarkdown(text), names, inEmbed);
}

/** Rewrites every timestamp under `root` for another "now". */
export function refreshTimestamps(root: ParentNode, now: Date): void {
  for (const element of root.querySelectorAll<HTMLElement>('time[data-style]')) {
    const instant = new Date(element.getAttribute('datetime') ?? '');
    const next = formatTimestamp(instant, element.dataset['style'] ?? 'f', now);
    if (element.textContent !== next) element.textContent = next;
  }
}

function renderNodes(nodes: MarkdownNode[], names: Names, inEmbed: boolean): DocumentFragment {
  const fragment = document.createDocumentFragment();
  nodes.forEach((node, index) => {
    const afterBlock = index > 0 && blocks.has(nodes[index - 1]?.type ?? '');
    const beforeEnd = index === nodes.length - 1;
    // A block ends its line by itself; the line break the parser leaves beside it would be an empty line.
    if (node.type === 'br' && (afterBlock || (beforeEnd && index > 0))) return;
    fragment.append(renderNode(node, names, inEmbed));
  });
  return fragment;
}

function renderNode(node: MarkdownNode, names: Names, inEmbed: boolean): Node {
  const inside = (): Node =>
    Array.isArray(node.content)
      ? renderNodes(node.content, names, inEmbed)
      : document.createTextNode(node.content ?? '');
  switch (node.type) {
    case 'text':
      return inside();
    case 'br':
    case 'newline':
      return h('br');
    case 'strong':
      return h('strong', {}, inside());
    case 'em':
      return h('em', {}, inside());
    case 'underline':
      return h('discord-underlined', {}, inside());
    case 'strikethrough':
      return h('s', {}, inside());
    case 'inlineCode':
      return h('discord-code', { embed: inEmbed }, inside());
    case 'codeBlock':
      return h('discord-code', { multiline: true, embed: inEmbed, class: 'code-block' }, inside());
    case 'heading':
      return h('discord-header', { level: Number(node['level']) }, inside());
    case 'subtext':
      return h('discord-subscript', {}, inside());
    case 'blockQuote':
      return h('discord-quote', {}, inside());
    case 'list':
      return renderList(node, names, inEmbed);
    case 'spoiler':
      return spoiler(inside());
    case 'link':
    case 'url':
    case 'autolink':
      return link(String(node['target'] ?? ''), inside());
    case 'timestamp':
      return time(Number(node['timestamp']), String(node['format'] ?? 'f'), names.now());
    case 'twemoji':
      return document.createTextNode(String(node['name'] ?? ''));
    case 'emoji':
      return document.createTextNode(`:${String(node['name'] ?? '')}:`);
    case 'everyone':
    case 'here':
      return document.createTextNode(`@${node.type}`);
    default:
      return mention(node, names) ?? inside();
  }
}

function renderList(node: MarkdownNode, names: Names, inEmbed: boolean): Node {
  const items = (Array.isArray(node.content) ? node.content : []).map((item) =>
    h('discord-list-item', {}, renderNodes(Array.isArray(item.content) ? item.content : [], names, inEmbed)),
  );
  return node['ordered']
    ? h('discord-ordered-list', { start: Number(node['start']) }, ...items)
    : h('discord-unordered-list', {}, ...items);
}

/** Only addresses of the web become links; anything else stays text. */
function link(target: string, inside: Node): Node {
  if (!webAddress(target)) return inside;
  return h(
    'a',
    { href: target, target: '_blank', rel: 'noopener noreferrer', class: 'link', title: target },
    inside,
  );
}

function time(seconds: number, style: string, now: Date): Node {
  const instant = new Date(seconds * 1000);
  if (Number.isNaN(instant.getTime())) return document.createTextNode(String(seconds));
  const element = h(
    'time',
    { datetime: instant.toISOString(), 'data-style': style, title: formatTimestamp(instant, 'F', now) },
    formatTimestamp(instant, style, now),
  );
  return h('discord-time', {}, element);
}

function spoiler(inside: Node): Node {
  const element = h(
    'discord-spoiler',
    { role: 'button', tabindex: 0, 'aria-label': texts.messages.spoiler },
    inside,
  );
  const reveal = (): void => {
    element.setAttribute('activated', '');
    for (const name of ['role', 'tabindex', 'aria-label']) element.removeAttribute(name);
  };
  element.addEventListener('click', reveal);
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    reveal();
  });
  return element;
}
