import { ApplicationCommandOptionType, type APIApplicationCommand } from 'discord.js';
import { expect, it } from 'vitest';
import { shownIn, unused, type Offered, type Used } from '../support/coverage.js';

const { String: TEXT, Subcommand } = ApplicationCommandOptionType;

/** A command that only these tests have. */
const command = (name: string, options: unknown[] = []) =>
  ({ name, options }) as unknown as APIApplicationCommand;
const offered = (some: Partial<Offered>): Offered => ({
  commands: [],
  acts: [],
  menus: [],
  forms: [],
  ...some,
});
const used = (some: Partial<Used>): Used => ({ kind: 'command', options: [], ...some });

it('a command that nobody used is named', () => {
  const commands = [command('help'), command('forgotten')];
  expect(unused(offered({ commands }), [used({ command: 'help' })])).toEqual(['command /forgotten']);
});

it('a subcommand and each of its options are named apart', () => {
  const options = [
    { name: 'show', type: Subcommand, options: [{ name: 'what', type: TEXT }] },
    { name: 'burn', type: Subcommand, options: [{ name: 'what', type: TEXT, autocomplete: true }] },
  ];
  const commands = [command('paper', options)];
  const uses = [
    used({ command: 'paper show', options: ['what'] }),
    used({ command: 'paper burn' }),
    // The option of the other subcommand is another one.
    used({ kind: 'autocomplete', command: 'paper show', options: ['what'] }),
  ];
  expect(unused(offered({ commands }), uses)).toEqual([
    'option what of /paper burn',
    'suggestions for what of /paper burn',
  ]);
});

it('a button is used by its family and act, whatever it is about', () => {
  const acts = ['card:for', 'card:against'];
  const uses = [used({ kind: 'component', customId: 'card:for:abcdefghij:1', componentType: 2 })];
  expect(unused(offered({ acts }), uses)).toEqual(['button, menu or form card:against']);
});

it('a menu counts as used only by choosing in it, a form only by sending it off', () => {
  const some = offered({ menus: ['zone:choose:none'], forms: ['draft:form:abcdefghij'] });
  const pressed = [
    used({ kind: 'component', customId: 'zone:choose:none', componentType: 2 }),
    used({ kind: 'component', customId: 'draft:form:abcdefghij', componentType: 2 }),
  ];
  expect(unused(some, pressed)).toEqual(['menu zone:choose', 'form draft:form']);
  const properly = [
    used({ kind: 'component', customId: 'zone:choose:none', componentType: 3 }),
    used({ kind: 'form', customId: 'draft:form:bbbbbbbbbb' }),
  ];
  expect(unused(some, properly)).toEqual([]);
});

it('menus and forms are found in what the bot sent', () => {
  const menu = { type: 3, custom_id: 'zone:choose:none', options: [] };
  const message = { data: { embeds: [], components: [{ type: 1, components: [menu] }] } };
  const form = { type: 9, data: { custom_id: 'zone:form:none', title: 'Zone', components: [] } };
  const requests = [message, form].map((body) => ({
    method: 'POST',
    route: '',
    path: '',
    status: 204,
    body,
  }));
  expect(shownIn(requests)).toEqual({ menus: ['zone:choose:none'], forms: ['zone:form:none'] });
});
