import type { Command } from '../src/discord/command.js';
import { draftForm } from '../src/discord/draft-views.js';
import { draftView } from '../src/discord/ping-views.js';
import { zoneQuestion } from '../src/discord/zone-views.js';
import { saveDraft, type TypedField } from '../src/proposals/draft.js';
import { Refusal } from '../src/refusal.js';
import { zoneOf } from '../src/settings/person-zone.js';

const FIELDS = ['title', 'how', 'whom', 'when', 'where', 'details', 'closes'] as const satisfies TypedField[];
const NEEDED = ['title', 'how', 'whom', 'when'] as const satisfies TypedField[];

/** `/propose`: a private preview of the draft, or first the form when too little is given. */
const propose: Command = {
  definition: {
    name: 'propose',
    texts: 'propose',
    places: ['server'],
    options: [
      ...FIELDS.map((name) => ({ name, type: 'string' }) as const),
      { name: 'to', type: 'string', choices: ['this server', 'the front'] },
      { name: 'ballots', type: 'string', choices: ['secret'] },
    ],
  },

  async run(context) {
    const { deps, actor, t, now, place, options } = context;
    const { guild, channelId } = place;
    if (guild === undefined) throw new Refusal('server-only');
    const typed: Partial<Record<TypedField, string>> = {};
    for (const field of [...FIELDS, 'to', 'ballots'] as const) {
      const given = options.string(field);
      if (given !== undefined) typed[field] = given;
    }
    // Also with nothing new: the card goes to where it is asked for now.
    const draft = await saveDraft(deps, { guildId: guild.id, channelId, typed }, actor, now);
    if (NEEDED.some((field) => draft.typed[field] === '')) return { kind: 'form', form: draftForm(t, draft) };
    if ((await zoneOf(deps, actor.userId, guild.id)) === undefined) {
      return { kind: 'private', view: zoneQuestion(t, 'propose', now) };
    }
    return { kind: 'private', view: await draftView(context, draft, guild) };
  },
};

export default propose;
