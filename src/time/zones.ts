import { zoned } from './moment.js';
import { CITIES } from './cities.js';
import { SPANISH_PLACES } from './places-spanish.js';
import { LINKS, RENAMED } from './zone-names.js';

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

const KNOWN: ReadonlySet<string> = new Set([...NAMES, ...RENAMED.keys(), ...LINKS.keys()]);

/** One of the names of a zone. */
interface Name {
  zone: string;
  /** Folded, for comparing. */
  name: string;
  words: readonly string[];
  /** As it is shown, where the name of the zone does not say it. */
  shown?: string;
}

/** Everything that may be typed, full names before cities. */
const TYPED: readonly Name[] = [...fullNames(), ...cityNames()];

/** The zone of each of those names. One that stands for two zones stands for neither, unless it is a full name. */
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
  /** To be shown: `Europe/Berlin (UTC+01:00)`, for a city of another name `Mumbai - Asia/Kolkata (UTC+05:30)`. */
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
 * then beginnings of city or region, then beginnings of any word in the name. Each with its offset at `now`. A city that
 * lies in two zones is offered in both.
 */
export function suggestZones(typed: string, limit: number, now: Date): ZoneSuggestion[] {
  const wanted = folded(typed.slice(0, LONGEST_NAME));
  const most = Math.max(0, Math.min(limit, MOST_SUGGESTIONS));
  const found =
    wanted === '' ? COMMON.map((zone): Pick<Name, 'zone' | 'shown'> => ({ zone })) : ranked(wanted);
  return found.slice(0, most).map(({ zone, shown }) => {
    const name = shown === undefined ? zone : `${shown} - ${zone}`;
    return { zone, label: `${name} (UTC${offsetAt(now, zone)})` };
  });
}

/** The offset from UTC in `zone` at an instant, as `+05:30`. Throws RangeError for an unknown zone. */
export function offsetAt(instant: Date, zone: string): string {
  return zoned(instant, zone).offset;
}

/** Each zone once, under the best of its names. */
function ranked(wanted: string): Name[] {
  const best = new Map<string, { name: Name; rank: number }>();
  for (const name of TYPED) {
    const rank = rankOf(name, wanted);
    if (rank !== undefined && rank < (best.get(name.zone)?.rank ?? Infinity))
      best.set(name.zone, { name, rank });
  }
  // Sorting keeps the order of names among equals.
  return [...best.values()].sort((a, b) => a.rank - b.rank).map(({ name }) => name);
}

function rankOf({ name, words }: Name, wanted: string): number | undefined {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return name.includes('/') ? 2 : 1;
  return words.some((word) => word.startsWith(wanted)) || name.includes(`/${wanted}`) ? 3 : undefined;
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

function fullNames(): Name[] {
  const own = NAMES.map((zone) => nameOf(zone, zone));
  const old = [...RENAMED, ...LINKS].map(([name, zone]) => nameOf(name, zone));
  return [...own, ...old, ...['etc/gmt', 'z'].map((name) => nameOf(name, 'UTC'))];
}

function cityNames(): Name[] {
  const own = NAMES.map((zone) => nameOf(cityOf(zone), zone));
  const old = [...RENAMED].map(([name, zone]) => nameOf(cityOf(name), zone, cityOf(name)));
  return [...own, ...old, ...[...CITIES, ...SPANISH_PLACES].map(([city, zone]) => nameOf(city, zone, city))];
}

function cityOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

function nameOf(typed: string, zone: string, shown?: string): Name {
  const name = folded(typed);
  const said = shown === undefined || folded(cityOf(zone)) === name;
  return { zone, name, words: name.split(/[/ ]/u), ...(said ? {} : { shown }) };
}

function lookup(): Map<string, string> {
  const full = new Map(fullNames().map(({ name, zone }) => [name, zone]));
  const cities = new Map<string, Set<string>>();
  for (const { name, zone } of cityNames()) cities.set(name, (cities.get(name) ?? new Set()).add(zone));
  for (const [city, [zone, other]] of cities) {
    if (zone !== undefined && other === undefined && !full.has(city)) full.set(city, zone);
  }
  return full;
}
