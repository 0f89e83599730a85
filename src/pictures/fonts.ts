import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import type * as canvas from '@napi-rs/canvas';
import { glyphsOf } from './font-glyphs.js';
import type { Holds } from './fit.js';
import { WEIGHTS } from './scene.js';

/** The parts of Noto Sans that are drawn with, by package; the first that has a character draws it. */
const FONTS: Readonly<Record<string, readonly string[]>> = {
  '@fontsource-variable/noto-sans': [
    ...['noto-sans-latin', 'noto-sans-latin-ext', 'noto-sans-vietnamese'],
    ...['noto-sans-greek', 'noto-sans-greek-ext', 'noto-sans-cyrillic', 'noto-sans-cyrillic-ext'],
    'noto-sans-devanagari',
  ],
  '@fontsource-variable/noto-sans-arabic': ['noto-sans-arabic-arabic'],
  '@fontsource-variable/noto-sans-hebrew': ['noto-sans-hebrew-hebrew'],
};

/** With it the library knows no font but ours: a picture must not depend on the machine. */
const NO_OTHER_FONTS = 'DISABLE_SYSTEM_FONTS_LOAD';

/** The library with our fonts in it. */
export interface Pen {
  canvas: typeof canvas;
  /** For the `font` of a context, behind weight and size. */
  families: string;
  holds: Holds;
}

let pen: Promise<Pen> | undefined;

/**
 * Loads the library and the fonts at the first picture, so that the bot's start does not wait for them, and gives the
 * same again afterwards. Rejects where a package is missing or damaged; the next call tries again.
 */
export function loadPen(): Promise<Pen> {
  pen ??= load().catch((error: unknown) => {
    pen = undefined;
    throw error;
  });
  return pen;
}

async function load(): Promise<Pen> {
  const library = await loadLibrary();
  const { resolve } = createRequire(import.meta.url);
  const context = library.createCanvas(8, 8).getContext('2d');
  // A font is read when it is first used: here, one after the other, so that nobody waits for all at once.
  const use = async (font: string) => {
    context.font = font;
    context.measureText('a');
    await setImmediate();
  };
  const held = new Set<number>();
  const families: string[] = [];
  for (const [name, files] of Object.entries(FONTS)) {
    for (const file of files) {
      const font = await readFile(resolve(`${name}/files/${file}-wght-normal.woff2`));
      for (const point of await glyphsOf(font)) held.add(point);
      // A name of our own for each part: under one name the library would take only one of them.
      if (library.GlobalFonts.register(font, file) === null)
        throw new Error(`A font cannot be read: ${file}`);
      families.push(`"${file}"`);
      await use(`400 28px "${file}"`);
    }
  }
  for (const weight of WEIGHTS) await use(`${String(weight)} 28px ${families.join(',')}`);
  return { canvas: library, families: families.join(','), holds: (point) => held.has(point) };
}

/** The library reads its setting from the environment while it is loaded; afterwards that is as it was. */
async function loadLibrary(): Promise<typeof canvas> {
  const before = process.env[NO_OTHER_FONTS];
  process.env[NO_OTHER_FONTS] = '1';
  try {
    return await import('@napi-rs/canvas');
  } finally {
    if (before === undefined) delete process.env[NO_OTHER_FONTS];
    else process.env[NO_OTHER_FONTS] = before;
  }
}
