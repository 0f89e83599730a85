import { expect } from 'vitest';
import { form, inBerlin, PICKET, posted, previewing, told } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn, snapshot } from '../../support/store-snapshot.js';

const READY = 'Publish';
/** Looks full, holds nothing. */
const INVISIBLE = '\u200b\u2060\u3164 \u2800\u202e';

export const badTexts: Theme = {
  about: 'texts that are too long, empty, or not of the kind asked for',
  prepare: inBerlin,
  scenarios: [
    {
      name: '1,001 characters of details are one too many; 1,000 fit',
      async run(stage) {
        const before = await snapshot(stage, ['drafts']);
        const long = await previewing(stage, 'Amara', { details: 'x'.repeat(1_001) });
        expect(long.text).toContain('Details: It has 1001 characters; at most 1000 fit. Shorten it.');
        expect(long.labels).not.toContain(READY);
        const fits = await previewing(stage, 'Amara', { details: 'x'.repeat(1_000) });
        expect(fits.labels).toContain(READY);
        expect(await snapshot(stage, ['drafts'])).toEqual(before);
      },
    },
    {
      name: 'a form sent past its limits is refused just so',
      async run(stage) {
        const preview = await previewing(stage, 'Tomasz');
        const edit = form(await stage.at('Tomasz').press(preview, 'Edit'));
        const answer = told(
          await edit.submitRaw({ Title: 'T'.repeat(3_000), Details: 'd'.repeat(4_000), How: INVISIBLE }),
        );
        expect(answer.text).toContain('Title: It has 3000 characters; at most 100 fit.');
        expect(answer.text).toContain('Details: It has 4000 characters; at most 1000 fit.');
        expect(answer.text).toContain('How is missing. Press **Edit** and fill it in.');
        expect(answer.labels).not.toContain(READY);
        const mended = form(await stage.at('Tomasz').press(answer, 'Edit'));
        const ready = told(await mended.submit({ Title: 'Short', Details: '', How: 'picket' }));
        expect(ready.labels).toContain(READY);
      },
    },
    {
      name: 'title, how, whom and where take a hundred characters each',
      async run(stage) {
        for (const [option, field] of [
          ['title', 'Title'],
          ['how', 'How'],
          ['where', 'Where'],
        ] as const) {
          const long = await previewing(stage, 'Leila', { [option]: 'x'.repeat(101) });
          expect(long.text).toContain(`${field}: It has 101 characters; at most 100 fit. Shorten it.`);
          expect(long.labels).not.toContain(READY);
          const fits = await previewing(stage, 'Leila', { [option]: 'x'.repeat(100) });
          expect(fits.labels).toContain(READY);
        }
        const long = await previewing(stage, 'Leila', { whom: `employer: ${'x'.repeat(101)}` });
        expect(long.text).toContain('Whom it is addressed to: It has 101 characters; at most 100 fit.');
      },
    },
    {
      name: 'what only looks like a text is none: the form asks for it, with nothing in it',
      async run(stage) {
        const before = await snapshot(stage, ['drafts']);
        for (const field of ['title', 'how', 'whom', 'when'] as const) {
          const asked = form(await stage.at('Jonas').command('propose', { ...PICKET, [field]: INVISIBLE }));
          const name = field === 'when' ? 'when-where' : field;
          expect(asked.fields.find(({ customId }) => customId === name)?.value).toBeUndefined();
        }
        expect(await snapshot(stage, ['drafts'])).toEqual(before);
      },
    },
    {
      name: 'whom without a kind is asked again with an example, and never a private person',
      async run(stage) {
        const before = await snapshot(stage, ['drafts']);
        for (const whom of ['Harbour Ltd', 'boss: Harbour Ltd', 'employer:', ': Harbour', 'person: Kim']) {
          const preview = await previewing(stage, 'Mei', { whom });
          expect(preview.text).toContain('begin with what it is – employer, institution or public body');
          expect(preview.text).toContain('“employer: Harbour Ltd”');
          expect(preview.text).toContain('Never a private person.');
          expect(preview.labels).toEqual(['Edit', 'Discard']);
        }
        expect(await snapshot(stage, ['drafts'])).toEqual(before);
      },
    },
    {
      name: 'each kind is understood however it is written',
      async run(stage) {
        const understood: [string, string][] = [
          ['EMPLOYER : Harbour Ltd', 'Employer: Harbour Ltd'],
          ['institution: State Museum', 'Institution: State Museum'],
          ['Public  Body:City: Housing Office', 'Public body: City: Housing Office'],
        ];
        for (const [whom, shown] of understood) {
          const preview = await previewing(stage, 'Mei', { whom });
          expect(preview.text).toContain(shown);
          expect(preview.labels).toContain(READY);
        }
      },
    },
    {
      name: 'a draft that is not ready cannot be published by a click made up',
      async run(stage) {
        const preview = await previewing(stage, 'Priya', { whom: 'Harbour Ltd' });
        const publish = (preview.buttons[0]?.customId ?? '').replace('edit', 'publish');
        const refused = told(await stage.at('Priya').forge(preview, publish));
        expect(refused.text).toContain('Nothing was published');
        expect(refused.text).toContain('Use /propose to see what, and press Edit.');
        expect(await countIn(stage.app.deps.proposals)).toBe(0);
        expect(posted(stage.at('Mei'), PICKET.title)).toEqual([]);
      },
    },
    {
      name: 'an empty or too long reminder is refused with what to do',
      async run(stage) {
        const before = await snapshot(stage);
        const set = async (text: string) =>
          told(await stage.at('Mei').command('remind create', { text, when: 'tomorrow 9am' })).text;
        expect(await set(INVISIBLE)).toBe('There is no readable text in it. Write at least one word.');
        expect(await set('x'.repeat(501))).toBe('It has 501 characters; at most 500 fit. Shorten it.');
        expect(await snapshot(stage)).toEqual(before);
        expect(await set('x'.repeat(500))).toContain('It is set.');
      },
    },
    {
      name: 'nothing typed into a required option by an own client is refused too',
      async run(stage) {
        const before = await snapshot(stage);
        for (const path of ['remind create', 'remind delete', 'proposal show', 'proposal close']) {
          const refused = told(await stage.at('Mei').commandRaw(path));
          expect(refused.text).not.toContain('Something went wrong');
          expect(refused.text.length).toBeGreaterThan(20);
        }
        expect(await snapshot(stage)).toEqual(before);
      },
    },
  ],
};
