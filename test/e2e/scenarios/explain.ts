import { expect } from 'vitest';
import type { Seat, SeenMessage } from '../../../src/local-discord/index.js';
import { dmOf, inBerlin, pressMore, proposing, publicMessages, seen, told } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';

const TITLE = 'The united front';

/** The contents, some pages further on. */
async function turned(seat: Seat, first: SeenMessage, pages: number): Promise<SeenMessage> {
  let page = first;
  for (let turns = 0; turns < pages; turns += 1) page = told(await seat.press(page, 'Next'));
  return page;
}

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
        let page = contents;
        let opened = 0;
        for (let at = 0; ; at += 1) {
          for (const { label, value } of page.menus[0]?.options ?? []) {
            expect(page.text).toContain(`**${label}**`);
            const answer = await jonas.choose(page, 'Choose a topic', value);
            expect(answer.kind).toBe('update');
            expect(told(answer).text).toMatch(new RegExp(`^${label}\n`, 'u'));
            const first = told(await jonas.press(told(answer), 'All topics'));
            expect(first.text).toBe(contents.text);
            page = await turned(jonas, first, at);
            opened += 1;
          }
          if (page.buttons.find(({ label }) => label === 'Next')?.disabled !== false) break;
          page = told(await jonas.press(page, 'Next'));
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
      name: 'Words tells what the words in a text mean, and leads back to it',
      async run(stage) {
        const mei = stage.at('Mei');
        const text = told(await mei.command('explain', { topic: 'military' }));
        const words = told(await mei.press(text, 'Words'));
        expect(words.id).toBe(text.id);
        expect(words.text).toMatch(/^Words in “The article and the military”\n/u);
        expect(words.text).toMatch(/^\*\*Insurrection Act\*\* · A United States law of 1807\./mu);
        const back = told(await mei.press(words, 'Back to the text'));
        expect(back.text).toBe(text.text);
        const contents = told(await mei.press(back, 'All topics'));
        const all = told(await mei.press(contents, 'Words'));
        expect(all.text).toMatch(/^\*\*anarchist\*\* · /mu);
        expect(told(await mei.press(all, 'Next')).text).toMatch(/Page 2 of \d/u);
      },
    },
    {
      name: 'a word of the glossary is suggested and told, with the texts to read on',
      async run(stage) {
        const kofi = stage.at('Kofi');
        const suggested = await kofi.suggest('explain', { topic: 'insurr' }, 'topic');
        expect(suggested).toContainEqual({ name: 'Insurrection Act (a word)', value: 'Insurrection Act' });
        const word = told(await kofi.command('explain', { topic: 'Insurrection Act' }));
        expect(word.text).toMatch(/^Insurrection Act\nA United States law of 1807\./u);
        const opened = await kofi.choose(word, 'Read next', 'The article and the military');
        expect(told(opened).text).toContain('October 2020');
      },
    },
    {
      name: 'What is this on a card opens the text that fits how the action is done',
      async run(stage) {
        await inBerlin(stage);
        const cases = [
          ['Leaflets before the early shift', 'Spreading the call'],
          ['One-hour walk-out at noon', 'Stopping work, step by step'],
          ['Silent march along the river', 'March separately, strike together'],
        ];
        for (const [how = '', title = ''] of cases) {
          const card = await proposing(stage, 'Amara', { how });
          const what = await pressMore(stage, 'Tomasz', card, 'What is this');
          expect(what.text).toContain(`**${title}** · `);
          const text = told(await stage.at('Tomasz').press(what, `Read “${title}”`));
          expect(text.id).toBe(what.id);
          expect(text.text).toMatch(new RegExp(`^${title}\n`, 'u'));
        }
      },
    },
    {
      name: 'who uses Discord in Spanish finds, reads and looks up everything in Spanish',
      async run(stage) {
        const diego = stage.at('Diego');
        const suggested = await diego.suggest('explain', { topic: 'frent' }, 'topic');
        expect(suggested[0]).toEqual({ name: 'El frente único', value: 'united-front' });
        const text = told(await diego.command('explain', { topic: 'que es una huelga general' }));
        expect(text.text).toMatch(/^La huelga general\n\*\*En resumen\*\*\n/u);
        expect(text.text).toContain('El artículo, escrito en octubre de 2020, sostiene que');
        expect(text.labels).toEqual(['Mostrar aquí', 'Palabras', 'Todos los temas']);
        const words = told(await diego.press(text, 'Palabras'));
        expect(words.text).toMatch(/^\*\*votación de huelga\*\* · Una votación de quienes trabajan/mu);
        const word = told(await diego.command('explain', { topic: 'ley de insurreccion' }));
        expect(word.text).toMatch(/^Ley de Insurrección\nUna ley de Estados Unidos de 1807\./u);
        // By a name in English as well: whoever heard of it in a meeting held in English finds it.
        const found = told(await diego.command('explain', { topic: 'general strike' }));
        expect(found.text).toBe(text.text);
      },
    },
    {
      name: 'Qué es esto on a card leads to the Spanish text, whatever language the proposal is in',
      async run(stage) {
        await inBerlin(stage);
        for (const how of ['Reparto de octavillas antes del primer turno', 'Leaflets before the shift']) {
          const card = await proposing(stage, 'Amara', { how });
          const what = await pressMore(stage, 'Diego', card, 'Qué es esto');
          expect(what.text).toContain('**Difundir el llamamiento** · ');
          const text = told(await stage.at('Diego').press(what, 'Leer “Difundir el llamamiento”'));
          expect(text.text).toMatch(/^Difundir el llamamiento\n/u);
        }
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
        expect(text.labels).toEqual(['Words', 'All topics']);
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
