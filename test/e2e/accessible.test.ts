import { expect, it } from 'vitest';
import { inaccessible, undescribed } from '../support/accessible.js';

const found = (...bodies: unknown[]) => {
  const tones = new Map<string, number>();
  return bodies.flatMap((body) => inaccessible(body, tones));
};
const message = (embed: object) => ({ data: { embeds: [{ color: 1, title: 'Words', ...embed }] } });
const row = (component: object) => ({ components: [{ type: 1, components: [component] }] });

it('a message with words, named buttons and menus is in order', () => {
  const button = row({ type: 2, custom_id: 'a:b', label: 'For ✅' });
  const menu = row({ type: 3, custom_id: 'a:c', placeholder: 'Choose', options: [{ label: '1' }] });
  const form = {
    data: {
      custom_id: 'a:d',
      title: 'Zone',
      components: [{ type: 18, label: 'Name', component: { type: 4 } }],
    },
  };
  expect(found(message({}), button, menu, form)).toEqual([]);
});

it.each([
  ['no words', message({ title: '✅', description: '…' }), 'a message begins without words'],
  [
    'no words but a footer',
    message({ title: undefined, footer: { text: 'Words' } }),
    'a message begins without words',
  ],
  [
    'a field of signs',
    message({ fields: [{ name: '\u200b', value: 'a' }] }),
    'a field without words: \u200b: a',
  ],
  [
    'a button with an emoji alone',
    row({ type: 2, custom_id: 'a:b', label: '👍🏽' }),
    'a button without words: a:b',
  ],
  [
    'a button without label',
    row({ type: 2, custom_id: 'a:b', emoji: { name: '👍' } }),
    'a button without words: a:b',
  ],
  [
    'a menu without placeholder',
    row({ type: 3, custom_id: 'a:b', options: [] }),
    'a menu without words: a:b',
  ],
  [
    'a choice of an emoji',
    row({ type: 3, custom_id: 'a:b', placeholder: 'A', options: [{ label: '👍' }] }),
    'a choice without words: a:b',
  ],
  [
    'a field without label',
    { custom_id: 'a:b', title: 'A', components: [{ label: '', component: {} }] },
    'a form or field without words: a:b',
  ],
])('%s is noticed', (_what, body, expected) => {
  expect(found(body)).toEqual([expected]);
});

it('words that stand in two colours are noticed, whatever the footer', () => {
  const [good, bad] = [message({ color: 1, footer: { text: 'a' } }), message({ color: 2 })];
  expect(found(good, good)).toEqual([]);
  expect(found(good, bad)).toEqual(['only the colour tells these apart: Words']);
});

it('a picture without a description in words is noticed, and no other file', () => {
  const files = ['a.png', 'b.PNG', 'c.ics'].map((name) => ({ name, description: ' ' }));
  expect(undescribed([...files, { name: 'd.png', description: 'Bars' }, { name: 'e.webp' }])).toEqual(
    ['a.png', 'b.PNG', 'e.webp'].map((name) => `a picture without description: ${name}`),
  );
});
