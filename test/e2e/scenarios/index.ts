import type { Theme } from '../../support/scenario.js';
import { badDates } from './bad-dates.js';
import { badTexts } from './bad-texts.js';
import { clockChanges } from './clock-changes.js';
import { closing } from './closing.js';
import { closingSoon } from './closing-soon.js';
import { digest } from './digest.js';
import { endingEarly } from './ending-early.js';
import { explain } from './explain.js';
import { follow } from './follow.js';
import { newcomers } from './newcomers.js';
import { nudge } from './nudge.js';
import { organisations } from './organisations.js';
import { followThrough } from './follow-through.js';
import { fronts } from './fronts.js';
import { frontPublish } from './front-publish.js';
import { frontVotes } from './front-votes.js';
import { secret } from './secret.js';
import { afterwards } from './afterwards.js';
import { closingWords } from './closing-words.js';
import { threads } from './threads.js';
import { ping } from './ping.js';
import { pastActions } from './past-actions.js';
import { amend } from './amend.js';
import { settle } from './settle.js';
import { exporting } from './export.js';
import { hide } from './hide.js';
import { deliveryRefused } from './delivery-refused.js';
import { deliveryLimits } from './delivery-limits.js';
import { deliveryLost } from './delivery-lost.js';
import { deliveryThreads } from './delivery-threads.js';
import { help } from './help.js';
import { hostileTexts } from './hostile-texts.js';
import { inSpanish } from './in-spanish.js';
import { longNames } from './long-names.js';
import { outdated } from './outdated.js';
import { pollAnswers } from './poll-answers.js';
import { pollPropose } from './poll-propose.js';
import { polls } from './polls.js';
import { proposalCommands } from './proposal-commands.js';
import { privacy } from './privacy.js';
import { placesVanish } from './places-vanish.js';
import { propose } from './propose.js';
import { publish } from './publish.js';
import { remind } from './remind.js';
import { remindDelivery } from './remind-delivery.js';
import { remindRepeat } from './remind-repeat.js';
import { restored } from './restored.js';
import { rights } from './rights.js';
import { serversLeft } from './servers-left.js';
import { settings } from './settings.js';
import { spanishDates } from './spanish-dates.js';
import { takenDown } from './taken-down.js';
import { traffic } from './traffic.js';
import { vote } from './vote.js';
import { voteOrder } from './vote-order.js';
import { voters } from './voters.js';
import { zones } from './zones.js';

/** Everything that is shown from end to end. */
export const themes: readonly Theme[] = [
  explain,
  propose,
  publish,
  longNames,
  zones,
  clockChanges,
  vote,
  voteOrder,
  voters,
  closing,
  closingSoon,
  nudge,
  endingEarly,
  proposalCommands,
  remind,
  remindDelivery,
  deliveryThreads,
  deliveryLost,
  deliveryRefused,
  deliveryLimits,
  placesVanish,
  remindRepeat,
  follow,
  organisations,
  followThrough,
  fronts,
  frontPublish,
  frontVotes,
  secret,
  amend,
  settle,
  afterwards,
  closingWords,
  pastActions,
  threads,
  ping,
  exporting,
  hide,
  takenDown,
  serversLeft,
  restored,
  polls,
  pollAnswers,
  pollPropose,
  settings,
  digest,
  help,
  badDates,
  inSpanish,
  spanishDates,
  badTexts,
  hostileTexts,
  outdated,
  rights,
  privacy,
  newcomers,
  traffic,
];
