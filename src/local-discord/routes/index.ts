import { channelRoutes } from './channels.js';
import { commandRoutes } from './commands.js';
import { eventRoutes } from './events.js';
import { guildRoutes } from './guilds.js';
import { interactionRoutes } from './interactions.js';
import { messageRoutes } from './messages.js';
import { threadRoutes } from './threads.js';
import { userRoutes } from './users.js';
import type { Route } from '../http/route.js';

/** Every REST route the local Discord knows. */
export const routes: readonly Route[] = [
  ...userRoutes,
  ...commandRoutes,
  ...interactionRoutes,
  ...messageRoutes,
  ...threadRoutes,
  ...channelRoutes,
  ...guildRoutes,
  ...eventRoutes,
];
