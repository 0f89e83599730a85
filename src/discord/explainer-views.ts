import type { Explainer } from '../explainers/explainer-file.js';
import type { Library } from '../explainers/library.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { shownText } from './text.js';
import type { Button, Menu, Row, View } from './view.js';

/** What the views need to know of the reader. */
export interface Reader {
  library: Library;
  locale: string;
  t: Translate;
}

const perPage = 10;
/** How much of what was typed is shown back. */
const typedShown = 100;

/** Making one of these costs more than the rest of an answer. There are as many as languages with explainers. */
const formats = new Map<string, { month: Intl.DateTimeFormat; list: Intl.ListFormat }>();

function formatsIn(locale: string) {
  const known = formats.get(locale);
  if (known !== undefined) return known;
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const made = { month, list: new Intl.ListFormat(locale) };
  formats.set(locale, made);
  return made;
}

/** An explainer as everyone in a channel sees it: the text and where it comes from. */
export function publicExplainerView({ library, t }: Reader, explainer: Explainer): View {
  const { title, author, written } = library.article;
  const { sections, own = false } = explainer;
  if (sections.length === 0) {
    const footer = t(own ? 'explain:own' : 'explain:no-source');
    return { title: explainer.title, body: explainer.body, footer };
  }
  const { month, list } = formatsIn(explainer.locale);
  const footer = t(own ? 'explain:own-source' : 'explain:source', {
    title,
    author,
    written: month.format(new Date(`${written}-01T00:00:00Z`)),
    count: sections.length,
    sections: list.format(sections.map(String)),
  });
  return { title: explainer.title, body: explainer.body, footer };
}

/** An explainer as its reader sees it: with what to read next, and in a server a way to show it to everyone. */
export function explainerView(reader: Reader, explainer: Explainer, inServer: boolean): View {
  const { library, locale, t } = reader;
  const { topic } = explainer;
  const related = library.related(topic, locale);
  const buttons: Button[] = [allTopicsButton(t)];
  if (library.wordsIn(explainer).length > 0) {
    const id = customId('explain', { act: 'words', topic });
    buttons.unshift({ label: t('explain:words.button'), id, style: 'secondary' });
  }
  if (inServer) {
    buttons.unshift({
      label: t('explain:show'),
      id: customId('explain', { act: 'show', topic }),
      style: 'primary',
    });
  }
  const rows: Row[] = related.length === 0 ? [] : [[topicMenu(t('explain:related'), related)]];
  return { ...publicExplainerView(reader, explainer), rows: [...rows, buttons] };
}

/** One page of all topics; a page that does not exist is the nearest one that does. */
export function contentsView({ library, locale, t }: Reader, asked: number): View {
  const all = library.contents(locale);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const page = Math.min(Math.max(1, Math.trunc(asked) || 1), pages);
  const shown = all.slice((page - 1) * perPage, page * perPage);
  const view: View = {
    title: t('explain:contents.title'),
    body: [
      t('explain:contents.intro'),
      '',
      ...shown.map(({ title, summary }) => `**${title}** · ${summary}`),
    ].join('\n'),
  };
  const menu: Row = [topicMenu(t('explain:contents.choose'), shown)];
  const id = customId('explain', { act: 'glossary', topic: '1' });
  const words: Button[] =
    library.words(locale).length === 0 ? [] : [{ label: t('explain:words.button'), id, style: 'secondary' }];
  if (pages === 1) return { ...view, rows: words.length === 0 ? [menu] : [menu, words] };
  return {
    ...view,
    footer: t('explain:contents.page', { page, pages }),
    rows: [menu, [...turning(t, 'page', page, pages), ...words]],
  };
}

/** The buttons that turn pages, of the contents or of the glossary. */
export function turning(t: Translate, act: 'page' | 'glossary', page: number, pages: number): Button[] {
  const turn = (label: string, to: number): Button => ({
    label,
    id: customId('explain', { act, topic: String(to) }),
    style: 'secondary',
    disabled: to < 1 || to > pages,
  });
  return [turn(t('explain:contents.previous'), page - 1), turn(t('explain:contents.next'), page + 1)];
}

/** The button that leads back to the contents. */
export function allTopicsButton(t: Translate): Button {
  return {
    label: t('explain:all'),
    id: customId('explain', { act: 'page', topic: '1' }),
    style: 'secondary',
  };
}

/** Nothing has the name that was typed: the nearest topics. */
export function unknownView({ t }: Reader, typed: string, nearest: readonly Explainer[]): View {
  return {
    title: t('explain:unknown.title'),
    body: t('explain:unknown.body', { typed: shownText(typed, typedShown) }),
    rows: nearestRows(t, nearest),
  };
}

/** The topic of an old message has since been taken out of the library. */
export function goneView({ library, locale, t }: Reader, topic: string): View {
  const found = library.find(topic, locale);
  const nearest = found.kind === 'found' ? [found.explainer] : found.nearest;
  return { title: t('explain:gone.title'), body: t('explain:gone.body'), rows: nearestRows(t, nearest) };
}

function nearestRows(t: Translate, nearest: readonly Explainer[]): Row[] {
  return [[topicMenu(t('explain:unknown.choose'), nearest)], [allTopicsButton(t)]];
}

/** A menu that opens one of these texts. */
export function topicMenu(placeholder: string, explainers: readonly Explainer[]): Menu {
  return {
    id: customId('explain', { act: 'open', topic: 'menu' }),
    placeholder,
    options: explainers.map(({ topic, title, summary }) => ({
      label: title,
      value: topic,
      description: summary,
    })),
  };
}
