import type { APIApplicationCommand } from 'discord.js';
import { refuse } from '../discord-error.js';
import { created, incomingOf, noContent, ok } from '../http/route.js';
import { list, scalar } from '../json.js';
import { checkCommands } from '../validate/command-rules.js';
import { checkSchema, spec } from '../validate/spec.js';
import { guildOf } from './guilds.js';
import type { Core } from '../core.js';
import type { Call, Reply, Route } from '../http/route.js';
import type { Json } from '../json.js';

type Scope = string | undefined;

const typeOf = (command: { type?: unknown }) => Number(command.type ?? 1);

/** Puts a definition in place of the one with the same name, keeping its id. */
function store(core: Core, scope: Scope, body: Json, known?: APIApplicationCommand): APIApplicationCommand {
  const commands = core.world.state.commands;
  const before =
    known ?? commands.find((c) => c.guild_id === scope && c.name === body.name && typeOf(c) === typeOf(body));
  const kept = Object.fromEntries(Object.entries(body).filter(([key, v]) => key !== 'id' && v !== null));
  const made = {
    nsfw: false,
    options: [],
    contexts: null,
    integration_types: [0],
    description: '',
    ...(known as object | undefined),
    ...kept,
    default_member_permissions:
      scalar(body.default_member_permissions) ?? known?.default_member_permissions ?? null,
    id: before?.id ?? core.ids.next(),
    application_id: core.world.state.botId,
    version: core.ids.next(),
    type: typeOf(body),
    ...(scope !== undefined && { guild_id: scope }),
  } as unknown as APIApplicationCommand;
  if (before) commands.splice(commands.indexOf(before), 1, made);
  else commands.push(made);
  return made;
}

function routesFor(prefix: string, scopeOf: (call: Call) => Scope): Route[] {
  const own = (call: Call) => {
    if (call.param('id') !== call.core.world.state.botId) throw refuse.missingAccess();
    const scope = scopeOf(call);
    const all = call.core.world.state.commands.filter((command) => command.guild_id === scope);
    return { scope, all };
  };
  const one = (call: Call) => {
    const { scope, all } = own(call);
    const found = all.find((command) => command.id === call.param('command'));
    if (!found) throw refuse.unknownCommand();
    return { scope, found };
  };
  const changed = (call: Call, reply: Reply) => {
    call.core.bus.emit({ type: 'state' });
    return reply;
  };
  return [
    { method: 'GET', path: prefix, run: (call) => ok(own(call).all) },
    {
      method: 'PUT',
      path: prefix,
      run(call) {
        const { scope, all } = own(call);
        const bodies = list(call.body);
        bodies.forEach((body, at) => checkSchema(body, spec.ApplicationCommandUpdateRequestSchema, [at]));
        checkCommands(bodies, true);
        const made = bodies.map((body) => store(call.core, scope, body));
        const gone = all.filter((old) => !made.some((command) => command.id === old.id));
        const { state } = call.core.world;
        state.commands = state.commands.filter((command) => !gone.includes(command));
        return changed(call, ok(made));
      },
    },
    {
      method: 'POST',
      path: prefix,
      run(call) {
        const { scope } = own(call);
        const { body } = incomingOf(call);
        checkSchema(body, spec.ApplicationCommandCreateRequestSchema);
        checkCommands([body], false);
        return changed(call, created(store(call.core, scope, body)));
      },
    },
    { method: 'GET', path: `${prefix}/:command`, run: (call) => ok(one(call).found) },
    {
      method: 'PATCH',
      path: `${prefix}/:command`,
      run(call) {
        const { scope, found } = one(call);
        const { body } = incomingOf(call);
        checkSchema(body, spec.ApplicationCommandPatchRequestPartialSchema);
        checkCommands([{ ...(found as unknown as Json), ...body }], false);
        return changed(call, ok(store(call.core, scope, { ...body, type: found.type }, found)));
      },
    },
    {
      method: 'DELETE',
      path: `${prefix}/:command`,
      run(call) {
        const { found } = one(call);
        const { state } = call.core.world;
        state.commands = state.commands.filter((command) => command !== found);
        return changed(call, noContent);
      },
    },
  ];
}

/** Registering commands, for everywhere and for single servers. */
export const commandRoutes: Route[] = [
  ...routesFor('/applications/:id/commands', () => undefined),
  ...routesFor('/applications/:id/guilds/:guild/commands', (call) => {
    const guild = call.param('guild');
    return guildOf({ ...call, param: () => guild }).id;
  }),
];
