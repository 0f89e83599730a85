/** What a picture shows, as plain data: texts are final words, save that typed ones are cut to what fits. */
export interface Chart {
  /** The language of the words, e.g. `en`, and the direction it is read in; names have their own. */
  language: string;
  direction: Direction;
  /** The result in a word or two, beside a mark. */
  verdict: { text: string; mark: Mark };
  /** Typed. */
  title: string;
  /** Facts under the title: when and where in local time, what was needed. */
  lines: readonly string[];
  /** What the fillings of the bars stand for; none where no bar has more than one part. */
  legend: readonly { filling: Filling; label: string }[];
  /** Drawn are the first MOST_ROWS. */
  rows: readonly ChartRow[];
  /** Where there are more rows than are drawn: how many are not, in words. */
  rest?: string;
  /** Small, at the end: which text it is about. */
  footer: string;
}

export type Direction = 'ltr' | 'rtl';

export interface ChartRow {
  /** Typed: a name. */
  label: string;
  /** Takes the label's place where the fonts hold too little of its script; the alt text says the name. */
  labelInstead: string;
  /** What became of it, in a word or two beside a mark. */
  note?: { text: string; mark: Mark };
  bar: Bar | { withheld: string };
}

export interface Bar {
  parts: readonly { filling: Filling; count: number }[];
  /** How many the whole length stands for; by default as many as the parts together. */
  of?: number;
  /** The counts as a text: what the bar shows, nobody has to guess from it. */
  figures: string;
}

/** A colour with a pattern of its own, so that no two are told apart by colour alone. */
export type Filling = 'solid' | 'striped' | 'dotted';
/** Told apart by shape; the words are beside it. */
export type Mark = 'check' | 'cross' | 'ring' | 'dash';

/** More would be taller than anybody reads. */
export const MOST_ROWS = 20;
