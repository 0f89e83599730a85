import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { signedRecord } from '../src/proposals/outcome-record.js';
import { recordKeysOf } from '../src/proposals/record-keys.js';
import { closedProposal } from './proposals/closed-proposal.js';

const keys = recordKeysOf(generateKeyPairSync('ed25519').privateKey);
const record = signedRecord(closedProposal(), keys);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verify-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the check as a program of its own, without bot, store or Discord. */
function verify(...files: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'src/verify.ts', ...files],
      { env: { PATH: process.env.PATH ?? '' } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

async function file(name: string, text: string): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, text);
  return at;
}

describe.concurrent('the check of an outcome record', () => {
  it('says that it holds, what each organisation concluded, and whose key it is', async ({ expect }) => {
    const { code, out, err } = await verify(await file('good.json', record));
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      'This record holds: agreed, 1 needed.',
      '- Tenants: in (For 8, Against 2, Abstain 1)',
      '- Dockworkers: out (attested, not recomputed)',
      `Signed with the key ${keys.publicKey}. Compare it with the one the installation publishes.`,
      'Attested means: the totals are withheld to keep votes secret.',
      '',
    ]);
  });

  it('says what does not hold, with another exit code', async ({ expect }) => {
    const changed = record.replace('"agreed":true', '"agreed":false');
    const { code, out, err } = await verify(await file('changed.json', changed));
    expect([code, err]).toEqual([1, '']);
    expect(out).toBe(
      'This record does not hold.\n- The signature does not fit.\n- The verdict does not follow from the positions.\n',
    );
  });

  it('says when there is nothing to check, with a third', async ({ expect }) => {
    const missing = await verify(path.join(folder, 'missing.json'));
    expect(missing.code).toBe(2);
    expect(missing.err).toMatch(
      /missing\.json cannot be read\. Give the file that \/proposal export attached\.\n$/u,
    );
  });

  it('asks which file', async ({ expect }) => {
    const { code, out, err } = await verify();
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe('Which file? For example: npm run verify outcome.json\n');
  });
});
