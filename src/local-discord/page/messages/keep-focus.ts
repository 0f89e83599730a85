const controls =
  'discord-button, .menu-button, .private button, .file-show, .picture-box > a, .alt-text > summary, .thread-link';

/** Which control of a message has the focus, counted among its controls; undefined when none has. */
export function focusedControl(message: HTMLElement | undefined): number | undefined {
  const active = document.activeElement;
  if (!message || !active || !message.contains(active)) return undefined;
  return Math.max(
    0,
    [...message.querySelectorAll(controls)].findIndex((control) => control.contains(active)),
  );
}

/**
 * Gives the focus to the control in the same place of a message that was drawn anew, or to the message when it has
 * none any more. A press that turns a page would otherwise throw keyboard users back to the top of the document.
 */
export async function focusControl(message: HTMLElement, index: number): Promise<void> {
  const all = message.querySelectorAll<HTMLElement & { updateComplete?: Promise<boolean> }>(controls);
  const control = all[index] ?? all[0];
  await control?.updateComplete;
  const target = control?.shadowRoot?.querySelector<HTMLElement>('button:not([disabled]), a') ?? control;
  if (target && !(target instanceof HTMLButtonElement && target.disabled))
    target.focus({ preventScroll: true });
  if (document.activeElement !== document.body) return;
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
}
