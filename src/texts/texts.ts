import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import i18next, { type i18n } from 'i18next';

/**
 * Looks a text up: `t('proposals:card.title', { … })`. Values are put in as they are, so typed text is cleaned and
 * escaped by the caller. `count` chooses the plural form.
 */
export type Translate = (key: string, values?: Record<string, string | number>) => string;

export interface Texts {
  /** The translation for a Discord locale such as `en-GB`; falls back to the language, then to English. */
  in(locale: string): Translate;
  /** Languages with a catalogue, e.g. ['en']. */
  readonly languages: readonly string[];
  has(key: string, locale: string): boolean;
}

/**
 * Loads every catalogue `<folder>/<language>/<namespace>.json`. A key that no catalogue holds throws in `strict` mode
 * (tests) and otherwise shows the key, so that one missing text does not stop a vote.
 */
export async function loadTexts(folder: string, strict: boolean): Promise<Texts> {
  const languages = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const namespaces = new Set<string>();
  const resources: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const language of languages) {
    const catalogues: Record<string, Record<string, unknown>> = {};
    for (const file of (await readdir(path.join(folder, language))).sort()) {
      if (!file.endsWith('.json')) continue;
      const namespace = file.slice(0, -'.json'.length);
      namespaces.add(namespace);
      catalogues[namespace] = JSON.parse(await readFile(path.join(folder, language, file), 'utf8')) as Record<
        string,
        unknown
      >;
    }
    resources[language] = catalogues;
  }
  const instance: i18n = i18next.createInstance();
  await instance.init({
    resources: resources,
    fallbackLng: 'en',
    ns: [...namespaces],
    defaultNS: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
    parseMissingKeyHandler: (key: string) => {
      if (strict) throw new Error(`No text for "${key}"`);
      return key;
    },
  });
  const fixed = new Map<string, Translate>();
  return {
    languages,
    has: (key, locale) => instance.exists(key, { lng: locale, fallbackLng: [] }),
    in(locale) {
      let translate = fixed.get(locale);
      if (translate === undefined) {
        const t = instance.getFixedT(locale);
        translate = (key, values) => t(key, values ?? {});
        if (fixed.size < 100) fixed.set(locale, translate);
      }
      return translate;
    },
  };
}
