/** The languages the page is in. */
export const LANGUAGES = ['en', 'es'] as const;
export type PageLanguage = (typeof LANGUAGES)[number];

/** The page's language and how dates and numbers are written in it. */
export interface Chosen {
  language: PageLanguage;
  locale: string;
}

/** What `?lang=` asks for, else the first of the browser's languages that there is; English where there is none. */
export function choose(asked: string | null, preferred: readonly string[]): Chosen {
  for (const wanted of asked === null ? preferred : [asked, ...preferred]) {
    const language = LANGUAGES.find((one) => one === wanted.toLowerCase().split('-')[0]);
    // English dates are written as they always were here; Spanish ones as in the browser's own country.
    if (language === 'es') return { language, locale: wanted.includes('-') ? wanted : 'es-ES' };
    if (language === 'en') break;
  }
  return { language: 'en', locale: 'en-GB' };
}

/** Outside a browser, where only tests read this, there is no location. */
const page = globalThis as { location?: { search: string }; navigator?: { languages: readonly string[] } };
const chosen =
  page.location === undefined
    ? choose(null, [])
    : choose(new URLSearchParams(page.location.search).get('lang'), page.navigator?.languages ?? []);

export const language = chosen.language;
/** How dates and numbers are written; goes with the language of the texts. */
export const locale = chosen.locale;
