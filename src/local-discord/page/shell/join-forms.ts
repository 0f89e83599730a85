import type { PageServerOutline } from '../../page-api.js';
import { api } from '../api.js';
import type { App } from '../app.js';
import { h, repaint } from '../dom.js';
import { texts } from '../texts.js';
import { personName, playable } from '../view-state.js';

/** Two lines under the people of a server: somebody from elsewhere joins it, or somebody new. */
export function createJoinForms(
  app: App,
  act: (change: () => Promise<string>) => Promise<boolean>,
): { element: HTMLElement; update(server: PageServerOutline): void } {
  let current: PageServerOutline | undefined;
  const known = h('select', { 'data-testid': 'join-known', 'aria-label': texts.members.addKnown });
  const name = h('input', {
    type: 'text',
    maxlength: 32,
    autocomplete: 'off',
    placeholder: texts.members.newName,
    'data-testid': 'join-new',
    'aria-label': `${texts.members.addNew}: ${texts.members.newName}`,
  });
  const knownAdd = button('join-known-add');
  const knownForm = line(texts.members.addKnown, known, knownAdd, async (server) => {
    const id = known.value;
    if (!id) return known.focus();
    await act(async () => {
      await api.join(server.id, id);
      return texts.members.joined(personName(app.state.page, id) ?? '', server.name);
    });
    known.focus();
  });
  const newForm = line(texts.members.addNew, name, button('join-new-add'), async (server) => {
    const typed = name.value.trim();
    if (!typed) return name.focus();
    const done = await act(async () => {
      const person = await api.addPerson({ name: typed, server: server.id });
      return texts.members.joined(person.name, server.name);
    });
    if (done) name.value = '';
    name.focus();
  });

  function line(
    label: string,
    field: HTMLElement,
    add: HTMLElement,
    join: (server: PageServerOutline) => Promise<void>,
  ): HTMLElement {
    const caption = h('span', { class: 'join-label', 'aria-hidden': 'true' }, label);
    const form = h('form', { novalidate: true }, caption, h('div', {}, field, add));
    let busy = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!current || busy) return;
      busy = true;
      void join(current).finally(() => (busy = false));
    });
    return form;
  }

  return {
    element: h('div', { class: 'join-forms' }, knownForm, newForm),
    update(server) {
      current = server;
      const { page } = app.state;
      const inside = new Set(server.members.map(({ id }) => id));
      const outside = (page ? playable(page) : []).filter(({ id }) => !inside.has(id));
      const chosen = known.value;
      repaint(known, [server.id, outside.map(({ id, name: called }) => [id, called])], () => [
        h('option', { value: '' }, outside.length > 0 ? texts.members.chooseKnown : texts.members.allHere),
        ...outside.map(({ id, name: called }) => h('option', { value: id, selected: id === chosen }, called)),
      ]);
      known.disabled = outside.length === 0;
      knownAdd.disabled = outside.length === 0;
    },
  };
}

function button(testId: string): HTMLButtonElement {
  return h('button', { type: 'submit', class: 'chip', 'data-testid': testId }, texts.members.add);
}
