import { dueTexts } from './due-texts.js';
import { eventTexts } from './event-texts.js';
import { fileTexts } from './file-texts.js';
import { language } from './locale.js';
import { spanish } from './spanish/texts.js';

/** Every sentence of the page in English. Words Discord's own components draw ("App") are not ours to change. */
export const english = {
  title: 'Local Discord',
  titleWith: (place: string, person: string) => `${place} · ${person} · Local Discord`,
  skipToCommands: 'Skip to the command box',

  person: {
    you: 'You are',
    button: (name: string) => `You are ${name}. Switch person`,
    heading: 'Who are you?',
    lead: 'Everybody here is made up. Switch as often as you like; to be two people side by side, open another tab.',
    current: 'you now',
    newTab: (name: string) => `Open a new tab as ${name}`,
    close: 'Close',
    acceptsDms: 'Accepts direct messages',
    acceptsDmsHint: (name: string) => `Whether the bot may write to ${name} directly.`,
    /** What the picker says of somebody. */
    note: (note: string) => note,
  },

  places: {
    label: 'Servers and channels',
    servers: 'Servers',
    channels: (server: string) => `Channels of ${server}`,
    dms: 'Direct messages',
    noDms: 'Nobody has written to you yet.',
    noServers: 'This person is in no server.',
    open: 'Show servers and channels',
    close: 'Hide servers and channels',
    unread: 'new messages',
    channel: (name: string) => `#${name}`,
    dm: (name: string) => `@${name}`,
  },

  clock: {
    label: 'Clock of the local Discord',
    open: 'Move the clock',
    hint: 'Move the clock forward to see votes close and reminders arrive.',
    advance: (amount: string) => `Move the clock forward by ${amount}`,
    steps: [
      { minutes: 10, short: '+10 min', long: '10 minutes' },
      { minutes: 60, short: '+1 hour', long: '1 hour' },
      { minutes: 1440, short: '+1 day', long: '1 day' },
    ],
    custom: 'Other amount',
    unit: 'Unit',
    units: { minutes: 'minutes', hours: 'hours', days: 'days' },
    go: 'Move',
    next: 'Next due',
    nextLong: (when: string) => `Move the clock to the next due thing: ${when}`,
    nextNone: 'Nothing is due from here on',
    moved: (now: string) => `The clock now shows ${now}.`,
    movedBusy: (now: string) => `The clock now shows ${now}. The bot is still at work on what became due.`,
    badAmount: 'Enter a whole number, 1 or more.',
  },

  due: dueTexts,
  events: eventTexts,
  files: fileTexts,

  threads: {
    back: (channel: string) => `Back to #${channel}`,
    label: (name: string, messages: string) => `Open the thread “${name}”, ${messages}`,
    thread: (name: string) => `“${name}”`,
    option: (name: string) => `Thread “${name}”`,
    count: (messages: number) => (messages === 1 ? '1 message' : `${messages} messages`),
    archived: 'archived',
    locked: 'locked',
  },

  messages: {
    label: (place: string) => `Messages in ${place}`,
    onlyYou: 'Only you can see this',
    dismiss: 'Dismiss message',
    edited: '(edited)',
    thinking: (name: string) => `${name} is thinking`,
    failed: 'The application did not respond',
    image: 'Picture without a description',
    spoiler: 'Hidden text. Press to show it',
    start: (place: string) => `This is the start of ${place}.`,
    empty: 'Nothing has been posted here yet.',
    today: (time: string) => `Today at ${time}`,
    yesterday: (time: string) => `Yesterday at ${time}`,
    loading: 'Loading messages',
    earlier: 'Show earlier messages',
    bytes: { bytes: 'bytes', kilobytes: 'KB' },
    unknownUser: 'unknown person',
    unknownRole: 'unknown role',
    unknownChannel: 'unknown channel',
    useCommand: (command: string) => `Use the command /${command}`,
  },

  members: {
    open: 'People',
    heading: 'People of',
    server: 'Server',
    lead: 'Tick the roles somebody has. Whoever joins, joins now: they have no vote on what was opened before.',
    counts: (server: string) => `How many there are in ${server}`,
    everybody: 'everybody, bots too',
    list: (server: string) => `People of ${server}`,
    rolesOf: (name: string) => `Roles of ${name}`,
    leave: 'Leave',
    leaveLong: (name: string, server: string) => `${name} leaves ${server}`,
    nobody: 'Nobody is here.',
    add: 'Add',
    addKnown: 'Somebody who is not here yet',
    chooseKnown: 'Choose a person',
    allHere: 'Everybody is here',
    addNew: 'Somebody new',
    newName: 'Name',
    joined: (name: string, server: string) => `${name} joined ${server}.`,
    left: (name: string, server: string) => `${name} left ${server}.`,
    got: (name: string, role: string) => `${name} now has the role ${role}.`,
    lost: (name: string, role: string) => `${name} no longer has the role ${role}.`,
    close: 'Close',
  },

  side: {
    open: 'Side by side',
    heading: 'Servers side by side',
    title: 'Side by side · Local Discord',
    lead: 'What each server sees, as it happens. Press as one person and watch the others.',
    close: 'One channel',
    as: 'As',
    in: 'in',
    person: (server: string) => `Person in ${server}`,
    personWith: (name: string, roles: string) => `${name} (${roles})`,
    channel: (server: string) => `Channel of ${server}`,
    alone: 'Open alone',
    aloneLong: (server: string) => `Open ${server} alone, as this person`,
  },

  menu: {
    placeholder: 'Make a selection',
    confirm: (count: number) => `Choose ${count}`,
    between: (min: number, max: number) =>
      min === max ? `Choose exactly ${max}.` : `Choose ${min} to ${max}.`,
    none: 'Nothing to choose from',
  },

  composer: {
    label: 'Commands',
    input: (place: string) => `Command in ${place}`,
    placeholder: (place: string) => `Type / for the commands in ${place}`,
    placeholderNarrow: 'Type / for commands',
    run: 'Run',
    running: 'Sent. Waiting for the bot.',
    list: 'Commands',
    choices: (option: string) => `Choices for ${option}`,
    cancel: 'Put the command away',
    onlyCommands: 'Only commands can be typed here: start with /.',
    unknown: 'There is no such command here. Choose one from the list.',
    none: 'No command matches.',
    noCommands: 'The bot has no commands here yet.',
    noOptions: 'No options. Press Enter to run it.',
    required: 'required',
    missing: (name: string) => `"${name}" is required.`,
    notANumber: (name: string) => `"${name}" must be a number.`,
    notSet: 'not set',
    yes: 'True',
    no: 'False',
    attachment: 'Files cannot be attached in the local Discord.',
    keys: 'Enter runs the command, Escape puts it away',
  },

  form: {
    submit: 'Submit',
    cancel: 'Cancel',
    required: 'This is required.',
    tooShort: (min: number) => `Write at least ${min} characters.`,
    tooMany: (max: number) => `Choose at most ${max}.`,
    tooFew: (min: number) => `Choose at least ${min}.`,
    counter: (used: number, max: number) => `${used} of ${max} characters`,
    chooseOne: 'Choose one',
    failed: 'The application did not respond. Your text is still here: try again.',
    refused: (reason: string) => `Not sent: ${reason}`,
    unsupported: 'This kind of field is not part of the local Discord.',
  },

  help: {
    open: 'Help',
    heading: 'Try the bot without a Discord account',
    lead: 'This is an imitation of Discord on your own machine, with made-up people. Nothing you do here leaves it.',
    steps: [
      {
        title: 'Ask',
        text: 'Type /explain and choose a topic, or leave it empty for the contents.',
        action: 'Type /explain',
      },
      {
        title: 'Propose and vote',
        text: 'Put a joint action to the organisations with /propose, publish it, then switch the person and vote as the others, or watch all servers side by side.',
        action: 'Type /propose',
      },
      {
        title: 'Let time pass',
        text: 'Move the clock forward to see the vote close, the outcome appear and reminders arrive.',
        action: 'Go to the clock',
      },
    ],
    switchPerson: 'Switch person',
    dismiss: 'Hide this help',
  },

  trouble: {
    botOffline: 'The bot is not connected yet. Commands will work as soon as it is.',
    connectionLost: 'The connection to the local Discord is lost. Is it still running? Trying again.',
    stateFailed: 'The local Discord could not be read. Trying again.',
    refused: (reason: string) => `Not done: ${reason}`,
    unreachable: 'The local Discord did not answer. Is it still running?',
    dismiss: 'Close this notice',
  },
};

export type PageTexts = typeof english;

/** The sentences of the page in its language. */
export const texts: PageTexts = { en: english, es: spanish }[language];
