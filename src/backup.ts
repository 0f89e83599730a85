import { backUp } from './operator/backup.js';
import { copyKeys } from './operator/copy-keys.js';
import { runTool } from './operator/tool.js';

/**
 * `npm run backup [FILE]`: a backup of the store, made by the running bot or, where none runs, here.
 * `npm run backup -- --keys FOLDER`: a copy of the keys, to be kept elsewhere.
 */
const [first, second] = process.argv.slice(2);
process.exitCode = await runTool((installation, progress) => {
  if (first !== '--keys') return backUp(installation, first, new Date(), progress);
  return second === undefined
    ? Promise.resolve({
        ok: false,
        said: 'Which folder? For example: npm run backup -- --keys /media/stick/keys',
      })
    : copyKeys(installation, second);
});
