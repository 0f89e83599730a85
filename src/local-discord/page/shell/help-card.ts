import type { App } from '../app.js';
import { h, icon, icons } from '../dom.js';
import { texts } from '../texts.js';
import { openPlace } from '../view-state.js';

export interface HelpActions {
  typeCommand(command: string): void;
  openClock(): void;
  switchPerson(): void;
}

/** What a newcomer can try, in three steps, at the beginning of every server channel until it is put away. */
export function createHelpCard(app: App, actions: HelpActions): { element: HTMLElement; update(): void } {
  const presses = [
    () => actions.typeCommand('explain'),
    () => actions.typeCommand('propose'),
    () => actions.openClock(),
  ];
  const steps = texts.help.steps.map(({ title, text, action }, index) =>
    h(
      'li',
      {},
      h('h3', {}, title),
      h('p', {}, text),
      h(
        'div',
        { class: 'help-actions' },
        h('button', { type: 'button', class: 'chip', onclick: () => presses[index]?.() }, action),
        index === 1
          ? h(
              'button',
              { type: 'button', class: 'chip', onclick: () => actions.switchPerson() },
              texts.help.switchPerson,
            )
          : null,
      ),
    ),
  );
  const element = h(
    'section',
    { class: 'help-card', 'aria-labelledby': 'help-title', 'data-testid': 'help-card' },
    h(
      'header',
      {},
      h('h2', { id: 'help-title' }, texts.help.heading),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': texts.help.dismiss,
          'data-testid': 'help-dismiss',
          onclick: () => app.showHelp(false),
        },
        icon(icons.close),
      ),
    ),
    h('p', {}, texts.help.lead),
    h('ol', {}, ...steps),
  );
  return {
    element,
    update() {
      element.hidden = app.state.helpHidden || openPlace(app.state)?.kind === 'dm';
    },
  };
}
