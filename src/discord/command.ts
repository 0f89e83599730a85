import type { Actor } from '../authority.js';
import type { AppDeps } from '../app-deps.js';
import type { Translate } from '../texts/texts.js';
import type { CustomId, Family } from './custom-ids.js';
import type { Reply } from './view.js';

/**
 * What Discord shows of a command. Names, descriptions and the names of choices come from the catalogue `texts`:
 * `command.description`, `command.options.NAME.description`, `command.options.NAME.choices.VALUE`, and the same below
 * `command.subcommands.NAME`.
 */
export interface CommandDefinition {
  name: string;
  /** Namespace of the catalogue. */
  texts: string;
  places: readonly ('server' | 'dm')[];
  options?: readonly OptionDefinition[];
  subcommands?: readonly { name: string; options?: readonly OptionDefinition[] }[];
}

export interface OptionDefinition {
  name: string;
  type: 'string' | 'integer' | 'boolean' | 'channel' | 'role';
  required?: boolean;
  /** The command's `suggest` offers values while the person types. */
  autocomplete?: boolean;
  choices?: readonly string[];
  maxLength?: number;
  min?: number;
  max?: number;
}

export interface Command {
  definition: CommandDefinition;
  run(context: CommandContext): Promise<Reply>;
  suggest?(context: CommandContext, focused: { name: string; typed: string }): Promise<Choice[]>;
}

export interface Choice {
  /** At most 100 characters, like the value. */
  name: string;
  value: string;
}

/** What every handler knows about the click or command it answers. */
export interface Context {
  deps: AppDeps;
  actor: Actor;
  /** The clock, when the handler starts. */
  now: Date;
  /** When the person acted, by Discord's clock (inside the interaction's id). */
  actedAt: Date;
  interactionId: string;
  /** The person's Discord locale, e.g. `en-GB`. */
  locale: string;
  t: Translate;
  place: Place;
}

export interface Place {
  channelId: string;
  guild?: GuildPlace;
}

export interface GuildPlace {
  id: string;
  name: string;
}

export interface CommandContext extends Context {
  subcommand?: string;
  options: {
    string(name: string): string | undefined;
    integer(name: string): number | undefined;
    boolean(name: string): boolean | undefined;
    /** The id chosen. */
    channel(name: string): string | undefined;
    role(name: string): string | undefined;
  };
}

/** The buttons, menus and forms whose custom ids begin with one family name; one file each in components/. */
export interface Component<F extends Family> {
  family: F;
  run(context: ComponentContext<F>): Promise<Reply>;
}

export interface ComponentContext<F extends Family> extends Context {
  id: CustomId<F>;
  /** What was chosen in a menu; unchecked, as sent. */
  values: readonly string[];
  /** What was typed into a form's field; unchecked, as sent. */
  field: (name: string) => string;
}
