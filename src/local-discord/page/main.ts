import { createApp } from './app.js';
import { createComposer } from './composer/composer.js';
import { h, icon, icons, repaint } from './dom.js';
import { openFormDialog } from './forms/form-dialog.js';
import { refreshTimestamps } from './markdown/render.js';
import { adaptComponents } from './messages/component-styles.js';
import { namesOf } from './messages/message-list.js';
import { placeLabel } from './messages/message-pane.js';
import { createChannelView } from './shell/channel-view.js';
import { createClock } from './shell/clock.js';
import { createDuePanel } from './shell/due-panel.js';
import { createEventsPanel } from './shell/events-panel.js';
import { createHelpCard } from './shell/help-card.js';
import { createPeoplePanel } from './shell/people-panel.js';
import { createPersonPicker } from './shell/person-picker.js';
import { createSidebar } from './shell/sidebar.js';
import { createSideView } from './side/side-view.js';
import './styles/base.css';
import './styles/top-bar.css';
import './styles/sidebar.css';
import './styles/help-card.css';
import './styles/messages.css';
import './styles/menus.css';
import './styles/composer.css';
import './styles/dialogs.css';
import './styles/people-panel.css';
import './styles/side.css';
import './styles/due.css';
import './styles/events.css';
import './styles/files.css';
import './styles/narrow.css';
import { language } from './locale.js';
import { texts } from './texts.js';
import { currentPerson, openPlace } from './view-state.js';

document.documentElement.lang = language;
adaptComponents();

const app = createApp();
const openForm = (answer: Parameters<typeof openFormDialog>[1]): void => openFormDialog(app, answer);
const composer = createComposer(app, openForm);
const picker = createPersonPicker(app);
const due = createDuePanel(app);
const clock = createClock(app, due.button);
const sidebar = createSidebar(app);
const help = createHelpCard(app, {
  typeCommand: (command) => composer.type(command),
  openClock: () => clock.open(),
  switchPerson: () => picker.open(),
});
const names = namesOf(app, (command) => composer.type(command));
const events = createEventsPanel(app, names);
const people = createPeoplePanel(app);
const channel = createChannelView(app, names, help, { openForm, openPeople: () => people.open() });
const side = createSideView(app, (command) => composer.type(command));

const menuButton = h(
  'button',
  {
    type: 'button',
    class: 'menu-toggle quiet',
    'aria-controls': 'sidebar',
    'data-testid': 'sidebar-toggle',
    onclick: () => app.showSidebar(!app.state.sidebarOpen),
  },
  icon(icons.menu),
);
const helpButton = h(
  'button',
  {
    type: 'button',
    class: 'quiet help-button',
    'aria-label': texts.help.open,
    title: texts.help.open,
    'data-testid': 'help-open',
    onclick: () => {
      app.showHelp(app.state.helpHidden);
      if (!app.state.helpHidden) channel.scrollToStart();
    },
  },
  icon(icons.help),
);
const notices = h('div', { class: 'notices', role: 'status', 'data-testid': 'notices' });
const shade = h('div', { class: 'shade', onclick: () => app.showSidebar(false) });

document.body.append(
  h('a', { class: 'skip', href: '#commands', onclick: skip }, texts.skipToCommands),
  h(
    'header',
    { class: 'top-bar' },
    menuButton,
    h('span', { class: 'brand' }, texts.title),
    picker.button,
    clock.element,
    helpButton,
  ),
  notices,
  due.element,
  h(
    'div',
    { class: 'body' },
    sidebar.element,
    shade,
    h('main', {}, events.element, channel.element, composer.element, side.element),
  ),
);

app.onChange(() => {
  const { state } = app;
  const place = openPlace(state);
  const label = placeLabel(place);
  const besideOthers = state.side !== undefined;
  document.title = besideOthers ? texts.side.title : texts.titleWith(label, currentPerson(state)?.name ?? '');
  menuButton.setAttribute('aria-expanded', String(state.sidebarOpen));
  menuButton.setAttribute('aria-label', state.sidebarOpen ? texts.places.close : texts.places.open);
  for (const view of [picker, clock, due, sidebar, events, channel, composer, people, side]) view.update();
  showNotices();
  showBesideOthers(besideOthers);
});
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && app.state.sidebarOpen) app.showSidebar(false);
});
window.setInterval(() => refreshTimestamps(document, app.now()), 10_000);
void app.start();

// Side by side one is several people in several channels: what belongs to one of them goes meanwhile.
function showBesideOthers(shown: boolean): void {
  if (document.body.classList.contains('beside') === shown) return;
  document.body.classList.toggle('beside', shown);
  for (const element of [
    menuButton,
    picker.button,
    helpButton,
    sidebar.element,
    channel.element,
    composer.element,
  ]) {
    element.hidden = shown;
  }
  if (shown) side.focus();
  else channel.focusTools();
}

function showNotices(): void {
  const { connected, page, trouble } = app.state;
  const lines = [
    connected ? undefined : page ? texts.trouble.connectionLost : texts.trouble.stateFailed,
    connected && page && !page.botOnline ? texts.trouble.botOffline : undefined,
  ].filter((line) => line !== undefined);
  repaint(notices, [lines, trouble], () => [
    ...lines.map((line) => h('p', {}, line)),
    trouble
      ? h(
          'p',
          { class: 'wrong' },
          trouble,
          h(
            'button',
            {
              type: 'button',
              class: 'quiet',
              'aria-label': texts.trouble.dismiss,
              onclick: () => app.closeTrouble(),
            },
            icon(icons.close, 16),
          ),
        )
      : null,
  ]);
}

// The address keeps person and channel behind its "#", so the jump is made here.
function skip(event: Event): void {
  event.preventDefault();
  if (app.state.side) side.focus();
  else composer.element.querySelector('input')?.focus();
}
