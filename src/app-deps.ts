import type { CommandMentions } from './discord/command-mentions.js';
import type { Logger } from './log.js';
import type { ServerDeps } from './servers/gone.js';
import type { Texts } from './texts/texts.js';

/** All that commands, buttons and due work are given. */
export interface AppDeps extends ServerDeps {
  texts: Texts;
  mentions: CommandMentions;
  log: Logger;
  now: () => Date;
  defaultLocale: string;
  guildLocale: (guildId: string) => string | undefined;
  /** The link with which somebody invites this bot; '' before it is connected. */
  inviteLink: () => string;
  /** Whether the bot answers in this server (COMMAND_GUILD_IDS); DMs have no server. */
  actsIn: (guildId: string | null) => boolean;
}
