import { ConfigInvalid, readConfig } from '../config.js';
import { codeOf } from '../store/error-code.js';
import { StoreUnavailable } from '../store/types.js';
import { sentenceFor } from './file-error.js';
import { installationOf, type Installation } from './installation.js';
import type { OperatorAnswer } from './socket.js';

/** What a tool of the operator does; `progress` says how far it is. */
type Tool = (installation: Installation, progress: (said: string) => void) => Promise<OperatorAnswer>;

/**
 * Runs a tool of whoever operates the bot, with the bot's own configuration, and says in a sentence what came of it.
 * Resolves to the exit code: 0 when it is done, 1 when not.
 */
export async function runTool(tool: Tool): Promise<number> {
  process.umask(0o077);
  try {
    process.loadEnvFile();
  } catch {
    // No .env file is the usual case; the environment alone is read then.
  }
  try {
    const installation = installationOf(readConfig(process.env));
    const { ok, said } = await tool(installation, (now) => void process.stdout.write(`${now}\n`));
    return say(ok, said);
  } catch (error) {
    if (error instanceof ConfigInvalid || error instanceof StoreUnavailable) return say(false, error.message);
    return say(false, sentenceFor(codeOf(error)));
  }
}

function say(ok: boolean, sentence: string): number {
  process[ok ? 'stdout' : 'stderr'].write(`${sentence}\n`);
  return ok ? 0 : 1;
}
