import type { Command, CommandContext, OptionDefinition } from '../src/discord/command.js';
import { RULE_OPTIONS, ruleOf } from '../src/discord/organisation-options.js';
import { organisationLines } from '../src/discord/rule-views.js';
import { cut, escapeText } from '../src/discord/text.js';
import { listOrganisations } from '../src/organisations/organisation.js';
import {
  addOrganisation,
  editOrganisation,
  removeOrganisation,
  type OrganisationInput,
} from '../src/organisations/set-up.js';
import { Refusal } from '../src/refusal.js';

const named: OptionDefinition = {
  name: 'name',
  type: 'string',
  required: true,
  autocomplete: true,
  maxLength: 100,
};
const details: readonly OptionDefinition[] = [
  { name: 'voters', type: 'string', choices: ['members', 'delegates'] },
  { name: 'delegates', type: 'role' },
  ...RULE_OPTIONS,
];

/** `/organisation add`, `edit`, `remove` and `list`. */
const organisation: Command = {
  definition: {
    name: 'organisation',
    texts: 'organisations',
    places: ['server'],
    subcommands: [
      {
        name: 'add',
        options: [
          { name: 'name', type: 'string', required: true },
          { name: 'members', type: 'role' },
          ...details,
        ],
      },
      {
        name: 'edit',
        options: [named, { name: 'new-name', type: 'string' }, { name: 'members', type: 'role' }, ...details],
      },
      { name: 'remove', options: [named] },
      { name: 'list' },
    ],
  },

  async run(context) {
    const { deps, actor, t, place, subcommand, options } = context;
    const { guild } = place;
    if (guild === undefined) throw new Refusal('server-only');
    const name = options.string('name') ?? '';
    if (subcommand === 'list') {
      const all = await listOrganisations(deps, guild.id);
      const none = t('organisations:list.none', { add: deps.mentions.of('organisation add') });
      const body = all.length === 0 ? none : all.map((one) => organisationLines(t, one)).join('\n\n');
      return {
        kind: 'private',
        view: { title: t('organisations:list.title', { server: escapeText(guild.name) }), body },
      };
    }
    if (subcommand === 'remove') {
      const removed = await removeOrganisation(deps, name, actor);
      return {
        kind: 'private',
        view: { body: t('organisations:removed', { name: escapeText(removed.name) }), tone: 'good' },
      };
    }
    const saved =
      subcommand === 'add'
        ? await addOrganisation(deps, { ...inputOf(context), name }, actor)
        : await editOrganisation(deps, name, inputOf(context), actor);
    const body = `${t('organisations:saved')}\n\n${organisationLines(t, saved)}`;
    return { kind: 'private', view: { body, tone: 'good' } };
  },

  async suggest({ deps, actor }, { typed }) {
    if (actor.guildId === undefined) return [];
    const wanted = typed.trim().toLowerCase();
    return (await listOrganisations(deps, actor.guildId))
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map(({ id, name }) => ({ name: cut(name, 100), value: id }));
  },
};

export default organisation;

function inputOf({ options, t }: CommandContext): OrganisationInput {
  const name = options.string('new-name');
  const members = options.role('members');
  const delegates = options.role('delegates');
  return {
    rule: ruleOf(options, t),
    ...(name === undefined ? {} : { name }),
    ...(members === undefined ? {} : { members }),
    ...(delegates === undefined ? {} : { delegates }),
  };
}
