import type { PageDueRow } from '../../page-api.js';
import type { App } from '../app.js';
import { h, icon, icons, repaint } from '../dom.js';
import { texts } from '../texts.js';
import { formatTimestamp } from '../time-format.js';

const { columns } = texts.due;
/** Whoever tells counts no further. */
const countedTo = 1_000;

/** All the bot has to do in a table above the messages, and the button beside the clock that opens it. */
export function createDuePanel(app: App): { element: HTMLElement; button: HTMLElement; update(): void } {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'chip due-open',
      'aria-controls': 'due-work',
      'data-testid': 'due-open',
      onclick: () => app.showDue(!app.state.dueOpen),
    },
    texts.due.open,
  );
  const count = h('span', { class: 'hint', role: 'status', 'data-testid': 'due-count' });
  const body = h('div', {
    class: 'due-body',
    tabindex: 0,
    role: 'region',
    'aria-labelledby': 'due-title',
    'data-testid': 'due-body',
  });
  const element = h(
    'section',
    { class: 'due', id: 'due-work', 'aria-labelledby': 'due-title', 'data-testid': 'due', hidden: true },
    h(
      'header',
      {},
      h('h2', { id: 'due-title' }, texts.due.heading),
      count,
      h('p', { class: 'hint due-lead' }, texts.due.lead),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': texts.due.close,
          'data-testid': 'due-close',
          onclick: close,
        },
        icon(icons.close),
      ),
    ),
    body,
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });

  function close(): void {
    app.showDue(false);
    button.focus();
  }

  function update(): void {
    const { due, dueOpen } = app.state;
    element.hidden = !dueOpen;
    button.setAttribute('aria-expanded', String(dueOpen));
    if (!dueOpen) return;
    const rows = due?.told ? due.rows : [];
    const more = due?.told ? due.more : 0;
    const counted = more < countedTo;
    count.textContent = rows.length > 0 ? texts.due.count(rows.length + more, counted) : '';
    const lines = rows.map((row) => cellsOf(row, app.now()));
    repaint(body, [due === undefined, due?.told, lines, more], () => [
      lines.length > 0 ? tableOf(lines) : h('p', { class: 'hint' }, emptyText()),
      more > 0 ? h('p', { class: 'hint', 'data-testid': 'due-more' }, texts.due.more(more, counted)) : null,
    ]);
  }

  function emptyText(): string {
    const { due } = app.state;
    if (due === undefined) return texts.due.loading;
    return due.told ? texts.due.empty : texts.due.untold;
  }

  return { element, button, update };
}

/** What one cell says, and below it smaller. */
interface Cell {
  text: string;
  below?: string | undefined;
  instant?: string;
}

type Line = { id: string } & Record<keyof typeof columns, Cell>;

/** A row in words. */
function cellsOf(row: PageDueRow, now: Date): Line {
  const { kind, id, about, to, state, attempts, reason, lastAt } = row;
  const due = Date.parse(row.at) <= now.getTime();
  const plain = due ? texts.due.now : texts.due.waiting;
  return {
    id: `${kind}:${id}`,
    when: instantCell(row.at, now),
    what: {
      text: to === undefined ? (texts.due.kinds[kind] ?? kind) : texts.due.to[to],
      below: about === undefined ? undefined : (texts.due.about[about] ?? about),
    },
    last:
      lastAt === undefined
        ? { text: attempts ? texts.due.tried : texts.due.never }
        : instantCell(lastAt, now),
    state: {
      text: state === undefined ? plain : (texts.due.states[state] ?? state),
      below: reason === undefined ? undefined : texts.due.reason(reason),
    },
    attempts: { text: attempts === undefined ? '' : String(attempts) },
  };
}

function instantCell(instant: string, now: Date): Cell {
  const at = new Date(instant);
  return { text: formatTimestamp(at, 'W', now), below: formatTimestamp(at, 'R', now), instant };
}

function tableOf(lines: Line[]): HTMLElement {
  const names = Object.keys(columns) as (keyof typeof columns)[];
  return h(
    'table',
    { class: 'due-table' },
    h('thead', {}, h('tr', {}, ...names.map((name) => h('th', { scope: 'col' }, columns[name])))),
    h(
      'tbody',
      {},
      ...lines.map((line) =>
        h(
          'tr',
          { 'data-testid': 'due-row', title: line.id },
          ...names.map((name) => cell(columns[name], line[name])),
        ),
      ),
    ),
  );
}

/** With the column's name in it for narrow screens, where each row is a card. */
function cell(column: string, { text, below, instant }: Cell): HTMLElement {
  return h(
    'td',
    { 'data-column': column },
    instant === undefined ? h('span', {}, text) : h('time', { datetime: instant }, text),
    below === undefined ? null : h('span', { class: 'hint' }, below),
  );
}
