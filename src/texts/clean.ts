/** Direction overrides and isolates, and other format characters that reorder or hide what is read. */
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** Characters without width, which make an empty text look full or two texts look alike. */
const ZERO_WIDTH =
  /[\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u2060-\u2064\u206A-\u206F\u2800\u3164\uFE00-\uFE0E\uFEFF\uFFA0\u{E0000}-\u{E0FFF}]/gu;
/**
 * Joiners and the emoji selector mean something between letters of some scripts (Persian, Hindi) and after emoji, and
 * there only: elsewhere, or more than one, they hide.
 */
const STRAY_JOINER =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\uFE0F])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{Extended_Pictographic}])/gu;
const STRAY_SELECTOR = /(?<![\p{Extended_Pictographic}\d#*])\uFE0F/gu;
/** Latin, Greek and Cyrillic letters join nothing: there a joiner only makes two texts look alike. */
const JOINER_BETWEEN_PLAIN =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}])[\u200C\u200D]|[\u200C\u200D](?=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}])/gu;
/** Everything else that is not text: controls, private use, unpaired surrogates; line feeds are kept for long texts. */
const CONTROL = /(?!\n)[\p{Cc}\p{Co}\p{Cs}]/gu;
/** More than two combining diacritics on one letter pile up over the neighbouring lines. */
const STACKED_DIACRITICS =
  /([\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]{2})[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]+/gu;
/** Other marks are vowels and the like: a Burmese or Tibetan syllable has up to five of them. */
const STACKED_MARKS = /(\p{M}{6})\p{M}+/gu;

/** So often at most a text is cleaned again until nothing changes. */
const PASSES = 5;

/**
 * Makes typed text fit to be stored and compared: NFC, no control, direction or zero-width characters, white space
 * folded. One line unless `lines` is set; then single line feeds and at most one empty line between paragraphs stay.
 * Returns '' when nothing readable is left. Length is judged afterwards, by the caller.
 */
export function clean(typed: string, lines = false): string {
  let text = cleanOnce(typed, lines);
  // What was removed may have kept apart what is now to be removed together.
  for (let again = 0; again < PASSES; again += 1) {
    const cleaner = cleanOnce(text, lines);
    if (cleaner === text) return text;
    text = cleaner;
  }
  return text;
}

function cleanOnce(typed: string, lines: boolean): string {
  const text = typed
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(DIRECTION, '')
    .replace(ZERO_WIDTH, '')
    .replace(CONTROL, '')
    .replace(STRAY_SELECTOR, '')
    .replace(JOINER_BETWEEN_PLAIN, '')
    .replace(STRAY_JOINER, '')
    // Again, for letters that something hidden kept apart from their marks.
    .normalize('NFC')
    .replace(STACKED_DIACRITICS, '$1')
    .replace(STACKED_MARKS, '$1');
  if (!lines) return text.replace(/\s+/gu, ' ').trim();
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
