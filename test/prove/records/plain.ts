/** Parsed JSON. */
export type Plain = Leaf | Plain[] | { [name: string]: Plain };
export type Leaf = string | number | boolean | null;
export type Path = readonly (string | number)[];

/** Everything that is neither an object nor a list, with where it is. */
export function leavesOf(value: Plain, path: Path = []): [Path, Leaf][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const parts: [string | number, Plain][] = Array.isArray(value)
    ? value.map((part, at) => [at, part])
    : Object.entries(value);
  return parts.flatMap(([name, part]) => leavesOf(part, [...path, name]));
}

/** The same with what is at a path changed, or dropped where `change` says undefined. */
export function edited(value: Plain, path: Path, change: (value: Plain) => Plain | undefined): Plain {
  const [name, ...rest] = path;
  if (name === undefined) return change(value) ?? null;
  const copy = structuredClone(value) as Record<string | number, Plain>;
  const inner = copy[name];
  if (inner === undefined) return copy;
  const next = rest.length === 0 ? change(inner) : edited(inner, rest, change);
  if (next !== undefined) copy[name] = next;
  else if (Array.isArray(copy)) copy.splice(Number(name), 1);
  else delete copy[name];
  return copy;
}
