import { OURS_ALONE, ownTexts } from './content-folders.js';
import { countTexts, loadContent } from './content.js';
import { ContentInvalid } from './explainers/problem.js';

/**
 * `npm run check:content [folder]`: reads the texts as the start of the bot would, our own and those in the folder, by
 * default the one that CONTENT_DIR names, and prints what is wrong, a line each. Exit code 0 when nothing is, else 1.
 */
try {
  process.loadEnvFile();
} catch {
  // Without a file, or where it is not this user's to read, the environment alone says where the texts are.
}
// Empty means the default, as it does for the bot.
const named = process.argv[2] ?? process.env.CONTENT_DIR?.trim();
const folder = named === undefined || named === '' ? OURS_ALONE : named;
try {
  const { ours, own } = countTexts(await loadContent(folder));
  const beside = ownTexts(folder) === undefined ? '' : ` Your own in ${folder}: ${String(own)}.`;
  process.stdout.write(`Nothing is wrong. Texts that come with the bot: ${String(ours)}.${beside}\n`);
} catch (error) {
  if (!(error instanceof ContentInvalid)) throw error;
  const count = error.problems.length;
  process.stdout.write(`${error.message}\n${String(count)} ${count === 1 ? 'problem' : 'problems'}.\n`);
  process.exitCode = 1;
}
