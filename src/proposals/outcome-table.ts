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

/** A signed record as CSV (RFC 4180, UTF-8): one line per organisation. Withheld totals are empty cells. */
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
 * One cell. What a spreadsheet would take for a formula gets a leading apostrophe (threats section 5), and everything
 * with a separator in it is quoted.
 */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n']/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
