import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Command, OptionDefinition } from '../../src/discord/command.js';
import { loadCommands } from '../../src/discord/load-commands.js';
import { allActs } from '../../src/discord/custom-ids.js';
import { RIGHTS } from '../../src/discord/permissions.js';
import { WHOM_KINDS } from '../../src/proposals/action.js';
import { STATES } from '../../src/proposals/proposal.js';
import { METHODS } from '../../src/polls/count.js';
import { CHOICES } from '../../src/proposals/tally.js';
import { TRACE_KINDS } from '../../src/privacy/trace.js';
import { REFUSAL_REASONS } from '../../src/refusal.js';
import { SNOOZES } from '../../src/reminders/shown.js';
import { DIGEST_DAYS } from '../../src/settings/server-settings.js';
import { ruleSchema } from '../../src/organisations/rule.js';
import { readCatalogue, withoutCount } from '../../src/texts/catalogue.js';
import { loadTexts, type Texts } from '../../src/texts/texts.js';
import { sources } from './sources.js';

const FOLDER = 'data/locales';
const COMMANDS = fileURLToPath(new URL('../../commands', import.meta.url));

/** Keys put together at run time, each with all that it can become. A key built in another way is reported below. */
const BUILT: Record<string, readonly string[]> = {
  'common:rights.': Object.keys(RIGHTS),
  'proposals:choice.': CHOICES,
  'proposals:whom.': WHOM_KINDS,
  'proposals:field.': ['title', 'how', 'whom', 'when', 'where', 'details', 'closes'],
  'proposals:position.': ['in', 'out', 'no-quorum'],
  'pictures:position.': ['in', 'out', 'no-quorum', 'left'],
  'pictures:poll.': ['single', 'approval', 'ranked'],
  'proposals:state.': STATES.map((state) => state.replace(' ', '-')),
  'proposals:export.': ['calendar', 'calendar-cancelled'],
  'proposals:sees.': ['secret', 'open', 'open-live'],
  'proposals:card.turnout': ['', '-few', '-hidden'].flatMap((size) => [size, `${size}-about`]),
  'proposals:card.hidden-': ['organisers', 'operator'],
  'proposals:card.again-': ['key-lost', 'restored'],
  'polls:card.again-': ['key-lost', 'restored'],
  'proposals:notice.': ['moved', 'report', 'report-there', 'amended', 'called-off'].flatMap((key) => [
    key,
    `${key}-title`,
  ]),
  'proposals:done.': ['withdrawn', 'closing', 'took-place', 'called-off'],
  'proposals:needed.': ['for-and-against', 'cast'].flatMap((base) =>
    ruleSchema.shape.threshold.options.map((threshold) => `${base}.${threshold.replace('/', '-of-')}`),
  ),
  'proposals:preview.': [
    ...['missing', 'whom-kind', 'problem', 'problem-closes'],
    ...['publish', 'edit', 'discard'],
  ],
  'proposals:more.': allActs()
    .filter((act) => act.startsWith('more:'))
    .map((act) => act.slice('more:'.length)),
  'organisations:voters-': ruleSchema.shape.voters.options,
  'organisations:ballots.': ruleSchema.shape.ballots.options,
  'organisations:tally.': ruleSchema.shape.tally.options,
  'reminders:list.': ['owner', 'channel', 'owner-again', 'channel-again'],
  'reminders:set.': ['owner', 'channel', 'owner-again', 'channel-again'],
  'reminders:look.': ['owner', 'channel'],
  'reminders:shown.': ['done', ...SNOOZES],
  'reminders:notice.': ['next', 'next-left', 'next-channel'],
  'reminders:stuck.': ['dms-closed', 'gone', 'may-not-post', 'refused', 'cannot-compose', 'trying'],
  'polls:button.': allActs()
    .filter((act) => act.startsWith('poll:') && !/:(?:choose|pick)$/u.test(act))
    .map((act) => act.slice('poll:'.length)),
  'polls:how.': METHODS,
  'polls:counted.': METHODS,
  'polls:choose.': METHODS,
  'polls:tie.': METHODS,
  'polls:round.': ['out', 'out-earlier', 'out-order', 'wins'],
  'refusals:': REFUSAL_REASONS,
  'help:what.': [
    'explain',
    ...['create', 'list', 'edit', 'pause', 'resume', 'delete'].map((name) => `remind ${name}`),
    'propose',
    'poll',
    ...['list', 'show', 'export', 'amend', 'close', 'withdraw', 'call-off', 'took-place'].map(
      (name) => `proposal ${name}`,
    ),
    ...['list', 'add', 'edit', 'remove'].map((name) => `organisation ${name}`),
    ...['show', 'found', 'invite', 'join', 'leave'].map((name) => `front ${name}`),
    ...['show', 'set'].map((name) => `settings ${name}`),
    ...['show', 'export', 'erase'].map((name) => `privacy ${name}`),
  ],
  'settings:field.': [
    ...['channel', 'organiser-role', 'proposers', 'timezone', 'language', 'shortest-vote', 'notice'],
    'digest',
    'discussion-threads',
    'ping-role',
    'retention',
    'account-age',
    'membership',
    'my-timezone',
    'conduct-line',
  ],
  'privacy:kept.': TRACE_KINDS,
  'privacy:button.': ['notice', 'ask', 'erase', 'keep'],
  'privacy:notice.': ['people', 'votes', 'servers', 'others', 'rights'],
  'settings:unset.': [
    ...['channel', 'organiser-role', 'timezone', 'language', 'digest'],
    ...['discussion-threads', 'ping-role', 'my-timezone'],
  ],
  'settings:command.subcommands.set.options.digest.choices.': DIGEST_DAYS,
  'digest:': ['open.heading', 'open.line', 'coming.heading', 'coming.line'],
  'settings:command.subcommands.set.options.proposers.choices.': ['everyone', 'organisers'],
};

let texts: Texts;
let inCode: Set<string>;
let strays: string[];

beforeAll(async () => {
  texts = await loadTexts(FOLDER, true);
  inCode = new Set();
  strays = [];
  const namespaces = (await readdir(path.join(FOLDER, 'en'))).map((file) => file.replace('.json', ''));
  const plain = new RegExp(`['"\`]((?:${namespaces.join('|')}):[a-z][\\w.-]*(?: [a-z-]+)*)['"\`]`, 'gu');
  const built = new RegExp(`\`((?:${namespaces.join('|')}):[\\w.-]*)\\$\\{`, 'gu');
  for (const { path: file, text } of await sources()) {
    for (const [, key = ''] of text.matchAll(plain)) inCode.add(key);
    for (const [, beginning = ''] of text.matchAll(built)) {
      const known = BUILT[beginning];
      if (beginning === 'reminders:' || beginning === 'organisations:') continue; // The name of a queue.
      if (known === undefined) strays.push(`${file}: ${beginning}`);
      else for (const end of known) inCode.add(`${beginning}${end}`);
    }
  }
  for (const command of (await loadCommands(COMMANDS)).values())
    keysOf(command).forEach((key) => inCode.add(key));
});

function keysOf({ definition }: Command): string[] {
  const root = `${definition.texts}:command`;
  const ofOptions = (at: string, options: readonly OptionDefinition[] = []) =>
    options.flatMap(({ name, choices = [] }) => [
      `${at}.options.${name}.description`,
      ...choices.map((value) => `${at}.options.${name}.choices.${value}`),
    ]);
  return [
    `${root}.description`,
    ...ofOptions(root, definition.options),
    ...(definition.subcommands ?? []).flatMap(({ name, options }) => [
      `${root}.subcommands.${name}.description`,
      ...ofOptions(`${root}.subcommands.${name}`, options),
    ]),
  ];
}

describe('the catalogues', () => {
  it('hold every text that code and commands look up', () => {
    const missing = [...inCode].filter((key) => !texts.has(key, 'en') && !texts.has(`${key}_other`, 'en'));
    expect(missing).toEqual([]);
  });

  it('are looked into only with keys that this test can follow', () => {
    expect(strays).toEqual([]);
  });

  it('hold no text that nobody looks up', async () => {
    const unused = [...(await readCatalogue(FOLDER, 'en')).keys()]
      .map(withoutCount)
      .filter((key) => !inCode.has(key));
    expect(unused).toEqual([]);
  });
});

describe('looking up', () => {
  it('throws for a text that is not there, in tests', () => {
    expect(() => texts.in('en')('common:nowhere')).toThrow('nowhere');
  });

  it('shows the key for a text that is not there, in the running bot', async () => {
    expect((await loadTexts(FOLDER, false)).in('en')('common:nowhere')).toBe('nowhere');
  });

  it.each(['en', 'en-GB', 'en-US', 'ja', 'zh-TW', 'xx', ''])('in %j falls back to English', (locale) => {
    expect(texts.in(locale)('common:language')).toBe('English');
  });

  it('chooses the plural form by count', () => {
    const t = texts.in('en');
    expect([1, 2, 0].map((count) => t('settings:minutes', { count }))).toEqual([
      '1 minute',
      '2 minutes',
      '0 minutes',
    ]);
  });

  it('puts typed text in as it is: no place in it is filled, no other text fetched', () => {
    const t = texts.in('en');
    const typed = '{{name}} $t(common:language) &amp; <b>';
    expect(t('proposals:card.proposed-by', { name: typed })).toBe(`Proposed by ${typed}`);
    expect(t('proposals:vote.mine', { title: typed, choice: 'For', closes: '$t(common:language)' })).toBe(
      `Your vote on “${typed}”: For. You can change it until $t(common:language).`,
    );
  });
});
