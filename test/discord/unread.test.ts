import { EventEmitter } from 'node:events';
import { Events, type APIInteractionResponse, type Client } from 'discord.js';
import { beforeAll, expect, it } from 'vitest';
import { answerAnyway, catchUnread } from '../../src/discord/unread.js';
import type { FirstAnswers } from '../../src/discord/first-answer.js';
import { createLog } from '../../src/log.js';
import { loadTexts, type Texts } from '../../src/texts/texts.js';

let texts: Texts;
beforeAll(async () => {
  texts = await loadTexts('data/locales', true);
});

/** As much of the library's client as is guarded: it cannot read some events, and tells nobody of others. */
function guarded(guard = true) {
  const client = Object.assign(new EventEmitter(), {
    ws: {
      handlePacket({ d }: { t: string; d: string }) {
        if (d === 'unreadable') throw new TypeError('no such bits');
        if (d !== 'unknown') client.emit(Events.InteractionCreate, d);
        return d !== 'early';
      },
    },
  });
  const dropped: unknown[] = [];
  if (guard) catchUnread(client as unknown as Client, createLog('silent'), (data) => dropped.push(data));
  return { dropped, arrive: (d: string, t = 'INTERACTION_CREATE') => client.ws.handlePacket({ t, d }) };
}

it('an interaction that the library cannot read, or tells nobody of, is handed on; others are not', () => {
  const { arrive, dropped } = guarded();
  for (const d of ['fine', 'unreadable', 'unknown', 'early', 'fine']) arrive(d);
  arrive('unreadable', 'GUILD_CREATE');
  expect(dropped).toEqual(['unreadable', 'unknown']);
  expect(() => guarded(false).arrive('unreadable')).toThrow('no such bits');
});

it.each([
  [{ type: 2 }, 'This command is not there any more.'],
  [{ type: 3, locale: 7 }, 'This button or form is out of date'],
  [{ type: 5, data: null }, 'This button or form is out of date'],
  [{ type: 4 }, '"choices":[]'],
  [{ type: 1 }, undefined],
  [{ type: 3, id: '../1' }, undefined],
  [{ type: 3, token: 'a/b' }, undefined],
])('of %j what can be answered is, without knowing more', async (part, said) => {
  const sent: APIInteractionResponse[] = [];
  const answers = {
    send: (_id: string, _token: string, answer: APIInteractionResponse) =>
      Promise.resolve(void sent.push(answer)),
  };
  const data = { id: '1610270849779237251', token: 'abc-_.9', ...part };
  await answerAnyway({ texts, defaultLocale: 'en' }, answers as unknown as FirstAnswers, data);
  if (said === undefined) expect(sent).toEqual([]);
  else expect(JSON.stringify(sent)).toContain(said);
  for (const nothing of [null, undefined, 7, 'x', []])
    await answerAnyway({ texts, defaultLocale: 'en' }, answers as unknown as FirstAnswers, nothing);
  expect(sent.length).toBeLessThanOrEqual(1);
});
