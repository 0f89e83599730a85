import { answerBox } from '../polls/answer-box.js';
import { eraseAnswer, erasePollMaker } from '../polls/erase-person.js';
import { entriesOf } from '../store/entries.js';
import { pollUntil } from './retention.js';
import type { Person, PrivacyDeps, Trace } from './trace.js';

/** The polls a person made, and their answers to those that are open. */
export async function* tracesOfPolls(deps: PrivacyDeps, { userId, leftOut }: Person): AsyncGenerator<Trace> {
  for await (const { value: poll } of entriesOf(deps.polls, '', leftOut)) {
    const { id, question, options, guildId: server, closesAt } = poll;
    if (poll.makerId === userId) {
      const until = await pollUntil(deps, poll);
      const kind = until === undefined ? 'poll-open' : 'poll-over';
      yield { kind, until, data: { poll: id, question, server }, erase: () => erasePollMaker(deps, id) };
    }
    if (poll.result !== undefined) continue;
    const answer = await (await answerBox(deps, poll))?.get(userId);
    if (answer === undefined) continue;
    const data = { poll: id, question, yourAnswer: answer.choices.map((place) => options[place]) };
    yield { kind: 'answer', until: closesAt, data, erase: () => eraseAnswer(deps, id, userId) };
  }
}
