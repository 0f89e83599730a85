import type { Component } from '../command.js';
import type { Family } from '../custom-ids.js';
import afterwards from './afterwards.js';
import card from './card.js';
import cast from './cast.js';
import draft from './draft.js';
import explain from './explain.js';
import front from './front.js';
import more from './more.js';
import nudge from './nudge.js';
import past from './past.js';
import plan from './plan.js';
import poll from './poll.js';
import privacy from './privacy.js';
import proposals from './proposals.js';
import reminder from './reminder.js';
import reminders from './reminders.js';
import zone from './zone.js';

/** A component of whichever family; the router hands each only ids of its own. */
export interface AnyComponent {
  family: Family;
  run: Component<never>['run'];
}

/** Every family of buttons, menus and forms; a missing one does not compile. */
const ALL: { [F in Family]: Component<F> } = {
  afterwards,
  card,
  cast,
  front,
  more,
  nudge,
  draft,
  zone,
  past,
  plan,
  poll,
  privacy,
  proposals,
  explain,
  reminder,
  reminders,
};

/** The table the router looks into. */
export const COMPONENTS: ReadonlyMap<string, AnyComponent> = new Map(Object.entries(ALL));
