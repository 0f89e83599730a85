import { closeSync, openSync } from 'node:fs';

/**
 * Calls `read` on SIGHUP, by which services are told to read their files anew. The same signal comes when somebody closes
 * the terminal that the bot was started in, and on Windows only then: that calls `closed`, so that no bot lives on where
 * nobody sees it.
 */
export function watchHangUp(read: () => void, closed: () => void): void {
  const hadTerminal = hasTerminal();
  process.on('SIGHUP', () => {
    if (process.platform === 'win32' || (hadTerminal && !hasTerminal())) closed();
    else read();
  });
}

/** Whether this process belongs to a terminal; the system takes it away before it tells of the hang-up. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}
