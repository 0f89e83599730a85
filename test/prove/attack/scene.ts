import { object, type Json } from '../../../src/local-discord/json.js';
import type { Seat, SeenMessage } from '../../../src/local-discord/index.js';
import { inState, messageOf, populated, type Meant } from '../../authority/world.js';
import { HARBOUR, seen, UNIVERSITY } from '../../support/acting.js';
import { lastCard, THERE } from '../../support/front-acting.js';
import type { Stage } from '../../support/stage.js';
import type { Random } from '../random.js';
import { Door } from './door.js';

/** So many people without any right act in turn, so that nobody acts faster than is let in. */
const ATTACKERS = 24;

/** Two servers in use, people without any right in them, and everything that was ever clicked and typed there. */
export interface AttackScene {
  stage: Stage;
  door: Door;
  /** One interaction of every kind, as Discord sent it. */
  templates: Json[];
  /** What Discord writes into an interaction of each of those people, in a server or in private. */
  identities: Json[];
  people: ReadonlySet<string>;
  /** Ids of records: proposals, drafts, reminders, polls. */
  ids: string[];
  close(): Promise<void>;
}

/** Sets it: proposals in several states, a draft, a poll, reminders, votes; and those who will attack, with or without rights. */
export async function attackScene(may: 'nothing' | 'everything' = 'nothing'): Promise<AttackScene> {
  const stage = await populated();
  const door = new Door(stage);
  const templates = await door.capture(async () => {
    const agreed = await inState(stage, 'agreed, and begun');
    const open = await inState(stage, 'open');
    await walk(stage, open, agreed);
  });
  const names = Array.from({ length: ATTACKERS }, (_none, at) => `Stranger ${String(at + 1)}`);
  const identities: Json[] = [];
  const people = new Set<string>();
  for (const [at, name] of names.entries()) {
    const server = at % 3 === 0 && may === 'nothing' ? UNIVERSITY : HARBOUR;
    const member = server === HARBOUR ? "Dockworkers' Branch" : 'Student Group';
    const role = may === 'everything' ? 'Coordinator' : member;
    const roles = { [server]: at % 2 === 0 && may === 'nothing' ? [] : [role] };
    const person = stage.local.addPerson({ name, roles });
    people.add(person.id);
    const places = [stage.at(name, `${server}#joint-action`), person.dm()];
    for (const seat of places) {
      const [own] = await door.capture(() => seat.command('help'));
      const { type: _type, data: _data, message: _message, ...identity } = own ?? {};
      identities.push(identity);
    }
  }
  const { deps } = stage.app;
  const rows = await Promise.all([
    deps.proposals.range({ limit: 20 }),
    deps.polls.range({ limit: 20 }),
    deps.reminders.range({ limit: 20 }),
  ]);
  const drafts = (await deps.drafts.range({ limit: 20 })).map(({ value }) => value.id);
  const ids = [...rows.flat().map(({ id }) => id), ...drafts];
  const close = async () => {
    door.close();
    await stage.close();
  };
  return { stage, door, templates: oneOfEach(templates), identities, people, ids, close };
}

/** An act of somebody without any right, as Discord would hand it to the bot. */
export function actedBy(identity: Json, template: Json): Json {
  const { type, data, message } = template;
  return { ...identity, type, data, ...(message === undefined ? {} : { message }) };
}

export function identityOf({ identities }: AttackScene, random: Random): Json {
  // In a server mostly: that is where there is something to be had.
  const inServer = identities.filter(({ guild_id: id }) => id !== undefined);
  return random.pick(random.next() < 0.85 ? inServer : identities);
}

/** What those who may do, so that every command, button, menu and form there is was used once. */
async function walk(stage: Stage, open: Meant, agreed: Meant): Promise<void> {
  const petra = stage.at('Petra');
  const max = stage.at('Max');
  const oscar = stage.at('Oscar');
  const mo = stage.at('Mo');
  const dm = stage.local.person('Petra').dm();
  const proposal = { proposal: open.id };

  for (const topic of [undefined, 'united-front', 'no such topic'])
    await mo.command('explain', topic === undefined ? {} : { topic });
  const text = seen(await mo.command('explain', { topic: 'united-front' }));
  await pressAll(mo, text);
  const all = seen(await mo.command('explain'));
  if (all.menus[0]?.options[0] !== undefined) await mo.choose(all, 0, all.menus[0].options[0].label);
  await mo.suggest('explain', {}, 'topic');
  await dm.command('help');
  await dm.command('explain', { topic: 'united-front' });

  await petra.command('proposal list');
  const listed = seen(await petra.command('proposal list'));
  for (const { options } of listed.menus)
    if (options[0] !== undefined) await petra.choose(listed, 0, options[0].label);
  await petra.command('proposal show', { proposal: agreed.id });
  for (const format of ['json', 'csv', 'ics'])
    await petra.command('proposal export', { proposal: agreed.id, format });
  await petra.command('proposal took-place', { proposal: agreed.id });
  await petra.suggest('proposal show', { proposal: 'P' }, 'proposal');
  const card = lastCard(petra);
  for (const choice of ['For', 'Against', 'Abstain']) await mo.press(card, choice);
  await stage.at('Una', THERE).press(lastCard(stage.at('Una', THERE)), 'For');
  for (const seat of [petra, stage.at('Vera', THERE)]) {
    const more = seen(await seat.press(lastCard(seat), 'More'));
    await pressAll(seat, more, /:(?:hide|report):/u);
  }
  await mo.press(seen(await mo.press(card, 'More')), 'Report');
  await forgeAll(oscar, open, agreed);
  // Refused, and so nothing ends yet.
  for (const name of ['withdraw', 'close', 'call-off'])
    await stage.at('Nora').command(`proposal ${name}`, proposal);

  const amending = await petra.command('proposal amend', proposal);
  if (amending.kind === 'form') await amending.submit({ Title: 'Amended' });
  const typed = { title: 'Mine', how: 'picket', whom: 'employer: Harbour Ltd', when: 'in 5 days' };
  const preview = seen(await mo.command('propose', typed));
  const edit = await mo.press(preview, 'Edit');
  if (edit.kind === 'form') await edit.submit({ Title: 'Mine, changed' });
  await stage.at('Nora').command('propose', typed);

  await petra.command('poll', { question: 'Where?', options: 'Gate, Square, Quay', closes: 'in 3 hours' });
  const ranked = { question: 'In which order?', options: 'A, B, C', method: 'ranked', closes: 'in 3 hours' };
  await oscar.command('poll', ranked);
  await stage.app.tick();
  const cards = petra.messages().filter(({ labels, ephemeral }) => !ephemeral && labels.includes('Vote'));
  for (const poll of cards) {
    const menu = seen(await mo.press(poll, 'Vote'));
    const first = menu.menus[0]?.options[0];
    if (first !== undefined) {
      const done = messageOf(await mo.choose(menu, 0, first.label));
      if (done !== undefined) await pressAll(mo, done);
    }
    const more = seen(await mo.press(poll, 'More'));
    await pressAll(mo, more);
  }

  const when = { text: 'of hers alone', when: 'in 3 days', timezone: 'Europe/Berlin' };
  await petra.command('remind create', when);
  await dm.command('remind create', { ...when, text: 'in private' });
  const repeat = { text: 'again and again', when: 'every Friday 18:00', timezone: 'Europe/Berlin' };
  const plan = seen(await petra.command('remind create', repeat));
  await oscar.command('remind create', { ...when, text: 'for all', channel: '#joint-action' });
  if (plan.labels.includes('Save')) await petra.press(plan, 'Save');
  await petra.command('remind create', { ...repeat, text: 'not saved yet' });
  for (const name of ['list', 'pause', 'resume', 'edit', 'delete'])
    await petra.command(`remind ${name}`, name === 'list' ? {} : { reminder: 'again and again' });
  await petra.suggest('remind delete', {}, 'reminder');
  await petra.suggest('remind create', { text: 'x', when: 'x', timezone: 'Ber' }, 'timezone');
  await stage.at('Nora').command('remind create', { text: 'without a zone', when: 'tomorrow 9am' });

  await max.command('settings show');
  await max.command('settings set', { notice: 45, 'conduct-line': 'Be kind.', channel: '#joint-action' });
  await max.command('settings set', { 'my-timezone': 'Europe/Madrid', quorum: '5' });
  await max.command('organisation list');
  await max.command('organisation add', { name: 'Cooks', members: "Tenants' Union", quorum: '5' });
  await max.command('organisation edit', { name: 'Cooks', 'new-name': 'Bakers', threshold: '2/3' });
  await max.command('organisation remove', { name: 'Bakers' });
  await max.command('front show');
  await max.command('front invite');
  await max.command('front join', { code: 'abcd-efgh-jkmn' });
  await max.command('front found', { name: 'Another' });
  for (const name of ['show', 'export', 'erase']) {
    const own = seen(await stage.at('Nora').command(`privacy ${name}`));
    await pressAll(stage.at('Nora'), own);
  }
}

/** Every button of a message, whichever the ones before left of it. */
async function pressAll(seat: Seat, message: SeenMessage, but = /^$/u): Promise<void> {
  for (const { customId } of message.buttons)
    if (customId !== undefined && !but.test(customId)) await seat.forge(message, customId);
}

/** Buttons that only show at their time, sent as their ids. */
async function forgeAll(seat: Seat, open: Meant, agreed: Meant): Promise<void> {
  const below = seen(await seat.command('help'));
  const ids = [
    ...['took-place', 'called-off', 'later', 'line', 'show'].map((act) => `afterwards:${act}:${agreed.id}`),
    `cast:in:for:${open.id}:1:0`,
    `cast:leave:for:${open.id}:1:0`,
    `front:join:${'0'.repeat(32)}`,
    'past:server:0',
    'reminders:page:0',
    'zone:other:none',
    'zone:choose:none',
  ];
  for (const id of ids) {
    const answer = await seat.forge(below, id);
    if (answer.kind === 'form') await answer.submit({ [answer.fields[0]?.label ?? '']: 'Europe/Berlin' });
  }
}

/** The first of each kind, by what Discord calls it and which values it has. */
function oneOfEach(payloads: readonly Json[]): Json[] {
  const found = new Map<string, Json>();
  for (const payload of payloads) {
    const data = object(payload.data);
    const shape = JSON.stringify(
      data.options ?? data.components ?? data.component_type,
      (key, value: unknown) => (key === 'value' || key === 'id' ? typeof value : value),
    );
    const id = String(data.custom_id ?? data.name).replace(/[a-z0-9]{10}(?=:|$)/gu, '*');
    found.set(`${String(payload.type)} ${id} ${shape}`, payload);
  }
  return [...found.values()];
}
