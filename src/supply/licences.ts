/** Licences whose terms the bot's own (AGPL-3.0-or-later) can be kept together with, and that ask for no more than notices. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
]);

/**
 * Whether a licence, given as an SPDX expression, is one of those: of alternatives one is enough, of licences joined with
 * AND every one is needed. What cannot be read is not allowed.
 */
export function isAllowed(licence: string | undefined): boolean {
  if (licence === undefined) return false;
  const tokens = licence.match(/[()]|[^\s()]+/gu) ?? [];
  let at = 0;
  // OR binds weaker than AND.
  const either = (): boolean => {
    let allowed = all();
    while (tokens[at] === 'OR') {
      at += 1;
      const other = all();
      allowed ||= other;
    }
    return allowed;
  };
  const all = (): boolean => {
    let allowed = single();
    while (tokens[at] === 'AND') {
      at += 1;
      const other = single();
      allowed &&= other;
    }
    return allowed;
  };
  const single = (): boolean => {
    const token = tokens[at];
    at += 1;
    if (token !== '(') return token !== undefined && ALLOWED.has(token);
    const inner = either();
    const closed = tokens[at] === ')';
    at += 1;
    return inner && closed;
  };
  const allowed = either();
  return allowed && at === tokens.length;
}
