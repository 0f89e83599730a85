/** One thing that was looked at. */
export interface Line {
  level: 'ok' | 'warn' | 'fail';
  said: string;
  /** What to do about it. */
  todo?: string;
}

export const ok = (said: string): Line => ({ level: 'ok', said });
export const warn = (said: string, todo: string): Line => ({ level: 'warn', said, todo });
export const fail = (said: string, todo: string): Line => ({ level: 'fail', said, todo });

/** A line as it is printed, with what to do below it. */
export function printed({ level, said, todo }: Line): string {
  return `${level.padEnd(5)}${said}\n${todo === undefined ? '' : `     -> ${todo}\n`}`;
}
