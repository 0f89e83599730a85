/** Discord takes 1,024 (UTF-16 units); beyond some hundred words nobody listens. */
export const LONGEST_ALT_TEXT = 1_000;

/**
 * A beginning and as many lines as fit into an alt text, whole ones; `more` says in words how many are left out. The
 * beginning has to leave room for that.
 */
export function joinWithin(head: string, lines: readonly string[], more: (count: number) => string): string {
  for (let shown = lines.length; shown > 0; shown -= 1) {
    const left = lines.length - shown;
    const text = [head, ...lines.slice(0, shown), ...(left > 0 ? [more(left)] : [])].join('\n');
    if (text.length <= LONGEST_ALT_TEXT) return text;
  }
  return lines.length === 0 ? head : `${head}\n${more(lines.length)}`;
}
