import { expect } from 'vitest';
import { dmOf, inBerlin, pressMore, proposing, publicMessages, seen, told } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';

const TITLE = 'The united front';

export const explain: Theme = {
  about: 'explaining',
  scenarios: [
    {
      name: 'a topic is suggested while it is typed, and read in private',
      async run(stage) {
        const amara = stage.at('Amara');
        const suggested = await amara.suggest('explain', { topic: 'unit' }, 'topic');
        expect(suggested).toContainEqual({ name: TITLE, value: 'united-front' });
        const before = stage.at('Mei').messages().length;
        const text = told(await amara.command('explain', { topic: 'united-front' }));
        expect(text.text).toMatch(/^The united front\n/u);
        expect(text.text).toContain('October 2020');
        expect(text.labels).toEqual(['Show here', 'Words', 'All topics']);
        expect(text.menus.map(({ placeholder }) => placeholder)).toEqual(['Read next']);
        expect(stage.at('Mei').messages()).toHaveLength(before);
      },
    },
    {
      name: 'a topic is found under another name, however it is written',
      async run(stage) {
        for (const topic of ['Working Together', 'WHAT IS A UNITED FRONT?', 'coalition']) {
          expect(told(await stage.at('Mei').command('explain', { topic })).text).toContain(TITLE);
        }
      },
    },
    {
      name: 'without a topic there are the contents, and a menu that opens each',
      async run(stage) {
        const jonas = stage.at('Jonas');
        const contents = told(await jonas.command('explain'));
        let opened = 0;
        for (let page = contents; ; ) {
          for (const { label, value } of page.menus[0]?.options ?? []) {
            expect(page.text).toContain(`**${label}**`);
            const answer = await jonas.choose(page, 'Choose a topic', value);
            expect(answer.kind).toBe('update');
            expect(told(answer).text).toMatch(new RegExp(`^${label}\n`, 'u'));
            opened += 1;
            const back = told(await jonas.press(told(answer), 'All topics'));
            expect(back.text).toBe(contents.text);
            for (page = back; opened >= 10 * pageOf(page); ) page = told(await jonas.press(page, 'Next'));
          }
          if (page.buttons.find(({ label }) => label === 'Next')?.disabled !== false) break;
        }
        expect(opened).toBe(stage.app.deps.library.contents('en').length);
      },
    },
    {
      name: 'related topics open from the menu below',
      async run(stage) {
        const leila = stage.at('Leila');
        const first = told(await leila.command('explain', { topic: 'united-front' }));
        const next = first.menus[0]?.options[0]?.label ?? '';
        const opened = told(await leila.choose(first, 'Read next', next));
        expect(opened.text).toMatch(new RegExp(`^${next}\n`, 'u'));
        expect(opened.id).toBe(first.id);
      },
    },
    {
      name: 'Show here shows the text to everyone, without buttons, once more for each press',
      async run(stage) {
        const priya = stage.at('Priya');
        const text = told(await priya.command('explain', { topic: 'general-strike' }));
        const before = publicMessages(stage.at('Diego')).length;
        const shown = seen(await priya.press(text, 'Show here'));
        expect(shown.ephemeral).toBe(false);
        const others = publicMessages(stage.at('Diego')).slice(before);
        expect(others.map(({ text: seenText }) => seenText)).toEqual([text.text]);
        expect(others[0]?.labels).toEqual([]);
      },
    },
    {
      name: 'in a DM there is nobody to show it to',
      async run(stage) {
        const dm = dmOf(stage, 'Hana');
        const text = seen(await dm.command('explain', { topic: 'united-front' }));
        expect(text.labels).toEqual(['All topics']);
        const forged = seen(await dm.forge(text, 'explain:show:united-front'));
        expect(forged.text).toContain('There is nobody else here to show it to.');
      },
    },
    {
      name: 'an unknown topic brings the five nearest, and what was typed as it was typed',
      async run(stage) {
        const typed = 'general [strik](https://evil.example) @everyone';
        const answer = told(await stage.at('Kofi').command('explain', { topic: typed }));
        expect(answer.text).toContain('Nothing found');
        expect(answer.text).toContain('general \\[strik\\]\\(');
        expect(answer.menus[0]?.options).toHaveLength(5);
        expect(answer.labels).toEqual(['All topics']);
        const opened = told(await stage.at('Kofi').choose(answer, 'Choose a topic', 'The general strike'));
        expect(opened.text).not.toContain('Nothing found');
      },
    },
    {
      name: 'a topic that is gone since says so, and shows what there is',
      async run(stage) {
        const tomasz = stage.at('Tomasz');
        const contents = told(await tomasz.command('explain'));
        const answer = await tomasz.forge(contents, 'explain:open:menu', 3, ['no-such-topic']);
        expect(told(answer).text).toContain('That text is no longer here');
        expect(told(answer).menus).toHaveLength(1);
      },
    },
  ],
};
