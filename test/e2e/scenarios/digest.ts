import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import {
  advanceTo,
  CHANNEL,
  HARBOUR,
  posted,
  proposalId,
  proposing,
  publicMessages,
  settled,
  stamp,
  told,
  voting,
} from '../../support/acting.js';
import { DOCKERS, inFront, sofiaAt, THERE, toTheFront, votingIn } from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn, snapshot } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';

/** The explainers in order, by title. */
function titles(stage: Stage): string[] {
  return stage.app.deps.library.contents('en').map(({ title }) => title);
}

async function set(stage: Stage, options: Record<string, string>): Promise<string> {
  const { text } = told(await stage.at('Amara').command('settings set', options));
  expect(text).toContain('Saved.');
  return text;
}

/** Digests in a channel, oldest first: what has a title of ours, or of an explainer. */
function digests(stage: Stage, who = 'Mei', channel = CHANNEL): SeenMessage[] {
  const own = ['This week', ...titles(stage)];
  return publicMessages(stage.at(who, channel)).filter(({ text }) => own.includes(text.split('\n')[0] ?? ''));
}

/** Lets days pass one by one, as the bot lives them. */
async function days(stage: Stage, count: number): Promise<void> {
  for (let day = 0; day < count; day += 1) await stage.advance(DAY);
}

/** When digests are due. */
async function due(stage: Stage): Promise<string[]> {
  const rows = await stage.app.deps.due.until(new Date('2099-01-01T00:00:00Z'), 1_000);
  return rows.filter(({ kind }) => kind === 'digest').map(({ at }) => at);
}

export const digest: Theme = {
  about: 'the weekly post',
  prepare: async (stage) => {
    await set(stage, { channel: '#joint-action', timezone: 'Europe/Berlin' });
  },
  scenarios: [
    {
      name: 'it is off unless somebody sets a day, and is shown with the settings',
      alone: true,
      async run(stage) {
        expect(told(await stage.at('Mei').command('settings show')).text).toContain('Weekly post\noff');
        await days(stage, 8);
        expect(digests(stage)).toEqual([]);
        const text = await set(stage, { digest: 'wednesday' });
        expect(text).toContain('Weekly post\nwednesday, 09:00 in the time zone of this server');
      },
    },
    {
      name: 'it tells what is open, what is coming and one explainer, with links to the cards, and pings nobody',
      alone: true,
      async run(stage) {
        await set(stage, { digest: 'thursday' });
        const agreed = await proposing(stage, 'Amara', { title: 'Agreed picket' });
        const lost = await proposing(stage, 'Amara', { title: 'Lost picket' });
        await voting(stage, agreed, { Jonas: 'For' });
        await voting(stage, lost, { Jonas: 'Against' });
        await advanceTo(stage, '2027-03-03T20:00:00Z');
        const open = await proposing(stage, 'Amara', {
          title: 'Open *picket* @everyone',
          when: '20 March 2027 18:00',
        });
        await advanceTo(stage, '2027-03-04T07:59:00Z');
        expect(digests(stage)).toEqual([]);
        await advanceTo(stage, '2027-03-04T08:00:01Z');
        const [post, ...others] = digests(stage);
        expect(others).toEqual([]);
        const { guildId, channelId } = stage.at('Mei');
        const link = (card: SeenMessage) =>
          `https://discord.com/channels/${guildId ?? ''}/${channelId}/${card.id}`;
        const closes = (await stage.app.deps.proposals.get(proposalId(open)))?.closesAt ?? '';
        const begins = '2027-03-05T17:00:00Z';
        const [first = ''] = titles(stage);
        expect(post?.text).toContain(
          [
            'This week',
            '**Open for voting**',
            `- “Open \\*picket\\* \\@everyone” closes ${stamp(closes)} (${stamp(closes, 'R')}): ${link(open)}`,
            '',
            '**Coming actions**',
            `- “Agreed picket” begins ${stamp(begins)} (${stamp(begins, 'R')}): ${link(agreed)}`,
            '',
            `**To read: ${first}**`,
          ].join('\n'),
        );
        expect(post?.text).not.toContain('Lost picket');
        // With where the explainer comes from.
        expect(post?.text).toContain(stage.app.deps.library.article.author);
        expect(post?.raw.mention_everyone).toBe(false);
        expect(post?.raw.content).toBe('');
      },
    },
    {
      name: 'every week it brings the next explainer, alone where nothing is open or coming, and begins again',
      alone: true,
      at: Date.parse('2027-03-01T09:00:30Z'),
      async run(stage) {
        await set(stage, { digest: 'tuesday', timezone: 'UTC' });
        const all = titles(stage);
        expect(all.length).toBeGreaterThan(2);
        for (let week = 0; week <= all.length; week += 1) await days(stage, 7);
        const seen = digests(stage).map(({ text }) => text.split('\n')[0]);
        expect(seen).toEqual([...all, all[0]]);
        expect(await due(stage)).toHaveLength(1);
      },
    },
    {
      name: 'it follows the clock on the wall across a clock change',
      alone: true,
      at: Date.parse('2027-03-22T12:00:00Z'),
      async run(stage) {
        await set(stage, { digest: 'monday' });
        expect(await due(stage)).toEqual(['2027-03-29T07:00:00.000Z']);
        await advanceTo(stage, '2027-03-29T06:59:30Z');
        expect(digests(stage)).toEqual([]);
        await advanceTo(stage, '2027-03-29T07:00:01Z');
        expect(digests(stage)).toHaveLength(1);
        expect(await due(stage)).toEqual(['2027-04-05T07:00:00.000Z']);
      },
    },
    {
      name: 'another day, another zone and off take effect at once',
      alone: true,
      async run(stage) {
        await set(stage, { digest: 'tuesday' });
        expect(await due(stage)).toEqual(['2027-03-02T08:00:00.000Z']);
        await set(stage, { timezone: 'America/New_York' });
        expect(await due(stage)).toEqual(['2027-03-02T14:00:00.000Z']);
        // It is past nine on Monday: the next Monday is meant.
        await set(stage, { digest: 'monday', timezone: 'Europe/Berlin' });
        expect(await due(stage)).toEqual(['2027-03-08T08:00:00.000Z']);
        await days(stage, 2);
        expect(digests(stage)).toEqual([]);
        await set(stage, { digest: 'off' });
        expect(await due(stage)).toEqual([]);
        await days(stage, 8);
        expect(digests(stage)).toEqual([]);
        await set(stage, { digest: 'tuesday', channel: '#general' });
        await days(stage, 7);
        expect(digests(stage)).toEqual([]);
        expect(digests(stage, 'Mei', `${HARBOUR}#general`)).toHaveLength(1);
      },
    },
    {
      name: 'after an outage at most one comes, marked late; none that is over a day late',
      alone: true,
      async run(stage) {
        await set(stage, { digest: 'tuesday' });
        await stage.stopBot();
        await advanceTo(stage, '2027-03-23T18:00:00Z');
        await stage.startBot();
        await stage.app.tick();
        const [post, ...others] = digests(stage);
        expect(others).toEqual([]);
        expect(post?.text).toContain(`This post is late: it was due ${stamp('2027-03-23T08:00:00Z')}.`);
        await stage.stopBot();
        await advanceTo(stage, '2027-03-31T09:00:00Z');
        await stage.startBot();
        await stage.app.tick();
        expect(digests(stage)).toHaveLength(1);
        await advanceTo(stage, '2027-04-06T07:00:01Z');
        expect(digests(stage)).toHaveLength(2);
        // The one left out has used up no explainer.
        expect(digests(stage)[1]?.text.split('\n')[0]).toBe(titles(stage)[1]);
        await stage.restart();
        await stage.advance(HOUR);
        expect(digests(stage)).toHaveLength(2);
      },
    },
    {
      name: 'what is hidden in a server is not in its digest, nor what its organisations are out of or have left',
      alone: true,
      async run(stage) {
        await inFront(stage, [DOCKERS], [{ name: 'Students', members: 'Student Group' }], 1);
        told(await sofiaAt(stage).command('settings set', { digest: 'wednesday' }));
        await set(stage, { digest: 'wednesday' });
        const [here, there] = await toTheFront(stage, 'Jonas', {
          title: 'Agreed here',
          closes: 'in 3 hours',
        });
        await votingIn(stage, here, { Jonas: 'For' }, 'Dockworkers');
        await votingIn(stage, there, { Hana: 'Against' }, 'Students', THERE);
        const [, agreed] = await toTheFront(stage, 'Jonas', { title: 'Agreed there', closes: 'in 3 hours' });
        await votingIn(stage, agreed ?? there, { Hana: 'For' }, 'Students', THERE);
        await stage.advance(3 * HOUR + MINUTE);
        const after = told(await sofiaAt(stage).press(agreed ?? there, 'More'));
        told(await sofiaAt(stage).press(after, 'Hide here'));
        const [, hidden] = await toTheFront(stage, 'Jonas', { title: 'Hidden there' });
        const behind = told(await sofiaAt(stage).press(hidden ?? '', 'More'));
        told(await sofiaAt(stage).press(behind, 'Hide here'));
        await settled(stage);
        await advanceTo(stage, '2027-03-03T08:00:01Z');
        const [first] = digests(stage);
        expect(first?.text).toContain('Agreed here');
        expect(first?.text).toContain('Hidden there');
        const [second, ...others] = digests(stage, 'Hana', THERE);
        expect(others).toEqual([]);
        // Nothing is left to tell but the explainer.
        expect(second?.text.split('\n')[0]).toBe(titles(stage)[0]);
        expect(second?.text).not.toMatch(/Agreed here|Agreed there|Hidden there/u);
        expect(posted(stage.at('Hana', THERE), 'This week')).toEqual([]);
      },
    },
    {
      name: 'with many proposals a few of each are named and the rest counted',
      alone: true,
      async run(stage) {
        await set(stage, { digest: 'tuesday' });
        for (let number = 1; number <= 7; number += 1)
          await proposing(stage, 'Amara', { title: `Picket ${String(number)} ${'x'.repeat(85)}` });
        await advanceTo(stage, '2027-03-02T08:00:01Z');
        const [post] = digests(stage);
        expect(post?.text.match(/^- “Picket/gmu)).toHaveLength(5);
        expect(post?.text).toContain('and 2 more, see </proposal list:');
        expect(post?.text).toContain('**To read: ');
      },
    },
    {
      name: 'without a channel, and by others than Manage Server, it is refused and nothing is due',
      alone: true,
      unprepared: true,
      async run(stage) {
        const before = await snapshot(stage);
        const refused = told(await stage.at('Amara').command('settings set', { digest: 'monday' }));
        expect(refused.text).toMatch(/^No channel is set in this server\./u);
        const member = told(await stage.at('Mei').command('settings set', { digest: 'monday' }));
        expect(member.text).toMatch(/^Only people with the Manage Server right/u);
        expect(await snapshot(stage)).toEqual(before);
        expect(await due(stage)).toEqual([]);
        expect(await countIn(stage.app.deps.digests)).toBe(0);
      },
    },
  ],
};
