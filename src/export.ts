import { exportRecords } from './operator/portable.js';
import { runTool } from './operator/tool.js';

/** `npm run export FILE`: writes all records as lines of JSON, for moving. */
const [file] = process.argv.slice(2);
process.exitCode = await runTool((installation, progress) =>
  file === undefined
    ? Promise.resolve({ ok: false, said: 'Which file? For example: npm run export -- records.jsonl' })
    : exportRecords(installation, file, new Date(), progress),
);
