/**
 * All custom ids: a family, then its parts, joined by colons. Reading checks as strictly as building, because ids may
 * be forged; what an id names is looked up and checked again by the verb. State is in the store, never in an id.
 */
const id = /^[a-z0-9]{10}$/u;
const number = /^(?:0|[1-9]\d{0,5})$/u;
const topic = /^[a-z0-9-]{1,60}$/u;
const oneOf = (...words: string[]) => new RegExp(`^(?:${words.join('|')})$`, 'u');

const SHAPES = {
  /** A proposal's card: a vote, or everything behind More. */
  card: { act: oneOf('for', 'against', 'abstain', 'more'), proposal: id, version: number },
  /** The private answer behind More. */
  more: {
    act: oneOf('sees', 'what', 'mine', 'take-back', 'remind', 'nudge', 'no-nudge', 'report', 'hide'),
    proposal: id,
    version: number,
  },
  /** "In which organisation do you vote?", and "move it?"; `entry` is which of the proposal's organisations. */
  cast: {
    act: oneOf('in', 'move', 'leave'),
    choice: oneOf('for', 'against', 'abstain'),
    proposal: id,
    version: number,
    entry: number,
  },
  /** "Join this front?"; `code` is the hash of the code. */
  front: { act: oneOf('join', 'decline'), code: /^[0-9a-f]{32}$/u },
  /** The private preview of a draft; `form` is the submitted form. */
  draft: { act: oneOf('publish', 'edit', 'discard', 'form', 'ping-on', 'ping-off'), draft: id },
  /** "Which time zone are you in?"; `then` says what goes on afterwards. */
  zone: { act: oneOf('choose', 'other', 'form'), then: oneOf('none', 'propose', 'remind') },
  /** Pages of open and past proposals. */
  proposals: { act: oneOf('page', 'open'), page: number },
  /** Explainers: open one, pages of the contents, show to everyone, the words in one, pages of the glossary. */
  explain: { act: oneOf('open', 'page', 'show', 'words', 'glossary'), topic },
  /** **Show** in a discreet reminder, and what follows; `due` is the occurrence, in ms since 1970 to base 36. */
  reminder: {
    act: oneOf('show', 'done', 'snooze-10', 'snooze-60', 'tomorrow'),
    reminder: id,
    due: /^[0-9a-z]{1,9}$/u,
  },
  /** **Show** in a discreet nudge. */
  nudge: { act: oneOf('show'), proposal: id, version: number },
  /** "Did it take place?"; **Show** in the discreet message, the answers, and the line in one's own words. */
  afterwards: {
    act: oneOf('show', 'took-place', 'called-off', 'later', 'line', 'form'),
    proposal: id,
  },
  /** Pages of actions that are over, of the front or of the server alone. */
  past: { act: oneOf('front', 'server'), page: number },
  /** A repeating reminder that is looked at before it is set. */
  plan: { act: oneOf('save', 'discard'), reminder: id },
  /** A poll: its card, what is private behind it, and its result; `rank` is which choice of a ranked answer, else 0. */
  poll: {
    act: oneOf('vote', 'more', 'mine', 'take-back', 'choose', 'pick', 'again', 'done', 'propose'),
    poll: id,
    rank: number,
  },
  /** What is stored about oneself: the notice, the question whether to erase it all, and its answers. */
  privacy: { act: oneOf('notice', 'ask', 'erase', 'keep') },
  /** Pages of a person's reminders. */
  reminders: { act: oneOf('page'), page: number },
} as const;

export type Family = keyof typeof SHAPES;
export const FAMILIES = Object.keys(SHAPES) as Family[];

type Parts<F extends Family> = { [P in keyof (typeof SHAPES)[F]]: string };
export type CustomId<F extends Family> = { family: F } & Parts<F>;
export type AnyCustomId = { [F in Family]: CustomId<F> }[Family];

/** Builds an id; throws when a part does not have its shape, which is a mistake of ours. */
export function customId<F extends Family>(family: F, parts: Parts<F>): string {
  const built = [
    family,
    ...Object.keys(SHAPES[family]).map((name) => (parts as Record<string, string>)[name]),
  ].join(':');
  if (readCustomId(built) === undefined) throw new Error(`Not a custom id: ${built}`);
  return built;
}

/** Reads an id; undefined for everything that `customId` would not build. */
export function readCustomId(text: string): AnyCustomId | undefined {
  if (text.length > 100) return undefined;
  const [family = '', ...values] = text.split(':');
  if (!Object.hasOwn(SHAPES, family)) return undefined;
  const shape = Object.entries<RegExp>(SHAPES[family as Family]);
  if (shape.length !== values.length) return undefined;
  const parts: Record<string, string> = { family };
  for (const [index, [name, pattern]] of shape.entries()) {
    const value = values[index] ?? '';
    if (!pattern.test(value)) return undefined;
    parts[name] = value;
  }
  return parts as AnyCustomId;
}

/** Every family with its acts, for the test that wants each of them used. */
export function allActs(): string[] {
  return FAMILIES.flatMap((family) =>
    SHAPES[family].act.source
      .replace(/^\^\(\?:|\)\$$/gu, '')
      .split('|')
      .map((act) => `${family}:${act}`),
  );
}
