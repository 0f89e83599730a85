import type { Answer, ApiRequest, Fault, SeenMessage } from '../../../src/local-discord/index.js';
import { soon } from '../../support/waiting.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { Home } from './home.js';

const CHANNEL = 'Harbour City Coalition#joint-action';
const STORM_MS = 300_000;
const CLOSES_MS = 200_000;
const VOTERS = ['Mei', 'Jonas', 'Amara'];
const PROPOSAL = {
  title: 'Picket at the gate',
  how: 'picket',
  whom: 'employer: Harbour Ltd',
  when: 'in 5 days',
  closes: 'in 4 minutes',
};
const CALLBACK = 'POST /interactions/:id/:token/callback';

/**
 * For five minutes Discord answers everything with 429 but first answers to clicks, which no limit counts; some of these
 * too, once, for a moment. Meanwhile people click and voting closes. Throws where a click is not answered, where more than
 * one edit of a card waits, or where the outcome does not come once.
 */
export async function storm({ seed, log }: ProofRun): Promise<Counts> {
  const random = new Random(seed);
  const home = await Home.open();
  try {
    home.serve();
    await home.bot.ready();
    const amara = home.local.person('Amara').in(CHANNEL);
    await amara.command('settings set', { timezone: 'UTC' });
    const preview = messageOf(await amara.command('propose', PROPOSAL));
    messageOf(await amara.press(preview, 'Publish'));
    const cards = () => publicIn(home).filter(({ labels }) => labels.includes('Abstain'));
    await home.till('the card', () => cards().length === 1, 60_000);
    const [card] = cards();
    holds(card !== undefined, 'There is no card');

    const weather = new Weather(random);
    const stop = home.local.intercept((request) => weather.pass(request));
    const from = home.now;
    let clicks = 0;
    let most = 0;
    for (; home.now < from + STORM_MS; clicks += 1) {
      const voter = home.local.person(VOTERS[clicks % VOTERS.length] ?? '').in(CHANNEL);
      const answer = await soon('an answer', voter.press(card, random.pick(['For', 'Against'])));
      const said = answer.kind === 'message' ? answer.message.text : JSON.stringify(answer);
      const early = home.now < from + CLOSES_MS;
      holds(
        answer.kind === 'message' && (!early || said.startsWith('Recorded')),
        `A click was told: ${said}`,
      );
      if (clicks % 10 === 0) most = Math.max(most, await waitingEdits(home));
      await home.pause(random.between(500, 4_000));
    }
    stop();
    log(`429 for five minutes: ${String(clicks)} clicks answered`);
    const ended = home.now;
    const before = weather.edits;
    home.local.intercept((request) => weather.pass(request, true));
    const outcomes = () => publicIn(home).filter(({ text }) => text.includes('greed: Picket at the gate'));
    await home.till('the outcome', () => outcomes().length > 0, 240_000);
    const took = home.now - ended;
    await home.pause(60_000);
    holds(outcomes().length === 1, `The outcome is there ${String(outcomes().length)} times`);
    holds(cards().length === 1, `The card is there ${String(cards().length)} times`);
    holds(most === 1, `${String(most)} edits of one card waited at once`);
    // One in ten seconds, also of what had gathered.
    const edits = weather.edits - before;
    const may = Math.ceil((home.now - ended) / 10_000) + 1;
    holds(edits <= may, `${String(edits)} edits of the card in ${String((home.now - ended) / 1_000)} s`);
    await home.halt();
    return {
      'clicks answered in five minutes of 429': clicks,
      'answers 429': weather.count,
      'edits of a card waiting at once': most,
      'edits of the card asked of Discord meanwhile and afterwards': `${String(before)} and ${String(edits)}`,
      'seconds until the outcome after that': Math.round(took / 1_000),
    };
  } finally {
    await home.close();
  }
}

class Weather {
  count = 0;
  /** Edits of messages that Discord was asked for. */
  edits = 0;
  readonly #random: Random;
  readonly #delayed = new Set<string>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** What becomes of a request; `over`: nothing, it is only counted. */
  pass({ route, path }: ApiRequest, over = false): Fault | undefined {
    if (route === 'PATCH /channels/:id/messages/:message') this.edits += 1;
    if (over) return undefined;
    // The time is asked for without the token; where the gateway is, a bot that runs does not ask.
    // What comes after a first answer is bound by no limit of the bot either.
    if (route === 'GET /gateway' || path.startsWith('/webhooks/')) return undefined;
    if (route !== CALLBACK) return this.#limited(this.#random.pick([0.5, 5, 40]));
    if (this.#delayed.has(path) || this.#random.next() < 0.8) return undefined;
    this.#delayed.add(path);
    return this.#limited(0.3);
  }

  #limited(seconds: number): Fault {
    this.count += 1;
    return {
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: seconds, global: false },
      headers: { 'Retry-After': String(seconds), 'X-RateLimit-Scope': 'user' },
    };
  }
}

/** How many posts and edits of cards the store holds as owed; there is one card. */
async function waitingEdits(home: Home): Promise<number> {
  const owed = await home.integrity();
  return owed.filter(({ about, state }) => about.kind === 'card' && (state === 'owed' || state === 'claimed'))
    .length;
}

function publicIn(home: Home): SeenMessage[] {
  const seat = home.local.person('Mei').in(CHANNEL);
  return seat.messages().filter(({ ephemeral }) => !ephemeral);
}

function messageOf(answer: Answer): SeenMessage {
  holds(
    answer.kind === 'message' || answer.kind === 'update',
    `Expected a message: ${JSON.stringify(answer)}`,
  );
  return answer.message;
}
