/** The code of a system or driver error (`ENOENT`, `SQLITE_BUSY`), else its name: fit for a log line, free of values. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
