import { expect } from 'vitest';
import type { ApiRequest, Fault } from '../../../src/local-discord/index.js';
import { cards, inBerlin, posted, proposalId, proposing, settled, told } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { MINUTE, type Stage } from '../../support/stage.js';

const CALLBACK = 'POST /interactions/:id/:token/callback';
const EDIT = 'PATCH /channels/:id/messages/:message';

/** How many edits or posts of the card are planned. */
async function planned(stage: Stage, id: string): Promise<number> {
  const rows = await stage.app.deps.due.until(new Date('2099-01-01T00:00:00Z'), 1_000);
  return rows.filter((row) => row.kind === 'outbox' && row.id.startsWith(`card-${id}-`)).length;
}

/** 429 for everything; answers to clicks are bound by no limit, and only each third is asked to wait, once. */
function limited(): (request: ApiRequest) => Fault | undefined {
  const answered = new Set<string>();
  return ({ route, path }) => {
    if (route === 'GET /gateway' || path.startsWith('/webhooks/')) return undefined;
    if (route === CALLBACK && answered.has(path)) return undefined;
    answered.add(path);
    if (route === CALLBACK && answered.size % 3 !== 0) return undefined;
    const body = { message: 'You are being rate limited.', retry_after: 0.002, global: false };
    return { status: 429, body, headers: { 'X-RateLimit-Scope': 'user' } };
  };
}

export const deliveryLimits: Theme = {
  about: 'a Discord that answers 429 to everything',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'for five minutes: every click is answered, one edit of the card waits, and then all is there once',
      alone: true,
      async run(stage) {
        const card = await proposing(stage, 'Amara', { closes: 'in 4 minutes' });
        const id = proposalId(card);
        const stop = stage.local.intercept(limited());
        for (let round = 0; round < 10; round += 1) {
          for (const who of ['Mei', 'Jonas', 'Tomasz']) {
            const choice = round % 2 === 0 ? 'For' : 'Against';
            const { text } = told(await stage.at(who).press(card, choice));
            expect(text).toMatch(round < 8 ? /^Recorded: / : /closed/u);
          }
          // One under way, and one that waits.
          expect(await planned(stage, id)).toBeLessThanOrEqual(2);
          await stage.advance(30_000);
        }
        stop();
        const asked = stage.local.requests.filter(({ route }) => route === EDIT).length;
        for (let minutes = 0; minutes < 15; minutes += 1) await stage.advance(MINUTE);
        await settled(stage);
        const outcomes = posted(stage.at('Mei'), 'greed: Picket at the gate');
        expect(outcomes).toHaveLength(1);
        expect(outcomes[0]?.text).toMatch(/Against 3\b/u);
        expect(cards(stage.at('Mei'))).toHaveLength(1);
        const edits = stage.local.requests.filter(({ route }) => route === EDIT).length - asked;
        expect(edits).toBeGreaterThan(0);
        expect(edits).toBeLessThanOrEqual(3);
      },
    },
  ],
};
