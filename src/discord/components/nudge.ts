import type { Component } from '../command.js';
import { shownNudgeView } from '../nudge-views.js';

/** **Show** in a nudge: what it is about replaces the discreet line, in the same private channel. */
const nudge: Component<'nudge'> = {
  family: 'nudge',

  async run({ deps, id, actor, t }) {
    const meant = { proposalId: id.proposal, version: Number(id.version) };
    return { kind: 'update', view: await shownNudgeView(deps, t, meant, actor) };
  },
};

export default nudge;
