import type { AfterwardsDeps } from './afterwards/ask.js';
import type { CommandMentions } from './discord/command-mentions.js';
import type { Logger } from './log.js';
import type { PollDeps } from './polls/poll.js';
import type { ServerDeps } from './servers/gone.js';
import type { Texts } from './texts/texts.js';

/** All that commands, buttons and due work are given. */
export interface AppDeps extends ServerDeps, AfterwardsDeps, PollDeps {
  texts: Texts;
  mentions: CommandMentions;
  log: Logger;
  now: () => Date;
  defaultLocale: string;
  /** How whoever operates the bot wants to be reached, in their words (OPERATOR_CONTACT). */
  operatorContact: string | undefined;
  guildLocale: (guildId: string) => string | undefined;
  /** The name of a role, if the server has it. */
  roleName: (guildId: string, roleId: string) => string | undefined;
  /** Whether a message of the bot pings a role. */
  canPing: (guildId: string, roleId: string) => boolean;
  /** Names of the rights the bot lacks for threads below cards in a channel; undefined where messages have none. */
  missingThreadRights: (guildId: string, channelId: string) => string[] | undefined;
  /** The link with which somebody invites this bot; '' before it is connected. */
  inviteLink: () => string;
  /** Whether the bot answers in this server (COMMAND_GUILD_IDS); DMs have no server. */
  actsIn: (guildId: string | null) => boolean;
}
