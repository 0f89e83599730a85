/** What the picker says of the people there are from the beginning, by what it says in English. */
export const personNotes: Readonly<Record<string, string>> = {
  "may manage Harbour City Coalition, member of Dockworkers' Branch":
    "puede gestionar Harbour City Coalition, integrante de Dockworkers' Branch",
  "organiser of Dockworkers' Branch": "organiza en Dockworkers' Branch",
  "organiser of Tenants' Union": "organiza en Tenants' Union",
  "member of Dockworkers' Branch": "integrante de Dockworkers' Branch",
  "member of Tenants' Union, uses Discord in Spanish": "integrante de Tenants' Union, usa Discord en español",
  "member of Dockworkers' Branch and of Tenants' Union":
    "integrante de Dockworkers' Branch y de Tenants' Union",
  "member of Tenants' Union, accepts no DMs": "integrante de Tenants' Union, no acepta mensajes directos",
  'may manage University Alliance, member of Student Group':
    'puede gestionar University Alliance, integrante de Student Group',
  'organiser of Student Group': 'organiza en Student Group',
  'member of Student Group': 'integrante de Student Group',
  "in both servers: Tenants' Union and Student Group":
    "en los dos servidores: Tenants' Union y Student Group",
};
