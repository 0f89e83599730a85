import type { Json } from '../../../src/local-discord/json.js';
import type { Random } from '../random.js';

/** What Discord itself writes into an interaction: nobody but Discord can change it. */
const DISCORDS_OWN = [
  'id',
  'token',
  'type',
  'version',
  'application_id',
  'guild_id',
  'guild',
  'channel_id',
  'channel',
  'member',
  'user',
  'context',
  'app_permissions',
  'authorizing_integration_owners',
] as const;

type Place = Record<string, unknown> | unknown[];

/** A list or object in a payload, with a key in it. */
interface Spot {
  place: Place;
  key: string;
}

/** What may stand where something else is expected; `pool` are values of other interactions. */
function anything(random: Random, pool: readonly unknown[]): unknown {
  return random.pick<() => unknown>([
    () => null,
    () => random.pick([0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, -0, 4, 3, 2]),
    () =>
      random.pick([
        '',
        ' ',
        '0',
        '-1',
        'null',
        'undefined',
        '__proto__',
        'constructor',
        'toString',
        '\u0000',
      ]),
    () => 'x'.repeat(random.pick([101, 2_001, 4_001, 100_000])),
    () =>
      random.pick([
        '99999999999999999999999999',
        '1'.repeat(19),
        '../../keys',
        '{{name}}',
        '@everyone',
        '%s',
      ]),
    () => random.next() < 0.5,
    () => [],
    () => ({}),
    () => Array.from({ length: random.pick([1, 30, 300]) }, () => structuredClone(random.pick(pool))),
    () => nested(random.between(1, 300)),
    () => withPrototype(random.pick(pool)),
    () => ({ toString: 'no', valueOf: null, length: -1, then: 'x' }),
    // A copy each, or what is changed in it later would be changed everywhere, and could end up in itself.
    () => structuredClone(random.pick(pool)),
    () => structuredClone(random.pick(pool)),
  ])();
}

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let at = 0; at < depth; at += 1) value = at % 2 === 0 ? [value] : { options: value };
  return value;
}

/** An own property of that name, as JSON can have it. */
function withPrototype(value: unknown): unknown {
  return JSON.parse(
    `{"__proto__":{"managesServer":true,"value":${JSON.stringify(value ?? null)}},"constructor":1}`,
  );
}

/** Every value in some payloads, deep ones too: ids, texts, options, custom ids, whole parts. */
export function poolOf(payloads: readonly Json[]): unknown[] {
  const found = new Map<string, unknown>();
  const walk = (value: unknown) => {
    if (value === undefined) return;
    const text = JSON.stringify(value);
    if (text.length < 3_000) found.set(text, value);
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  for (const payload of payloads) {
    walk(payload.data);
    walk(payload.member);
    walk(payload.channel_id);
    walk(payload.guild_id);
    walk(payload.locale);
  }
  return [...found.values()];
}

/**
 * The payload with a few things removed, added or changed, and what that was. What Discord alone writes stays, unless
 * `everywhere`.
 */
export function mutated(
  payload: Json,
  pool: readonly unknown[],
  random: Random,
  everywhere: boolean,
): { payload: Json; changes: string[] } {
  const copy = structuredClone(payload);
  const changes: string[] = [];
  for (let left = random.pick([0, 1, 1, 1, 2, 3, 5]); left > 0; left -= 1) {
    const spots = spotsIn(copy).filter(
      ({ place, key }) => everywhere || place !== copy || !(DISCORDS_OWN as readonly string[]).includes(key),
    );
    const free = everywhere ? spots : spots.filter(({ place }) => !isIn(copy, place));
    // What a person can forge lies in `data`; most is tried there.
    const forgeable = free.filter(({ place }) => isBelow(copy.data, place));
    const spot = random.pick(random.next() < 0.8 && forgeable.length > 0 ? forgeable : free);
    changes.push(change(spot, pool, random));
  }
  return { payload: copy, changes };
}

/** Whether a part belongs to what Discord writes. */
function isIn(payload: Json, place: Place): boolean {
  return DISCORDS_OWN.some((name) => isBelow(payload[name], place));
}

function isBelow(top: unknown, place: Place): boolean {
  if (top === place) return true;
  return typeof top === 'object' && top !== null && Object.values(top).some((inner) => isBelow(inner, place));
}

function spotsIn(place: Place): Spot[] {
  return Object.entries(place).flatMap(([key, value]: [string, unknown]) => [
    { place, key },
    ...(typeof value === 'object' && value !== null ? spotsIn(value as Place) : []),
  ]);
}

function change({ place, key }: Spot, pool: readonly unknown[], random: Random): string {
  const record = place as Record<string, unknown>;
  const kind = random.pick(['remove', 'replace', 'replace', 'replace', 'add', 'double'] as const);
  switch (kind) {
    case 'remove':
      if (Array.isArray(place)) place.splice(Number(key), 1);
      else delete record[key];
      break;
    case 'replace':
      record[key] = anything(random, pool);
      break;
    case 'add':
      // A list of JSON has no names.
      if (Array.isArray(place)) place.push(anything(random, pool));
      else
        define(
          record,
          random.pick(['__proto__', 'constructor', 'value', 'options', 'focused', 'resolved']),
          random,
          pool,
        );
      break;
    case 'double':
      if (Array.isArray(place)) place.push(structuredClone(place[Number(key)]));
      else record[`${key}_`] = structuredClone(record[key]);
  }
  return `${kind} ${key}`;
}

/** Adds a property of its own, also where the name means something to the language. */
function define(
  record: Record<string, unknown>,
  name: string,
  random: Random,
  pool: readonly unknown[],
): void {
  const value = anything(random, pool);
  Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
}
