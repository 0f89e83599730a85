import type { Direction, Filling, Mark } from './chart.js';

/** A picture before it is drawn: every rectangle, text and mark with its place, in pixels from the upper left corner. */
export interface Scene {
  width: number;
  height: number;
  language: string;
  elements: readonly Element[];
}

export type Element = Shape | Words | Sign;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Shape extends Box {
  kind: 'rect';
  /** The track is what a bar lies on, its whole length; a key is a filling in the legend. */
  of: 'ground' | 'rule' | 'track' | 'part' | 'key';
  filling?: Filling;
}

/** Lines that fit into their box, whatever is in them; nothing is drawn outside it. */
export interface Words extends Box {
  kind: 'text';
  of: 'verdict' | 'title' | 'line' | 'legend' | 'label' | 'note' | 'figures' | 'withheld' | 'rest' | 'footer';
  lines: readonly string[];
  style: Style;
  align: 'left' | 'right';
  direction: Direction;
}

export interface Sign extends Box {
  kind: 'mark';
  mark: Mark;
}

/** How heavy letters are. */
export const WEIGHTS = [400, 600, 700] as const;

/** Size in pixels; drawn at 1,200 of them across, none is under 28. */
export interface Style {
  size: number;
  weight: (typeof WEIGHTS)[number];
  ink: 'strong' | 'quiet';
}

/** From one baseline to the next. Arabic and Devanagari reach further up and down than Latin letters. */
export function lineHeight({ size }: Pick<Style, 'size'>): number {
  return Math.round(size * 1.45);
}
