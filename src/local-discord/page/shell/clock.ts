import type { ClockRequest } from '../../page-api.js';
import type { App } from '../app.js';
import { h, icon, icons } from '../dom.js';
import { texts } from '../texts.js';
import { formatClock, zoneName } from '../time-format.js';

const unitMinutes = { minutes: 1, hours: 60, days: 1440 };

/** The clock of the local Discord with its buttons; on a narrow screen they wait behind one. `beside` stays with them. */
export function createClock(
  app: App,
  beside: HTMLElement,
): { element: HTMLElement; update(): void; open(): void } {
  const now = h('time', { 'data-testid': 'clock-now', class: 'clock-now' });
  const status = h('span', { class: 'visually-hidden', role: 'status' });
  const steps = texts.clock.steps.map(({ minutes, short, long }) =>
    h(
      'button',
      {
        type: 'button',
        class: 'chip',
        'data-testid': `clock-advance-${minutes}`,
        'aria-label': texts.clock.advance(long),
        title: texts.clock.advance(long),
        onclick: () => void move(() => ({ advanceMs: minutes * 60_000 })),
      },
      short,
    ),
  );
  const next = h(
    'button',
    {
      type: 'button',
      class: 'chip',
      'data-testid': 'clock-next',
      onclick: () => void move(() => (nextDue() === undefined ? undefined : { to: nextDue() ?? '' })),
    },
    texts.clock.next,
  );
  const amount = h('input', {
    type: 'number',
    min: 1,
    step: 1,
    value: 2,
    inputmode: 'numeric',
    'aria-label': texts.clock.custom,
    'data-testid': 'clock-custom',
  });
  const unit = h(
    'select',
    { 'aria-label': texts.clock.unit, 'data-testid': 'clock-custom-unit' },
    ...Object.entries(texts.clock.units).map(([value, name]) =>
      h('option', { value, selected: value === 'days' }, name),
    ),
  );
  const custom = h(
    'form',
    { class: 'clock-custom', novalidate: true },
    amount,
    unit,
    h('button', { type: 'submit', class: 'chip', 'data-testid': 'clock-custom-go' }, texts.clock.go),
  );
  custom.addEventListener('submit', (event) => {
    event.preventDefault();
    const count = Number(amount.value);
    const valid = Number.isInteger(count) && count > 0;
    amount.setAttribute('aria-invalid', String(!valid));
    if (!valid) {
      status.textContent = texts.clock.badAmount;
      return amount.focus();
    }
    const minutes = count * unitMinutes[unit.value as keyof typeof unitMinutes];
    void move(() => ({ advanceMs: minutes * 60_000 }));
  });
  const tools = h(
    'div',
    { class: 'clock-tools', id: 'clock-tools' },
    h('p', { class: 'hint' }, texts.clock.hint),
    h('div', { class: 'clock-steps' }, ...steps, next),
    custom,
    beside,
  );
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'clock-toggle quiet',
      'aria-label': texts.clock.open,
      'aria-expanded': 'false',
      'aria-controls': 'clock-tools',
      onclick: () => show(!element.classList.contains('open')),
    },
    icon(icons.clock),
  );
  const reading = h('div', { class: 'clock-reading' }, now, h('span', { class: 'hint' }, zoneName()));
  const element = h(
    'section',
    { class: 'clock', 'aria-label': texts.clock.label },
    toggle,
    reading,
    tools,
    status,
  );
  beside.addEventListener('click', () => {
    show(false);
    // Where it waits behind the toggle it has just gone.
    if (toggle.offsetParent !== null) toggle.focus();
  });
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') show(false);
  });
  document.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Node && !element.contains(event.target)) show(false);
  });
  window.setInterval(() => update(), 1_000);

  function show(open: boolean): void {
    element.classList.toggle('open', open);
    toggle.setAttribute('aria-expanded', String(open));
  }

  function nextDue(): string | undefined {
    return app.state.due?.told ? app.state.due.next : undefined;
  }

  // Pressing again while the clock moves is another move after it, so that no press is lost and no button goes away.
  let moves = Promise.resolve();
  function move(where: () => ClockRequest | undefined): Promise<void> {
    moves = moves.then(async () => {
      const request = where();
      if (request === undefined) return;
      const busy = await app.moveClock(request);
      const reading = formatClock(app.now());
      status.textContent = busy ? texts.clock.movedBusy(reading) : texts.clock.moved(reading);
    });
    return moves;
  }

  function update(): void {
    if (!app.state.page) return;
    const instant = app.now();
    const reading = formatClock(instant);
    const due = nextDue();
    const about = due ? texts.clock.nextLong(formatClock(new Date(due))) : texts.clock.nextNone;
    next.disabled = due === undefined;
    next.title = about;
    next.setAttribute('aria-label', about);
    if (now.textContent === reading) return;
    now.textContent = reading;
    now.dateTime = instant.toISOString();
  }

  return {
    element,
    update,
    open() {
      show(true);
      steps[2]?.focus();
    },
  };
}
