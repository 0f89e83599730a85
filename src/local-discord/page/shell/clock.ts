import type { App } from '../app.js';
import { h, icon, icons } from '../dom.js';
import { texts } from '../texts.js';
import { formatClock, zoneName } from '../time-format.js';

const unitMinutes = { minutes: 1, hours: 60, days: 1440 };

/** The clock of the local Discord with its buttons; on a narrow screen they wait behind one. */
export function createClock(app: App): { element: HTMLElement; update(): void; open(): void } {
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
        onclick: () => void move(minutes),
      },
      short,
    ),
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
    void move(count * unitMinutes[unit.value as keyof typeof unitMinutes]);
  });
  const tools = h(
    'div',
    { class: 'clock-tools', id: 'clock-tools' },
    h('p', { class: 'hint' }, texts.clock.hint),
    h('div', { class: 'clock-steps' }, ...steps),
    custom,
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

  async function move(minutes: number): Promise<void> {
    for (const button of steps) button.disabled = true;
    await app.advanceClock(minutes * 60_000);
    for (const button of steps) button.disabled = false;
    status.textContent = texts.clock.moved(formatClock(app.now()));
  }

  function update(): void {
    if (!app.state.page) return;
    const instant = app.now();
    const next = formatClock(instant);
    if (now.textContent === next) return;
    now.textContent = next;
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
