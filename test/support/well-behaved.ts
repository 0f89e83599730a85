import { expect } from 'vitest';
import type { Scenario } from './scenario.js';
import type { Stage } from './stage.js';

/** What a catalogue that lacks a text, or a value nobody filled in, looks like to people. */
const UNFINISHED = /\{\{|\}\}|undefined|\bNaN\b|\[object |Invalid Date/u;
const KEY =
  /\b(?:common|explain|fronts|help|organisations|proposals?|propose|refusals|reminders|settings):[a-z][\w-]*\.?[a-z]/u;
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
  for (const { message } of Object.values(local.world.state.messages).flat()) {
    expect(message.mention_everyone, 'everybody was pinged').toBe(false);
    expect(message.mentions, 'people were pinged').toEqual([]);
  }
  for (const { body } of local.requests) expectFit(body);
}

/** Looks at every text in something the bot sent, also at what was replaced since. */
function expectFit(part: unknown, isMarkdown = false): void {
  if (typeof part === 'string') {
    expect(part).not.toMatch(UNFINISHED);
    expect(part).not.toMatch(KEY);
    if (isMarkdown) expect(part).not.toMatch(MASKED_LINK);
  } else if (Array.isArray(part)) part.forEach((inner) => expectFit(inner, isMarkdown));
  else if (typeof part === 'object' && part !== null) {
    // Labels, menus and form fields show everything as it stands; only these read Markdown.
    for (const [name, inner] of Object.entries(part))
      if (name !== 'custom_id') expectFit(inner, isMarkdown || name === 'embeds' || name === 'content');
  }
}
