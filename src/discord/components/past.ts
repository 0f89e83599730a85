import { pastActions, type PastOf } from '../../proposals/past.js';
import { Refusal } from '../../refusal.js';
import type { Component } from '../command.js';
import { pastView } from '../past-views.js';

/** **Past actions**, and its pages. */
const past: Component<'past'> = {
  family: 'past',

  async run({ deps, id, actor, t, place }) {
    if (place.guild === undefined) throw new Refusal('server-only');
    const page = await pastActions(deps, id.act as PastOf, actor, Number(id.page));
    return { kind: 'update', view: pastView(t, page, place.guild.name) };
  },
};

export default past;
