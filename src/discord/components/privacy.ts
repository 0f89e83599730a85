import { eraseOwn } from '../../privacy/erase.js';
import { RETENTION_DAYS, readSettings } from '../../settings/server-settings.js';
import type { Component } from '../command.js';
import { askEraseView, erasedView, noticeView } from '../privacy-views.js';

/** The privacy notice, and erasing what is stored about oneself; always in the private answer that was clicked in. */
const privacy: Component<'privacy'> = {
  family: 'privacy',

  async run({ deps, id, actor, t, now }) {
    switch (id.act) {
      case 'ask':
        return { kind: 'update', view: askEraseView(t) };
      case 'erase':
        return {
          kind: 'update',
          view: erasedView(t, deps, await deps.store.urgent(() => eraseOwn(deps, actor, now))),
        };
      case 'keep':
        return { kind: 'update', view: { body: t('privacy:kept-all') } };
      default: {
        const set = actor.guildId === undefined ? undefined : await readSettings(deps, actor.guildId);
        return { kind: 'update', view: noticeView(t, deps, set?.retentionDays ?? RETENTION_DAYS.default) };
      }
    }
  },
};

export default privacy;
