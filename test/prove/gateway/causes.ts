import type { Hook, LocalDiscord, Trouble } from '../../../src/local-discord/index.js';
import type { Random } from '../random.js';
import type { Told } from './in-bot.js';

/** Where a cause works. */
export interface Place {
  local: LocalDiscord;
  /** Tells the bot's process how the gateway's name is found. */
  find(name: Told['name']): Promise<void>;
}

/** Why a bot is not connected. It begins, stays for a while or not at all, and ends. */
export interface Cause {
  name: string;
  /** In ms of the bot; 0 where it is over as soon as it begins. */
  lasts: number;
  /** The bot is stopped before it begins, and started in it. */
  atStart?: true;
  begin(place: Place): Promise<void> | void;
  end?(place: Place): Promise<void> | void;
}

/** Those after which Discord lets a bot in again, and some that are not Discord's. */
const CLOSE_CODES = [1000, 1001, 1011, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009, 4999];
const LENGTHS = [2_000, 8_000, 20_000, 45_000, 70_000, 110_000];
/** So long that the bot ends and is started again. */
const LONG = 230_000;

const NONSENSE = [
  '{"op": 0, "t": "',
  'nothing',
  '[]',
  '{"op":42,"d":null}',
  '{"op":0,"t":"NEW","s":null,"d":{}}',
];

type Kind = (random: Random) => Cause;

const cut = ({ local }: Place) => local.gateway.disconnect(4000);

/** The gateway suffers, beginning with a lost connection. */
const suffering =
  (troubles: readonly Trouble[], first: (place: Place) => void = cut, before = ''): Kind =>
  (random) => ({
    name: before + troubles.join(' and '),
    lasts: lengthOf(random),
    begin: (place) => {
      place.local.gateway.suffer(...troubles);
      first(place);
    },
    end: ({ local }) => local.gateway.suffer(),
  });

const atOnce =
  (name: string, begin: (place: Place, random: Random) => void): Kind =>
  (random) => ({ name, lasts: 0, begin: (place) => begin(place, random) });

const newSession = ({ local }: Place) => local.gateway.operation(9, false);

const finding =
  (name: Told['name']): Kind =>
  (random) => ({
    name: `the gateway's name: ${name}`,
    lasts: lengthOf(random),
    async begin(place) {
      await place.find(name);
      cut(place);
    },
    end: (place) => place.find('found'),
  });

/** What happens to a bot that runs. */
const RUNNING: readonly Kind[] = [
  atOnce('op 7', ({ local }) => local.gateway.operation(7)),
  atOnce('op 9, resumable', ({ local }) => local.gateway.operation(9, true)),
  atOnce('op 9', newSession),
  ...CLOSE_CODES.map((code) =>
    atOnce(`close ${String(code)}`, ({ local }) => local.gateway.disconnect(code)),
  ),
  atOnce('half-open', ({ local }) => local.gateway.freeze()),
  atOnce('nonsense', ({ local }, random) => {
    for (const text of random.shuffled(NONSENSE)) local.gateway.say(text);
  }),
  (random) => ({
    name: 'an address to resume at that leads nowhere',
    lasts: random.between(100, 120) * 1_000,
    begin: (place) => {
      place.local.gateway.suffer('resume elsewhere');
      newSession(place);
    },
    end: (place) => {
      place.local.gateway.suffer();
      cut(place);
    },
  }),
  ...[false, true].map((long): Kind => (random) => ({
    name: long ? 'long outage' : 'outage',
    lasts: long ? LONG : lengthOf(random),
    begin: ({ local }) => local.gateway.outage(true),
    end: ({ local }) => local.gateway.outage(false),
  })),
  suffering(['no ack'], () => undefined),
  suffering(['no ack', 'no resumed'], () => undefined),
  suffering(['no upgrade']),
  suffering(['silent upgrade']),
  suffering(['no hello']),
  suffering(['no resumed']),
  suffering(['no session']),
  suffering(['no ready'], newSession),
  suffering(['no ready', 'no session']),
  suffering(['no hello'], ({ local }) => local.gateway.freeze(), 'half-open, then '),
  ...(['elsewhere', 'ENOTFOUND', 'EAI_AGAIN'] as const).map(finding),
];

const ROUTES = new Set(['GET /gateway', 'GET /gateway/bot']);

/** A bot that starts while Discord does not tell where its gateway is. */
const starting =
  (name: string, fault: (random: Random) => ReturnType<Hook>): Kind =>
  (random) => {
    let stop: (() => void) | undefined;
    const routes = random.pick([ROUTES, new Set(['GET /gateway/bot'])]);
    return {
      name: `start: ${name}`,
      lasts: lengthOf(random),
      atStart: true,
      begin: ({ local }) => {
        stop = local.intercept(({ route }) => (routes.has(route) ? fault(random) : undefined));
      },
      end: () => stop?.(),
    };
  };

const STARTING: readonly Kind[] = [
  starting('5xx', (random) => ({ status: random.pick([500, 502, 503, 504]) })),
  starting('429', (random) => {
    const seconds = random.pick([0.5, 5, 40]);
    const body = { message: 'You are being rate limited.', retry_after: seconds, global: false };
    return { status: 429, body, headers: { 'Retry-After': String(seconds), 'X-RateLimit-Scope': 'user' } };
  }),
  starting('no answer', () => 'hang'),
  starting('cut', () => 'drop'),
  ...[['no upgrade'], ['silent upgrade'], ['no hello'], ['no ready']].map((troubles): Kind => (random) => ({
    ...suffering(troubles as Trouble[], () => undefined)(random),
    name: `start: ${troubles.join()}`,
    atStart: true,
  })),
];

function lengthOf(random: Random): number {
  return Math.round(random.pick(LENGTHS) * (0.5 + random.next() / 2));
}

/** One to three causes one after the other. The `number`-th script has a cause that is chosen by the number, so that all come. */
export function scriptOf(random: Random, number: number): Cause[] {
  const all = [...RUNNING, ...STARTING];
  const first = all[number % all.length] ?? random.pick(all);
  const more = Array.from({ length: random.pick([0, 0, 1, 2]) }, () => random.pick(RUNNING));
  return random.shuffled([first, ...more]).map((kind) => kind(random));
}

/** How many kinds of causes there are. */
export const KINDS = RUNNING.length + STARTING.length;
