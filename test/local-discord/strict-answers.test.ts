import { describe, expect, it } from 'vitest';
import { botInLocalDiscord, form } from './bot.js';
import { ask } from './raw.js';
import { expectInvalid, select, x } from './strict-bodies.js';

const stage = botInLocalDiscord({ rate: { limit: 5_000, perMs: 1_000 } });

describe('a first answer is refused with', () => {
  const label = (id: string, component: object = {}) => ({
    type: 18,
    label: 'l',
    component: { type: 4, style: 1, custom_id: id, ...component },
  });
  const modal = (...components: object[]) => ({ type: 9, data: { custom_id: 'm', title: 't', components } });
  const cases: [string, object, string][] = [
    [
      'six inputs',
      modal(...[1, 2, 3, 4, 5, 6].map((n) => label(`i${n}`))),
      'data.components BASE_TYPE_BAD_LENGTH',
    ],
    ['two inputs of one id', modal(label('i'), label('i')), 'data.components.1.component.custom_id'],
    [
      'a label twice',
      modal(label('i', { label: 'again' })),
      'data.components.0.component.label COMPONENT_LABEL_INVALID',
    ],
    [
      'a title of 46',
      { type: 9, data: { custom_id: 'm', title: x(46), components: [label('i')] } },
      'data.title',
    ],
    [
      'a disabled menu in a form',
      modal(label('i', { ...select({ custom_id: 'i' }), style: undefined, disabled: true })),
      'data.components.0.component.disabled',
    ],
    ['flags of a message when deferring', { type: 5, data: { flags: 4096 } }, 'data MESSAGE_FLAGS_INVALID'],
    [
      'an update of no message',
      { type: 7, data: { content: 'a' } },
      'type INTERACTION_CALLBACK_TYPE_INVALID',
    ],
    ['choices for a command', { type: 8, data: { choices: [] } }, 'type INTERACTION_CALLBACK_TYPE_INVALID'],
    ['an unknown kind', { type: 3 }, 'type BASE_TYPE_CHOICES'],
    ['content of 2001', { type: 4, data: { content: x(2001) } }, 'data.content BASE_TYPE_MAX_LENGTH'],
    [
      'a key nobody knows',
      { type: 4, data: { content: 'a', ephemeral: true } },
      'data.ephemeral UNKNOWN_FIELD',
    ],
  ];
  it.each(cases)('%s', async (_, body, path) => {
    let answer: Awaited<ReturnType<typeof ask>> | undefined;
    stage.bot.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      answer = await ask(
        stage.discord,
        'POST',
        `/interactions/${interaction.id}/${interaction.token}/callback`,
        body,
      );
      await interaction.reply('a proper one');
    });
    const seen = await stage.discord.person('Jonas').in('#general').command('say');
    expectInvalid(answer, path);
    expect(seen).toMatchObject({ kind: 'message', message: { text: 'a proper one' } });
  });

  it('a form in answer to a form, choices that are too long', async () => {
    const answers: number[] = [];
    stage.bot.on(async (interaction) => {
      if (interaction.isChatInputCommand()) return interaction.showModal(form());
      if (!interaction.isModalSubmit()) return;
      const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
      answers.push((await ask(stage.discord, 'POST', path, { type: 9, data: form().toJSON() })).code ?? 0);
      return interaction.reply('a message');
    });
    const shown = await stage.discord.person('Jonas').in('#general').command('say');
    if (shown.kind !== 'form') throw new Error('not a form');
    await shown.submit({ Name: 'a' });
    expect(answers).toEqual([50035]);
  });
});
