import type { Command } from '../src/discord/command.js';
import { askEraseView, exportView, ownDataView } from '../src/discord/privacy-views.js';
import { exportOwn, showOwn } from '../src/privacy/own-data.js';

/** `/privacy show`, `export` and `erase`: everyone, about themselves. */
const privacy: Command = {
  definition: {
    name: 'privacy',
    texts: 'privacy',
    places: ['server', 'dm'],
    subcommands: [{ name: 'show' }, { name: 'export' }, { name: 'erase' }],
  },

  async run({ deps, actor, t, now, subcommand }) {
    if (subcommand === 'erase') return { kind: 'private', view: askEraseView(t) };
    if (subcommand === 'export')
      return { kind: 'private', view: exportView(t, await exportOwn(deps, actor, now)) };
    return { kind: 'private', view: ownDataView(t, deps, await showOwn(deps, actor, now)) };
  },
};

export default privacy;
