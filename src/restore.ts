import { restore } from './operator/restore.js';
import { runTool } from './operator/tool.js';

/** `npm run restore FILE`: puts a backup in the store's place, while the bot is stopped. */
const [file] = process.argv.slice(2);
process.exitCode = await runTool((installation, progress) =>
  file === undefined
    ? Promise.resolve({
        ok: false,
        said: 'Which file? For example: npm run restore -- backups/strike-together.2027-03-01.sqlite',
      })
    : restore(installation, file, new Date(), progress),
);
