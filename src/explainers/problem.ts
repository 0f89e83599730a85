/** Something wrong in a file of texts, said so that whoever wrote the file can put it right. */
export interface Problem {
  file: string;
  /** Counted from 1. */
  line: number;
  problem: string;
  /** What to do about it. */
  hint: string;
}

/** Makes a problem of the file that is being read; each reader gets one bound to its file. */
export type Report = (line: number, problem: string, hint: string) => void;

/** One line: `file:line: what is wrong - what to do`. */
export function formatProblem({ file, line, problem, hint }: Problem): string {
  return `${file}:${line}: ${problem} - ${hint}`;
}

/** Thrown when texts cannot be used. All problems found are in it, one line each in the message. */
export class ContentInvalid extends Error {
  override readonly name = 'ContentInvalid';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}
