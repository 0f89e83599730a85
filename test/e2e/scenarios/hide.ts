import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import { more, posted, proposalId, publicMessages, settled, told } from '../../support/acting.js';
import { ballotKeys, opened, SHOWN, THERE, votingIn } from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { DAY, MINUTE, type Stage } from '../../support/stage.js';

/** `npm run take-down`, as whoever operates the bot types it; what it says, with its exit code. */
export async function takeDown(stage: Stage, ...words: string[]): Promise<{ code: number; said: string }> {
  const file = path.resolve(import.meta.dirname, '../../../src/take-down.ts');
  const env = { ...process.env, KEY_DIR: path.join(stage.folder, 'keys') };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file, ...words], {
      env,
    });
    return { code: 0, said: stdout.trim() };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr.trim() };
  }
}

/** The card in a channel by its id, also where it says only that it is hidden. */
function cardAt(stage: Stage, card: SeenMessage, who: string, channel?: string): SeenMessage {
  const found = publicMessages(stage.at(who, channel)).find(({ id }) => id === card.id);
  if (found === undefined) throw new Error('The card is gone.');
  return found;
}

export const hide: Theme = {
  about: 'hiding and taking down',
  scenarios: [
    {
      name: 'organisers of a receiving server hide the card there; votes count on, and the proposer can see it',
      alone: true,
      async run(stage) {
        const [here, there] = await opened(stage);
        await votingIn(stage, there, { Hana: 'For' }, 'Students', THERE);
        const sofia = stage.at('Sofia', THERE);
        const behind = told(await sofia.press(there, 'More'));
        expect(behind.labels).toContain('Hide here');
        const done = told(await sofia.press(behind, 'Hide here'));
        expect(done.text).toContain('The card is hidden in this server. The proposer can see that');
        await settled(stage);
        const hidden = cardAt(stage, there, 'Hana', THERE);
        expect(hidden.text).toMatch(/^Hidden\nOrganisers of this server have hidden this proposal here\./u);
        expect(hidden.text).not.toContain('Picket');
        expect(hidden.labels).toEqual([]);
        expect(cardAt(stage, here, 'Mei').text).toContain('Picket at the gate');
        const shown = told(await stage.at('Jonas').command('proposal show', SHOWN)).text;
        expect(shown).toContain('Organisers have hidden the card in: University Alliance');
        await votingIn(stage, here, { Jonas: 'For' }, 'Dockworkers');
        await stage.advance(2 * DAY + MINUTE);
        expect(posted(stage.at('Mei'), 'Agreed: Picket at the gate')[0]?.text).toContain('Students is in');
        // What was hidden there does not come back by its outcome's card edit.
        expect(cardAt(stage, there, 'Hana', THERE).text).toMatch(/^Hidden/u);
        expect(await countIn(stage.app.deps.hidden)).toBe(1);
      },
    },
    {
      name: 'the button is not there for others, nor in the proposing server, and forging it is refused',
      alone: true,
      async run(stage) {
        const [here, there] = await opened(stage);
        expect((await more(stage, 'Amara', here)).labels).not.toContain('Hide here');
        const hana = told(await stage.at('Hana', THERE).press(there, 'More'));
        expect(hana.labels).not.toContain('Hide here');
        const id = `more:hide:${proposalId(here)}:1`;
        expect(told(await stage.at('Hana', THERE).forge(hana, id)).text).toMatch(
          /^Only organisers of this server/u,
        );
        const own = await more(stage, 'Amara', here);
        expect(told(await stage.at('Amara').forge(own, id)).text).toBe(
          'This proposal was made here. Withdraw it with /proposal withdraw instead.',
        );
        expect(await countIn(stage.app.deps.hidden)).toBe(0);
        // By the role of the settings, too.
        told(await stage.at('Sofia', THERE).command('settings set', { 'organiser-role': 'Organiser' }));
        const yusuf = told(await stage.at('Yusuf', THERE).press(there, 'More'));
        expect(yusuf.labels).toContain('Hide here');
      },
    },
    {
      name: 'a report goes to the organisers of the server it was made in, and to no other',
      alone: true,
      async run(stage) {
        const [, there] = await opened(stage);
        const behind = told(await stage.at('Hana', THERE).press(there, 'More'));
        expect(told(await stage.at('Hana', THERE).press(behind, 'Report')).text).toContain(
          'Your name is not given to them.',
        );
        await stage.app.tick();
        const [note] = posted(stage.at('Sofia', THERE), 'Reported: Picket at the gate');
        expect(posted(stage.at('Mei'), 'Reported')).toEqual([]);
        // What organisers of a receiving server can do is hide it; withdrawing is not theirs.
        expect(note?.text).not.toContain('organisers can withdraw it');
        expect(note?.text).toMatch(/hide/iu);
      },
    },
    {
      name: 'whoever operates the bot takes a proposal down in every server, by the hash on its card',
      alone: true,
      async run(stage) {
        const [here, there] = await opened(stage);
        await votingIn(stage, here, { Jonas: 'For' }, 'Dockworkers');
        const hash = here.text.slice(-8);
        expect(await takeDown(stage)).toMatchObject({ code: 1 });
        expect((await takeDown(stage, 'deadbeef')).said).toBe(
          'No proposal has a text deadbeef. The hash stands at the bottom of its card.',
        );
        const done = await takeDown(stage, hash.toUpperCase());
        expect(done).toEqual({ code: 0, said: `Taken down in every server it was put to: text ${hash}.` });
        await settled(stage);
        for (const card of [cardAt(stage, here, 'Mei'), cardAt(stage, there, 'Hana', THERE)]) {
          expect(card.text).toBe('Hidden\nWhoever runs this bot has taken this proposal down.');
          expect(card.labels).toEqual([]);
        }
        expect(await ballotKeys(stage)).toEqual([]);
        expect(await countIn(stage.app.deps.ballots)).toBe(0);
        const refused = told(await stage.at('Mei').forge(here.id, `card:for:${proposalId(here)}:1`));
        expect(refused.text).toMatch(/^Your vote was not recorded:/u);
        await stage.advance(3 * DAY);
        expect(posted(stage.at('Mei'), 'greed: Picket')).toEqual([]);
        await stage.stopBot();
        expect(await takeDown(stage, hash)).toEqual({
          code: 1,
          said: 'The bot is not running here. Start it, then try again in its folder.',
        });
        await stage.startBot();
      },
    },
    {
      name: 'what is taken down is readable nowhere: not in a list, by its title, or behind an old button',
      alone: true,
      async run(stage) {
        const [here] = await opened(stage);
        const hash = here.text.slice(-8);
        const behind = await more(stage, 'Mei', here);
        expect((await takeDown(stage, hash)).code).toBe(0);
        await settled(stage);
        const gone = /^There is no such proposal in this server\./u;
        for (const meant of [SHOWN.proposal, proposalId(here)]) {
          const shown = await stage.at('Jonas').command('proposal show', { proposal: meant });
          expect(told(shown).text).toMatch(gone);
        }
        const listed = told(await stage.at('Hana', THERE).command('proposal list')).text;
        expect(listed).not.toContain('Picket');
        expect(await stage.at('Mei').suggest('proposal show', {}, 'proposal')).toEqual([]);
        expect(told(await stage.at('Mei').press(behind, 'What is this')).text).toMatch(gone);
        const file = { ...SHOWN, format: 'json' };
        expect(told(await stage.at('Jonas').command('proposal export', file)).text).toMatch(gone);
      },
    },
  ],
};
