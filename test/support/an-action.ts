import type { Action } from '../../src/proposals/action.js';

/** The action that pure tests are about: a picket on a Friday evening in Berlin. */
export const PICKET: Action = {
  title: 'Picket at the gate',
  how: 'picket',
  whom: { kind: 'employer', name: 'Harbour Ltd' },
  start: { instant: '2027-03-05T17:00:00.000Z', wall: '2027-03-05T18:00', zone: 'Europe/Berlin' },
  end: { instant: '2027-03-05T19:00:00.000Z', wall: '2027-03-05T20:00', zone: 'Europe/Berlin' },
  where: 'Gate 4',
  details: '',
};
