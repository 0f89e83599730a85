import * as z from 'zod';
import { isGivable, pageMember, pagePerson } from './page-state.js';
import { storedGuild, storedPerson } from './person.js';
import { addPerson, leaveGuild, setMemberRoles } from './world-changes.js';
import { memberOf } from './world.js';
import type { App } from './http/api.js';
import type { Core } from './core.js';
import type { StoredGuild, StoredMember, StoredPerson } from './types.js';

const MOST_PEOPLE = 1_000;

const roles = z.array(z.string()).max(100).default([]);
const joinRequest = z.object({ person: z.string(), roles });
const roleRequest = z.object({ role: z.string(), held: z.boolean() });
const newPersonRequest = z.object({ name: z.string(), server: z.string().optional(), roles });

/** People joining servers and leaving them, getting roles and losing them: the part of page-api.ts about that. */
export function mountPeople(app: App, core: Core): void {
  app.post('/page/people', async (c) => {
    const request = newPersonRequest.parse(await c.req.json());
    const guild = request.server === undefined ? undefined : storedGuild(core, request.server);
    const given = guild ? givable(guild, request.roles) : [];
    const plan = {
      name: newName(core, request.name),
      roles: guild ? { [guild.id]: given } : {},
      // Whoever comes from the page comes now: what was opened before is not theirs to decide.
      joinedAt: core.clock.now(),
    };
    return c.json(pagePerson(addPerson(core, plan, (id) => storedGuild(core, id))));
  });
  app.post('/page/servers/:id/members', async (c) => {
    const guild = storedGuild(core, c.req.param('id'));
    const request = joinRequest.parse(await c.req.json());
    const person = storedPerson(core, request.person);
    if (memberOf(guild, person.id)) throw new Error(`${person.name} is already in ${guild.name}.`);
    setMemberRoles(core, guild, person, givable(guild, request.roles));
    return c.json(pageMember(membership(guild, person)));
  });
  app.patch('/page/servers/:id/members/:person', async (c) => {
    const guild = storedGuild(core, c.req.param('id'));
    const person = storedPerson(core, c.req.param('person'));
    const { role, held } = roleRequest.parse(await c.req.json());
    const [changed = ''] = givable(guild, [role]);
    // One role at a time, and by what is held now: two quick ticks must not undo each other.
    const kept = membership(guild, person).roles.filter((one) => one !== changed);
    setMemberRoles(core, guild, person, held ? [...kept, changed] : kept);
    return c.json(pageMember(membership(guild, person)));
  });
  app.delete('/page/servers/:id/members/:person', (c) => {
    const guild = storedGuild(core, c.req.param('id'));
    const person = storedPerson(core, c.req.param('person'));
    membership(guild, person);
    leaveGuild(core, guild, person);
    return c.json({ left: true });
  });
}

function membership(guild: StoredGuild, person: StoredPerson): StoredMember {
  const member = memberOf(guild, person.id);
  if (member) return member;
  throw new Error(`${person.name} is not in ${guild.name}.`);
}

/** Ids of roles given by id or name; throws for one that nobody can be given. */
function givable(guild: StoredGuild, wanted: readonly string[]): string[] {
  const open = guild.roles.filter((role) => isGivable(guild, role));
  return [...new Set(wanted)].map((name) => {
    const role = open.find((one) => one.id === name || one.name === name);
    if (role) return role.id;
    const known = open.map((one) => one.name).join(', ');
    throw new Error(`In ${guild.name} nobody can be given "${name}". Roles: ${known}.`);
  });
}

/** A name for somebody new; throws where it is not one, or is another's. */
function newName(core: Core, typed: string): string {
  const name = typed.normalize('NFC').trim().replace(/\s+/gu, ' ');
  if (!/^(?=.*\p{L})[\p{L}\p{M}\p{N} .'’-]{1,32}$/u.test(name)) {
    throw new Error('A name has 1 to 32 letters, digits, spaces, dots, apostrophes or hyphens.');
  }
  const { people } = core.world.state;
  const taken = people.find((person) => person.name.toLowerCase() === name.toLowerCase());
  if (taken) throw new Error(`There is already somebody called ${taken.name}.`);
  if (people.length >= MOST_PEOPLE) throw new Error(`More than ${MOST_PEOPLE} people are too many here.`);
  return name;
}
