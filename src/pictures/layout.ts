import { MOST_ROWS, type Chart, type ChartRow, type Direction } from './chart.js';
import { directionOf, drawable, fitLine, wrapLines, type Holds } from './fit.js';
import { lineHeight, type Element, type Scene, type Style, type Words } from './scene.js';
import { shares } from './shares.js';

const WIDTH = 1_200;
const MARGIN = 48;
const INNER = WIDTH - 2 * MARGIN;
const BAR = { least: 320, most: 640, height: 36 } as const;
/** Between what stands side by side. */
const ASIDE = 24;
const KEY = { width: 44, height: 30 } as const;

const STYLES = {
  verdict: { size: 38, weight: 700, ink: 'strong' },
  title: { size: 40, weight: 700, ink: 'strong' },
  line: { size: 28, weight: 400, ink: 'quiet' },
  legend: { size: 28, weight: 400, ink: 'strong' },
  label: { size: 30, weight: 600, ink: 'strong' },
  note: { size: 30, weight: 600, ink: 'strong' },
  figures: { size: 28, weight: 400, ink: 'strong' },
  withheld: { size: 28, weight: 400, ink: 'quiet' },
  rest: { size: 28, weight: 400, ink: 'quiet' },
  footer: { size: 28, weight: 400, ink: 'quiet' },
} as const satisfies Record<Words['of'], Style>;

/** What laying out has to know of the fonts. */
export interface FontMeasure {
  holds: Holds;
  /** Width in pixels of a text in a style. */
  width(text: string, style: Style): number;
}

/**
 * Where everything of a chart goes. The same for any texts of equal count: a name changes what is written in its box and
 * how high that is, never how many elements there are.
 */
export function layOut(chart: Chart, fonts: FontMeasure): Scene {
  const sheet = new Sheet(chart, fonts);
  sheet.head();
  for (const row of chart.rows.slice(0, MOST_ROWS)) sheet.row(row);
  sheet.foot();
  return sheet.scene();
}

/** A sheet that is filled from top to bottom, for languages that begin at the left; turned over at the end for others. */
class Sheet {
  readonly #chart: Chart;
  readonly #fonts: FontMeasure;
  readonly #elements: Element[] = [];
  /** One for all rows, so that figures stand below each other. */
  readonly #barWidth: number;
  #y = 40;

  constructor(chart: Chart, fonts: FontMeasure) {
    this.#chart = chart;
    this.#fonts = fonts;
    const figures = chart.rows.map(({ bar }) =>
      'withheld' in bar ? 0 : this.#width(this.#plain(bar.figures), 'figures'),
    );
    const left = INNER - ASIDE - Math.ceil(Math.max(0, ...figures));
    this.#barWidth = Math.min(BAR.most, Math.max(BAR.least, left));
  }

  head(): void {
    const { verdict, title, lines, legend } = this.#chart;
    const height = lineHeight(STYLES.verdict);
    this.#elements.push({
      kind: 'mark',
      mark: verdict.mark,
      x: MARGIN,
      y: this.#y + 8,
      width: 40,
      height: 40,
    });
    this.#write('verdict', [verdict.text], MARGIN + 56, INNER - 56);
    this.#y += height + 10;
    this.#y += this.#write('title', this.#wrap(this.#plain(title), 'title', INNER, 4), MARGIN, INNER) + 6;
    for (const line of lines) this.#y += this.#write('line', [line], MARGIN, INNER);
    if (legend.length > 0) this.#legend();
  }

  row({ label, labelInstead, note, bar }: ChartRow): void {
    this.#y += 20;
    this.#elements.push({ kind: 'rect', of: 'rule', x: MARGIN, y: this.#y, width: INNER, height: 2 });
    this.#y += 14;
    const forNote = note === undefined ? 0 : this.#note(note);
    const name = drawable(label, this.#fonts.holds);
    const words = name.readable ? name.text : this.#plain(labelInstead);
    const room = INNER - forNote;
    this.#y += this.#write('label', this.#wrap(words, 'label', room, 2), MARGIN, room) + 4;
    if ('withheld' in bar) this.#y += this.#write('withheld', [bar.withheld], MARGIN, INNER);
    else this.#bar(bar);
  }

  foot(): void {
    const { rest, footer } = this.#chart;
    this.#y += 24;
    if (rest !== undefined) this.#y += this.#write('rest', [rest], MARGIN, INNER);
    this.#y += this.#write('footer', [footer], MARGIN, INNER) + 28;
  }

  scene(): Scene {
    const { language, direction } = this.#chart;
    const height = this.#y;
    const ground: Element = { kind: 'rect', of: 'ground', x: 0, y: 0, width: WIDTH, height };
    const elements = [ground, ...this.#elements];
    return {
      width: WIDTH,
      height,
      language,
      elements: direction === 'rtl' ? elements.map(turned) : elements,
    };
  }

  #legend(): void {
    this.#y += 14;
    const height = lineHeight(STYLES.legend);
    let x = MARGIN;
    for (const { filling, label } of this.#chart.legend) {
      const width = Math.min(
        INNER - KEY.width - 12,
        Math.ceil(this.#width(this.#plain(label), 'legend')) + 4,
      );
      if (x > MARGIN && x + KEY.width + 12 + width > MARGIN + INNER) {
        x = MARGIN;
        this.#y += height;
      }
      const y = this.#y + (height - KEY.height) / 2;
      this.#elements.push({ kind: 'rect', of: 'key', filling, x, y, ...KEY });
      this.#write('legend', [label], x + KEY.width + 12, width);
      x += KEY.width + 12 + width + 2 * ASIDE;
    }
    this.#y += height;
  }

  /** At the end of the label's first line; gives the room it takes. */
  #note({ text, mark }: NonNullable<ChartRow['note']>): number {
    const width = Math.min(440, Math.ceil(this.#width(this.#plain(text), 'note')) + 4);
    const x = MARGIN + INNER - width;
    this.#elements.push({ kind: 'mark', mark, x: x - 44, y: this.#y + 6, width: 32, height: 32 });
    this.#write('note', [text], x, width);
    return width + 44 + ASIDE;
  }

  #bar({ parts, of, figures }: Exclude<ChartRow['bar'], { withheld: string }>): void {
    const height = lineHeight(STYLES.figures);
    const box = { y: this.#y + (height - BAR.height) / 2, height: BAR.height };
    this.#elements.push({ kind: 'rect', of: 'track', x: MARGIN, width: this.#barWidth, ...box });
    const counts = parts.map(({ count }) => count);
    let x = MARGIN;
    shares(counts, this.#barWidth, of).forEach((width, at) => {
      const filling = parts[at]?.filling;
      if (width > 0 && filling !== undefined)
        this.#elements.push({ kind: 'rect', of: 'part', filling, x, width, ...box });
      x += width;
    });
    const from = MARGIN + this.#barWidth + ASIDE;
    this.#y += this.#write('figures', [figures], from, MARGIN + INNER - from);
  }

  /** Writes lines, each cut to what fits, into a box at the present height; gives the height of the box. */
  #write(of: Words['of'], texts: readonly string[], x: number, width: number): number {
    const style = STYLES[of];
    const lines = texts.map((text) => this.#fit(this.#plain(text), of, width));
    const height = lineHeight(style) * lines.length;
    const direction: Direction =
      of === 'label' || of === 'title'
        ? directionOf(lines.join(' '), this.#chart.direction)
        : this.#chart.direction;
    const at = { x, y: this.#y, width, height };
    this.#elements.push({ kind: 'text', of, ...at, lines, style, align: 'left', direction });
    return height;
  }

  #plain(text: string): string {
    return drawable(text, this.#fonts.holds).text;
  }

  #width(text: string, of: Words['of']): number {
    return this.#fonts.width(text, STYLES[of]);
  }

  #fit(text: string, of: Words['of'], most: number): string {
    return fitLine(text, most, (part) => this.#width(part, of));
  }

  #wrap(text: string, of: Words['of'], most: number, lines: number): string[] {
    return wrapLines(text, most, lines, (part) => this.#width(part, of));
  }
}

/** The same element where a picture begins at the right. */
function turned(element: Element): Element {
  const x = WIDTH - element.x - element.width;
  return element.kind === 'text' ? { ...element, x, align: 'right' } : { ...element, x };
}
