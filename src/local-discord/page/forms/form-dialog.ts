import { api, Refusal } from '../api.js';
import type { Desk, FormAnswer } from '../desk.js';
import { h, icon, icons } from '../dom.js';
import { texts } from '../texts.js';
import type { Component } from '../wire.js';
import { createFormFields, type FormField } from './form-fields.js';

/** Opens a form of the bot as a dialog. Closing it tells nobody, as in Discord; sending it keeps it open until it arrived. */
export function openFormDialog(desk: Desk, answer: FormAnswer): void {
  const { person } = desk.state;
  const parts = createFormFields((answer.data.components ?? []) as unknown as Component[]);
  const fields = parts.filter((part): part is FormField => !(part instanceof HTMLElement));
  const problem = h('p', { class: 'form-problem', role: 'alert', hidden: true });
  const submit = h(
    'button',
    { type: 'submit', class: 'primary', 'data-testid': 'modal-submit' },
    texts.form.submit,
  );
  const form = h(
    'form',
    { novalidate: true },
    h(
      'header',
      {},
      h('h2', { id: 'form-title' }, answer.data.title),
      h(
        'button',
        { type: 'button', class: 'quiet', 'aria-label': texts.form.cancel, onclick: () => dialog.close() },
        icon(icons.close),
      ),
    ),
    h(
      'div',
      { class: 'form-body' },
      ...parts.map((part) => (part instanceof HTMLElement ? part : part.element)),
    ),
    problem,
    h(
      'footer',
      {},
      h(
        'button',
        { type: 'button', class: 'quiet', 'data-testid': 'modal-cancel', onclick: () => dialog.close() },
        texts.form.cancel,
      ),
      submit,
    ),
  );
  const dialog = h(
    'dialog',
    { class: 'form-dialog', 'data-testid': 'modal', 'aria-labelledby': 'form-title' },
    form,
  );
  dialog.addEventListener('close', () => dialog.remove());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.focus();

  async function send(): Promise<void> {
    const wrong = fields.filter((field) => !field.check());
    wrong[0]?.focus();
    if (wrong.length > 0 || submit.disabled) return;
    submit.disabled = true;
    complain(undefined);
    const values = Object.fromEntries(fields.map((field) => [field.customId, field.value()]));
    try {
      const result = await api.form({ person, form: answer.form, fields: values });
      if (result.kind === 'failed') return complain(texts.form.failed);
      dialog.close();
      const next = desk.take(result, true);
      if (next) openFormDialog(desk, next);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      complain(texts.form.refused(error.message));
    } finally {
      submit.disabled = false;
    }
  }

  function complain(text: string | undefined): void {
    problem.textContent = text ?? '';
    problem.hidden = text === undefined;
  }
}
