import type { PermissionName } from './types.js';

/** What everybody may do in a server. */
export const EVERYONE_RIGHTS: PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'ReadMessageHistory',
  'ChangeNickname',
  'UseApplicationCommands',
];
/** What the bot's role is given when it is invited. */
export const BOT_RIGHTS: PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'CreateEvents',
];

export interface RolePlan {
  name: string;
  color: number;
  permissions?: PermissionName[];
}
export interface PersonPlan {
  name: string;
  note: string;
  /** Names of roles by name of server. */
  roles: Record<string, string[]>;
  locale?: string;
  acceptsDms?: boolean;
}

const HARBOUR = 'Harbour City Coalition';
const UNIVERSITY = 'University Alliance';
const ORGANISER: RolePlan = { name: 'Organiser', color: 0xe67e22 };
const COORDINATOR: RolePlan = { name: 'Coordinator', color: 0xe74c3c, permissions: ['ManageGuild'] };

/** The servers, with the roles beyond @everyone and the bot's. */
export const SERVERS: { name: string; roles: RolePlan[] }[] = [
  {
    name: HARBOUR,
    roles: [
      { name: "Dockworkers' Branch", color: 0x3498db },
      { name: "Tenants' Union", color: 0x2ecc71 },
      ORGANISER,
      COORDINATOR,
    ],
  },
  { name: UNIVERSITY, roles: [{ name: 'Student Group', color: 0x9b59b6 }, ORGANISER, COORDINATOR] },
];

/** The people one can act as. */
export const PEOPLE: PersonPlan[] = [
  {
    name: 'Amara',
    note: `may manage ${HARBOUR}, member of Dockworkers' Branch`,
    roles: { [HARBOUR]: ["Dockworkers' Branch", 'Coordinator'] },
  },
  {
    name: 'Tomasz',
    note: "organiser of Dockworkers' Branch",
    roles: { [HARBOUR]: ["Dockworkers' Branch", 'Organiser'] },
  },
  {
    name: 'Leila',
    note: "organiser of Tenants' Union",
    roles: { [HARBOUR]: ["Tenants' Union", 'Organiser'] },
  },
  { name: 'Jonas', note: "member of Dockworkers' Branch", roles: { [HARBOUR]: ["Dockworkers' Branch"] } },
  { name: 'Mei', note: "member of Dockworkers' Branch", roles: { [HARBOUR]: ["Dockworkers' Branch"] } },
  {
    name: 'Diego',
    note: "member of Tenants' Union, uses Discord in Spanish",
    roles: { [HARBOUR]: ["Tenants' Union"] },
    locale: 'es-ES',
  },
  {
    name: 'Priya',
    note: "member of Dockworkers' Branch and of Tenants' Union",
    roles: { [HARBOUR]: ["Dockworkers' Branch", "Tenants' Union"] },
  },
  {
    name: 'Kofi',
    note: "member of Tenants' Union, accepts no DMs",
    roles: { [HARBOUR]: ["Tenants' Union"] },
    acceptsDms: false,
  },
  {
    name: 'Sofia',
    note: `may manage ${UNIVERSITY}, member of Student Group`,
    roles: { [UNIVERSITY]: ['Student Group', 'Coordinator'] },
  },
  {
    name: 'Yusuf',
    note: 'organiser of Student Group',
    roles: { [UNIVERSITY]: ['Student Group', 'Organiser'] },
  },
  { name: 'Hana', note: 'member of Student Group', roles: { [UNIVERSITY]: ['Student Group'] } },
  {
    name: 'Freya',
    note: "in both servers: Tenants' Union and Student Group",
    roles: { [HARBOUR]: ["Tenants' Union"], [UNIVERSITY]: ['Student Group'] },
  },
];
