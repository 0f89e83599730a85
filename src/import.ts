import { importRecords } from './operator/portable.js';
import { runTool } from './operator/tool.js';

/** `npm run import FILE`: makes a store of exported records, where there is none yet. */
const [file] = process.argv.slice(2);
process.exitCode = await runTool((installation, progress) =>
  file === undefined
    ? Promise.resolve({ ok: false, said: 'Which file? For example: npm run import -- records.jsonl' })
    : importRecords(installation, file, new Date(), progress),
);
