import { setImmediate } from 'node:timers/promises';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Chart, Filling, Mark } from './chart.js';
import { loadPen, type Pen } from './fonts.js';
import { layOut } from './layout.js';
import { lineHeight, type Scene, type Shape, type Sign, type Style, type Words } from './scene.js';

/** On a ground of its own with a frame, so that it reads the same in Discord's dark and light. */
const GROUND = { fill: '#ffffff', frame: '#8a8f98' } as const;
const INK: Readonly<Record<Style['ink'], string>> = { strong: '#1e1f22', quiet: '#4e5058' };
const RULE = '#d5d8dc';
const TRACK = { fill: '#f2f3f5', frame: '#8a8f98' } as const;
/** Okabe and Ito's blue and orange, and a very light grey: dark, middle and light also where no colour is seen. */
const FILLINGS: Readonly<Record<Filling, { fill: string; pattern: string }>> = {
  solid: { fill: '#0072b2', pattern: '' },
  striped: { fill: '#e69f00', pattern: '#6b4a00' },
  dotted: { fill: '#eef0f2', pattern: '#4e5058' },
};
/** Okabe and Ito's green and vermilion, darker to be read as lines; the shapes differ too. */
const MARKS: Readonly<Record<Mark, string>> = {
  check: '#00785a',
  cross: '#c04a00',
  ring: '#4e5058',
  dash: '#4e5058',
};
const EDGE = '#1e1f22';

/** So many pictures are kept: an outcome is posted in every server of a front. */
const KEPT = 8;
const drawn = new Map<string, Promise<Buffer>>();

/**
 * A chart as a PNG, 1,200 pixels wide. The same chart drawn lately is not drawn again. Packing happens off the main thread;
 * laying out and drawing twenty rows takes some milliseconds on it. Rejects where library or fonts cannot be loaded.
 */
export function drawChart(chart: Chart): Promise<Buffer> {
  const key = JSON.stringify(chart);
  const before = drawn.get(key);
  if (before !== undefined) return before;
  const picture = draw(chart);
  drawn.set(key, picture);
  for (const oldest of drawn.keys()) if (drawn.size > KEPT) drawn.delete(oldest);
  picture.catch(() => drawn.delete(key));
  return picture;
}

async function draw(chart: Chart): Promise<Buffer> {
  const pen = await loadPen();
  const scene = sceneOf(pen, chart);
  // Each takes some milliseconds; clicks go first.
  await setImmediate();
  return drawScene(pen, scene);
}

/** A chart laid out with the fonts it is drawn with. */
export function sceneOf({ canvas, families, holds }: Pen, chart: Chart): Scene {
  const context = canvas.createCanvas(8, 8).getContext('2d');
  prepare(context, chart.language);
  let font = '';
  return layOut(chart, {
    holds,
    width(text, style) {
      const wanted = fontOf(style, families);
      // Reading a font's name costs more than measuring with it.
      if (wanted !== font) context.font = font = wanted;
      return context.measureText(text).width;
    },
  });
}

/** Draws a scene and packs it. */
export function drawScene({ canvas, families }: Pen, scene: Scene): Promise<Buffer> {
  const sheet = canvas.createCanvas(scene.width, scene.height);
  const context = sheet.getContext('2d');
  prepare(context, scene.language);
  for (const element of scene.elements) {
    context.save();
    if (element.kind === 'rect') drawShape(context, element);
    else if (element.kind === 'mark') drawMark(context, element);
    else drawWords(context, element, families);
    context.restore();
  }
  return sheet.encode('png');
}

function prepare(context: SKRSContext2D, language: string): void {
  // Else the machine's language would choose between forms of letters.
  context.lang = language;
  context.textBaseline = 'alphabetic';
}

function fontOf({ weight, size }: Style, families: string): string {
  return `${String(weight)} ${String(size)}px ${families}`;
}

function drawWords(context: SKRSContext2D, words: Words, families: string): void {
  const { x, y, width, height, style, align, direction } = words;
  // Whatever a font does, a name stays in its box.
  context.beginPath();
  context.rect(x - 2, y, width + 4, height);
  context.clip();
  context.font = fontOf(style, families);
  context.fillStyle = INK[style.ink];
  context.direction = direction;
  context.textAlign = align;
  words.lines.forEach((line, at) => {
    const baseline = y + at * lineHeight(style) + Math.round(style.size * 1.08);
    context.fillText(line, align === 'left' ? x : x + width, baseline);
  });
}

function drawShape(context: SKRSContext2D, { of, filling, x, y, width, height }: Shape): void {
  if (filling !== undefined) {
    fill(context, { x, y, width, height }, FILLINGS[filling], filling);
    return;
  }
  context.fillStyle = of === 'ground' ? GROUND.fill : of === 'track' ? TRACK.fill : RULE;
  context.fillRect(x, y, width, height);
  if (of === 'rule') return;
  context.lineWidth = 2;
  context.strokeStyle = of === 'ground' ? GROUND.frame : TRACK.frame;
  context.strokeRect(x + 1, y + 1, width - 2, height - 2);
}

function fill(
  context: SKRSContext2D,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  colours: { fill: string; pattern: string },
  filling: Filling,
): void {
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.fillStyle = colours.fill;
  context.fillRect(x, y, width, height);
  if (filling === 'striped') {
    context.strokeStyle = colours.pattern;
    context.lineWidth = 4;
    context.beginPath();
    for (let from = x - height; from < x + width; from += 16) {
      context.moveTo(from, y + height);
      context.lineTo(from + height, y);
    }
    context.stroke();
  }
  if (filling === 'dotted') {
    context.fillStyle = colours.pattern;
    context.beginPath();
    for (let column = 0; column * 12 < width; column += 1)
      for (let line = 0; line * 12 < height; line += 1) {
        const [centre, middle] = [x + 6 + column * 12, y + 6 + line * 12];
        context.moveTo(centre, middle);
        context.arc(centre, middle, 2.5, 0, 2 * Math.PI);
      }
    context.fill();
  }
  // An edge of its own, where a light part lies beside the ground and two parts beside each other.
  context.lineWidth = 4;
  context.strokeStyle = EDGE;
  context.strokeRect(x, y, width, height);
}

function drawMark(context: SKRSContext2D, { mark, x, y, width }: Sign): void {
  const at = (right: number, down: number) => [x + right * width, y + down * width] as const;
  context.strokeStyle = MARKS[mark];
  context.lineWidth = width / 7;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  if (mark === 'ring') context.arc(...at(0.5, 0.5), width * 0.36, 0, 2 * Math.PI);
  if (mark === 'check') {
    context.moveTo(...at(0.12, 0.55));
    context.lineTo(...at(0.4, 0.82));
    context.lineTo(...at(0.88, 0.2));
  }
  if (mark === 'cross') {
    context.moveTo(...at(0.18, 0.18));
    context.lineTo(...at(0.82, 0.82));
    context.moveTo(...at(0.82, 0.18));
    context.lineTo(...at(0.18, 0.82));
  }
  if (mark === 'dash') {
    context.moveTo(...at(0.15, 0.5));
    context.lineTo(...at(0.85, 0.5));
  }
  context.stroke();
}
