import { createConnection } from 'node:net';
import { ConfigInvalid, readConfig } from './config.js';
import { socketPath, type OperatorAnswer, type OperatorRequest } from './operator/socket.js';

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
    const answer = await request(socketPath(KEY_DIR), { ask: 'take down', text: wanted.toLowerCase() });
    return say(answer.ok, answer.said);
  } catch (error) {
    if (error instanceof ConfigInvalid) return say(false, error.message);
    return say(false, 'The bot is not running here. Start it, then try again in its folder.');
  }
}

function request(file: string, what: OperatorRequest): Promise<OperatorAnswer> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(file);
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${JSON.stringify(what)}\n`));
    socket.on('data', (part) => (answer += String(part)));
    socket.on('error', reject);
    socket.on('end', () => {
      if (answer === '') reject(new Error('No answer'));
      else resolve(JSON.parse(answer) as OperatorAnswer);
    });
  });
}

function say(ok: boolean, sentence: string): number {
  process[ok ? 'stdout' : 'stderr'].write(`${sentence}\n`);
  return ok ? 0 : 1;
}
