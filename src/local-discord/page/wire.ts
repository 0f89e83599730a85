/** The parts of Discord's objects that the page reads, with the numbers Discord uses for their kinds. */

export const optionTypes = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

export const componentTypes = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  text: 10,
  label: 18,
} as const;

/** Where a command may be used: in a server, or in a DM with the bot. */
export const contexts = { guild: 0, botDm: 1 } as const;

export const chatInput = 1;

/** What Discord adds in the person's language where a command has texts in it. */
export interface Localised {
  name_localized?: string;
  description_localized?: string;
}

export interface Choice extends Localised {
  name: string;
  value: string | number;
}

/** By what name something is shown to the person. */
export function shownName(part: { name: string } & Localised): string {
  return part.name_localized ?? part.name;
}

/** The description of something as the person reads it. */
export function shownDescription(part: { description: string } & Localised): string {
  return part.description_localized ?? part.description;
}

export interface CommandOption extends Localised {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: Choice[];
  options?: CommandOption[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
}

export interface SelectOption {
  label: string;
  value: string;
  description?: string;
  default?: boolean;
  emoji?: { name?: string | null; id?: string | null };
}

/** A component of a message or form; which of the optional parts are there follows from `type`. */
export interface Component {
  type: number;
  custom_id?: string;
  components?: Component[];
  component?: Component;
  label?: string;
  description?: string;
  content?: string;
  style?: number;
  url?: string;
  disabled?: boolean;
  emoji?: { name?: string | null; id?: string | null };
  options?: SelectOption[];
  placeholder?: string;
  min_values?: number;
  max_values?: number;
  required?: boolean;
  min_length?: number;
  max_length?: number;
  value?: string;
}
