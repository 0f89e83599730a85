import type { App } from '../app.js';
import { avatarOf } from '../avatars.js';
import { h, icon, icons, repaint } from '../dom.js';
import { addressOf } from '../session.js';
import { texts } from '../texts.js';
import { currentPerson, playable } from '../view-state.js';

/** The button that says who one is, and the dialog with everybody one can be. */
export function createPersonPicker(app: App): { button: HTMLElement; update(): void; open(): void } {
  const button = h('button', {
    type: 'button',
    class: 'person-button',
    'data-testid': 'person-picker',
    'aria-haspopup': 'dialog',
    onclick: () => open(),
  });
  const people = h('ul', { class: 'people' });
  const dialog = h(
    'dialog',
    { class: 'people-dialog', 'aria-labelledby': 'people-title', 'data-testid': 'person-dialog' },
    h(
      'header',
      {},
      h('h2', { id: 'people-title' }, texts.person.heading),
      h(
        'button',
        { type: 'button', class: 'quiet', 'aria-label': texts.person.close, onclick: () => dialog.close() },
        icon(icons.close),
      ),
    ),
    h('p', { class: 'hint' }, texts.person.lead),
    people,
  );
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);

  function open(): void {
    if (!dialog.open) dialog.showModal();
    people.querySelector<HTMLElement>('[aria-current="true"]')?.focus();
  }

  function entry(id: string, name: string, note: string, current: boolean): HTMLElement {
    const choose = h(
      'button',
      {
        type: 'button',
        class: 'person',
        'data-testid': `person-${id}`,
        'aria-current': current ? 'true' : undefined,
        onclick: () => {
          dialog.close();
          if (!current) void app.becomePerson(id);
        },
      },
      h('img', { src: avatarOf(id, name), alt: '', width: 40, height: 40 }),
      h(
        'span',
        { class: 'person-name' },
        name,
        current ? h('span', { class: 'tag' }, texts.person.current) : null,
      ),
      h('span', { class: 'hint' }, texts.person.note(note)),
    );
    const tab = h(
      'a',
      {
        href: addressOf({ person: id, channel: app.state.channel }),
        target: '_blank',
        class: 'new-tab',
        'aria-label': texts.person.newTab(name),
        title: texts.person.newTab(name),
      },
      icon(icons.newTab, 16),
    );
    return h('li', {}, choose, tab);
  }

  return {
    button,
    open,
    update() {
      const { page, person: me, channel } = app.state;
      const person = currentPerson(app.state);
      repaint(button, person, () => {
        if (!person) return [texts.person.heading];
        button.setAttribute('aria-label', texts.person.button(person.name));
        return [
          h('img', { src: avatarOf(person.id, person.name), alt: '', width: 32, height: 32 }),
          h(
            'span',
            { class: 'person-text' },
            h(
              'span',
              { class: 'person-name' },
              h('span', { class: 'you' }, `${texts.person.you} `),
              person.name,
            ),
            h('span', { class: 'hint' }, texts.person.note(person.note)),
          ),
          icon(icons.down, 16),
        ];
      });
      repaint(people, [page?.people, me, channel], () =>
        (page ? playable(page) : []).map(({ id, name, note }) => entry(id, name, note, id === me)),
      );
    },
  };
}
