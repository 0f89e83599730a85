import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import {
  dmOf,
  dms,
  form,
  HARBOUR,
  inBerlin,
  makeMentionable,
  more,
  pressMore,
  previewing,
  proposalId,
  proposing,
  publicMessages,
  seen,
  told,
  voting,
} from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';

/** Who is mentioned in the text of a proposal, which takes no real ids: an outcome record holds none. */
const NOBODY = '1234567890123456';

/** What somebody types who wants to ping, to hide a link, or to break the layout. */
function hostile(stage: Stage, id = stage.local.person('Mei').id): string {
  return `@everyone [a](https://x.example) <@${id}> **b**`;
}

/** Shown as typed: no ping, no masked link, no mention, no bold. */
function expectHarmless(
  stage: Stage,
  message: SeenMessage | undefined,
  id = stage.local.person('Mei').id,
): void {
  const text = message?.text ?? '';
  expect(text).toContain('\\[a\\]\\(<https://x.example/>\\)');
  expect(text).toMatch(new RegExp(`\\\\<\\\\?@${id}\\\\>`, 'u'));
  expect(text).not.toMatch(new RegExp(`(?<!\\\\)<@!?${id}>`, 'u'));
  expect(text).toContain('\\*\\*b\\*\\*');
  expect(message?.raw.mention_everyone).toBe(false);
  expect(message?.raw.mentions).toEqual([]);
  expect(message?.raw.content).not.toContain('@everyone');
}

export const hostileTexts: Theme = {
  about: 'typed text that wants to ping or to hide a link',
  async prepare(stage) {
    await inBerlin(stage);
    // The bot could ping everybody, if it let itself.
    stage.local.grantBotPermission(`${HARBOUR}#joint-action`, ['MentionEveryone']);
    stage.local.grantBotPermission(`${HARBOUR}#general`, ['MentionEveryone']);
  },
  scenarios: [
    {
      name: 'no field of a proposal does, from preview to outcome',
      alone: true,
      async run(stage) {
        const text = hostile(stage, NOBODY);
        const mei = stage.at('Mei');
        const typed = { title: text, how: text, whom: `employer: ${text}`, where: text, details: text };
        expectHarmless(stage, await previewing(stage, 'Jonas', typed), NOBODY);
        const card = await proposing(stage, 'Jonas', typed);
        expectHarmless(stage, card, NOBODY);
        // Once for each field but the details, which are behind More.
        expect(card.text.split('@everyone')).toHaveLength(5);
        expectHarmless(stage, await more(stage, 'Mei', card), NOBODY);
        for (const label of ['Who can see what', 'My vote', 'Report', 'Remind me'])
          expectHarmless(stage, await pressMore(stage, 'Mei', card, label), NOBODY);
        await voting(stage, card, { Mei: 'For' });
        expectHarmless(stage, await pressMore(stage, 'Mei', card, 'My vote'), NOBODY);
        expectHarmless(stage, told(await mei.command('proposal list')), NOBODY);
        const one = { proposal: proposalId(card) };
        expectHarmless(stage, told(await mei.command('proposal show', one)), NOBODY);
        expectHarmless(stage, told(await mei.command('proposal withdraw', one)), NOBODY);
        expectHarmless(stage, told(await stage.at('Jonas').command('proposal close', one)), NOBODY);
        await stage.advance(2 * DAY + MINUTE);
        const everything = publicMessages(mei);
        // Card, report, notice of closing, outcome.
        expect(everything).toHaveLength(4);
        for (const message of everything) expectHarmless(stage, message, NOBODY);
        expectHarmless(stage, told(await mei.forge(card, `card:for:${proposalId(card)}:1`)), NOBODY);
        const suggested = await mei.suggest('proposal show', {}, 'proposal');
        expect(suggested.map(({ name }) => name)).toEqual([text]);
      },
    },
    {
      name: 'nor does what is typed into the form',
      alone: true,
      async run(stage) {
        const text = hostile(stage, NOBODY);
        const asked = form(await stage.at('Jonas').command('propose'));
        const preview = told(
          await asked.submit({
            Title: text,
            How: text,
            'Whom it is addressed to': `institution: ${text}`,
            'When and where': `Friday 6pm, ${text}`,
            Details: text,
          }),
        );
        expectHarmless(stage, preview, NOBODY);
        expect(preview.labels).toContain('Publish');
        const broken = form(await stage.at('Jonas').press(preview, 'Edit'));
        const mend = told(await broken.submit({ 'Whom it is addressed to': text, 'When and where': text }));
        expectHarmless(stage, mend, NOBODY);
        expect(mend.labels).toEqual(['Edit', 'Discard']);
      },
    },
    {
      name: 'nor does a mention of somebody: it is to be mended, in whatever field it is',
      alone: true,
      async run(stage) {
        const text = hostile(stage);
        const typed = { title: text, how: text, whom: `employer: ${text}`, where: text, details: text };
        const preview = await previewing(stage, 'Jonas', typed);
        expectHarmless(stage, preview);
        expect(preview.labels).toEqual(['Edit', 'Discard']);
        for (const [field, value] of Object.entries(typed)) {
          const one = await previewing(stage, 'Jonas', { [field]: value });
          expectHarmless(stage, one);
          expect(one.text).toContain('To mend before it can be published');
          expect(one.labels).toEqual(['Edit', 'Discard']);
        }
      },
    },
    {
      name: 'nor does the conduct line',
      alone: true,
      async run(stage) {
        const saved = await stage.at('Amara').command('settings set', { 'conduct-line': hostile(stage) });
        expectHarmless(stage, told(saved));
        expectHarmless(stage, told(await stage.at('Mei').command('settings show')));
        expectHarmless(stage, await previewing(stage, 'Mei'));
      },
    },
    {
      name: 'nor does a reminder, in the answer, the list, a DM, a channel, or when it is deleted',
      alone: true,
      async run(stage) {
        const text = hostile(stage);
        const amara = stage.at('Amara');
        const role = makeMentionable(stage, 'Organiser');
        const when = 'in 2 hours';
        expectHarmless(stage, told(await amara.command('remind create', { text, when })));
        const toChannel = { text, when, channel: '#general', mention: 'Organiser' };
        expectHarmless(stage, told(await amara.command('remind create', toChannel)));
        expectHarmless(stage, told(await amara.command('remind list')));
        told(await amara.command('remind create', { text, when: 'in 9 hours' }));
        await stage.advance(2 * HOUR + 1_000);
        const [post] = publicMessages(stage.at('Mei', `${HARBOUR}#general`));
        expectHarmless(stage, post);
        expect(post?.raw.mention_roles).toEqual([role]);
        const [dm] = dms(stage.local.person('Amara'));
        expectHarmless(stage, seen(await dmOf(stage, 'Amara').press(dm?.id ?? '', 'Show')));
        expectHarmless(stage, told(await amara.command('remind delete', { reminder: '@everyone' })));
      },
    },
    {
      name: 'nor does what could not be delivered, or a zone or topic that is not known',
      alone: true,
      async run(stage) {
        const text = hostile(stage);
        const kofi = stage.at('Kofi');
        told(await kofi.command('remind create', { text, when: 'in 2 hours' }));
        await stage.advance(2 * HOUR + MINUTE);
        expectHarmless(stage, told(await kofi.command('help')));
        expectHarmless(stage, told(await kofi.command('explain', { topic: text })));
        const zone = { text: 'x', when: 'tomorrow 9am', timezone: text };
        expectHarmless(stage, told(await kofi.command('remind create', zone)));
        expectHarmless(stage, told(await kofi.command('settings set', { 'my-timezone': text })));
      },
    },
    {
      name: 'headings, lists, quotes and text that runs backwards come out as plain text',
      alone: true,
      async run(stage) {
        const details = '# Big\n> quote\n- item\n1. first\n-# small\n\u202Egnp.exe\n||hidden||';
        const card = await proposing(stage, 'Jonas', { details });
        const { text } = await more(stage, 'Mei', card);
        expect(text).toContain(
          '\\# Big\n\\> quote\n\\- item\n1\\. first\n\\-# small\ngnp.exe\n\\|\\|hidden\\|\\|',
        );
      },
    },
  ],
};
