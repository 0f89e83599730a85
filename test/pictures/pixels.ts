import { loadPen } from '../../src/pictures/fonts.js';

/** A difference in one colour, out of 255, that nobody sees. */
const UNSEEN = 40;

/** The pixels of an image, four bytes each. */
export async function pixelsOf(
  png: Buffer,
): Promise<{ width: number; height: number; data: Uint8ClampedArray }> {
  const { canvas } = await loadPen();
  const image = await canvas.loadImage(png);
  const context = canvas.createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

/** The share of pixels in which two images differ visibly; 1 where they are not of one size. */
export async function differenceOf(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([pixelsOf(one), pixelsOf(other)]);
  if (a.width !== b.width || a.height !== b.height) return 1;
  let different = 0;
  for (let at = 0; at < a.data.length; at += 4)
    if ([0, 1, 2, 3].some((colour) => Math.abs(a.data[at + colour]! - b.data[at + colour]!) > UNSEEN))
      different += 1;
  return different / (a.width * a.height);
}

/** The kinds of a PNG's chunks, in order. */
export function chunksOf(png: Buffer): string[] {
  const kinds: string[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    kinds.push(png.toString('latin1', at + 4, at + 8));
  return kinds;
}
