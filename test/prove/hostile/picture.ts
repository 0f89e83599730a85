import type { Pen } from '../../../src/pictures/fonts.js';
import { drawScene } from '../../../src/pictures/draw.js';
import type { Scene, Words } from '../../../src/pictures/scene.js';
import { chunksOf, pixelsOf } from '../../pictures/pixels.js';

/** No text, time, profile or anything else that could say or fetch something. */
const CHUNKS = new Set(['IHDR', 'sBIT', 'sRGB', 'IDAT', 'IEND']);
/** Controls, direction marks, and what has no width or is no character; joiners belong into words. */
const UNSEEN = /(?![\u200C\u200D])[\p{C}\p{Zl}\p{Zp}]/u;

/** Says what is wrong with a scene that shall consist of the same as one with harmless names; undefined when nothing is. */
export function wrongInScene(
  scene: Scene,
  harmless: Scene,
  { canvas, families, holds }: Pen,
): string | undefined {
  const kinds = ({ elements }: Scene) =>
    elements.map((one) => (one.kind === 'mark' ? one.kind : one.of)).join();
  if (kinds(scene) !== kinds(harmless)) return 'Other elements';
  const context = canvas.createCanvas(8, 8).getContext('2d');
  context.lang = scene.language;
  for (const element of scene.elements) {
    const { x, y, width, height } = element;
    if (x < 0 || y < 0 || x + width > scene.width || y + height > scene.height) return 'Something outside';
    if (element.kind !== 'text') continue;
    context.font = `${String(element.style.weight)} ${String(element.style.size)}px ${families}`;
    for (const line of element.lines) {
      if (UNSEEN.test(line)) return `What cannot be seen: ${JSON.stringify(line)}`;
      if (/\p{M}{4}/u.test(line)) return `Marks piled up: ${JSON.stringify(line)}`;
      for (const character of line)
        if (!holds(character.codePointAt(0)!)) return `Not in our fonts: ${JSON.stringify(character)}`;
      if (line !== '…' && context.measureText(line).width > width + 1)
        return `Too wide: ${JSON.stringify(line)}`;
    }
  }
  return undefined;
}

/** Says what is wrong with the file of a scene. */
export function wrongInFile(png: Buffer, { width, height }: Scene): string | undefined {
  const other = chunksOf(png).find((kind) => !CHUNKS.has(kind));
  if (other !== undefined) return `A part of the file that is no pixels: ${other}`;
  if (png.readUInt32BE(16) !== width || png.readUInt32BE(20) !== height) return 'Another size';
  return undefined;
}

/** Says whether names are drawn outside their boxes: elsewhere the picture has to be what it is without them. */
export async function wrongInPixels(png: Buffer, scene: Scene, pen: Pen): Promise<string | undefined> {
  const isName = (element: Scene['elements'][number]): element is Words =>
    element.kind === 'text' && (element.of === 'label' || element.of === 'title');
  const elements = scene.elements.map((element) => (isName(element) ? { ...element, lines: [] } : element));
  const [drawn, without] = await Promise.all([
    pixelsOf(png),
    pixelsOf(await drawScene(pen, { ...scene, elements })),
  ]);
  const boxes = scene.elements.filter(isName);
  for (let at = 0; at < drawn.data.length; at += 4) {
    if ([0, 1, 2, 3].every((colour) => drawn.data[at + colour] === without.data[at + colour])) continue;
    const [x, y] = [(at / 4) % drawn.width, Math.floor(at / 4 / drawn.width)];
    // Two pixels aside are letters' own.
    const inside = boxes.some(
      (box) => x >= box.x - 3 && x <= box.x + box.width + 3 && y >= box.y && y <= box.y + box.height,
    );
    if (!inside) return `Drawn outside a name's box, at ${String(x)}, ${String(y)}`;
  }
  return undefined;
}
