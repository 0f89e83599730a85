import { askedCollection } from './afterwards/ask.js';
import { Questions } from './afterwards/questions.js';
import { digestCollection } from './digest/schedule.js';
import { frontCollections } from './organisations/front.js';
import { organisationCollections } from './organisations/organisation.js';
import { pollCollection } from './polls/poll.js';
import { ballotCollection } from './proposals/ballot-box.js';
import { draftCollection } from './proposals/draft.js';
import { proposalCollections } from './proposals/proposal.js';
import { pendingCollection } from './reminders/pending.js';
import { planCollection } from './reminders/plan.js';
import { reminderCollections } from './reminders/reminder.js';
import { goneCollection } from './servers/gone.js';
import { peopleCollection } from './settings/person-zone.js';
import { settingsCollection } from './settings/server-settings.js';
import type { Store } from './store/index.js';

/** Everything that is stored, but for the outbox and the due index. */
export function collectionsOf(store: Store) {
  return {
    ...proposalCollections(store),
    ...reminderCollections(store),
    ...organisationCollections(store),
    ...frontCollections(store),
    ballots: ballotCollection(store),
    drafts: draftCollection(store),
    polls: pollCollection(store),
    pending: pendingCollection(store),
    plans: planCollection(store),
    settings: settingsCollection(store),
    digests: digestCollection(store),
    goneServers: goneCollection(store),
    people: peopleCollection(store),
    questions: new Questions(store),
    askedPeople: askedCollection(store),
  };
}
