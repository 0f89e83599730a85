import type { PageMember, PagePerson, PageRole, PageServerOutline } from '../../page-api.js';
import { api, Refusal } from '../api.js';
import type { App } from '../app.js';
import { avatarOf } from '../avatars.js';
import { h, icon, icons, repaint } from '../dom.js';
import { colourOf } from '../markdown/mentions.js';
import { texts } from '../texts.js';
import { openPlace, playable } from '../view-state.js';
import { createJoinForms } from './join-forms.js';

/** The people of a server in a dialog: who has which role, how many have each, who joins and who leaves. */
export function createPeoplePanel(app: App): { update(): void; open(): void } {
  let shown = '';
  const title = h('h2', { id: 'members-title' });
  const counts = h('ul', { class: 'role-counts' });
  const members = h('ul', { class: 'members' });
  const status = h('p', { class: 'members-status', role: 'status', 'data-testid': 'members-status' });
  const joining = createJoinForms(app, act);
  const dialog = h(
    'dialog',
    { class: 'members-dialog', 'aria-labelledby': 'members-title', 'data-testid': 'members-dialog' },
    h(
      'header',
      {},
      title,
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': texts.members.close,
          'data-testid': 'members-close',
          onclick: () => dialog.close(),
        },
        icon(icons.close),
      ),
    ),
    h('p', { class: 'hint' }, texts.members.lead),
    counts,
    h('div', { class: 'members-body' }, members),
    status,
    h('footer', {}, joining.element),
  );
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);

  const server = (): PageServerOutline | undefined => {
    const all = app.state.page?.allServers ?? [];
    return all.find(({ id }) => id === shown) ?? all[0];
  };

  /** Does it, says so, and shows what is then; a refusal is said in its place. */
  async function act(change: () => Promise<string>): Promise<boolean> {
    try {
      say(await change(), false);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      say(texts.trouble.refused(error.message), true);
      return false;
    } finally {
      await app.refresh();
    }
  }

  function say(text: string, wrong: boolean): void {
    status.textContent = text;
    status.classList.toggle('wrong', wrong);
  }

  function heading(current: PageServerOutline): HTMLElement {
    const select = h(
      'select',
      {
        'aria-label': texts.members.server,
        'data-testid': 'members-server',
        onchange: () => {
          shown = select.value;
          say('', false);
          update();
        },
      },
      ...(app.state.page?.allServers ?? []).map(({ id, name }) =>
        h('option', { value: id, selected: id === current.id }, name),
      ),
    );
    return select;
  }

  function count(name: string, colour: number, number: number, id: string): HTMLElement {
    return h('li', {}, dot(colour), name, h('strong', { 'data-testid': `role-count-${id}` }, number));
  }

  function roleBox(
    current: PageServerOutline,
    person: PagePerson,
    role: PageRole,
    held: boolean,
  ): HTMLElement {
    const box = h('input', {
      type: 'checkbox',
      checked: held,
      'data-testid': `role-${person.id}-${role.id}`,
      async onchange() {
        const now = box.checked;
        const done = await act(async () => {
          await api.setRole(current.id, person.id, role.id, now);
          return now ? texts.members.got(person.name, role.name) : texts.members.lost(person.name, role.name);
        });
        if (!done) box.checked = !now;
      },
    });
    return h('label', { class: 'role-box' }, box, dot(role.color), role.name);
  }

  function row(current: PageServerOutline, member: PageMember, person: PagePerson): HTMLElement {
    const { id, name } = person;
    const roles = current.roles.filter((role) => role.givable);
    return h(
      'li',
      { 'data-testid': `member-${id}` },
      h(
        'span',
        { class: 'member-name' },
        h('img', { src: avatarOf(id, name), alt: '', width: 32, height: 32 }),
        name,
      ),
      h(
        'div',
        { role: 'group', class: 'role-boxes', 'aria-label': texts.members.rolesOf(name) },
        ...roles.map((role) => roleBox(current, person, role, member.roles.includes(role.id))),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          'aria-label': texts.members.leaveLong(name, current.name),
          'data-testid': `member-leave-${id}`,
          onclick: () => void leave(current, person),
        },
        texts.members.leave,
      ),
    );
  }

  async function leave(current: PageServerOutline, person: PagePerson): Promise<void> {
    const rows = [...members.children];
    const at = rows.findIndex((one) => one.contains(document.activeElement));
    await act(async () => {
      await api.leave(current.id, person.id);
      return texts.members.left(person.name, current.name);
    });
    if (members.contains(document.activeElement)) return;
    const next = members.children[Math.min(Math.max(at, 0), members.children.length - 1)];
    (next?.querySelector<HTMLElement>('button') ?? title.querySelector('select'))?.focus();
  }

  function update(): void {
    const current = server();
    const { page } = app.state;
    if (!dialog.open || !page || !current) return;
    const people = new Map(playable(page).map((person) => [person.id, person]));
    repaint(title, [page.allServers.map(({ id, name }) => [id, name]), current.id], () => [
      `${texts.members.heading} `,
      heading(current),
    ]);
    counts.setAttribute('aria-label', texts.members.counts(current.name));
    members.setAttribute('aria-label', texts.members.list(current.name));
    const all = current.roles.find(({ id }) => id === current.id);
    repaint(counts, [current.id, current.roles], () => [
      ...current.roles
        .filter((role) => role.givable)
        .map((role) => count(role.name, role.color, role.count, role.id)),
      all ? count(texts.members.everybody, 0, all.count, all.id) : null,
    ]);
    repaint(members, [current, page.people], () => {
      const rows = current.members.flatMap((member) => {
        const person = people.get(member.id);
        return person ? [row(current, member, person)] : [];
      });
      return rows.length > 0 ? rows : [h('li', { class: 'hint' }, texts.members.nobody)];
    });
    joining.update(current);
  }

  return {
    update,
    open() {
      const place = openPlace(app.state);
      if (place?.kind === 'channel') shown = place.server.id;
      say('', false);
      if (!dialog.open) dialog.showModal();
      update();
      title.querySelector('select')?.focus();
    },
  };
}

function dot(colour: number): HTMLElement {
  return h('span', {
    class: 'role-dot',
    'aria-hidden': 'true',
    style: colour ? `background:${colourOf(colour)}` : undefined,
  });
}
