import { expect } from 'vitest';
import { tracesOf } from '../../../src/privacy/own-data.js';
import { TRACE_KINDS } from '../../../src/privacy/trace.js';
import { ByteSearch } from '../../prove/secrecy/byte-search.js';
import {
  choicesIn,
  dmOf,
  inBerlin,
  pressMore,
  previewing,
  proposalId,
  proposing,
  seen,
  settled,
  told,
  UNIVERSITY,
  voting,
} from '../../support/acting.js';
import { everyTrace } from '../../support/every-trace.js';
import { inFront, sofiaAt } from '../../support/front-acting.js';
import { answersIn } from '../../support/poll-acting.js';
import { filesOf, IDS, needlesOf, PSEUDONYMS, rawRows } from '../../support/raw-store.js';
import type { Theme } from '../../support/scenario.js';
import { countIn, snapshot } from '../../support/store-snapshot.js';
import { DAY, HOUR, type Stage } from '../../support/stage.js';

/** The kinds of things stored of somebody, in order, each once. */
async function kindsOf(stage: Stage, who: string): Promise<string[]> {
  const { deps } = stage.app;
  const found = new Set<string>();
  const actor = { userId: stage.local.person(who).id };
  for await (const { kind } of tracesOf(deps, actor, deps.now())) found.add(kind);
  return TRACE_KINDS.filter((kind) => found.has(kind));
}

/** Erases, as people do. */
async function erasing(stage: Stage, who: string): Promise<string> {
  const question = told(await stage.at(who).command('privacy erase'));
  expect(question.labels).toEqual(['Erase now', 'Keep it']);
  return told(await stage.at(who).press(question, 'Erase now')).text;
}

/** Rows in which the store's key shows somebody's id. */
async function rowsWith(stage: Stage, id: string): Promise<string[]> {
  const rows = await rawRows(stage);
  return rows.filter(({ opened }) => opened.includes(id)).map(({ key }) => key.split(':')[0] ?? '');
}

export const privacy: Theme = {
  about: 'privacy',
  scenarios: [
    {
      name: 'somebody who did nothing is told that nothing is stored, in a DM too, and who runs the bot',
      alone: true,
      environment: { OPERATOR_CONTACT: 'Harbour *Tech* Group, https://tech.harbour.example' },
      async run(stage) {
        for (const seat of [stage.at('Leila'), dmOf(stage, 'Leila')]) {
          const shown = seen(await seat.command('privacy show'));
          expect(shown.text).toContain('Nothing is stored about you.');
          expect(shown.text).toContain(
            'Who runs this bot: Harbour \\*Tech\\* Group, <https://tech.harbour.example/>.',
          );
          expect(shown.labels).toEqual(['Privacy notice', 'Erase it all']);
          const notice = seen(await seat.press(shown, 'Privacy notice'));
          expect(notice.text).toContain('Thirty days after the bot was removed from a server');
          expect(notice.text).toContain('90 days after a proposal or poll is over');
          expect(notice.text).toContain('Who runs this bot: Harbour');
          expect(notice.labels).toEqual(['Erase it all']);
        }
        expect(told(await stage.at('Leila').command('help')).text).toContain('Who runs this bot: Harbour');
        expect(await countIn(stage.app.deps.people)).toBe(0);
      },
    },
    {
      name: 'where nobody said who runs the bot, that is what people read; erasing nothing is fine',
      async run(stage) {
        const help = told(await stage.at('Leila').command('help'));
        expect(help.text).toContain('Who runs this bot has not said here how to reach them.');
        const shown = told(await stage.at('Leila').command('privacy show'));
        const question = told(await stage.at('Leila').press(shown, 'Erase it all'));
        const done = told(await stage.at('Leila').press(question, 'Erase now'));
        expect(done.text).toContain('Nothing was stored about you.');
      },
    },
    {
      name: 'everything stored about somebody is shown to them, with until when, and handed out as a file',
      alone: true,
      async run(stage) {
        await everyTrace(stage);
        expect(await kindsOf(stage, 'Amara')).toEqual([...TRACE_KINDS]);
        // The private answer that lists it also tells of what could not be delivered; then that is not stored any more.
        const shown = told(await stage.at('Amara').command('privacy show'));
        expect(shown.text.match(/^- /gmu)?.length).toBeGreaterThanOrEqual(TRACE_KINDS.length);
        for (const line of [
          'Your time zone. Until you change or erase it.',
          'Reminders you began and have not saved: 2. Until <t:',
          'Drafts of proposals: 1. Until <t:',
          'Your answers to open polls: 1. Until <t:',
        ])
          expect(shown.text).toContain(line);
        // Said how many, never how: the file and My vote say that.
        expect(shown.text).not.toMatch(/Against|Market/u);
        const answer = told(await stage.at('Amara').command('privacy export'));
        const [file] = answer.files;
        expect(file?.name).toBe('my-data.json');
        const data = JSON.parse(file?.data.toString('utf8') ?? '') as {
          about: string;
          stored: Record<string, Record<string, unknown>[]>;
        };
        expect(data.about).toBe(stage.local.person('Amara').id);
        expect(Object.keys(data.stored)).toEqual(TRACE_KINDS.filter((kind) => kind !== 'notice'));
        expect(data.stored.ballot).toMatchObject([
          { title: 'Leaflets at the station', yourVote: 'against', ballots: 'open' },
        ]);
        expect(data.stored['named-ballot']).toMatchObject([{ title: 'Picket at the gate', yourVote: 'for' }]);
        expect(data.stored.answer).toMatchObject([{ question: 'Which route?', yourAnswer: ['Market'] }]);
        expect(data.stored.zone).toMatchObject([{ timezone: 'Europe/Lisbon' }]);
        for (const name of stage.local.people().filter((one) => one !== 'Amara'))
          expect(file?.data.toString('utf8')).not.toContain(stage.local.person(name).id);
      },
    },
    {
      name: 'erased, nothing leads to somebody in any file, open or unsealed; others keep theirs',
      alone: true,
      async run(stage) {
        const { open, own, poll, over } = await everyTrace(stage);
        const { id } = stage.local.person('Amara');
        const jonas = await kindsOf(stage, 'Jonas');
        expect(jonas).toContain('proposal-open');
        const search = new ByteSearch(await needlesOf(stage, id));
        const found = async () => search.inFiles(await filesOf(stage));
        // The search finds what is there: pseudonyms in keys, the id in what is sealed.
        expect((await found())[PSEUDONYMS]?.many).toBeGreaterThan(8);
        expect((await found())[IDS]).toBeUndefined();
        const rows = await rowsWith(stage, id);
        for (const prefix of ['proposal', 'reminder', 'draft', 'poll', 'outbox', 'nudge', 'named-ballots'])
          expect(rows, prefix).toContain(prefix);
        const text = await erasing(stage, 'Amara');
        expect(text).toMatch(/^Erased\n+\d+ records about you were removed\./u);
        expect(text).toContain('Totals of votes that were counted: nothing links them to you.');
        expect(text).toContain('Backups made before now, for at most 14 days.');
        expect(await found()).toEqual({});
        expect(await rowsWith(stage, id)).toEqual([]);
        expect(await kindsOf(stage, 'Amara')).toEqual([]);
        expect(await kindsOf(stage, 'Jonas')).toEqual(jonas);
        // Her vote is taken back, her answer too; Jonas’ stands. What she proposed stays, and nobody is its proposer.
        expect(await choicesIn(stage, open)).toEqual(['for']);
        expect(await answersIn(stage, poll)).toEqual([]);
        await settled(stage);
        expect(stage.at('Jonas').message(open.id).text).toContain('1 of about');
        expect((await stage.app.deps.proposals.get(proposalId(own)))?.state).toBe('open');
        const shown = told(
          await stage.at('Jonas').command('proposal show', { proposal: 'Picket at the gate' }),
        );
        expect(shown.text).toContain('For 2');
        expect(shown.text).not.toContain(`<@${id}>`);
        expect(shown.text).toContain(`<@${stage.local.person('Jonas').id}>`);
        expect(over.text).not.toContain(id);
        // What she set for a channel comes all the same, and nothing else does.
        stage.local.person('Amara').acceptsDms(true);
        const before = dmOf(stage, 'Amara').messages().length;
        await stage.restart();
        await stage.advance(31 * DAY);
        expect(stage.at('Jonas', 'Harbour City Coalition#general').messages().at(-1)?.text).toContain(
          'Bring the banner',
        );
        expect(dmOf(stage, 'Amara').messages()).toHaveLength(before);
        expect(await found()).toEqual({});
      },
    },
    {
      name: 'Keep it keeps everything, and the button erases only whoever presses it',
      alone: true,
      async run(stage) {
        await inBerlin(stage);
        const card = await proposing(stage, 'Amara', { title: 'Open letter' });
        await voting(stage, card, { Mei: 'For' });
        const preview = await previewing(stage, 'Mei');
        const question = told(await stage.at('Mei').command('privacy erase'));
        expect(question.text).toContain('It cannot be undone.');
        const before = await snapshot(stage);
        expect(told(await stage.at('Mei').press(question, 'Keep it')).text).toContain('Nothing was erased.');
        told(await stage.at('Jonas').forge(card, 'privacy:erase'));
        expect(await snapshot(stage)).toEqual(before);
        expect(told(await stage.at('Mei').press(preview, 'Publish')).text).toContain('Published.');
      },
    },
    {
      name: 'pressed twice at once it is erased once; whoever proposed can then do no more than others, and organisers can',
      alone: true,
      async run(stage) {
        await inBerlin(stage);
        const card = await proposing(stage, 'Mei');
        await voting(stage, card, { Mei: 'For', Jonas: 'Against' });
        const question = told(await stage.at('Mei').command('privacy erase'));
        const both = await Promise.all([
          stage.at('Mei').press(question, 'Erase now'),
          stage.at('Mei').press(question, 'Erase now'),
        ]);
        for (const answer of both) expect(told(answer).text).toContain('2 records about you were removed');
        expect((await pressMore(stage, 'Mei', card, 'My vote')).text).toContain('You have no vote');
        const withdraw = { proposal: 'Picket at the gate' };
        const refused = told(await stage.at('Mei').command('proposal withdraw', withdraw));
        expect(refused.text).not.toContain('withdrawn');
        // She may vote anew.
        await voting(stage, card, { Mei: 'Abstain' });
        expect(await choicesIn(stage, card)).toEqual(['abstain', 'against']);
        const done = told(await stage.at('Amara').command('proposal withdraw', withdraw));
        expect(done.text).toContain('withdrawn');
      },
    },
    {
      name: 'thirty days after the bot was removed from a server nothing of it is stored, and the others have theirs',
      alone: true,
      async run(stage) {
        await inFront(stage);
        const there = sofiaAt(stage);
        told(await there.command('settings set', { digest: 'sunday', 'conduct-line': 'Be kind.' }));
        told(await there.command('remind create', { text: 'Tea', when: 'in 90 days', channel: '#general' }));
        told(await there.command('poll', { question: 'Tea?', options: 'Yes, No', closes: 'in 2 days' }));
        const typed = { title: 'Sit-in', how: 'sit-in', whom: 'institution: Rectorate', when: 'Friday 6pm' };
        const preview = told(await there.command('propose', typed));
        told(await there.press(preview, 'Publish'));
        await stage.advance(3 * DAY);
        const guild = stage.local.world.state.guilds.find(({ name }) => name === UNIVERSITY);
        const kinds = async () => {
          const rows = await rawRows(stage);
          const own = rows.filter(({ key, opened }) => `${key} ${opened}`.includes(guild?.id ?? '?'));
          return [...new Set(own.map(({ key }) => key.split(':')[0] ?? ''))].sort();
        };
        for (const kind of ['digest', 'front-of', 'organisation', 'poll', 'proposal', 'reminder', 'settings'])
          expect(await kinds(), kind).toContain(kind);
        stage.local.removeBot(UNIVERSITY);
        await expect.poll(() => countIn(stage.app.deps.goneServers)).toBe(1);
        await stage.advance(29 * DAY);
        expect(await kinds()).toContain('settings');
        await stage.advance(DAY + HOUR);
        // That it left was posted to the others a day after it was gone; that is known for thirty days.
        expect(await kinds()).toEqual(['front-code', 'outbox']);
        await stage.advance(32 * DAY);
        expect(await kinds()).toEqual([]);
        expect(told(await stage.at('Mei').command('front show')).text).toContain('Dockworkers');
      },
    },
    {
      name: 'a server chooses after how many days people are forgotten, and the night after they are',
      alone: true,
      async run(stage) {
        await inBerlin(stage);
        const set = told(await stage.at('Amara').command('settings set', { retention: 7 }));
        expect(set.text).toContain('7 days');
        const card = await proposing(stage, 'Mei', { closes: 'in 3 hours' });
        await voting(stage, card, { Mei: 'Against', Jonas: 'Against' });
        await stage.advance(4 * HOUR);
        const shown = { proposal: 'Picket at the gate' };
        const { id } = stage.local.person('Mei');
        expect(told(await stage.at('Jonas').command('proposal show', shown)).text).toContain(`<@${id}>`);
        await stage.advance(6 * DAY);
        expect(await kindsOf(stage, 'Mei')).toEqual(['proposal-over', 'named-ballot']);
        await stage.restart();
        await stage.advance(2 * DAY);
        expect(await kindsOf(stage, 'Mei')).toEqual([]);
        const later = told(await stage.at('Jonas').command('proposal show', shown));
        expect(later.text).not.toContain(`<@${id}>`);
        expect(later.text).toContain('Against 2');
        const [prune] = await stage.app.deps.due.page(1);
        expect(prune).toMatchObject({ kind: 'prune', id: 'nightly' });
        // What no client offers is refused.
        for (const retention of [6, 366]) {
          const refused = told(await stage.at('Amara').commandRaw('settings set', { retention }));
          expect(refused.text).toMatch(/from 7 to 365/u);
        }
      },
    },
  ],
};
