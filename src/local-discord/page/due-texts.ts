import { locale } from './locale.js';

/** The sentences of the table of due work. */
export const dueTexts = {
  open: 'Due work',
  heading: 'Due work',
  lead: 'All that the bot has to do, and when. Move the clock to see it done.',
  close: 'Close due work',
  columns: { when: 'Next', what: 'What', last: 'Last', state: 'State', attempts: 'Failed tries' },
  /** By what the bot calls it; what is not named here is shown as the bot calls it. */
  kinds: {
    announce: 'posts and changes of a proposal',
    close: 'closing of a proposal',
    'closing-soon': 'line before a proposal closes',
    digest: 'weekly digest',
    draft: 'tidying up after a draft',
    forget: 'tidying up after a reminder',
    nudge: 'nudge to vote',
    outbox: 'message',
    pending: 'tidying up after a question',
    plan: 'tidying up after a preview',
    reminder: 'reminder',
    'server-gone': 'tidying up after a server left',
  } as Record<string, string>,
  to: { channel: 'message to a channel', person: 'private message' },
  about: {
    amended: 'a changed proposal',
    'called off': 'an action called off',
    card: 'card of a proposal',
    'closing moved': 'closing brought forward',
    'closing soon': 'a proposal that closes soon',
    digest: 'weekly digest',
    'left the front': 'a server that left the front',
    nudge: 'a vote that waits',
    outcome: 'outcome of a proposal',
    reminder: 'a reminder',
    report: 'whether an action took place',
  } as Record<string, string>,
  states: {
    owed: 'to be sent',
    claimed: 'being sent',
    sent: 'sent',
    parked: 'given up',
    dropped: 'not needed any more',
    once: 'once',
    repeats: 'repeats',
    paused: 'paused',
  } as Record<string, string>,
  waiting: 'waiting',
  now: 'due now',
  never: 'not yet',
  tried: 'tried',
  reason: (code: string) => `because of: ${code}`,
  empty: 'Nothing is due. Propose something, or set a reminder.',
  untold: 'There is no bot here that tells what it has to do.',
  loading: 'Asking the bot',
  count: (number: number, counted: boolean) => {
    if (!counted) return `${number.toLocaleString(locale)} things or more`;
    return number === 1 ? '1 thing' : `${number.toLocaleString(locale)} things`;
  },
  more: (number: number, counted: boolean) =>
    `and ${number.toLocaleString(locale)}${counted ? '' : ' or more'} later than these`,
};
