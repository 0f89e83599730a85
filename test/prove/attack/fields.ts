import { object, list, type Json } from '../../../src/local-discord/json.js';

/** A field that people type into: `typed` puts a text into one of the interactions that were captured. */
export interface Field {
  name: string;
  /** Which captured interaction it is in. */
  from: (payload: Json) => boolean;
  put: (payload: Json, text: string) => void;
}

/** The options of a command, or of its subcommand. */
function optionsOf(payload: Json): Json[] {
  const options = list(object(payload.data).options);
  return options.some(({ options: inner }) => Array.isArray(inner)) ? list(options[0]?.options) : options;
}

const isCommand = (payload: Json, path: string, type = 2) => {
  const { name, options } = object(payload.data);
  const [command, sub] = path.split(' ');
  return payload.type === type && name === command && (sub === undefined || list(options)[0]?.name === sub);
};

/** An option; the others stay as they were typed, and those named in `without` go. */
const option = (path: string, name: string, as: (text: string) => string = (text) => text): Field => ({
  name: `/${path} ${name}`,
  from: (payload) => isCommand(payload, path),
  put: (payload, text) => {
    const options = optionsOf(payload);
    const found = options.find((one) => one.name === name);
    if (found === undefined) options.push({ name, type: 3, value: as(text) });
    else found.value = as(text);
  },
});

const suggestion = (path: string, name: string): Field => ({
  name: `/${path} ${name}, while it is typed`,
  from: (payload) => isCommand(payload, path, 4) && optionsOf(payload).some((one) => one.focused === true),
  put: (payload, text) => {
    for (const one of optionsOf(payload)) if (one.focused === true) one.value = text;
  },
});

const input = (family: string, name: string): Field => ({
  name: `the form of ${family}, ${name}`,
  from: ({ type, data }) => type === 5 && String(object(data).custom_id).startsWith(`${family}:`),
  put: ({ data }, text) => {
    for (const shell of list(object(data).components)) {
      const child = object(shell.component);
      if (child.custom_id === name) child.value = text;
    }
  },
});

/** Every field there is for typing; the coverage test of commands knows the options, forms are in the views. */
export const FIELDS: readonly Field[] = [
  ...['title', 'how', 'when', 'where', 'details', 'closes'].map((name) => option('propose', name)),
  option('propose', 'whom', (text) => `employer: ${text}`),
  { ...option('propose', 'whom'), name: '/propose whom, all of it' },
  ...['title', 'how', 'whom', 'when-where', 'details'].map((name) => input('draft', name)),
  ...['question', 'closes'].map((name) => option('poll', name)),
  option('poll', 'options', (text) => `${text}, ${text}2, another`),
  ...['text', 'when', 'repeat', 'timezone'].map((name) => option('remind create', name)),
  ...['text', 'when', 'repeat', 'timezone', 'reminder'].map((name) => option('remind edit', name)),
  option('remind delete', 'reminder'),
  ...['conduct-line', 'timezone', 'my-timezone', 'language', 'quorum'].map((name) =>
    option('settings set', name),
  ),
  ...['name', 'quorum'].map((name) => option('organisation add', name)),
  ...['name', 'new-name', 'quorum'].map((name) => option('organisation edit', name)),
  option('organisation remove', 'name'),
  option('front found', 'name'),
  option('front join', 'code'),
  option('explain', 'topic'),
  option('proposal show', 'proposal'),
  input('zone', 'zone'),
  input('afterwards', 'words'),
  suggestion('explain', 'topic'),
  suggestion('proposal show', 'proposal'),
  suggestion('remind delete', 'reminder'),
  suggestion('remind create', 'timezone'),
];
