import { ConfigInvalid, readConfig } from './config.js';
import { askBot } from './operator/ask.js';

/**
 * `npm run take-down TEXT`: asks the running bot to take a proposal down everywhere. TEXT is the hash at the bottom of its
 * card. Exit code 0 when it is done, 1 when not.
 */
const [text] = process.argv.slice(2);
process.exitCode =
  text === undefined ? say(false, 'Which text? For example: npm run take-down 3f9a01c2') : await ask(text);

async function ask(wanted: string): Promise<number> {
  try {
    process.loadEnvFile();
  } catch {
    // No .env file is the usual case; the environment alone is read then.
  }
  try {
    const { KEY_DIR } = readConfig(process.env);
    const answer = await askBot(KEY_DIR, { ask: 'take down', text: wanted.toLowerCase() });
    return say(answer.ok, answer.said);
  } catch (error) {
    if (error instanceof ConfigInvalid) return say(false, error.message);
    return say(false, 'The bot is not running here. Start it, then try again in its folder.');
  }
}

function say(ok: boolean, sentence: string): number {
  process[ok ? 'stdout' : 'stderr'].write(`${sentence}\n`);
  return ok ? 0 : 1;
}
