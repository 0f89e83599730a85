import type { Library } from './library.js';

export interface SectionTable {
  /** The table in Markdown: a row for each section of the article, a column for each language that has texts. */
  text: string;
  /** A line for each cell in which no topic stands; none where the article is covered in every language. */
  gaps: string[];
}

/**
 * Which topics tell of which section of the article, by language. A section that is left out on purpose says so in
 * place of topics; topics that are drawn from no section stand below the table.
 */
export function sectionTable({ article, all }: Pick<Library, 'article' | 'all'>): SectionTable {
  const locales = [...new Set(all.map(({ locale }) => locale))].sort(
    (a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b),
  );
  const topicsOf = (locale: string, covers: (sections: readonly number[]) => boolean) =>
    all
      .filter((one) => one.locale === locale && covers(one.sections))
      .sort((a, b) => a.order - b.order)
      .map(({ topic }) => topic)
      .join(', ');

  const gaps: string[] = [];
  const rows = [...article.sections.values()].map(({ id, heading, leftOut }) => {
    const cells = locales.map((locale) => {
      if (leftOut) return 'left out';
      const topics = topicsOf(locale, (sections) => sections.includes(id));
      if (topics === '') gaps.push(`No text in "${locale}" tells of section ${id}, ${heading}.`);
      return topics;
    });
    return [`${id} ${heading.replaceAll('|', '\\|')}`, ...cells];
  });
  const others = [
    'drawn from no section',
    ...locales.map((locale) => topicsOf(locale, (its) => its.length === 0)),
  ];
  const lines = [['section', ...locales], ['---', ...locales.map(() => '---')], ...rows, others];
  return { text: lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n'), gaps };
}
