import { holds, type ProofRun } from '../proof.js';
import { playToBroken } from './scripts.js';

/** Shows that the judgement can fail: a bot whose library does not connect again is found at its first lost connection. */
export async function noticesBroken({ log }: ProofRun): Promise<void> {
  const said = await playToBroken([
    { name: 'op 7', lasts: 0, begin: ({ local }) => local.gateway.operation(7) },
  ]);
  holds(said.includes('for the bot to be connected again'), `A broken bot was not noticed: ${said}`);
  log('self-check: a bot that does not connect again is noticed');
}
