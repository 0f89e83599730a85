import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, SeenMessage, TypedOptions } from '../../src/local-discord/index.js';
import { CHANNEL, dms, form, publicMessages, seen, settled, told } from '../support/acting.js';
import { isCut, PSEUDO, textsIn, untranslated, writePseudoLanguage } from '../support/pseudo-locale.js';
import { DAY, HOUR, setStage, type Stage } from '../support/stage.js';
import { expectWellBehaved } from '../support/well-behaved.js';

/** Typed in letters of another script, so that every plain letter shown is the bot's. */
const TYPED = {
  title: 'Пикет у ворот',
  how: 'пикет',
  when: '2027-03-05 18:00',
  where: 'Площадь',
  details: 'Подробности',
} as const;

describe('a third language that is only files', () => {
  let stage: Stage;
  let folder: string;
  let card: SeenMessage;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'third-language-'));
    await writePseudoLanguage(folder);
    stage = await setStage({ environment: { CONTENT_DIR: folder, DEFAULT_LOCALE: PSEUDO } });
    for (const person of stage.local.world.state.people) person.locale = PSEUDO;
    told(
      await stage
        .at('Amara')
        .command('settings set', { language: PSEUDO, timezone: 'Europe/Berlin', channel: 'joint-action' }),
    );
  }, 60_000);
  afterAll(async () => {
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Presses the button of an act: its label is in no language. */
  function press(who: string, message: SeenMessage, act: string): Promise<Answer> {
    const button = message.buttons.find(
      ({ customId, disabled }) => !disabled && customId?.startsWith(`${act}:`) === true,
    );
    if (button === undefined) throw new Error(`No button ${act} in: ${message.labels.join(', ')}`);
    return stage.at(who).press(message, button.label);
  }
  /** What an employer is called in this language. */
  const employer = () => stage.app.deps.texts.in(PSEUDO)('proposals:whom.employer');
  const action = () => ({ ...TYPED, whom: `${employer()}: Порт` });
  const command = async (who: string, name: string, options: TypedOptions = {}) =>
    told(await stage.at(who).command(name, options));
  const latest = (act: string) => {
    const found = publicMessages(stage.at('Mei')).findLast(({ buttons }) =>
      buttons.some(({ customId }) => customId?.startsWith(`${act}:`) === true),
    );
    if (found === undefined) throw new Error(`No message with ${act}.`);
    return found;
  };

  it('is offered by its own name, and names commands', async () => {
    const choices = await stage.at('Amara').suggest('settings set', { language: '' }, 'language');
    expect(choices.map(({ value }) => value)).toEqual(['en', 'es', PSEUDO]);
    for (const { name_localizations: names } of stage.local.botCommands()) {
      expect(names).toMatchObject({ [PSEUDO]: expect.stringMatching(/^[^a-z]+$/u) as string });
    }
  });

  it('is read: help, contents, a text, its words, settings, refusals', async () => {
    await command('Mei', 'help');
    seen(await stage.local.person('Mei').dm().command('help'));
    const contents = await command('Mei', 'explain');
    expect(contents.menus[0]?.options.length).toBeGreaterThan(5);
    await press('Mei', contents, 'explain:page');
    const text = await command('Mei', 'explain', { topic: 'united-front' });
    await press('Mei', text, 'explain:show');
    await press('Mei', text, 'explain:words');
    await command('Mei', 'explain', { topic: 'ъъъъ' });
    await command('Amara', 'settings show');
    await command('Mei', 'settings set', { notice: 5 });
    await command('Amara', 'settings set', { digest: 'monday', 'discussion-threads': 'on' });
    stage.local.setBotPermission(CHANNEL, ['SendMessages', 'EmbedLinks']);
    const lacking = await command('Amara', 'settings set', { channel: 'joint-action' });
    expect(lacking.text.split(',').length).toBeGreaterThan(1);
    stage.local.setBotPermission(CHANNEL, []);
    for (const path of ['front show', 'organisation list', 'proposal list', 'remind list', 'privacy show'])
      await command('Mei', path);
  });

  it('is proposed and voted in', async () => {
    const asked = form(await stage.at('Mei').command('propose'));
    expect(asked.fields).toHaveLength(5);
    told(await stage.at('Mei').command('propose', { ...action(), whom: 'Порт', when: 'ъъ' }));
    for (const when of ['2027-03-05', '2026-03-05 18:00', '05/03/2027 10:00', '2040-03-05 18:00'])
      await command('Mei', 'propose', { ...action(), when });
    const preview = await command('Mei', 'propose', action());
    form(await press('Mei', preview, 'draft:edit'));
    told(await press('Mei', preview, 'draft:publish'));
    await stage.app.tick();
    card = latest('card:for');
    for (const [who, act] of [
      ['Mei', 'card:for'],
      ['Jonas', 'card:for'],
      ['Diego', 'card:against'],
      ['Leila', 'card:abstain'],
    ] as const)
      told(await press(who, card, act));
    const behind = told(await press('Mei', card, 'card:more'));
    for (const act of ['sees', 'what', 'mine', 'remind', 'report', 'take-back'])
      told(await press('Mei', behind, `more:${act}`));
    const other = told(await press('Kofi', card, 'card:more'));
    told(await press('Kofi', other, 'more:nudge'));
    told(await press('Mei', card, 'card:for'));
    await command('Mei', 'proposal list');
    await command('Mei', 'proposal show', { proposal: 'Пикет у ворот' });
    await command('Mei', 'proposal export', { proposal: 'Пикет у ворот', format: 'json' });
    const { fields } = form(await stage.at('Mei').command('proposal amend', { proposal: 'Пикет у ворот' }));
    expect(fields[2]?.value).toBe(`${employer().toLowerCase()}: Порт`);
    for (const path of ['proposal withdraw', 'proposal took-place'])
      await command('Diego', path, { proposal: 'Пикет у ворот' });
  });

  it('is asked in and answered in polls', async () => {
    await command('Jonas', 'poll', { question: 'Где?', options: 'Река' });
    for (const method of ['single', 'approval', 'ranked']) {
      await command('Jonas', 'poll', {
        question: 'Где?',
        options: 'Река, Рынок, Вокзал',
        method,
        closes: '2027-03-02 12:00',
      });
      await stage.app.tick();
      const poll = latest('poll:vote');
      const menu = told(await press('Mei', poll, 'poll:vote'));
      told(await stage.at('Mei').choose(menu, 0, menu.menus[0]?.options[0]?.label ?? ''));
      const behind = told(await press('Mei', poll, 'poll:more'));
      told(await press('Mei', behind, 'poll:mine'));
      told(
        await press('Jonas', behind, 'poll:take-back').catch(() => press('Mei', behind, 'poll:take-back')),
      );
    }
  });

  it('is reminded in', async () => {
    await command('Mei', 'remind create', { text: 'Звонок', when: '2027-03-01 18:00' });
    await command('Mei', 'remind create', { text: 'Звонок', when: 'ъъ' });
    const look = await command('Mei', 'remind create', {
      text: 'Сбор',
      when: '2027-03-01 19:00',
      repeat: 'daily',
    });
    await press('Mei', look, 'plan:save');
    await command('Mei', 'remind list');
    await command('Amara', 'remind create', {
      text: 'Сбор',
      when: '2027-03-01 18:00',
      channel: 'joint-action',
    });
  });

  it('is organised in', async () => {
    const made = { name: 'Докеры', members: "Dockworkers' Branch", quorum: '30%', threshold: '2/3' };
    await command('Amara', 'organisation add', made);
    await command('Amara', 'organisation edit', { name: 'Докеры', quorum: 'ъъ' });
    await command('Amara', 'organisation list');
    await command('Amara', 'organisation remove', { name: 'Докеры' });
    await command('Amara', 'front found', { name: 'Фронт' });
    await command('Amara', 'front invite');
    await command('Amara', 'front join', { code: 'ъъ' });
    await command('Amara', 'front show');
    await command('Amara', 'front leave');
  });

  it('is told of what comes by itself: closings, outcomes, results, events, reminders, questions', async () => {
    await stage.advance(6 * HOUR);
    const shown = dms(stage.local.person('Mei')).at(-1);
    if (shown === undefined) throw new Error('No reminder came.');
    const dm = stage.local.person('Mei').dm();
    seen(await dm.press(shown, shown.labels[0] ?? ''));
    await stage.advance(2 * DAY);
    await settled(stage);
    await stage.advance(5 * DAY);
    await settled(stage);
    for (const format of ['json', 'csv', 'png'])
      await command('Mei', 'proposal export', { proposal: 'Пикет у ворот', format });
    const { files } = await command('Mei', 'proposal export', { proposal: 'Пикет у ворот', format: 'ics' });
    const entry = files[0]?.text.replace(/\r\n /gu, '') ?? '';
    const [, described = ''] = /^DESCRIPTION:(.*)$/mu.exec(entry) ?? [];
    expect(described).toContain('Подробности');
    expect(untranslated(described.replaceAll('\\n', '\n'), []), 'in a calendar').toEqual([]);
    told(await stage.at('Mei').forge(card, card.buttons[0]?.customId ?? ''));
    await command('Mei', 'proposal took-place', { proposal: 'Пикет у ворот' });
    await command('Mei', 'proposal list');
    expect(stage.local.requests.some(({ route }) => route.includes('scheduled-events'))).toBe(true);
  });

  it('stands alone in everything that was said: no word of another language, none of its own cut off', () => {
    const { state } = stage.local.world;
    const { article } = stage.app.deps.library;
    const allowed = [
      ...state.guilds.flatMap(({ name, roles }) => [name, ...roles.map((role) => role.name)]),
      ...[article.title, article.author],
      ...['English', 'Español'],
    ];
    const said = stage.local.requests
      // Commands are registered in English, with the other languages beside it.
      .filter(({ route }) => !route.endsWith('/commands'))
      .flatMap(({ body }) => textsIn(body));
    expect(said.length).toBeGreaterThan(500);
    const strange = new Set<string>();
    const cut = new Set<string>();
    for (const text of said) {
      if (/^[\w-]+\.(?:png|ics|json|csv)$/u.test(text)) continue;
      for (const words of untranslated(text, allowed)) strange.add(`${words}  <-  ${text.slice(0, 300)}`);
      if (isCut(text)) cut.add(text);
    }
    expect([...strange]).toEqual([]);
    expect([...cut]).toEqual([]);
    expectWellBehaved(stage);
  });
});

describe('the look for words nobody translated', () => {
  it.each([
    ['[Ŕéćóŕđéđ: [Ƒóŕ]. <t:1800000000:F> ··]', []],
    ['[Ŕéćóŕđéđ: For. ··]', ['For']],
    ['</proposal list:123456789012345678> – [śéé]', []],
    ['Europe/Berlin, UTC, `npm run verify`, https://discord.com/x', []],
    ['[Śúńđáý] to [Ḿóńđáý]', ['to']],
    ['Harbour City Coalition: is in', ['is in']],
  ])('finds in %j %j', (text, found) => {
    expect(untranslated(text, ['Harbour City Coalition'])).toEqual(found);
  });

  it('knows a text that was cut off', () => {
    expect(isCut('[áb ·]')).toBe(false);
    expect(isCut('[áb …')).toBe(true);
  });
});
