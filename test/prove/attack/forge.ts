import { allActs, readCustomId, type Family } from '../../../src/discord/custom-ids.js';
import { list, object, type Json } from '../../../src/local-discord/json.js';
import type { Random } from '../random.js';
import type { AttackScene } from './scene.js';

const CHOICES = ['for', 'against', 'abstain'];
const GARBAGE = [
  ...[
    '',
    ' ',
    ':',
    '::::',
    'x'.repeat(100),
    'card',
    'card:',
    ':for:',
    '__proto__:for:x:1',
    'constructor:a:b:c',
  ],
  ...[
    'toString',
    'card:for:w96kj3ajec:1 ',
    'card:for:w96kj3ajec:01',
    'card:for:w96kj3ajec:-1',
    'CARD:for:x:1',
  ],
  ...[
    'explain:open:../../keys',
    'card:for:w96kj3ajec:1:1',
    'draft:publish:%00',
    'card\u0000:for',
    '🌹'.repeat(50),
  ],
];

/** The parts of every custom id there is, as the store and guessing can fill them. */
function partsOf(random: Random, ids: readonly string[]): Record<string, () => string> {
  const id = () => random.pick(random.next() < 0.9 ? ids : ['zzzzzzzzzz', '0000000000']);
  const number = () => String(random.pick([0, 1, 1, 1, 2, 3, 999_999]));
  return {
    proposal: id,
    draft: id,
    poll: id,
    reminder: id,
    version: number,
    entry: number,
    page: number,
    rank: number,
    choice: () => random.pick(CHOICES),
    code: () => random.pick(['0'.repeat(32), 'f'.repeat(32)]),
    then: () => random.pick(['none', 'propose', 'remind']),
    topic: () => random.pick(['menu', 'united-front', '1', '99', 'constructor', 'no-such-topic']),
    due: () => random.pick(['0', 'zzzzzzzzz', Date.parse('2027-03-04T12:00:00Z').toString(36)]),
  };
}

/** Which parts follow the act, by family. */
const AFTER: Readonly<Record<Family, readonly string[]>> = {
  card: ['proposal', 'version'],
  more: ['proposal', 'version'],
  cast: ['choice', 'proposal', 'version', 'entry'],
  front: ['code'],
  draft: ['draft'],
  zone: ['then'],
  proposals: ['page'],
  explain: ['topic'],
  reminder: ['reminder', 'due'],
  nudge: ['proposal', 'version'],
  afterwards: ['proposal'],
  past: ['page'],
  plan: ['reminder'],
  poll: ['poll', 'rank'],
  privacy: [],
  reminders: ['page'],
};

/** A custom id that the bot could have built, with the ids of what others have; or one damaged in one place. */
function forgedId(random: Random, ids: readonly string[]): string {
  if (random.next() < 0.1) return random.pick(GARBAGE);
  const [family = '', act = ''] = random.pick(allActs()).split(':');
  const fill = partsOf(random, ids);
  const parts = AFTER[family as Family].map((part) => fill[part]?.() ?? '');
  const built = [family, act, ...parts].join(':');
  // Each must be one that is read, or what is tried here is not what it says.
  if (readCustomId(built) === undefined) throw new Error(`No custom id: ${built}`);
  return random.next() < 0.85 ? built : damaged(built, random);
}

function damaged(id: string, random: Random): string {
  const at = random.between(0, id.length - 1);
  return random.pick([
    id.slice(0, at),
    `${id}:`,
    `${id.slice(0, at)}${random.pick(['\u0000', ':', '\u202E', ' ', 'A', '’', '\n'])}${id.slice(at + 1)}`,
    id.toUpperCase(),
    `${id}:${id}`.slice(0, 100),
  ]);
}

/** Names of fields that some form has, and some that none has. */
const FIELDS = ['title', 'how', 'whom', 'when-where', 'details', 'zone', 'words', '__proto__', 'nothing'];

/** A click, a choice or a form sent off, or a command on what others have, as an own client could send them. */
export function forgedAct(scene: AttackScene, identity: Json, random: Random): Json {
  const { ids, templates } = scene;
  const below = templates.filter(({ type }) => type === 3);
  const { message } = random.pick(below);
  const custom_id = forgedId(random, ids);
  const values = () =>
    Array.from({ length: random.pick([0, 1, 1, 1, 2, 25]) }, () =>
      random.pick([
        ...ids,
        '0',
        '1',
        '-1',
        '1e9',
        'for',
        'Europe/Berlin',
        'Mars/Base',
        'united-front',
        '',
        'x'.repeat(100),
      ]),
    );
  switch (random.pick(['button', 'button', 'button', 'menu', 'form', 'command'] as const)) {
    case 'button':
      return { ...identity, type: 3, message, data: { custom_id, component_type: 2, id: 1 } };
    case 'menu':
      return {
        ...identity,
        type: 3,
        message,
        data: { custom_id, component_type: 3, id: 1, values: values() },
      };
    case 'form': {
      const components = Array.from({ length: random.between(0, 6) }, (_none, at) => ({
        type: 18,
        id: at + 1,
        component: {
          type: 4,
          id: at + 100,
          custom_id: random.pick(FIELDS),
          value: random.pick([
            ...ids,
            '',
            'employer: Harbour Ltd',
            'Friday 6pm',
            'Europe/Berlin',
            'x'.repeat(4_000),
          ]),
        },
      }));
      const below = random.next() < 0.5 ? { message } : {};
      return { ...identity, type: 5, ...below, data: { custom_id, components } };
    }
    case 'command':
      return forgedCommand(identity, random.pick(templates.filter(({ type }) => type === 2)), ids, random);
  }
}

/** A command of somebody else's on other things: each value that is an id, or a text, is one of what others have. */
function forgedCommand(identity: Json, template: Json, ids: readonly string[], random: Random): Json {
  const data = structuredClone(object(template.data));
  const change = (options: Json[]) => {
    for (const option of options) {
      if (typeof option.value === 'string' && random.next() < 0.7) option.value = random.pick(ids);
      if (Array.isArray(option.options)) change(list(option.options));
    }
  };
  change(list(data.options));
  return { ...identity, type: 2, data };
}
