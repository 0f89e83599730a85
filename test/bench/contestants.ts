import path from 'node:path';
import { snowflakeAt } from '../../src/local-discord/snowflake.js';
import { BotUnderTest } from './bot-under-test.js';
import { CHANNEL, type ClickSource, type Template } from './click-source.js';

/** The built project. */
const DIST = path.resolve(import.meta.dirname, '../../dist');
const DATA = path.resolve(import.meta.dirname, '../../data');

/** A bot that is ready to be clicked at. */
export interface Ready {
  bot: BotUnderTest;
  /** What to click at; everybody may click once at each. */
  next: () => Promise<Template>;
  /** What an answer has to hold. */
  expected: string;
}

/** Starts one of the bots compared, with its store in `folder`. */
export type Start = (source: ClickSource, folder: string) => Promise<Ready>;

export const NAMES = ['bare', 'stored', 'open', 'secret', 'explain'] as const;
export type Name = (typeof NAMES)[number];

export const CONTESTANTS: Readonly<Record<Name, { title: string; start: Start }>> = {
  bare: { title: '(a) answers, stores nothing', start: (source, folder) => bare(source, folder, false) },
  stored: { title: '(b) one awaited write a click', start: (source, folder) => bare(source, folder, true) },
  open: { title: '(c) ours, open ballots', start: (source, folder) => vote(source, folder, 'open') },
  secret: { title: '(c) ours, secret ballots', start: (source, folder) => vote(source, folder, 'secret') },
  explain: { title: '(c) ours, /explain', start: explain },
};

async function bare(source: ClickSource, folder: string, stores: boolean): Promise<Ready> {
  const seat = source.local.person('Jonas').in(CHANNEL);
  const environment = {
    ...source.environment,
    CHANNEL: seat.channelId,
    CLOSES: String(Math.floor(Date.now() / 1_000) + 172_800),
    ...(stores ? { STORE: path.join(folder, 'votes.sqlite') } : {}),
  };
  const bot = new BotUnderTest(path.join(DIST, 'bench/bare-bot.js'), environment, folder);
  await bot.ready();
  const template = await source.capture(() => seat.press(seat.last(), 'For'));
  const next = () => {
    const message = { ...(template.message as object), id: snowflakeAt(Date.now()) };
    return Promise.resolve({ ...template, message });
  };
  return { bot, next, expected: 'Recorded: For' };
}

async function vote(source: ClickSource, folder: string, ballots: string): Promise<Ready> {
  const bot = await ours(source, folder);
  const { local } = source;
  const seat = local.person('Jonas').in(CHANNEL);
  const settings = { channel: 'joint-action', timezone: 'Europe/Berlin', ballots };
  await local.person('Amara').in(CHANNEL).command('settings set', settings);
  let published = 0;
  const next = async () => {
    published += 1;
    const title = `Picket at the gate, day ${String(published)}`;
    const action = {
      title,
      how: 'picket',
      whom: 'employer: Harbour Ltd',
      when: 'in 6 days',
      to: 'this server',
    };
    const preview = await seat.command('propose', action);
    if (preview.kind !== 'message') throw new Error('The proposal was not previewed.');
    await seat.press(preview.message, 'Publish');
    const card = () =>
      seat.messages().find((seen) => seen.labels.includes('For') && seen.text.includes(title));
    while (card() === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    return source.capture(() => seat.press(card() ?? '', 'For'));
  };
  return { bot, next, expected: 'Recorded: For' };
}

async function explain(source: ClickSource, folder: string): Promise<Ready> {
  const bot = await ours(source, folder);
  const seat = source.local.person('Jonas').in(CHANNEL);
  const template = await source.capture(() => seat.command('explain', { topic: 'united-front' }));
  return { bot, next: () => Promise.resolve(template), expected: 'embeds' };
}

async function ours(source: ClickSource, folder: string): Promise<BotUnderTest> {
  const environment = {
    ...source.environment,
    STORE_URL: `sqlite://${path.join(folder, 'bot.sqlite')}`,
    KEY_DIR: path.join(folder, 'keys'),
    CONTENT_DIR: DATA,
    LOG_LEVEL: 'info',
  };
  const bot = new BotUnderTest(path.join(DIST, 'src/main.js'), environment, folder);
  await bot.ready();
  return bot;
}
