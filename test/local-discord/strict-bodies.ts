import { expect } from 'vitest';
import { errorPaths, type RawAnswer } from './raw.js';

/** A button, as it goes over the wire. */
export function button(more: object = {}): object {
  return { type: 2, style: 1, label: 'b', custom_id: 'b', ...more };
}

/** A menu with one thing to choose. */
export function select(more: object = {}): object {
  return { type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }], ...more };
}

/** A row of an old-layout message. */
export function row(...components: object[]): object {
  return { type: 1, components };
}

/** A text so long. */
export function x(count: number): string {
  return 'x'.repeat(count);
}

/** Expects an answer to refuse the body, and to name the field and why, e.g. `embeds.0.title BASE_TYPE_MAX_LENGTH`. */
export function expectInvalid(answer: RawAnswer | undefined, path: string): void {
  expect(answer).toMatchObject({ status: 400, code: 50035, message: 'Invalid Form Body' });
  expect(errorPaths(answer?.errors).join('\n')).toContain(path);
}
