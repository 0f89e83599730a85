import { readRecord } from './outcome-record.js';

const COLUMNS = [
  'title',
  'text',
  'agreed',
  'closed',
  'organisation',
  'server',
  'position',
  'can vote',
  'turnout',
  'for',
  'against',
  'abstain',
] as const;

/**
 * A signed record as CSV (RFC 4180, UTF-8): one line per organisation, every cell in quotes. Withheld totals are empty
 * cells.
 */
export function outcomeTable(record: string): string {
  const { content } = readRecord(record);
  const lines = content.organisations.map(({ name, server, position, roll, totals }) => {
    const shown = totals === 'withheld' ? { turnout: '', for: '', against: '', abstain: '' } : totals;
    return [
      content.text.title,
      content.textHash,
      content.agreed ? 'yes' : 'no',
      content.closedAt,
      name,
      server,
      position,
      roll,
      shown.turnout,
      shown.for,
      shown.against,
      shown.abstain,
    ];
  });
  return [COLUMNS, ...lines]
    .map((line) => `${line.map((value) => cell(String(value))).join(',')}\r\n`)
    .join('');
}

/**
 * Where a spreadsheet could take what follows for a formula: at the beginning of the cell, or of what would be one,
 * because programs split at other separators than ours or drop the quotes first. East Asian programs read the wide forms
 * of the signs too.
 */
const BEFORE_FORMULA =
  /(?<=^\p{Cf}*|[,;|"'\u2018-\u201F][\s\p{Cf}]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B])/gu;
/** Line breaks, NUL and all other controls; direction marks, and what has no width except joiners within words. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu;

/**
 * One cell, always quoted, on one line. What a spreadsheet could take for a formula gets an apostrophe before it (threats
 * section 5; "CSV Injection", OWASP).
 */
function cell(value: string): string {
  const safe = value.replace(UNSEEN, ' ').trim().replace(BEFORE_FORMULA, "'");
  return `"${safe.replaceAll('"', '""')}"`;
}
