import { expect } from 'vitest';
import { inaccessible, undescribed } from './accessible.js';
import { leaksIn, privateOn } from './log-search.js';
import type { Scenario } from './scenario.js';
import type { Stage } from './stage.js';

/** What a catalogue that lacks a text, or a value nobody filled in, looks like to people. */
const UNFINISHED = /\{\{|\}\}|undefined|\bNaN\b|\[object |Invalid Date/u;
const KEY =
  /\b(?:afterwards|common|explain|fronts|help|organisations|polls|privacy|proposals?|propose|refusals|reminders|settings):[a-z][\w-]*\.?[a-z]/u;
/** A masked link that is not escaped hides where it leads. */
const MASKED_LINK = /(?<!\\)\]\(\s*<?https?:/u;

/**
 * What has to hold after whatever happened on a stage: Discord refused nothing as malformed and was asked nothing it does
 * not know, every click was answered in time, nobody was pinged by typed text, no text is unfinished, the log tells of
 * nobody and of no choice, and nothing is told by colour, emoji or picture alone.
 */
export function expectWellBehaved(
  stage: Stage,
  { provokes, unanswered }: Pick<Scenario, 'provokes' | 'unanswered'> = {},
): void {
  const { local } = stage;
  expect(local.unknownRoutes, 'requests Discord does not know').toEqual([]);
  expect(stage.exits, 'exits the bot asked for').toEqual([]);
  expect(leaksIn(stage.logged, privateOn(stage)), 'private things in the log').toEqual([]);
  const malformed = local.requests.filter(
    (request) => request.status === 400 && provokes?.(request) !== true,
  );
  expect(
    malformed.map(({ route, code, body }) => ({ route, code, body })),
    'refused as malformed',
  ).toEqual([]);
  const failed = local.interactions.filter(({ outcome }) => outcome === undefined || outcome === 'failed');
  if (unanswered !== true) expect(failed, 'interactions without an answer').toEqual([]);
  const stored = Object.values(local.world.state.messages).flat();
  const messages = stored.map(({ message }) => message);
  expect(
    messages.filter(({ mention_everyone, mentions }) => mention_everyone || mentions.length > 0),
    'messages that pinged somebody',
  ).toEqual([]);
  expect(
    local.requests.flatMap(({ body }) => unfit(body)),
    'texts that are not finished, or hide where a link leads',
  ).toEqual([]);
  const tones = new Map<string, number>();
  expect(
    [
      ...local.requests.flatMap(({ body }) => inaccessible(body, tones)),
      ...stored.flatMap(({ files }) => undescribed(files)),
    ],
    'what people who do not see it would miss',
  ).toEqual([]);
}

/** Every text in something the bot sent, also in what was replaced since, that nobody should read. */
function unfit(part: unknown, isMarkdown = false): string[] {
  if (typeof part === 'string') {
    const wrong = UNFINISHED.test(part) || KEY.test(part) || (isMarkdown && MASKED_LINK.test(part));
    return wrong ? [part] : [];
  }
  if (Array.isArray(part)) return part.flatMap((inner) => unfit(inner, isMarkdown));
  if (typeof part !== 'object' || part === null) return [];
  // Labels, menus and form fields show everything as it stands; only these read Markdown.
  return Object.entries(part).flatMap(([name, inner]) =>
    name === 'custom_id' ? [] : unfit(inner, isMarkdown || name === 'embeds' || name === 'content'),
  );
}
