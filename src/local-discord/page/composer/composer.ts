import type { PageAnswer } from '../../page-api.js';
import { api, Refusal } from '../api.js';
import type { App } from '../app.js';
import { h } from '../dom.js';
import { placeLabel } from '../messages/message-pane.js';
import { texts } from '../texts.js';
import { choicesHere, commandsHere, openPlace } from '../view-state.js';
import { catalogueOf, matchLine, suggest, type CommandPath } from './catalogue.js';
import { createCommandPanel, type CommandPanel } from './command-panel.js';
import { createSuggestions } from './suggestions.js';

export interface Composer {
  element: HTMLElement;
  update(): void;
  /** Puts a command into the line, as if it had been typed. */
  type(command: string): void;
}

/** The command box: a line that begins with "/", the list of commands over it, and the fields of the one chosen. */
export function createComposer(
  app: App,
  openForm: (answer: Extract<PageAnswer, { kind: 'form' }>) => void,
): Composer {
  let panel: CommandPanel | undefined;
  let shownPlace = '';
  const input = h('input', {
    type: 'text',
    class: 'command-line',
    'data-testid': 'command-input',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    'aria-describedby': 'command-hint',
  });
  const run = h(
    'button',
    { type: 'submit', class: 'primary', 'data-testid': 'command-run' },
    texts.composer.run,
  );
  const hint = h('p', { class: 'command-hint', id: 'command-hint', role: 'status' });
  const list = createSuggestions(input, texts.composer.list, (item) => openPath(item.value as CommandPath));
  const slot = h('div', { class: 'command-slot' });
  const element = h(
    'form',
    { class: 'composer', id: 'commands', 'aria-label': texts.composer.label, novalidate: true },
    list.element,
    slot,
    h('div', { class: 'command-row' }, input, run),
    hint,
  );
  const catalogue = (): CommandPath[] => catalogueOf(commandsHere(app.state));

  input.addEventListener('input', () => onTyped());
  input.addEventListener('focus', () => input.value.startsWith('/') && !panel && offer());
  input.addEventListener('blur', () => list.hide());
  input.addEventListener('keydown', (event) => {
    const named = matchLine(catalogue(), input.value);
    const ready = event.key === 'Enter' && named && !list.moved;
    if (!ready && list.key(event)) return;
    if (event.key === 'Escape') clear();
    if (event.key === 'ArrowDown' && !panel) offer();
  });
  slot.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') clear();
  });
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });

  function onTyped(): void {
    const named = matchLine(catalogue(), input.value);
    say(input.value === '' || input.value.startsWith('/') ? '' : texts.composer.onlyCommands);
    if (panel && named?.path.label !== panel.path.label) closePanel();
    if (named?.complete) {
      if (!panel) openPanel(named.path);
      // The rest of the line moves into the fields, where the bot's suggestions are.
      if (named.rest ? panel?.fill(named.rest) : panel?.focusFirst(true)) input.value = named.path.label;
      return;
    }
    offer();
  }

  function offer(): void {
    if (panel || !input.value.startsWith('/')) return list.hide();
    const fitting = suggest(catalogue(), input.value);
    list.show(
      fitting.map((path) => ({ name: path.label, detail: path.description, value: path })),
      true,
    );
    const empty = catalogue().length === 0 ? texts.composer.noCommands : texts.composer.none;
    say(fitting.length === 0 ? empty : '');
  }

  function openPath(path: CommandPath): void {
    input.value = path.label;
    say('');
    openPanel(path);
    if (!panel?.focusFirst(false)) input.focus();
  }

  function openPanel(path: CommandPath): void {
    list.hide();
    panel = createCommandPanel(path, {
      choices: (kind) => choicesHere(app.state, kind),
      cancel: clear,
      async complete(of, option, typed) {
        const { person, channel = '' } = app.state;
        const options = of.readPartly(option, typed);
        // Suggestions are a help: where they fail, the text can still be typed.
        return api.autocomplete({ person, channel, command: path.commandId, options }).catch(() => []);
      },
    });
    slot.replaceChildren(panel.element);
    say(texts.composer.keys);
  }

  function closePanel(): void {
    panel = undefined;
    slot.replaceChildren();
    say('');
  }

  function clear(): void {
    closePanel();
    list.hide();
    input.value = '';
    input.focus();
  }

  async function submit(): Promise<void> {
    const named = matchLine(catalogue(), input.value);
    if (!panel && named) {
      openPanel(named.path);
      if (named.rest) panel!.fill(named.rest);
    }
    if (!panel) {
      say(input.value.startsWith('/') ? texts.composer.unknown : texts.composer.onlyCommands);
      return;
    }
    const sent = panel;
    const options = sent.read();
    if (!options) return;
    const { person, channel } = app.state;
    if (!channel) return;
    clear();
    say(texts.composer.running);
    try {
      const answer = await api.command({ person, channel, command: sent.path.commandId, options });
      if (hint.textContent === texts.composer.running) say('');
      const form = app.take(answer, channel === app.state.channel);
      if (form) openForm(form);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // What was filled in comes back, unless the next command is already being typed.
      if (!panel && input.value === '') {
        panel = sent;
        input.value = sent.path.label;
        slot.replaceChildren(sent.element);
      }
      say(texts.trouble.refused(error.message), true);
    }
  }

  function say(text: string, wrong = false): void {
    hint.textContent = text;
    hint.classList.toggle('wrong', wrong);
  }

  return {
    element,
    update() {
      const place = openPlace(app.state);
      const key = `${app.state.person} ${place?.id}`;
      const name = placeLabel(place);
      input.disabled = run.disabled = !place;
      input.placeholder =
        !place || matchMedia('(max-width: 700px)').matches
          ? texts.composer.placeholderNarrow
          : texts.composer.placeholder(name);
      input.setAttribute('aria-label', texts.composer.input(name));
      if (key === shownPlace) return;
      // Another person or channel: a half-filled command would be sent in the wrong name.
      if (shownPlace !== '') {
        closePanel();
        list.hide();
        input.value = '';
      }
      shownPlace = key;
    },
    type(command) {
      closePanel();
      input.value = `/${command}`;
      const named = matchLine(catalogue(), input.value);
      if (named) return openPath(named.path);
      input.focus();
      offer();
    },
  };
}
