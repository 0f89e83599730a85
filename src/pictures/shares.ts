/** A part of a bar is never thinner: one vote of a thousand is seen. In pixels. */
export const THINNEST = 12;

/**
 * Lengths of a bar's parts, whole pixels in proportion to their counts. Parts that would be thinner than can be seen get
 * the least length, and the others share what is left; parts without a count get none. Together they are as long as
 * `length` where the counts come to `of` (by default they do), else in proportion. No sum is zero length.
 */
export function shares(counts: readonly number[], length: number, of = sum(counts)): number[] {
  const whole = Math.max(of, sum(counts));
  if (whole === 0) return counts.map(() => 0);
  const thin = new Set<number>();
  // Giving to the thin ones may make the next one thin; each round finds one more, or ends.
  for (;;) {
    const left = length - thin.size * THINNEST;
    const among = whole - sum(counts.filter((_count, at) => thin.has(at)));
    const next = counts.findIndex(
      (count, at) => count > 0 && !thin.has(at) && (count * left) / among < THINNEST,
    );
    if (next < 0)
      return wholePixels(counts, (count, at) => (thin.has(at) ? THINNEST : (count * left) / among));
    thin.add(next);
  }
}

/** Rounded so that the ends, not the lengths, are off by less than a pixel: nothing adds up. */
function wholePixels(counts: readonly number[], exact: (count: number, at: number) => number): number[] {
  let end = 0;
  let drawn = 0;
  return counts.map((count, at) => {
    if (count === 0) return 0;
    end += exact(count, at);
    const length = Math.round(end) - drawn;
    drawn += length;
    return length;
  });
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
