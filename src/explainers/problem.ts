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

/** The longest that is told of a file's name or of a problem, which may quote what somebody else wrote. */
const told = 400;

/**
 * One line: `file:line: what is wrong - what to do`. Names and quoted words may hold line feeds, or what a terminal takes
 * as commands; such characters are written out.
 */
export function formatProblem({ file, line, problem, hint }: Problem): string {
  return `${readable(file)}:${line}: ${readable(problem)} - ${hint}`;
}

function readable(text: string): string {
  const short = text.length > told ? `${text.slice(0, told)}…` : text;
  return short.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
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
