import type { CommandMentions } from './discord/command-mentions.js';
import type { Library } from './explainers/library.js';
import type { Logger } from './log.js';
import type { ProposalDeps } from './proposals/proposal.js';
import type { ReminderDeps } from './reminders/reminder.js';
import type { Texts } from './texts/texts.js';

/** All that commands, buttons and due work are given. */
export interface AppDeps extends ProposalDeps, ReminderDeps {
  library: Library;
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
