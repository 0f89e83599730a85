import { h } from '../dom.js';
import { texts } from '../texts.js';
import { drawCalendar } from './calendar-view.js';
import { readTable } from './read-table.js';

const mostRows = 200;

/** How what is in a file is shown, by its ending or its kind; undefined for files that hold no text. */
export type ContentKind = 'calendar' | 'table' | 'text';

/** How a file can be shown. */
export function contentKind(name: string, contentType: string): ContentKind | undefined {
  const ending = name.split('.').pop()?.toLowerCase();
  if (ending === 'ics' || contentType.startsWith('text/calendar')) return 'calendar';
  if (ending === 'csv' || contentType.startsWith('text/csv')) return 'table';
  return contentType.startsWith('text/') || contentType.startsWith('application/json') ? 'text' : undefined;
}

/** What is in a file, as elements and text only: nothing in it is ever read as HTML. */
export function drawContent(kind: ContentKind, text: string): HTMLElement {
  if (kind === 'text') return raw(text);
  const drawn = kind === 'calendar' ? drawCalendar(text) : drawTable(text);
  const whole = h('details', {}, h('summary', {}, texts.files.raw), raw(text));
  return h('div', {}, drawn, whole);
}

function raw(text: string): HTMLElement {
  return h('pre', { class: 'raw', 'data-testid': 'file-raw' }, text);
}

function drawTable(text: string): HTMLElement {
  const [head, ...rows] = readTable(text);
  if (!head) return h('p', { class: 'hint' }, texts.files.table.empty);
  const more = rows.length - mostRows;
  return h(
    'div',
    {},
    h(
      'table',
      { class: 'file-table' },
      h('thead', {}, h('tr', {}, ...head.map((cell) => h('th', { scope: 'col' }, cell)))),
      h(
        'tbody',
        {},
        ...rows.slice(0, mostRows).map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, cell)))),
      ),
    ),
    more > 0 ? h('p', { class: 'hint' }, texts.files.table.more(more)) : null,
  );
}
