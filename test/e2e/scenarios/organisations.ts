import { expect } from 'vitest';
import type { TypedOptions } from '../../../src/local-discord/index.js';
import { HARBOUR, previewing, roleId, told } from '../../support/acting.js';
import { adding, amaraAt, DOCKERS, frontsKept, sofiaAt, TENANTS } from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import type { Stage } from '../../support/stage.js';

/** Expects a command to be refused with a sentence, and nothing kept to change. */
async function refusing(
  stage: Stage,
  tries: readonly (readonly [string, TypedOptions, RegExp])[],
  who = 'Amara',
): Promise<void> {
  const before = await frontsKept(stage);
  for (const [command, options, sentence] of tries)
    expect(told(await stage.at(who).command(command, options)).text).toMatch(sentence);
  expect(await frontsKept(stage)).toEqual(before);
}

export const organisations: Theme = {
  about: 'organisations of a server',
  scenarios: [
    {
      name: 'a server without any says that it counts as one, and how to add one',
      alone: true,
      async run(stage) {
        const none = told(await stage.at('Mei').command('organisation list'));
        expect(none.text).toContain('counts as one, made of everyone in it');
        expect(none.text).toMatch(/<\/organisation add:\d+>/u);
      },
    },
    {
      name: 'one is added with every option, shown as it decides, and listed for everybody in its server only',
      alone: true,
      async run(stage) {
        const saved = await adding(amaraAt(stage), {
          ...DOCKERS,
          voters: 'delegates',
          delegates: 'Organiser',
          ballots: 'open',
          tally: 'live',
          quorum: '30%',
          threshold: '2/3',
          base: 'all cast',
        });
        const lines = [
          '**Dockworkers**',
          `Members: <@&${roleId(stage, DOCKERS.members)}>`,
          `Delegates vote: <@&${roleId(stage, 'Organiser')}>`,
          'Open ballots; votes shown live; quorum: 30/100 of those who can vote; 2/3 of all votes must be For',
        ].join('\n');
        expect(saved).toBe(`Saved.\n\n${lines}`);
        const everyone = await adding(amaraAt(stage), { name: 'All of us', members: '@everyone' });
        expect(everyone).toContain('Members: everyone in the server\nMembers vote\nSecret ballots;');
        const listed = told(await stage.at('Mei').command('organisation list')).text;
        expect(listed).toContain(`Organisations in ${HARBOUR}`);
        expect(listed).toContain(lines);
        expect(listed).toContain('**All of us**');
        const elsewhere = told(await sofiaAt(stage).command('organisation list')).text;
        expect(elsewhere).not.toContain('Dockworkers');
      },
    },
    {
      name: 'every quorum, threshold and base is read, and put in words',
      alone: true,
      async run(stage) {
        await adding(amaraAt(stage), DOCKERS);
        const edits: [TypedOptions, string][] = [
          [{ quorum: '12' }, 'quorum: 12;'],
          [{ quorum: '1/3' }, 'quorum: 1/3 of those who can vote;'],
          [{ quorum: 'none' }, 'no quorum;'],
          [{ threshold: '3/5' }, '3/5 of For and Against must be For'],
          [{ threshold: '3/4', base: 'whole roll' }, '3/4 of all who can vote must be For'],
          [{ threshold: 'all', base: 'for and against' }, 'nobody may be Against'],
          [{ threshold: 'all', base: 'all cast' }, 'all votes must be For'],
          [{ threshold: '1/2', base: 'for and against' }, 'more For than Against needed'],
          [{ ballots: 'open', tally: 'live' }, 'Open ballots; votes shown live;'],
          [{ ballots: 'secret', tally: 'at close' }, 'Secret ballots; votes shown at close;'],
        ];
        for (const [options, words] of edits) {
          const edited = await amaraAt(stage).command('organisation edit', {
            name: 'dockworkers',
            ...options,
          });
          expect(told(edited).text).toContain(words);
        }
      },
    },
    {
      name: 'one is edited by the name suggested, keeps what is not named, and is removed',
      alone: true,
      async run(stage) {
        const amara = amaraAt(stage);
        await adding(amara, { ...DOCKERS, quorum: '3' });
        await adding(amara, TENANTS);
        const [found, ...others] = await amara.suggest('organisation edit', { name: 'DOCK' }, 'name');
        expect([found?.name, others]).toEqual(['Dockworkers', []]);
        expect(await sofiaAt(stage).suggest('organisation edit', {}, 'name')).toEqual([]);
        const change = {
          'new-name': 'Dock Crew',
          members: 'Organiser',
          voters: 'members',
          delegates: 'Coordinator',
        };
        const edited = told(
          await amara.command('organisation edit', { name: found?.value ?? '', ...change }),
        ).text;
        expect(edited).toContain(`**Dock Crew**\nMembers: <@&${roleId(stage, 'Organiser')}>\nMembers vote`);
        expect(edited).toContain('quorum: 3;');
        const [meant] = await amara.suggest('organisation remove', { name: 'crew' }, 'name');
        const removed = await amara.command('organisation remove', { name: meant?.value ?? '' });
        expect(told(removed).text).toBe(
          '“Dock Crew” is removed. In open proposals it stays as it stood when they opened.',
        );
        const listed = told(await amara.command('organisation list')).text;
        expect(listed).not.toContain('Dock Crew');
        expect(listed).toContain('**Tenants**');
      },
    },
    {
      name: 'what cannot be is refused in plain words, and changes nothing',
      alone: true,
      async run(stage) {
        await adding(amaraAt(stage), DOCKERS);
        await adding(amaraAt(stage), { name: 'All of us', members: '@everyone' });
        const members = TENANTS.members;
        await refusing(stage, [
          [
            'organisation add',
            { name: 'dockWorkers', members },
            /already an organisation named “dockWorkers” here\. Choose another/u,
          ],
          [
            'organisation add',
            { name: 'Again', members: DOCKERS.members },
            /“Dockworkers” already has those members\. Choose another role/u,
          ],
          ['organisation add', { name: 'Again' }, /“All of us” already has those members/u],
          [
            'organisation add',
            { name: 'Two', members, voters: 'delegates' },
            /choose their role with the option delegates/u,
          ],
          [
            'organisation add',
            { name: 'Two', members, tally: 'live' },
            /cannot be shown in a secret ballot\. Choose tally “at close”, or open/u,
          ],
          [
            'organisation add',
            { name: 'Two', members, quorum: 'many' },
            /“many” is not a quorum\. Write “none”, a number like 12, or a share/u,
          ],
          ['organisation add', { name: 'Two', members, quorum: '101%' }, /“101%” is not a quorum/u],
          ['organisation add', { name: 'Two', members, quorum: '3/2' }, /“3\/2” is not a quorum/u],
          [
            'organisation add',
            { name: '\u200b', members },
            /no readable text in it\. Write at least one word/u,
          ],
          [
            'organisation add',
            { name: 'x'.repeat(101), members },
            /It has 101 characters; at most 100 fit\. Shorten it/u,
          ],
          [
            'organisation edit',
            { name: 'Nobody', quorum: '2' },
            /no such organisation in this server\. Choose one .* \/organisation list/u,
          ],
          [
            'organisation edit',
            { name: 'Dockworkers', 'new-name': 'all of us' },
            /already an organisation named/u,
          ],
          [
            'organisation edit',
            { name: 'Dockworkers', tally: 'live' },
            /cannot be shown in a secret ballot/u,
          ],
          ['organisation remove', { name: 'Nobody' }, /no such organisation in this server/u],
        ]);
      },
    },
    {
      name: 'without Manage Server nobody adds, edits or removes one',
      alone: true,
      async run(stage) {
        told(await amaraAt(stage).command('settings set', { 'organiser-role': 'Organiser' }));
        await adding(amaraAt(stage), DOCKERS);
        for (const who of ['Mei', 'Tomasz']) {
          await refusing(
            stage,
            [
              ['organisation add', TENANTS, /^Only people with the Manage Server right can/u],
              [
                'organisation edit',
                { name: 'Dockworkers', quorum: '2' },
                /^Only people with the Manage Server right/u,
              ],
              [
                'organisation remove',
                { name: 'Dockworkers' },
                /^Only people with the Manage Server right can/u,
              ],
            ],
            who,
          );
        }
      },
    },
    {
      name: 'at most ten fit into a server',
      alone: true,
      async run(stage) {
        for (let number = 1; number <= 10; number += 1) {
          const role = stage.local.addRole(HARBOUR, `Group ${String(number)}`);
          await adding(amaraAt(stage), { name: `Group ${String(number)}`, members: role });
        }
        await refusing(stage, [
          [
            'organisation add',
            DOCKERS,
            /^This server has 10 organisations, and more do not fit on a card\. Remove one/u,
          ],
        ]);
      },
    },
    {
      name: 'where delegates may propose, members who are none may not',
      alone: true,
      async run(stage) {
        told(
          await amaraAt(stage).command('settings set', { proposers: 'delegates', timezone: 'Europe/Berlin' }),
        );
        await adding(amaraAt(stage), { ...DOCKERS, voters: 'delegates', delegates: 'Organiser' });
        expect((await previewing(stage, 'Tomasz')).labels).toContain('Publish');
        const refused = told(await stage.at('Mei').command('propose', { title: 'No' }));
        expect(refused.text).toMatch(/^In this server only .* may propose\. Ask/u);
        // Organisers may too, so the sentence has to name whom to ask in either case.
        expect(refused.text).toMatch(/delegates|organisers/u);
      },
    },
  ],
};
