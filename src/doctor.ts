import { ConfigInvalid, readConfig } from './config.js';
import { examine } from './doctor/examine.js';
import { printed, type Line } from './doctor/line.js';
import { SAYS } from './doctor/sentences.js';

/**
 * `npm run doctor`: looks at everything the bot needs, beside the running bot or without it, and says line by line what is
 * well and what to do about the rest. Changes nothing. Exit code 0, or 1 where something has to be repaired.
 */
process.umask(0o077);
const counted = { ok: 0, warn: 0, fail: 0 };
const tell = (line: Line) => {
  process.stdout.write(printed(line));
  counted[line.level] += 1;
};

try {
  process.loadEnvFile();
} catch (error) {
  // No .env file is the usual case; the environment alone is read then.
  if ((error as { code?: unknown }).code !== 'ENOENT') tell(SAYS.envUnreadable);
}
try {
  for await (const line of examine(readConfig(process.env))) tell(line);
} catch (error) {
  if (!(error instanceof ConfigInvalid)) throw error;
  for (const problem of error.message.split('\n')) tell(SAYS.config(problem));
}
const { fail, warn } = counted;
process.stdout.write(`${fail + warn === 0 ? SAYS.allWell : SAYS.counted(fail, warn)}\n`);
process.exitCode = fail === 0 ? 0 : 1;
