import type * as z from 'zod/mini';
import { DiscordError } from '../discord-error.js';
import type { ErrorTree } from '../discord-error.js';

type Issue = z.core.$ZodIssue;
export type Path = readonly (string | number)[];

/** One field error: where, Discord's code, its words. */
export interface FieldError {
  path: Path;
  code: string;
  message: string;
}

/** A place to put field errors while walking a body; `end` throws 50035 if there were any. */
export interface Complaints {
  add(path: Path, code: string, message: string): void;
  end(): void;
}

/** Collects field errors. */
export function complaints(): Complaints {
  const found: FieldError[] = [];
  return {
    add: (path, code, message) => void found.push({ path, code, message }),
    end() {
      if (found.length > 0) throw new DiscordError(400, 50035, 'Invalid Form Body', tree(found));
    },
  };
}

/** Turns zod's issues into the nested object Discord answers with. */
export function errorTree(issues: readonly Issue[], prefix: Path): ErrorTree {
  return tree(issues.flatMap((issue) => fieldErrors(issue, prefix)));
}

function tree(errors: readonly FieldError[]): ErrorTree {
  const root: ErrorTree = {};
  for (const error of errors) {
    let node = root;
    for (const step of error.path) {
      const next = (node[String(step)] ??= {});
      if (Array.isArray(next)) break;
      node = next;
    }
    const list = (node._errors ??= []);
    if (Array.isArray(list)) list.push({ code: error.code, message: error.message });
  }
  return root;
}

function fieldErrors(issue: Issue, prefix: Path): FieldError[] {
  const path = [...prefix, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  const one = (code: string, message: string): FieldError[] => [{ path, code, message }];
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? one('BASE_TYPE_REQUIRED', 'This field is required')
        : one('BASE_TYPE_BAD_TYPE', `Must be of type ${issue.expected}.`);
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? one('BASE_TYPE_MAX_LENGTH', `Must be ${issue.maximum} or fewer in length.`)
        : one('NUMBER_TYPE_MAX', `Value should be less than or equal to ${issue.maximum}.`);
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? one('BASE_TYPE_MIN_LENGTH', `Must be ${issue.minimum} or more in length.`)
        : one('NUMBER_TYPE_MIN', `Value should be greater than or equal to ${issue.minimum}.`);
    case 'invalid_value':
      return one('BASE_TYPE_CHOICES', `Value must be one of (${issue.values.map(String).join(', ')}).`);
    case 'invalid_format':
      return one('STRING_TYPE_REGEX', `String value is not a valid ${issue.format}.`);
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        code: 'UNKNOWN_FIELD',
        message: 'This field does not exist.',
      }));
    case 'invalid_union':
      return unionErrors(issue.errors, path);
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
      return one('BASE_TYPE_INVALID', issue.message);
  }
}

/** Of a union's branches the one whose `type` fitted speaks; otherwise the one that came nearest. */
function unionErrors(branches: readonly (readonly Issue[])[], path: Path): FieldError[] {
  const fits = branches.filter(
    (issues) =>
      !issues.some((i) => i.code === 'invalid_value' && i.path.length === 1 && i.path[0] === 'type'),
  );
  if (fits.length === 0) {
    return [
      { path: [...path, 'type'], code: 'UNION_TYPE_CHOICES', message: 'Value of field "type" fits none.' },
    ];
  }
  const [nearest] = [...fits].sort((a, b) => a.length - b.length);
  return (nearest ?? []).flatMap((issue) => fieldErrors(issue, path));
}
