import { readFile } from 'node:fs/promises';
import { verifyRecord } from './proposals/outcome-record.js';

/**
 * `npm run verify FILE`: checks an outcome record without the bot, its store or Discord. Exit code 0 when it holds, 1
 * when it does not, 2 when there is nothing to check.
 */
const [file] = process.argv.slice(2);
process.exitCode = file === undefined ? usage() : await check(file);

function usage(): number {
  process.stderr.write('Which file? For example: npm run verify outcome.json\n');
  return 2;
}

async function check(path: string): Promise<number> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    process.stderr.write(`${path} cannot be read. Give the file that /proposal export attached.\n`);
    return 2;
  }
  const result = verifyRecord(text);
  if (!result.ok) {
    process.stdout.write(
      `This record does not hold.\n${result.problems.map((line) => `- ${line}\n`).join('')}`,
    );
    return 1;
  }
  const { content, attested, publicKey } = result;
  const lines = content.organisations.map(({ name, position, totals }) => {
    const figures =
      totals === 'withheld'
        ? 'attested, not recomputed'
        : `For ${String(totals.for)}, Against ${String(totals.against)}, Abstain ${String(totals.abstain)}`;
    return `- ${name}: ${position} (${figures})`;
  });
  process.stdout.write(
    [
      `This record holds: ${content.agreed ? 'agreed' : 'not agreed'}, ${String(content.needed)} needed.`,
      ...lines,
      `Signed with the key ${publicKey}. Compare it with the one the installation publishes.`,
      ...(attested.length > 0 ? ['Attested means: the totals are withheld to keep votes secret.'] : []),
      '',
    ].join('\n'),
  );
  return 0;
}
