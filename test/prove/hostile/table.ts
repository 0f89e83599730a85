/** What a spreadsheet takes for a formula, at the beginning of a cell. */
const FORMULA = /^[=+\-@＝＋－＠﹢﹣﹦﹫]/u;
/** What programs drop before they look: quotes, blanks of all kinds, controls, and what has no width. */
const DROPPED = /^["“”„‟\s\p{Cc}\p{Cf}]+/u;
const BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;
const SEPARATORS = [',', ';', '\t', '|'];

/**
 * Says what is wrong with a table of so many rows and columns, whose cells shall be these texts; undefined when nothing
 * is. `read` gives a text as it may be read back: changed only in blanks, what cannot be seen, and apostrophes.
 */
export function wrongInTable(csv: string, expected: readonly (readonly string[])[]): string | undefined {
  const rows = parse(csv);
  if (rows === undefined) return 'It is not a table';
  if (rows.length !== expected.length) return `It has ${String(rows.length)} rows`;
  const lines = csv.split(BREAK);
  if (lines.length !== expected.length + 1 || lines.at(-1) !== '')
    return `It has ${String(lines.length)} lines`;
  for (const [at, row] of rows.entries()) {
    const cells = expected[at]!;
    if (row.length !== cells.length) return `Row ${String(at)} has ${String(row.length)} cells`;
    for (const [column, cell] of row.entries()) {
      if (startsFormula(cell)) return `A formula: ${JSON.stringify(cell)}`;
      if (comparable(cell) !== comparable(cells[column]!)) return `Another text: ${JSON.stringify(cell)}`;
    }
  }
  // Other programs, or other countries, split at something else, and some without a look at quotes.
  for (const line of lines)
    for (const separator of SEPARATORS)
      for (const piece of line.split(separator))
        if (startsFormula(piece))
          return `A formula, split at ${JSON.stringify(separator)}: ${JSON.stringify(piece)}`;
  return undefined;
}

function startsFormula(cell: string): boolean {
  return FORMULA.test(cell) || FORMULA.test(cell.replace(DROPPED, ''));
}

/** What of a text has to be found again. */
export function comparable(text: string): string {
  return text.normalize('NFC').replace(/['\s\p{C}\p{M}\u3164\u115F\u1160\uFFA0\u2800\uFFFD]/gu, '');
}

/** RFC 4180, character by character; undefined where a quote is where none may be. */
function parse(csv: string): string[][] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < csv.length) {
    let cell = '';
    if (csv[at] === '"') {
      at += 1;
      for (;;) {
        if (at >= csv.length) return undefined;
        if (csv[at] !== '"') cell += csv[at++];
        else if (csv[at + 1] === '"') {
          cell += '"';
          at += 2;
        } else break;
      }
      at += 1;
    } else {
      while (at < csv.length && csv[at] !== ',' && !csv.startsWith('\r\n', at)) {
        if (csv[at] === '"') return undefined;
        cell += csv[at++];
      }
    }
    row.push(cell);
    if (csv[at] === ',') at += 1;
    else if (csv.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else return undefined;
  }
  return row.length === 0 ? rows : undefined;
}
