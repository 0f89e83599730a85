import { joinFront } from '../../organisations/front.js';
import { Refusal } from '../../refusal.js';
import type { Component } from '../command.js';
import { escapeText } from '../text.js';

/** "Join this front?" */
const front: Component<'front'> = {
  family: 'front',

  async run({ deps, id, actor, t, now, place }) {
    if (place.guild === undefined) throw new Refusal('server-only');
    if (id.act === 'decline') return { kind: 'update', view: { body: t('fronts:declined') } };
    const joined = await joinFront(deps, id.code, place.guild, actor, now);
    const values = { name: escapeText(joined.name), show: deps.mentions.of('front show') };
    return { kind: 'update', view: { body: t('fronts:joined', values), tone: 'good' } };
  },
};

export default front;
