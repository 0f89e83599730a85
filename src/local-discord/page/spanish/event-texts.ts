import type { eventTexts as english } from '../event-texts.js';

/** The sentences about scheduled events, in Spanish. */
export const eventTexts: typeof english = {
  open: 'Eventos',
  openWith: (server, coming) =>
    `Eventos de ${server}, ${coming === 1 ? '1 previsto' : `${coming} previstos`}`,
  heading: (server) => `Eventos de ${server}`,
  lead: (zone) => `Las horas son las tuyas, en ${zone}.`,
  none: 'Aquí todavía no hay eventos. Cuando se acuerda una propuesta, su acción aparece aquí.',
  close: 'Cerrar los eventos',
  when: 'Cuándo',
  where: 'Dónde',
  by: 'Creado por',
  until: 'hasta',
  status: {
    scheduled: 'Previsto',
    active: 'En curso',
    completed: 'Terminado',
    cancelled: 'Cancelado',
  },
};
