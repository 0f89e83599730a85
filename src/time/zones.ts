import { zoned } from './moment.js';
import { CITIES, RENAMED } from './zone-names.js';

/** Typed names are looked at up to this length only. */
const LONGEST_NAME = 100;
/** The most suggestions one list may hold, which is also what a menu shows. */
const MOST_SUGGESTIONS = 25;

/** Every zone under its present name, whichever older spelling this Node version uses. */
const NAMES: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone')
    .map((name) => RENAMED.get(name) ?? name)
    .filter((name) => name !== 'UTC')
    .toSorted(),
].filter((name, index, all) => all.indexOf(name) === index);

const KNOWN: ReadonlySet<string> = new Set([...NAMES, ...RENAMED.keys()]);

/** What may be typed for each zone, folded. A city that lies in two zones stands for neither. */
const LOOKUP: ReadonlyMap<string, string> = lookup();

/** Shown before anything is typed: where most of the people who may use this live, from west to east. */
const COMMON = [
  'America/Los_Angeles',
  'America/Denver',
  'America/Chicago',
  'America/New_York',
  'America/Sao_Paulo',
  'UTC',
  'Europe/London',
  'Europe/Madrid',
  'Europe/Paris',
  'Europe/Berlin',
  'Europe/Athens',
  'Africa/Johannesburg',
  'Asia/Kolkata',
  'Asia/Manila',
  'Asia/Tokyo',
  'Australia/Sydney',
];

export interface ZoneSuggestion {
  /** IANA name, to be stored. */
  zone: string;
  /** To be shown: `Europe/Berlin (UTC+01:00)`. */
  label: string;
}

/** Whether this is the name of a zone as {@link readZone} returns it, or its older spelling. Case matters. */
export function isZone(name: string): boolean {
  return KNOWN.has(name);
}

/**
 * The present IANA name for what people type: `europe/berlin`, `New York`, `Calcutta`, `München`; undefined when no zone
 * or more than one is meant. Abbreviations are not read: CST is in America, China and Cuba.
 */
export function readZone(typed: string): string | undefined {
  if (typed.length > LONGEST_NAME) return undefined;
  return LOOKUP.get(folded(typed));
}

/**
 * Zones to choose from while somebody types, the best first, at most `limit` (and never more than 25): the same name,
 * then beginnings of city or region, then beginnings of any word in the name. Each with its offset at `now`.
 */
export function suggestZones(typed: string, limit: number, now: Date): ZoneSuggestion[] {
  const wanted = folded(typed.slice(0, LONGEST_NAME));
  const most = Math.max(0, Math.min(limit, MOST_SUGGESTIONS));
  const names = wanted === '' ? COMMON : ranked(wanted);
  return names.slice(0, most).map((zone) => ({ zone, label: `${zone} (UTC${offsetAt(now, zone)})` }));
}

/** The offset from UTC in `zone` at an instant, as `+05:30`. Throws RangeError for an unknown zone. */
export function offsetAt(instant: Date, zone: string): string {
  return zoned(instant, zone).offset;
}

function ranked(wanted: string): string[] {
  const best = new Map<string, number>();
  for (const [name, zone] of LOOKUP) {
    const rank = rankOf(name, wanted);
    if (rank !== undefined && rank < (best.get(zone) ?? Infinity)) best.set(zone, rank);
  }
  // Sorting keeps the order of names among equals.
  return [...best].sort(([, a], [, b]) => a - b).map(([zone]) => zone);
}

function rankOf(name: string, wanted: string): number | undefined {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return name.includes('/') ? 2 : 1;
  return name.split(/[/ ]/u).some((word) => word.startsWith(wanted)) || name.includes(`/${wanted}`)
    ? 3
    : undefined;
}

/** One form for comparing: lower case, without accents, underscores and hyphens as spaces. */
function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[_\s-]+/gu, ' ')
    .replace(/ ?\/ ?/gu, '/')
    .replace(/[.,']/gu, '')
    .trim();
}

function lookup(): Map<string, string> {
  const names = new Map(NAMES.map((zone) => [folded(zone), zone]));
  for (const [old, zone] of RENAMED) names.set(folded(old), zone);
  const cities = new Map<string, Set<string>>();
  for (const [name, zone] of [...names, ...CITIES.map(([city, of]) => [folded(city), of] as const)]) {
    const city = name.slice(name.lastIndexOf('/') + 1);
    cities.set(city, (cities.get(city) ?? new Set()).add(zone));
  }
  for (const [city, zones] of cities) {
    const [zone] = zones;
    if (zones.size === 1 && zone !== undefined && !names.has(city)) names.set(city, zone);
  }
  for (const name of ['gmt', 'etc/utc', 'etc/gmt', 'z']) names.set(name, 'UTC');
  return names;
}
