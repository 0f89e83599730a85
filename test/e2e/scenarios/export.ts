import { expect } from 'vitest';
import { verifyRecord } from '../../../src/proposals/outcome-record.js';
import { HARBOUR, told } from '../../support/acting.js';
import {
  crowd,
  DOCKERS,
  inFront,
  opened,
  SHOWN,
  STUDENTS,
  TENANTS,
  THERE,
  toTheFront,
  votingIn,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { DAY, MINUTE, type Stage } from '../../support/stage.js';

const DISCORD_ID = /\d{17,20}/u;

/** Asks for the outcome as a file; what comes back is its name and text. */
async function exported(
  stage: Stage,
  format: string,
  who = 'Mei',
  channel?: string,
): Promise<{ name: string; text: string; said: string }> {
  const answer = told(await stage.at(who, channel).command('proposal export', { ...SHOWN, format }));
  const [file, ...more] = answer.files;
  if (file === undefined || more.length > 0) throw new Error(`Not one file: ${answer.text}`);
  return { name: file.name, text: file.data.toString('utf8'), said: answer.text };
}

/** A front with an open, a large secret and a small secret ballot, closed. */
async function closed(stage: Stage): Promise<void> {
  const people = crowd(stage, 10, 'Docker', { [HARBOUR]: [DOCKERS.members] });
  await inFront(stage, [DOCKERS, TENANTS], [STUDENTS]);
  const [here, there] = await toTheFront(stage, 'Jonas');
  await votingIn(stage, here, Object.fromEntries(people.map((name) => [name, 'For'])), 'Dockworkers');
  await votingIn(stage, here, { Leila: 'For', Kofi: 'Against' }, 'Tenants');
  await votingIn(stage, there, { Hana: 'For' }, 'Students', THERE);
  await stage.advance(2 * DAY + MINUTE);
}

export const exporting: Theme = {
  about: 'the outcome as a file',
  scenarios: [
    {
      name: 'the signed record is attached, holds by itself, and is the same for everybody in every server',
      alone: true,
      async run(stage) {
        await closed(stage);
        const { name, text, said } = await exported(stage, 'json');
        expect(name).toMatch(/^outcome-[0-9a-f]{8}\.json$/u);
        expect(text).not.toMatch(DISCORD_ID);
        const verified = verifyRecord(text);
        if (!verified.ok) throw new Error(verified.problems.join(' '));
        expect(said).toContain(`signed with this installation’s key: \`${verified.publicKey}\``);
        expect(verified.content.agreed).toBe(true);
        const positions = verified.content.organisations.map(({ name: who, position, totals }) => [
          who,
          position,
          totals,
        ]);
        expect(positions).toEqual([
          ['Dockworkers', 'in', { turnout: 10, for: 10, against: 0, abstain: 0 }],
          ['Tenants', 'out', { turnout: 2, for: 1, against: 1, abstain: 0 }],
          ['Students', 'in', 'withheld'],
        ]);
        expect(verified.attested).toEqual(['Students']);
        await stage.restart();
        expect((await exported(stage, 'json', 'Hana', THERE)).text).toBe(text);
        for (const changed of [
          text.replace('"position":"out"', '"position":"in"'),
          text.replace('"for":10', '"for":11'),
          text.replace('Picket', 'Packet'),
          text.replace('"agreed":true', '"agreed":false'),
        ]) {
          expect(changed).not.toBe(text);
          expect(verifyRecord(changed).ok).toBe(false);
        }
      },
    },
    {
      name: 'as a table it has a line per organisation, and withheld totals are empty cells',
      alone: true,
      async run(stage) {
        await closed(stage);
        const { name, text } = await exported(stage, 'csv');
        expect(name).toMatch(/^outcome-[0-9a-f]{8}\.csv$/u);
        const [head, ...lines] = text.trimEnd().split('\r\n');
        const cells = (line = '') => [...line.matchAll(/"([^"]*)"/gu)].map(([, cell]) => cell);
        expect(cells(head).join()).toBe(
          'title,text,agreed,closed,organisation,server,position,can vote,turnout,for,against,abstain',
        );
        expect(lines.map((line) => cells(line).slice(4))).toEqual([
          ['Dockworkers', HARBOUR, 'in', '15', '10', '10', '0', '0'],
          ['Tenants', HARBOUR, 'out', '5', '2', '1', '1', '0'],
          ['Students', 'University Alliance', 'in', '4', '', '', '', ''],
        ]);
        expect(text).not.toMatch(/\b\d{17,20}\b/u);
      },
    },
    {
      name: 'as a picture it is shown, with the same facts in its alt text, the same for everybody',
      alone: true,
      async run(stage) {
        await closed(stage);
        const seen = async (who: string, channel?: string) => {
          const asked = { ...SHOWN, format: 'png' };
          const answer = told(await stage.at(who, channel).command('proposal export', asked));
          const [file, ...more] = answer.files;
          if (file === undefined || more.length > 0) throw new Error(`Not one file: ${answer.text}`);
          expect(answer.text).toContain('The outcome of “Picket at the gate” as a picture.');
          expect(answer.pictures).toEqual([file.name]);
          return file;
        };
        const file = await seen('Mei');
        expect(file.name).toMatch(/^outcome-[0-9a-f]{8}\.png$/u);
        expect(file.contentType).toBe('image/png');
        expect(file.data.toString('latin1', 1, 4)).toBe('PNG');
        expect(file.data.readUInt32BE(16)).toBe(1_200);
        expect(file.description?.split('\n').slice(1)).toEqual([
          '1. Dockworkers is in. For 10 · Against 0 · Abstain 0.',
          '2. Tenants is out. For 1 · Against 1 · Abstain 0.',
          '3. Students is in. Totals not shown: fewer than 10 could vote or voted.',
        ]);
        const elsewhere = await seen('Hana', THERE);
        expect(elsewhere.data.equals(file.data)).toBe(true);
        expect(elsewhere.description).toBe(file.description);
      },
    },
    {
      name: 'while it is open, or was withdrawn, there is nothing to export',
      alone: true,
      async run(stage) {
        await opened(stage);
        for (const format of ['json', 'csv', 'png']) {
          const refused = told(await stage.at('Jonas').command('proposal export', { ...SHOWN, format }));
          expect(refused.text).toBe(
            'There is nothing to export yet: “Picket at the gate” has no outcome. Wait until voting closes.',
          );
          expect(refused.files).toEqual([]);
        }
        told(await stage.at('Jonas').command('proposal withdraw', SHOWN));
        const never = told(await stage.at('Jonas').command('proposal export', { ...SHOWN, format: 'json' }));
        expect(never.text).toMatch(/^There is nothing to export/u);
        // Waiting would not help any more.
        expect(never.text).not.toContain('Wait until voting closes');
        const unknown = { proposal: 'Something else', format: 'json' };
        const none = told(await stage.at('Jonas').command('proposal export', unknown));
        expect(none.text).toMatch(/^There is no such proposal in this server\./u);
      },
    },
  ],
};
