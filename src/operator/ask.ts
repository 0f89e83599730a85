import { createConnection } from 'node:net';
import { socketPath, type OperatorAnswer, type OperatorRequest } from './socket.js';

/**
 * Asks the bot that runs with this key folder; waits as long as it takes. Rejects with the system's error (ENOENT,
 * ECONNREFUSED) where none runs, and where it ends before it has answered. `connected` hears that one runs,
 * `progress` how far it is.
 */
export function askBot(
  keyDir: string,
  request: OperatorRequest,
  progress: (said: string) => void = () => undefined,
  connected: () => void = () => undefined,
): Promise<OperatorAnswer> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(socketPath(keyDir));
    let text = '';
    let answer: OperatorAnswer | undefined;
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      connected();
      socket.write(`${JSON.stringify(request)}\n`);
    });
    socket.on('data', (part) => {
      const lines = (text + String(part)).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const said = JSON.parse(line) as OperatorAnswer | { progress: string };
        if ('progress' in said) progress(said.progress);
        else answer = said;
      }
    });
    socket.on('error', reject);
    socket.on('close', () => {
      if (answer === undefined) reject(new Error('No answer'));
      else resolve(answer);
    });
  });
}
