import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionSchema, canonicalText, textHash, type Action } from '../../src/proposals/action.js';
import { clean } from '../../src/texts/clean.js';

const action: Action = {
  title: 'River clean-up',
  how: 'Picket',
  whom: { kind: 'employer', name: 'Harbour Ltd' },
  start: { instant: '2027-05-01T08:00:00.000Z', wall: '2027-05-01T10:00', zone: 'Europe/Berlin' },
  end: { instant: '2027-05-01T10:00:00.000Z', wall: '2027-05-01T12:00', zone: 'Europe/Berlin' },
  where: 'Market Square',
  details: 'Bring gloves.\n\nAnd water.',
};

describe('the canonical text', () => {
  it('is JSON with sorted keys and no white space', () => {
    expect(canonicalText(action)).toBe(
      '{"details":"Bring gloves.\\n\\nAnd water.",' +
        '"end":{"instant":"2027-05-01T10:00:00.000Z","wall":"2027-05-01T12:00","zone":"Europe/Berlin"},' +
        '"how":"Picket",' +
        '"start":{"instant":"2027-05-01T08:00:00.000Z","wall":"2027-05-01T10:00","zone":"Europe/Berlin"},' +
        '"title":"River clean-up","where":"Market Square",' +
        '"whom":{"kind":"employer","name":"Harbour Ltd"}}',
    );
  });

  it('has a hash that stays the same over the years', () => {
    expect(textHash(action)).toBe('75883fed0a20689dc10909ba22d3e30f58062e31731bd95aed677c8f0d1491c7');
  });

  it('does not depend on the order in which fields were written', () => {
    const turned = Object.fromEntries(
      Object.entries({ ...action, whom: { name: 'Harbour Ltd', kind: 'employer' } }).toReversed(),
    ) as Action;
    expect(Object.keys(turned)[0]).toBe('details');
    expect(textHash(turned)).toBe(textHash(action));
  });

  it('reads back as the same action', () => {
    expect(actionSchema.parse(JSON.parse(canonicalText(action)))).toEqual(action);
  });

  it('is the same for composed and decomposed letters, once cleaned', () => {
    const titled = (title: string) => textHash({ ...action, title: clean(title) });
    expect(titled('Cafe\u0301 für alle')).toBe(titled('Café fu\u0308r alle'));
  });

  it('changes with every single field', () => {
    const others: Action[] = [
      { ...action, title: 'River clean-up!' },
      { ...action, how: 'picket' },
      { ...action, whom: { ...action.whom, kind: 'institution' } },
      { ...action, whom: { ...action.whom, name: 'Harbour' } },
      { ...action, start: { ...action.start, zone: 'Europe/Paris' } },
      { ...action, end: { ...action.end, instant: '2027-05-01T10:00:00.001Z' } },
      { ...action, where: '' },
      { ...action, details: '' },
    ];
    expect(new Set([action, ...others].map(textHash)).size).toBe(others.length + 1);
  });

  it('never lets one field pass for another', () => {
    const word = fc.string({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(word, word, word, word, (title, how, otherTitle, otherHow) => {
        fc.pre(title !== otherTitle || how !== otherHow);
        expect(textHash({ ...action, title, how })).not.toBe(
          textHash({ ...action, title: otherTitle, how: otherHow }),
        );
      }),
      { numRuns: 500 },
    );
  });
});
