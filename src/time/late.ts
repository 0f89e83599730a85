/** So long after its time, in ms, a message says that it is late. */
const LATE_MS = 60_000;

/** Whether a message sent at `sentAt` was late for `due` (ISO 8601 in UTC), and so has to say so. */
export function isLate(due: string, sentAt: Date): boolean {
  return sentAt.getTime() - Date.parse(due) > LATE_MS;
}
