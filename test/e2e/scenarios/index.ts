import type { Theme } from '../../support/scenario.js';
import { badDates } from './bad-dates.js';
import { badTexts } from './bad-texts.js';
import { clockChanges } from './clock-changes.js';
import { closing } from './closing.js';
import { endingEarly } from './ending-early.js';
import { explain } from './explain.js';
import { follow } from './follow.js';
import { organisations } from './organisations.js';
import { fronts } from './fronts.js';
import { frontPublish } from './front-publish.js';
import { frontVotes } from './front-votes.js';
import { secret } from './secret.js';
import { amend } from './amend.js';
import { settle } from './settle.js';
import { exporting } from './export.js';
import { hide } from './hide.js';
import { help } from './help.js';
import { hostileTexts } from './hostile-texts.js';
import { outdated } from './outdated.js';
import { proposalCommands } from './proposal-commands.js';
import { propose } from './propose.js';
import { publish } from './publish.js';
import { remind } from './remind.js';
import { remindDelivery } from './remind-delivery.js';
import { rights } from './rights.js';
import { settings } from './settings.js';
import { vote } from './vote.js';
import { voteOrder } from './vote-order.js';
import { voters } from './voters.js';
import { zones } from './zones.js';

/** Everything that is shown from end to end. */
export const themes: readonly Theme[] = [
  explain,
  propose,
  publish,
  zones,
  clockChanges,
  vote,
  voteOrder,
  voters,
  closing,
  endingEarly,
  proposalCommands,
  remind,
  remindDelivery,
  follow,
  organisations,
  fronts,
  frontPublish,
  frontVotes,
  secret,
  amend,
  settle,
  exporting,
  hide,
  settings,
  help,
  badDates,
  badTexts,
  hostileTexts,
  outdated,
  rights,
];
