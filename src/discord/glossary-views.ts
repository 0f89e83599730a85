import type { Explainer } from '../explainers/explainer-file.js';
import type { GlossaryWord } from '../explainers/glossary.js';
import { customId } from './custom-ids.js';
import { allTopicsButton, topicMenu, turning, type Reader } from './explainer-views.js';
import type { Row, View } from './view.js';

const perPage = 12;
/** As many texts as a menu of this kind is read through. */
const textsShown = 10;

/** The words of the glossary that stand in a text, with a way back to it. */
export function wordsView({ library, t }: Reader, explainer: Explainer): View {
  return {
    title: t('explain:words.title', { title: explainer.title }),
    body: library.wordsIn(explainer).map(lineOf).join('\n'),
    rows: [
      [
        {
          label: t('explain:words.back'),
          id: customId('explain', { act: 'open', topic: explainer.topic }),
          style: 'primary',
        },
        allTopicsButton(t),
      ],
    ],
  };
}

/** One page of the whole glossary; a page that does not exist is the nearest one that does. */
export function glossaryView({ library, locale, t }: Reader, asked: number): View {
  const all = library.words(locale);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const page = Math.min(Math.max(1, Math.trunc(asked) || 1), pages);
  const shown = all.slice((page - 1) * perPage, page * perPage);
  const turn = pages === 1 ? [] : turning(t, 'glossary', page, pages);
  const view: View = {
    title: t('explain:words.all'),
    body: [t('explain:words.intro'), '', ...shown.map(lineOf)].join('\n'),
    rows: [[...turn, allTopicsButton(t)]],
  };
  return pages === 1 ? view : { ...view, footer: t('explain:contents.page', { page, pages }) };
}

/** One word, and the texts to read on. */
export function wordView(
  { t }: Reader,
  { word, texts }: { word: GlossaryWord; texts: readonly Explainer[] },
): View {
  const menu: Row[] =
    texts.length === 0 ? [] : [[topicMenu(t('explain:related'), texts.slice(0, textsShown))]];
  return {
    title: word.word,
    body: word.meaning,
    ...(word.own === true ? { footer: t('explain:own-word') } : {}),
    rows: [...menu, [allTopicsButton(t)]],
  };
}

function lineOf({ word, meaning }: GlossaryWord): string {
  return `**${word}** · ${meaning}`;
}
