import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { refusalSentence, refusalView } from '../../src/discord/refusal-view.js';
import { Refusal, REFUSAL_REASONS, type RefusalReason, type RefusalValue } from '../../src/refusal.js';
import { loadTexts, type Translate } from '../../src/texts/texts.js';
import { sources } from '../texts/sources.js';

const OPENED = new Date('2027-03-01T12:00:00Z');

/** What verbs say with each reason; the sentence may leave some of it out. */
const VALUES: Partial<Record<RefusalReason, Record<string, RefusalValue>>> = {
  'own-only': { title: 'T' },
  'own-only-there': { title: 'T' },
  'zone-unknown': { typed: 'T' },
  'language-unknown': { languages: 'en' },
  'bot-may-not-post': { channel: { channel: '1' }, rights: 'Send Messages' },
  'text-too-long': { length: 101, max: 100 },
  'closes-too-soon': { minutes: 60 },
  'closes-too-late': { start: OPENED, latest: OPENED },
  'proposal-not-open': { title: 'T', state: 'withdrawn' },
  'closes-anyway': { title: 'T', closes: OPENED },
  'ballot-elsewhere': { title: 'T' },
  'ballot-closed': { title: 'T', closed: OPENED },
  'ballot-withdrawn': { title: 'T' },
  'ballot-text-changed': { title: 'T' },
  'ballot-joined-later': { opened: OPENED },
  'no-ballot': { title: 'T' },
  'follow-too-late': { title: 'T' },
  'reported-already': { title: 'T' },
  'nudge-not-voter': { title: 'T' },
  'minutes-out-of-range': { most: 10_080 },
  'organisations-full': { most: 10 },
  'organisation-name-taken': { name: 'N' },
  'organisation-members-taken': { name: 'N' },
  'quorum-unknown': { typed: 'T' },
  'front-full-of-proposals': { most: 3 },
  'ballot-key-lost': { title: 'T' },
  'close-not-live': { title: 'T' },
  'proposal-not-agreed': { title: 'T' },
  'not-yet-begun': { start: OPENED },
  'no-outcome': { title: 'T' },
  'no-outcome-ever': { title: 'T' },
  'reminders-full': { most: 50 },
  'poll-options-many': { most: 20, count: 21 },
  'poll-option-long': { max: 80, option: 'O' },
  'poll-options-same': { option: 'O' },
  'poll-too-long': { days: 31 },
  'poll-open': { closes: OPENED },
  'answer-closed': { question: 'Q', closed: OPENED },
  'answer-joined-later': { opened: OPENED },
  'answer-key-lost': { question: 'Q' },
  'reminders-full-here': { most: 500 },
};

let t: Translate;
let catalogue: Record<string, string>;

beforeAll(async () => {
  t = (await loadTexts('data/locales', true)).in('en');
  catalogue = JSON.parse(await readFile('data/locales/en/refusals.json', 'utf8')) as Record<string, string>;
});

const valuesFor = (reason: RefusalReason) =>
  VALUES[reason] ?? (reason.startsWith('when-') ? { typed: 'soon' } : {});

describe('refusals', () => {
  it('have a sentence each, and there is no sentence without a refusal', () => {
    expect(Object.keys(catalogue).sort()).toEqual([...REFUSAL_REASONS].sort());
  });

  it.each(REFUSAL_REASONS)('%s is a whole sentence with every place filled', (reason) => {
    const sentence = refusalSentence(t, reason, valuesFor(reason));
    expect(sentence).not.toMatch(/\{\{|\}\}|undefined|\[object/u);
    expect(sentence).toMatch(/^[“\p{Lu}].*[.”?]$/u);
    // What is wrong, and what to do next.
    expect(sentence.split(/[.:] /u).length, sentence).toBeGreaterThan(1);
  });

  it.each(REFUSAL_REASONS.filter((reason) => reason.startsWith('ballot-')))(
    '%s says that the vote was not recorded',
    (reason) => {
      expect(refusalSentence(t, reason, valuesFor(reason))).toMatch(/not recorded/u);
    },
  );

  it('are given by the code with all that their sentences say', async () => {
    const thrown = /new Refusal\(\s*'([a-z-]+)'(?:,\s*(\{(?:[^{}]|\{[^{}]*\})*\}|\w+))?/gu;
    const found = new Set<string>();
    for (const { path, text } of await sources()) {
      for (const [, reason = '', given = ''] of text.matchAll(thrown)) {
        found.add(reason);
        if (!given.startsWith('{')) continue;
        for (const [, place = ''] of (catalogue[reason] ?? '').matchAll(/\{\{(\w+)\}\}/gu)) {
          if (given.includes('...')) continue;
          expect(given, `${path}: ${reason} without ${place}`).toMatch(new RegExp(`\\b${place}\\b`, 'u'));
        }
      }
    }
    expect(found.size).toBeGreaterThan(20);
  });

  it('show typed text as it was typed, instants as timestamps and channels as mentions', () => {
    const { body } = refusalView(
      t,
      new Refusal('ballot-closed', { title: '**@everyone** [a](https://b.org)', closed: OPENED }),
    );
    expect(body).toContain('\\*\\*\\@everyone\\*\\* \\[a\\]\\(<https://b.org/>\\)');
    expect(body).toContain('<t:1803902400:F>');
    expect(refusalSentence(t, 'bot-may-not-post', { channel: { channel: '17' }, rights: 'x' })).toContain(
      '<#17>',
    );
  });

  it('do not let typed text reach into the catalogue', () => {
    const typed = '$t(refusals:draft-gone) {{title}} $t(common:unexpected)';
    const sentence = refusalSentence(t, 'zone-unknown', { typed });
    expect(sentence).not.toContain('This draft is no longer there');
    expect(sentence).toContain('draft-gone');
  });
});
