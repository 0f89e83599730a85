import { describe, expect, it } from 'vitest';
import { botInLocalDiscord } from './bot.js';
import { ask } from './raw.js';
import { expectInvalid, x } from './strict-bodies.js';

const stage = botInLocalDiscord({ rate: { limit: 5_000, perMs: 1_000 } });

describe('a command is refused with', () => {
  const command = (more: object = {}) => ({ name: 'a', description: 'd', ...more });
  const text = (name: string, more: object = {}) => ({ type: 3, name, description: 'd', ...more });
  const cases: [string, object[], string][] = [
    ['capitals in its name', [command({ name: 'Abc' })], '0.name APPLICATION_COMMAND_INVALID_NAME'],
    ['a space in its name', [command({ name: 'a b' })], '0.name APPLICATION_COMMAND_INVALID_NAME'],
    ['no description', [{ name: 'a' }], '0.description BASE_TYPE_REQUIRED'],
    ['the name of another', [command(), command()], '1.name APPLICATION_COMMANDS_DUPLICATE_NAME'],
    [
      'a required option behind an optional one',
      [command({ options: [text('a'), text('b', { required: true })] })],
      '0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'two options of one name',
      [command({ options: [text('a'), text('a')] })],
      '0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    [
      'an option beside a subcommand',
      [command({ options: [{ type: 1, name: 's', description: 'd' }, text('a')] })],
      '0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'choices and suggestions at once',
      [command({ options: [text('a', { autocomplete: true, choices: [{ name: 'x', value: 'x' }] })] })],
      '0.options.0.choices',
    ],
    [
      'an unknown language',
      [command({ name_localizations: { xx: 'a' } })],
      '0.name_localizations.xx ENUM_TYPE_COERCE',
    ],
    [
      'more than 8000 characters',
      [
        command({
          options: Array.from({ length: 25 }, (_, at) =>
            text(`o${at}`, {
              description: x(100),
              choices: Array.from({ length: 3 }, (_, c) => ({ name: `${c}${x(50)}`, value: `${c}${x(50)}` })),
            }),
          ),
        }),
      ],
      '0 APPLICATION_COMMAND_TOO_LARGE',
    ],
    ['a key nobody knows', [command({ descriptoin: 'd' })], '0.descriptoin UNKNOWN_FIELD'],
    [
      'rights that are no number',
      [command({ default_member_permissions: 'many' })],
      '0.default_member_permissions',
    ],
  ];
  it.each(cases)('%s', async (_, bodies, path) => {
    const answer = await ask(
      stage.discord,
      'PUT',
      `/applications/${stage.bot.client.application.id}/commands`,
      bodies,
    );
    expectInvalid(answer, path);
  });

  it('and the registered ones stay as they were', () => {
    expect(stage.discord.botCommands().map((command) => command.name)).toEqual([
      'try',
      'say',
      'manage',
      'server',
    ]);
  });
});
