import type { Cast } from '../proposals/ballot.js';
import type { Choice } from '../proposals/tally.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { shortTitle } from './more-views.js';
import { cut, escapeText, timestamp } from './text.js';
import type { View } from './view.js';

/** What became of a click on a vote button: recorded, or a question that has to be answered first. */
export function castView(t: Translate, cast: Cast, choice: Choice): View {
  const { proposal } = cast;
  const at = { proposal: proposal.id, version: String(proposal.version), choice };
  if (cast.kind === 'which') {
    const buttons = cast.entries.slice(0, 5).map(({ index, entry }) => ({
      label: cut(entry.organisation.name, 80),
      id: customId('cast', { act: 'in', ...at, entry: String(index) }),
    }));
    const more = cast.entries.slice(5).map(({ index, entry }) => ({
      label: cut(entry.organisation.name, 80),
      id: customId('cast', { act: 'in', ...at, entry: String(index) }),
    }));
    return {
      body: t('proposals:which.question'),
      rows: more.length === 0 ? [buttons] : [buttons, more],
    };
  }
  if (cast.kind === 'move?') {
    const { from, to } = cast;
    const values = {
      from: escapeText(from.organisation.name),
      server: escapeText(from.server),
      to: escapeText(to.entry.organisation.name),
      choice: t(`proposals:choice.${choice}`),
    };
    const entry = String(to.index);
    return {
      body: t('proposals:move.question', values),
      tone: 'warning',
      rows: [
        [
          {
            label: t('proposals:move.yes'),
            id: customId('cast', { act: 'move', ...at, entry }),
            style: 'primary',
          },
          { label: t('proposals:move.no'), id: customId('cast', { act: 'leave', ...at, entry }) },
        ],
      ],
    };
  }
  const closes = timestamp(proposal.closesAt);
  // An older click that came late is told what stands, which may be nothing.
  if (cast.choice === 'taken back') {
    return { body: t('proposals:vote.taken-back', { title: shortTitle(proposal), closes }), tone: 'good' };
  }
  const values = {
    choice: t(`proposals:choice.${cast.choice}`),
    closes,
    name: escapeText(cast.entry.organisation.name),
  };
  const several = proposal.entries.length > 1;
  return {
    body: t(several ? 'proposals:vote.recorded-in' : 'proposals:vote.recorded', values),
    tone: 'good',
  };
}
