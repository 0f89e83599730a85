import { discardDraft, editDraft, needDraft } from '../../proposals/draft.js';
import { publishDraft } from '../../proposals/open.js';
import { choosePing } from '../../proposals/ping.js';
import { cardPlaces } from '../../proposals/proposal.js';
import { splitWhenWhere } from '../../proposals/read-draft.js';
import { Refusal } from '../../refusal.js';
import { zoneOf } from '../../settings/person-zone.js';
import type { Component } from '../command.js';
import { draftForm } from '../draft-views.js';
import { draftView } from '../ping-views.js';
import { timestamp } from '../text.js';
import { zoneQuestion } from '../zone-views.js';

/** The private preview of a draft: Publish, Edit, Discard; and its form, submitted. */
const draft: Component<'draft'> = {
  family: 'draft',

  async run(context) {
    const { deps, id, actor, t, now, locale, place, field } = context;
    const { guild } = place;
    if (guild === undefined) throw new Refusal('server-only');
    switch (id.act) {
      case 'publish': {
        const proposal = await publishDraft(deps, { draftId: id.draft, guild, locale }, actor, now);
        const key = proposal.version > 1 ? 'proposals:preview.amended' : 'proposals:preview.published';
        const own = cardPlaces(proposal).find(({ guildId }) => guildId === guild.id);
        const body = t(key, {
          channel: `<#${own?.channelId ?? ''}>`,
          closes: timestamp(proposal.closesAt),
        });
        return { kind: 'update', view: { body, tone: 'good' } };
      }
      case 'edit':
        return { kind: 'form', form: draftForm(t, await needDraft(deps, id.draft, actor, now)) };
      case 'discard':
        await discardDraft(deps, id.draft, actor, now);
        return { kind: 'update', view: { body: t('proposals:preview.discarded') } };
      case 'ping-on':
      case 'ping-off': {
        const chosen = await choosePing(deps, id.draft, id.act === 'ping-on', actor, now);
        return { kind: 'update', view: await draftView(context, chosen, guild) };
      }
      case 'form': {
        const zone = await zoneOf(deps, actor.userId, guild.id);
        const line = field('when-where');
        const typed = {
          title: field('title'),
          how: field('how'),
          whom: field('whom'),
          ...splitWhenWhere(line, { zone: zone ?? deps.defaultZone, now, locale }),
          details: field('details'),
        };
        const edited = await editDraft(deps, id.draft, typed, actor, now);
        if (zone === undefined) return { kind: 'update', view: zoneQuestion(t, 'propose', now) };
        return { kind: 'update', view: await draftView(context, edited, guild) };
      }
      default:
        throw new Error(`No such act on a draft: ${id.act}`);
    }
  },
};

export default draft;
