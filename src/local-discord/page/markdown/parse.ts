import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';

/** A node of the parser's tree; which parts are there follows from `type`. */
export interface MarkdownNode {
  type: string;
  content?: string | MarkdownNode[];
  [part: string]: unknown;
}

type Rule = (typeof rulesExtended)[string];

const item = /^( *)([-*]|\d{1,3}\.) +/;

/** Lists, which Discord draws and the parser leaves out: items of the first depth, with deeper lines inside them. */
const list: Rule = {
  order: (rulesExtended['blockQuote']?.order ?? 0) + 0.1,
  match: (source, state) => {
    const before = state['prevCapture'] as string[] | null | undefined;
    if (before && !before[0]?.endsWith('\n')) return null;
    const lines = linesOfList(source);
    return lines.length > 0 ? [lines.join('\n')] : null;
  },
  parse: (capture, parse, state) => {
    const lines = (capture[0] ?? '').split('\n');
    const [, indent = '', mark = '-'] = item.exec(lines[0] ?? '') ?? [];
    const items: string[] = [];
    for (const line of lines) {
      const start = item.exec(line);
      if (start && (start[1]?.length ?? 0) <= indent.length) items.push(line.slice(start[0].length));
      else items.push(`${items.pop() ?? ''}\n${line.slice(indent.length + 2)}`);
    }
    return {
      type: 'list',
      ordered: isNumber(mark),
      start: Number.parseInt(mark, 10) || 1,
      content: items.map((text) => ({
        type: 'item',
        content: parse(text, { ...state, prevCapture: null }),
      })),
    };
  },
};

/** The lines at the beginning of a text that make one list: a bullet after a number begins another. */
function linesOfList(source: string): string[] {
  const [, indent = '', mark] = item.exec(source) ?? [];
  if (mark === undefined) return [];
  const lines = source.split('\n');
  const end = lines.findIndex((line, index) => {
    if (index === 0) return false;
    const deeper = line.startsWith(' '.repeat(indent.length + 2)) && line.trim() !== '';
    const next = item.exec(line)?.[2];
    return !deeper && (next === undefined || isNumber(next) !== isNumber(mark));
  });
  return end < 0 ? lines : lines.slice(0, end);
}

function isNumber(mark: string): boolean {
  return mark.endsWith('.');
}

/** The parser knows seven timestamp styles; Discord has since added `s` and `S`. */
const timestamp: Rule = {
  ...(rulesExtended['timestamp'] as Rule),
  match: (source) => /^<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/.exec(source),
};

const parser = SimpleMarkdown.parserFor({ ...rulesExtended, list, timestamp });

/** Discord's Markdown as a tree, with masked links, as in what bots write. */
export function parseMarkdown(text: string): MarkdownNode[] {
  return parser(text, { inline: true }) as MarkdownNode[];
}
