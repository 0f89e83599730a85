import { expect } from 'vitest';
import type { Scenario } from './scenario.js';
import type { Stage } from './stage.js';

/** What a catalogue that lacks a text, or a value nobody filled in, looks like to people. */
const UNFINISHED = /\{\{|\}\}|undefined|\bNaN\b|\[object |Invalid Date/u;
const KEY =
  /\b(?:afterwards|common|explain|fronts|help|organisations|polls|proposals?|propose|refusals|reminders|settings):[a-z][\w-]*\.?[a-z]/u;
/** A masked link that is not escaped hides where it leads. */
const MASKED_LINK = /(?<!\\)\]\(\s*<?https?:/u;

/**
 * What has to hold after whatever happened on a stage: Discord refused nothing as malformed and was asked nothing it does
 * not know, every click was answered in time, nobody was pinged by typed text, and no text is unfinished.
 */
export function expectWellBehaved(
  stage: Stage,
  { provokes, unanswered }: Pick<Scenario, 'provokes' | 'unanswered'> = {},
): void {
  const { local } = stage;
  expect(local.unknownRoutes, 'requests Discord does not know').toEqual([]);
  expect(stage.exits, 'exits the bot asked for').toEqual([]);
  const malformed = local.requests.filter(
    (request) => request.status === 400 && provokes?.(request) !== true,
  );
  expect(
    malformed.map(({ route, code, body }) => ({ route, code, body })),
    'refused as malformed',
  ).toEqual([]);
  const failed = local.interactions.filter(({ outcome }) => outcome === undefined || outcome === 'failed');
  if (unanswered !== true) expect(failed, 'interactions without an answer').toEqual([]);
  const messages = Object.values(local.world.state.messages).flatMap((list) =>
    list.map(({ message }) => message),
  );
  expect(
    messages.filter(({ mention_everyone, mentions }) => mention_everyone || mentions.length > 0),
    'messages that pinged somebody',
  ).toEqual([]);
  expect(
    local.requests.flatMap(({ body }) => unfit(body)),
    'texts that are not finished, or hide where a link leads',
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
