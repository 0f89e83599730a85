import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import i18next, { type i18n } from 'i18next';
import { readOwnCatalogues, refuseCatalogue, type Catalogues } from './own-catalogues.js';

/**
 * Looks a text up: `t('proposals:card.title', { … })`. Values are put in as they are, so typed text is cleaned and
 * escaped by the caller. `count` chooses the plural form.
 */
export type Translate = (key: string, values?: Record<string, string | number>) => string;

const FALLBACK = 'en';
/** Keys may hold values (a reason, a choice); there are some hundred, and no more than this are remembered. */
const KEPT_TEXTS = 2_000;

export interface Texts {
  /** The translation for a Discord locale such as `en-GB`; falls back to the language, then to English. */
  in(locale: string): Translate;
  /** Languages with a catalogue, e.g. ['en']. */
  readonly languages: readonly string[];
  has(key: string, locale: string): boolean;
}

/**
 * Loads every catalogue `<folder>/<language>/<namespace>.json`, and of the folder `own` the languages that are not in
 * this one. Throws `ContentInvalid` for a catalogue that cannot be used. A key that no catalogue holds throws in
 * `strict` mode (tests) and otherwise shows the key, so that one missing text does not stop a vote.
 */
export async function loadTexts(folder: string, strict: boolean, own?: string): Promise<Texts> {
  const languages = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const namespaces = new Set<string>();
  const resources: Record<string, Catalogues> = {};
  for (const language of languages) {
    const catalogues: Catalogues = {};
    for (const file of (await readdir(path.join(folder, language))).sort()) {
      if (!file.endsWith('.json')) continue;
      const namespace = file.slice(0, -'.json'.length);
      namespaces.add(namespace);
      catalogues[namespace] = await readCatalogue(path.join(folder, language, file));
    }
    resources[language] = catalogues;
  }
  if (own !== undefined) {
    const added = await readOwnCatalogues(own, resources[FALLBACK] ?? {}, languages);
    Object.assign(resources, added);
    languages.push(...Object.keys(added));
    languages.sort();
  }
  const instance: i18n = i18next.createInstance();
  await instance.init({
    resources: resources,
    fallbackLng: FALLBACK,
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
        translate = translateIn(instance, locale);
        if (fixed.size < 100) fixed.set(locale, translate);
      }
      return translate;
    },
  };
}

async function readCatalogue(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return refuseCatalogue(file, text);
  }
}

/** Divides a text into what is written (even places) and names of values (odd places). */
const VALUE = /\{\{(\w+)\}\}/u;
/** What only the library can put in: formats and nested texts. */
const SPECIAL = /\{\{[^}]*\W[^}]*\}\}|\$t\(/u;

/**
 * Asks the library for each text once: it searches languages, plural forms and nested texts anew every time, which costs
 * more than all else in answering a click.
 */
function translateIn(instance: i18n, locale: string): Translate {
  const t = instance.getFixedT(locale);
  let plurals: readonly Intl.PluralRules[] | undefined;
  const known = new Map<string, readonly string[]>();
  return (key, values = {}) => {
    const { count } = values;
    let name = key;
    if (typeof count === 'number') {
      // The text may turn out to be in either language, and 0 may have one of its own.
      plurals ??= [pluralsOf(locale), pluralsOf(FALLBACK)];
      name += ` ${String(count === 0)} ${plurals.map((rules) => rules.select(count)).join(' ')}`;
    }
    let pieces = known.get(name);
    if (pieces === undefined) {
      const text = t(key, { ...values, skipInterpolation: true });
      if (SPECIAL.test(text)) return t(key, values);
      pieces = text.split(VALUE);
      if (known.size < KEPT_TEXTS) known.set(name, pieces);
    }
    let shown = '';
    for (let place = 0; place < pieces.length; place += 1) {
      const piece = pieces[place] ?? '';
      shown += place % 2 === 0 ? piece : String(values[piece] ?? '');
    }
    return shown;
  };
}

/** Locales come with clicks, and a forged one may be none. */
function pluralsOf(locale: string): Intl.PluralRules {
  try {
    return new Intl.PluralRules(locale);
  } catch {
    return new Intl.PluralRules(FALLBACK);
  }
}
