import { ApplicationCommandOptionType } from 'discord.js';
import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import { seedWorld } from '../../../src/local-discord/seed.js';
import { dmOf, seen, told, UNIVERSITY } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { snapshot } from '../../support/store-snapshot.js';
import type { Stage } from '../../support/stage.js';

/** The commands a message mentions so that they can be clicked; fails where one leads nowhere. */
function mentioned(stage: Stage, { text }: SeenMessage): string[] {
  const found = [...text.matchAll(/<\/([a-z][a-z -]*):(\d+)>/gu)];
  return found.map(([, path = '', id]) => {
    const [name, subcommand] = path.split(' ');
    const command = stage.local.botCommands().find((one) => one.name === name);
    expect(command?.id).toBe(id);
    if (subcommand !== undefined)
      expect(command?.options?.map((option) => option.name)).toContain(subcommand);
    return path;
  });
}

const ALL = [
  'propose',
  'poll',
  'proposal list',
  'proposal show',
  'proposal export',
  'organisation list',
  'front show',
  'settings show',
  'explain',
  'remind create',
  'remind list',
  'remind edit',
  'remind pause',
  'remind resume',
  'remind delete',
  'privacy show',
  'privacy export',
  'privacy erase',
  'proposal amend',
  'proposal close',
  'proposal withdraw',
  'proposal call-off',
  'proposal took-place',
  'settings set',
  'organisation add',
  'organisation edit',
  'organisation remove',
  'front found',
  'front invite',
  'front join',
  'front leave',
];

export const help: Theme = {
  about: 'help',
  scenarios: [
    {
      name: 'in a server it names every command, each to click',
      async run(stage) {
        for (const who of ['Mei', 'Amara']) {
          const answer = told(await stage.at(who).command('help'));
          expect(mentioned(stage, answer)).toEqual(ALL);
        }
        expect(told(await stage.at('Amara').command('help')).text).toContain('You are an organiser here');
        expect(told(await stage.at('Mei').command('help')).text).not.toContain('You are an organiser');
      },
    },
    {
      name: 'it names every command there is, but itself',
      run(stage) {
        const paths = stage.local.botCommands().flatMap(({ name, options = [] }) => {
          const deeper = options.filter(({ type }) => type === ApplicationCommandOptionType.Subcommand);
          return deeper.length === 0 ? [name] : deeper.map((one) => `${name} ${one.name}`);
        });
        expect([...ALL, 'help'].sort()).toEqual(paths.sort());
        return Promise.resolve();
      },
    },
    {
      name: 'in a DM it names what works there',
      async run(stage) {
        const answer = seen(await dmOf(stage, 'Hana').command('help'));
        expect(mentioned(stage, answer)).toEqual([
          'explain',
          'remind create',
          'remind list',
          'remind edit',
          'remind pause',
          'remind resume',
          'remind delete',
          'privacy show',
          'privacy export',
          'privacy erase',
        ]);
        expect(answer.text).toContain('Proposing and voting happen in the channels of your server.');
      },
    },
    {
      name: 'a command that is not there any more points to help',
      async run(stage) {
        const before = await snapshot(stage);
        const refused = told(await stage.at('Mei').commandRaw('ballot-box stuff', { what: 'votes' }));
        expect(refused.text).toBe(
          'This command is not there any more. Use /help to see what you can do now.',
        );
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'in a server it is not meant for the bot says so and does nothing',
      alone: true,
      environment: { COMMAND_GUILD_IDS: seedWorld('').guilds[0]?.id ?? '' },
      async run(stage) {
        expect(mentioned(stage, told(await stage.at('Mei').command('help')))).toEqual(ALL);
        const before = await snapshot(stage);
        const hana = stage.at('Hana', `${UNIVERSITY}#general`);
        for (const path of ['help', 'propose', 'remind list']) {
          const refused = told(await hana.commandRaw(path));
          expect(refused.text).toMatch(/^This bot does not act in this server\./u);
        }
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'a failure nobody foresaw is one calm sentence with a reference, and nothing is half done',
      alone: true,
      async run(stage) {
        told(await stage.at('Amara').command('settings set', { timezone: 'UTC' }));
        const before = await snapshot(stage, ['drafts']);
        const undo = stage.local.intercept(({ route }) =>
          route === 'GET /guilds/:id'
            ? { status: 404, body: { message: 'Unknown Guild', code: 10_004 } }
            : undefined,
        );
        const typed = { title: 'A', how: 'b', whom: 'employer: C', when: 'Friday 6pm' };
        const failed = told(await stage.at('Amara').command('propose', typed));
        expect(failed.text).toMatch(/^Something went wrong on our side\. .+ reference .+: [a-z0-9]{10}$/u);
        undo();
        expect(await snapshot(stage, ['drafts'])).toEqual(before);
        expect(told(await stage.at('Amara').command('propose')).labels).toContain('Publish');
      },
    },
  ],
};
