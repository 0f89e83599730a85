import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { backUp } from '../../../src/operator/backup.js';
import type { Installation } from '../../../src/operator/installation.js';
import { restore } from '../../../src/operator/restore.js';
import {
  cards,
  inBerlin,
  pressMore,
  previewing,
  posted,
  proposalId,
  settled,
  told,
  voting,
} from '../../support/acting.js';
import { choosing, pollCards, polling } from '../../support/poll-acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { DAY, HOUR, MINUTE, type Stage } from '../../support/stage.js';

function installationOf(stage: Stage): Installation {
  return {
    store: path.join(stage.folder, 'bot.sqlite'),
    keyDir: path.join(stage.folder, 'keys'),
    backupDir: undefined,
  };
}

const nobodyListens = () => undefined;

/** Has the bot make a backup; resolves to its file. */
async function backingUp(stage: Stage): Promise<string> {
  const file = path.join(stage.folder, 'backup.sqlite');
  const made = await backUp(installationOf(stage), file, stage.local.clock.now(), nobodyListens);
  expect(made.said).toMatch(/^The backup is in .*\.sqlite\. The keys are not in it/u);
  return file;
}

/** Stops the bot, loses the ballots' keys if asked for, restores, and starts it again. */
async function restoring(stage: Stage, file: string, keys: 'kept' | 'lost'): Promise<void> {
  const now = stage.local.clock.now();
  const refused = await restore(installationOf(stage), file, now, nobodyListens);
  expect(refused).toEqual({ ok: false, said: 'The bot is running. Stop it first, then try again.' });
  await stage.stopBot();
  const ballots = path.join(stage.folder, 'keys', 'ballots');
  if (keys === 'lost') for (const name of await readdir(ballots)) await rm(path.join(ballots, name));
  const done = await restore(installationOf(stage), file, now, nobodyListens);
  expect(done.said).toMatch(/^Restored: \d+ records of /u);
  await stage.startBot();
  await settled(stage);
}

async function publishing(stage: Stage) {
  told(await stage.at('Tomasz').press(await previewing(stage, 'Tomasz'), 'Publish'));
  await settled(stage);
  return cards(stage.at('Mei')).at(-1)!;
}

export const restored: Theme = {
  about: 'a restored backup',
  prepare: inBerlin,
  scenarios: [
    ...(['kept', 'lost'] as const).map((keys) => ({
      name: `has secret votes begin again, and their cards say so; their keys are ${keys}`,
      alone: true as const,
      async run(stage: Stage) {
        await stage.app.deps.serverRules.put(stage.local.world.state.guilds[0]!.id, { ballots: 'secret' });
        const card = await publishing(stage);
        await voting(stage, card, { Mei: 'For', Jonas: 'For' });
        const question = await polling(stage, 'Amara');
        await choosing(stage, 'Mei', question, 'River');
        const file = await backingUp(stage);
        await voting(stage, card, { Tomasz: 'For' });
        await stage.advance(DAY);
        const before = await stage.app.deps.proposals.get(proposalId(card));

        await restoring(stage, file, keys);
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
        const shown = cards(stage.at('Mei')).at(-1)!;
        expect(shown.text).toContain('**Please vote again.** Voting began again on');
        expect(shown.text).toContain('because the bot was restored from a backup');
        expect(pollCards(stage).at(-1)?.text).toContain('The poll began again on');
        expect((await pressMore(stage, 'Mei', shown, 'My vote')).text).toContain('You have no vote on');
        const after = await stage.app.deps.proposals.get(proposalId(card));
        expect(Date.parse(after!.closesAt) - Date.parse(before!.closesAt)).toBeGreaterThan(20 * HOUR);

        await voting(stage, shown, { Mei: 'Against', Jonas: 'Against' });
        await stage.advance(3 * DAY);
        expect(posted(stage.at('Mei'), 'ot agreed: ')).toHaveLength(1);
        const closed = await stage.app.deps.proposals.get(proposalId(card));
        expect(closed?.outcome?.map(({ position }) => position)).toEqual(['out']);
      },
    })),
    {
      name: 'keeps open ballots as they were when it was made, and the card says that later ones may be missing',
      alone: true,
      async run(stage) {
        const card = await publishing(stage);
        await voting(stage, card, { Mei: 'For', Jonas: 'For' });
        const file = await backingUp(stage);
        await voting(stage, card, { Mei: 'Against', Tomasz: 'For' });
        await restoring(stage, file, 'kept');
        const shown = cards(stage.at('Mei')).at(-1)!;
        expect(shown.text).toContain('Votes given or changed shortly before may be missing');
        expect((await pressMore(stage, 'Mei', shown, 'My vote')).text).toContain(': For.');
        expect((await pressMore(stage, 'Tomasz', shown, 'My vote')).text).toContain('You have no vote on');
      },
    },
    {
      name: 'is not needed where only the keys are gone: those votes begin again by themselves',
      alone: true,
      async run(stage) {
        await stage.app.deps.serverRules.put(stage.local.world.state.guilds[0]!.id, { ballots: 'secret' });
        const card = await publishing(stage);
        await voting(stage, card, { Mei: 'For' });
        const ballots = path.join(stage.folder, 'keys', 'ballots');
        await stage.stopBot();
        for (const name of await readdir(ballots)) await rm(path.join(ballots, name));
        await stage.startBot();
        await settled(stage);
        const shown = cards(stage.at('Mei')).at(-1)!;
        expect(shown.text).toContain('the key of the votes before was lost, so they count no more');

        await voting(stage, shown, { Mei: 'For' });
        // Gone under the running bot, which still knows it: it is found when the bot starts the next time.
        await stage.app.deps.versionKeys.destroy(`${proposalId(card)}-1`);
        const answer = told(await stage.at('Jonas').press(shown, 'Against'));
        expect(answer.text).toContain('begins again. Wait until its card says so');
        await stage.advance(MINUTE);
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
        told(await stage.at('Jonas').press(cards(stage.at('Mei')).at(-1)!, 'Against'));
        expect(await countIn(stage.app.deps.ballots)).toBe(1);
      },
    },
  ],
};
