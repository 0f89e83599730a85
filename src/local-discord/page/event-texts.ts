/** The sentences about scheduled events. */
export const eventTexts = {
  open: 'Events',
  openWith: (server: string, coming: number) =>
    `Events of ${server}, ${coming === 1 ? '1 planned' : `${coming} planned`}`,
  heading: (server: string) => `Events of ${server}`,
  lead: (zone: string) => `Times are yours, in ${zone}.`,
  none: 'There are no events here yet. When a proposal is agreed, its action appears here.',
  close: 'Close events',
  when: 'When',
  where: 'Where',
  by: 'Made by',
  until: 'until',
  status: {
    scheduled: 'Planned',
    active: 'Happening now',
    completed: 'Over',
    cancelled: 'Called off',
  },
};
