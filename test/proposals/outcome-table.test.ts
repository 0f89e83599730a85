import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { textHash, type Action } from '../../src/proposals/action.js';
import { signedRecord } from '../../src/proposals/outcome-record.js';
import { outcomeTable } from '../../src/proposals/outcome-table.js';
import { recordKeysOf } from '../../src/proposals/record-keys.js';
import { closedProposal } from './closed-proposal.js';

const keys = recordKeysOf(generateKeyPairSync('ed25519').privateKey);
const tableOf = (part: Parameters<typeof closedProposal>[0] = {}) =>
  outcomeTable(signedRecord(closedProposal(part), keys));
const titled = (title: string): Action => ({ ...closedProposal().action, title });

describe('the outcome as a table', () => {
  it('has a line per organisation, with its totals', () => {
    const hash = textHash(closedProposal().action);
    const quoted = (line: string) =>
      line
        .split(',')
        .map((cell) => `"${cell}"`)
        .join(',');
    expect(tableOf().split('\r\n')).toEqual([
      quoted('title,text,agreed,closed,organisation,server,position,can vote,turnout,for,against,abstain'),
      quoted(`Picket,${hash},yes,2027-03-03T12:00:05.000Z,Tenants,Harbour,in,12,11,8,2,1`),
      quoted(`Picket,${hash},yes,2027-03-03T12:00:05.000Z,Dockworkers,Harbour,out,5,,,,`),
      '',
    ]);
  });

  it('leaves cells empty where totals are withheld, and has no column for all organisations', () => {
    const [, , withheld] = tableOf().split('\r\n');
    expect(withheld).toMatch(/,"out","5","","","",""$/u);
    expect(tableOf().split('\r\n')[0]).not.toMatch(/total|sum|all/u);
  });

  it.each([
    ['=SUM(A1:A9)', `"'=SUM(A1:A9)"`],
    ['+49 30', `"'+49 30"`],
    ['-1', `"'-1"`],
    ['@here', `"'@here"`],
    ['Picket, then march', '"Picket, then march"'],
    ['The "big" one', '"The ""big"" one"'],
    ['=HYPERLINK("https://evil.example","x")', `"'=HYPERLINK(""https://evil.example"",""x"")"`],
    ['Ärzte 🌹', '"Ärzte 🌹"'],
    // After what a program takes away, or splits at.
    ['\n=1', `"'=1"`],
    [' \u00A0=1', `"'=1"`],
    ['\u0000=1', `"'=1"`],
    ['\u200D=1', `"\u200D'=1"`],
    ['a\r\n=1', `"a =1"`],
    ['x;=1', `"x;'=1"`],
    ['x, -1', `"x, '-1"`],
    ['x";=1', `"x"";'=1"`],
    ['x"=1', `"x""'=1"`],
    // Full-width forms.
    ['＝1', `"'＝1"`],
    ['＋1', `"'＋1"`],
    ['－1', `"'－1"`],
    ['＠a', `"'＠a"`],
    // And nothing else: neither within words nor between them.
    ['Picket + march = strike - tomorrow', '"Picket + march = strike - tomorrow"'],
    ['mail@example.org', '"mail@example.org"'],
  ])('writes %s so that no program computes or splits it', (title, cell) => {
    const line = tableOf({ action: titled(title) }).split('\r\n')[1];
    expect(line?.startsWith(`${cell},`)).toBe(true);
  });

  it('is made of a record alone', () => {
    expect(() => outcomeTable('{}')).toThrow();
    expect(() => outcomeTable('no record')).toThrow();
  });
});
