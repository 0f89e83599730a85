import { expect } from 'vitest';
import { form, HARBOUR, inBerlin, told } from '../../support/acting.js';
import { choosing, pollId, polling, results } from '../../support/poll-acting.js';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import type { Theme } from '../../support/scenario.js';
import { DAY, MINUTE, type Stage } from '../../support/stage.js';

/** A poll in which one option won; what comes back is its result. */
async function decided(
  stage: Stage,
  poll: { question: string; options: string; method?: string },
  winner: string,
): Promise<SeenMessage> {
  const card = await polling(stage, 'Amara', poll);
  await choosing(stage, 'Jonas', card, winner);
  await stage.advance(2 * DAY + MINUTE);
  const result = results(stage).at(-1);
  if (result === undefined) throw new Error('There is no result.');
  return result;
}

/** What somebody typed who wants to ping, to hide a link, or to break the layout. */
const HOSTILE = '@everyone [a](https://x.example) **b**';

export const pollPropose: Theme = {
  about: 'what becomes of a poll’s winner, and typed text in polls',
  async prepare(stage) {
    await inBerlin(stage);
    stage.local.grantBotPermission(`${HARBOUR}#joint-action`, ['MentionEveryone']);
  },
  scenarios: [
    {
      name: 'Propose it opens the form of a proposal with the winner as its title',
      alone: true,
      async run(stage) {
        const result = await decided(stage, { question: 'Which slogan?', options: 'Bread, Roses' }, 'Roses');
        const asked = form(await stage.at('Mei').press(result, 'Propose it'));
        const filled = Object.fromEntries(asked.fields.map(({ label, value }) => [label, value ?? '']));
        expect(filled).toMatchObject({ Title: 'Roses', Details: 'Chosen by poll: Which slogan?' });
        expect(filled['When and where']).toBe('');
        const preview = told(
          await asked.submit({
            How: 'leaflets',
            'Whom it is addressed to': 'employer: Harbour Ltd',
            'When and where': '20 March 2027 10:00, Market Square',
          }),
        );
        expect(preview.text).toContain('Preview: Roses');
        expect(preview.text).toContain('Chosen by poll: Which slogan?');
        expect(preview.labels).toContain('Publish');
      },
    },
    {
      name: 'a date that won goes into when, and the question into the title',
      alone: true,
      async run(stage) {
        const poll = { question: 'When do we picket?', options: '19 March 2027 18:00; 20 March 2027 10:00' };
        const result = await decided(stage, poll, '20 March 2027 10:00');
        const asked = form(await stage.at('Mei').press(result, 'Propose it'));
        const filled = Object.fromEntries(asked.fields.map(({ label, value }) => [label, value ?? '']));
        expect(filled).toMatchObject({
          Title: 'When do we picket?',
          'When and where': '20 March 2027 10:00',
          Details: 'Chosen by poll: When do we picket?',
        });
      },
    },
    {
      name: 'it is for those who may propose here, and only once it has closed',
      alone: true,
      async run(stage) {
        const card = await polling(stage, 'Amara');
        await choosing(stage, 'Jonas', card, 'River');
        const early = told(await stage.at('Mei').forge(card, `poll:propose:${pollId(card)}:0`));
        expect(early.text).toMatch(/^This poll is still open, until <t:/u);
        await stage.advance(2 * DAY + MINUTE);
        told(await stage.at('Amara').command('settings set', { proposers: 'organisers' }));
        const [result] = results(stage);
        const refused = told(await stage.at('Mei').press(result?.id ?? '', 'Propose it'));
        expect(refused.text).toMatch(/^In this server only organisers may propose\./u);
        form(await stage.at('Amara').press(result?.id ?? '', 'Propose it'));
      },
    },
    {
      name: 'typed text pings nobody and hides no link, from card to result',
      alone: true,
      async run(stage) {
        const options = `${HOSTILE}; # Big; \u202Egnp.exe`;
        for (const method of ['single', 'approval', 'ranked'] as const) {
          const card = await polling(stage, 'Amara', { question: HOSTILE, options, method });
          expect(card.text).toContain('\\# Big');
          expect(card.text).toContain('gnp.exe');
          const answer = await choosing(stage, 'Jonas', card, HOSTILE);
          const mine = told(await stage.at('Jonas').press(card, 'Vote'));
          await stage.advance(2 * DAY + MINUTE);
          const result = results(stage).at(-1);
          for (const message of [card, answer, mine, result]) {
            expect(message?.text).toContain('\\[a\\]\\(<https://x.example/>\\) \\*\\*b\\*\\*');
            expect(message?.raw.mention_everyone).toBe(false);
            expect(message?.raw.mentions).toEqual([]);
          }
          const asked = form(await stage.at('Mei').press(result?.id ?? '', 'Propose it'));
          expect(asked.fields[0]?.value).toBe(HOSTILE);
        }
      },
    },
    {
      name: 'twenty long options of the worst kind still fit on card, menu and result',
      alone: true,
      async run(stage) {
        const bad = Array.from({ length: 20 }, (_none, index) => `${String(index)}${'*'.repeat(78)}`);
        const question = '_'.repeat(200);
        const people = Array.from({ length: 10 }, (_none, index) =>
          stage.local.addPerson({
            name: `Member ${String(index)}`,
            roles: { [HARBOUR]: [] },
            joinedAt: new Date('2026-01-01T00:00:00Z'),
          }),
        );
        const card = await polling(stage, 'Amara', { question, options: bad.join(';'), method: 'ranked' });
        expect(card.text).toContain('20. 19\\*');
        expect(card.text).toContain('Results stay hidden');
        for (const [index, { name }] of people.entries())
          await choosing(stage, name, card, bad[index] ?? '', bad[19 - index] ?? '');
        await stage.advance(2 * DAY + MINUTE);
        const result = results(stage).at(-1);
        expect(result?.text).toContain('Chosen: 0\\*');
        expect(result?.text).toContain('wins');
        expect(result?.labels).toEqual(['Propose it']);
      },
    },
  ],
};
