import { PLACES } from './front.js';
import { TITLE } from './prepare.js';
import { minute, type Standing } from './standing.js';

const HOUR = 3_600_000;

/** How far a course has come. Of each, whatever came before is there as well. */
export const STAGES = [
  'agreed',
  'a week before',
  're-timed',
  'closing soon',
  'agreed again',
  'a week before again',
  'called off',
] as const;
export type Stage = (typeof STAGES)[number];

/** What a course is about: the two times of the action, and in which servers an organisation is in on each text. */
export interface Plot {
  first: { start: string; isIn: readonly number[] };
  second: { start: string; isIn: readonly number[] };
}

/** Seven days before a start, as long as the clocks do not change in between; ISO 8601 in UTC. */
export function weekBefore(start: string): string {
  return new Date(Date.parse(start) - 7 * 24 * HOUR).toISOString();
}

/** What there has to be at a stage: all of it, once, and nothing else. */
export function expected({ first, second }: Plot, stage: Stage): Standing {
  const reached = (wanted: Stage) => STAGES.indexOf(stage) >= STAGES.indexOf(wanted);
  const [one, two] = [minute(first.start), minute(second.start)];
  const isOff = reached('called off');
  const isOpen = reached('re-timed') && !reached('agreed again');
  const servers = PLACES.map((_place, at) => {
    const [was, is] = [first.isIn.includes(at), second.isIn.includes(at)];
    const state = isOff ? 'called off' : isOpen ? 'open' : 'agreed';
    const follow = (start: string, sequence: number) => [
      fileWords('CONFIRMED', sequence, start),
      'links its event',
    ];
    const posts: string[][] = [[`card ${state} ${reached('re-timed') ? two : one}`]];
    if (!reached('re-timed')) posts.push([`outcome ${one}`, ...(was ? follow(first.start, 0) : [])]);
    if (reached('a week before') && was)
      posts.push([reached('re-timed') ? saidWords(first.start) : beginsWords(first.start)]);
    if (reached('re-timed')) {
      posts.push(['lapsed outcome']);
      posts.push(['text changed', ...(was ? ['was agreed', fileWords('CANCELLED', 1, first.start)] : [])]);
    }
    if (reached('closing soon')) posts.push(['closing soon']);
    if (reached('agreed again'))
      posts.push([
        `outcome ${two}`,
        ...(isOff ? ['called off'] : []),
        ...(is && !isOff ? follow(second.start, 2) : []),
      ]);
    if (reached('a week before again') && is)
      posts.push([isOff ? saidWords(second.start) : beginsWords(second.start)]);
    if (isOff && is) posts.push(['notice called off', fileWords('CANCELLED', 3, second.start)]);
    const holding = isOff || isOpen ? [] : reached('agreed again') ? (is ? [two] : []) : was ? [one] : [];
    return {
      events: holding.map((start) => `scheduled ${start}: ${TITLE}, Gate 3`),
      posts: posts.map((words) => words.join(', ')).sort(),
    };
  });
  const dms = [
    ...(reached('a week before') ? toldIn(first) : []),
    ...(reached('a week before again') ? toldIn(second) : []),
  ];
  return { servers, dms: dms.sort() };
}

/** One reminder for the person in each server where an organisation is in. */
function toldIn({ start, isIn }: Plot['first']): string[] {
  return isIn.map((at) => `${PLACES[at]?.voter ?? ''} ${minute(weekBefore(start))}`);
}

function beginsWords(start: string): string {
  return `begins ${minute(start)}, said ${minute(weekBefore(start))}`;
}

/** What becomes of that line once it is not true any more. */
function saidWords(start: string): string {
  return `lapsed line, said ${minute(weekBefore(start))}`;
}

function fileWords(status: string, sequence: number, start: string): string {
  const span = `${minute(start)} to ${minute(Date.parse(start) + 2 * HOUR)}`;
  return `file ${status} ${String(sequence)} ${span}: ${TITLE}, Gate 3`;
}

/** What is there and should not be, and what should be and is not; nothing where all is right. */
export function differences(found: Standing, wanted: Standing): string[] {
  const compare = (where: string, have: readonly string[], want: readonly string[]) => {
    const missing = [...want];
    const extra = have.filter((one) => {
      const at = missing.indexOf(one);
      if (at !== -1) missing.splice(at, 1);
      return at === -1;
    });
    return [
      ...missing.map((one) => `${where}: missing: ${one}`),
      ...extra.map((one) => `${where}: too much: ${one}`),
    ];
  };
  return [
    ...PLACES.flatMap(({ server }, at) => {
      const [have, want] = [found.servers[at], wanted.servers[at]];
      return [
        ...compare(`${server}, events`, have?.events ?? [], want?.events ?? []),
        ...compare(`${server}, posts`, have?.posts ?? [], want?.posts ?? []),
      ];
    }),
    ...compare('private messages', found.dms, wanted.dms),
  ];
}
